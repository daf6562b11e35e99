/// How much a transcript may hold. What exceeds a limit is an error, never cut off.
public struct ImportLimits: Hashable, Sendable {
  /// Bytes of the file. 256 MiB: a thousand times a long call's largest form.
  public var bytes = 256 << 20
  /// Levels of objects and lists within each other in JSON. No known form needs more than ten.
  public var depth = 128
  /// Values in JSON. The largest form of a day of words, a list of tokens beside them, has half as many.
  public var values = 5_000_000
  /// Lines of text. SubRip has four for each cue.
  public var lines = 4_000_000
  /// Words. A day of speech without a pause has about 350,000.
  public var words = 1_000_000
  /// Longest call, in milliseconds: a day.
  public var milliseconds = 24 * 3_600_000
  /// How far a word may begin before the one in front of it, in milliseconds; it is then moved there.
  /// Above the disorder of aligners that place each word by itself, below what a segment in the wrong
  /// place has.
  public var disorderMilliseconds = 500

  public init() {}
}
