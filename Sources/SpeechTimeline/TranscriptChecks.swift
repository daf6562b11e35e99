/// How a transcript fits what was heard: the figures that tell whether it may be believed.
public struct TranscriptChecks: Hashable, Sendable {
  /// Words of the transcript, all of them.
  public var wordCount = 0
  /// Those that lie outside the speech of whoever is said to say them: invented, misplaced in time, or of
  /// another channel.
  public var outsideCount = 0
  /// Those whose times the transcript does not give.
  public var estimatedCount = 0
  /// Milliseconds of speech, all speakers.
  public var speechDuration = 0
  /// Milliseconds of it that are far from any word of their speaker.
  public var wordlessDuration = 0
  /// Words inside speech that bear the transcript's own name for a speaker.
  public var labelledCount = 0
  /// Those of them whose name belongs to the speaker who is heard.
  public var agreeingCount = 0
  /// How much later (positive) or earlier the words stand than the speech they fit best, milliseconds; nil
  /// where they are too few to tell.
  public var offset: Int?
  /// That offset in the second half of the words minus in the first, milliseconds; nil likewise.
  public var drift: Int?

  public init() {}
}
