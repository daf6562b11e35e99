public import SpeechTimeline

/// Writes transcripts: the same bytes for the same transcript, always.
public struct TranscriptWriter: Sendable {
  /// Forms of transcript that are written.
  public enum Format: String, Hashable, Sendable, CaseIterable {
    case webVTT = "webvtt"
    /// SubRip.
    case srt
    /// NIST's CTM.
    case ctm
    /// sori's own JSON; the only one beside vCon that loses nothing.
    case json
    /// The analysis of a vCon that is a transcript: one object, to be put into its `analysis`.
    case vCon = "vcon"

    /// What names of such files end with.
    public var fileExtension: String {
      switch self {
      case .webVTT: "vtt"
      case .srt: "srt"
      case .ctm: "ctm"
      case .json: "transcript.json"
      case .vCon: "vcon.json"
      }
    }
  }

  /// How subtitles are cut.
  public var cues = CueOptions()
  /// Whether WebVTT has a time stamp in front of every word, for players that light up words, and for
  /// reading it back with the words' times.
  public var wordTimes = false
  /// Who wrote it, in the vCon: the program's version, or nil.
  public var productVersion: String?

  public init() {}

  /// The transcript as text that ends with a line break.
  ///
  /// - Parameter recording: CTM's name of the recording; white space in it becomes `_`.
  /// - Precondition: Confidences are finite; words hold no white space and are not empty.
  public func write(
    _ transcript: Transcript, as format: Format, recording: String = "call"
  ) -> String {
    switch format {
    case .webVTT: webVTT(transcript)
    case .srt: subRip(transcript)
    case .ctm: ctm(transcript, recording: recording)
    case .json: json(transcript) + "\n"
    case .vCon: vConAnalysis(transcript) + "\n"
    }
  }

  /// As the method of this name, with the options that it has by default.
  public static func write(
    _ transcript: Transcript, as format: Format, recording: String = "call"
  ) -> String {
    TranscriptWriter().write(transcript, as: format, recording: recording)
  }
}

/// How subtitles are cut, so that people can read them.
public struct CueOptions: Hashable, Sendable {
  /// Columns of a line; a Hangul syllable takes two. 42 is what broadcasters' guides for Latin script have
  /// in common.
  public var columns = 42
  /// Lines of a cue.
  public var lines = 2
  /// Longest cue in milliseconds; a single word may be longer. 7 s, by the same guides.
  public var milliseconds = 7000
  /// Silence after which a new cue begins, in milliseconds.
  public var gapMilliseconds = 1500

  public init() {}
}

/// Seconds with three decimals.
func fixedSeconds(_ milliseconds: Int) -> String {
  let rest = "\(milliseconds % 1000)"
  return "\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.utf8.count) + rest
}
