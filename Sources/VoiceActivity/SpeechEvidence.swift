internal import Signal
public import SpeechTimeline

/// What decides, frame by frame, where speech is on a channel, kept until more is known: three bytes for each
/// 10 ms, 6.5 MB in six hours.
///
///     log odds of the detector   ___/‾‾‾‾‾‾\_____/‾‾\______
///     … of another listener      ____/‾‾‾‾‾\________/‾‾\___
///     speech(adding:)            ...[=======).....[====)...    decoded again from the sum
public struct SpeechEvidence: Hashable, Sendable {
  /// Length of a frame.
  public static let frameMilliseconds = FrameGrid.hop

  /// Rules and prices of the decoder that the detector used.
  private let configuration: SpeechConfiguration
  /// Of speech, less those of music, plus the bias: to within 0.004 where they decide.
  private var logOdds: [Float16] = []
  private var marks: [FrameMarks] = []

  init(_ configuration: SpeechConfiguration) {
    self.configuration = configuration
  }

  /// Evidence of as many frames as there are `logOdds`, all of them loud: for tests and made-up calls.
  public init(logOdds: [Float], configuration: SpeechConfiguration = SpeechConfiguration()) {
    self.init(configuration)
    append(logOdds[...], repeatElement([.loud, .heard], count: logOdds.count))
  }

  /// Frames of 10 ms from the beginning of the recording.
  public var frameCount: Int { logOdds.count }

  /// Adds frames that follow.
  mutating func append(_ logOdds: ArraySlice<Float>, _ marks: some Collection<FrameMarks>) {
    // Beyond ± 100 nothing is left to decide, and Float16 ends at 65,504.
    for odds in logOdds { self.logOdds.append(Float16(min(max(odds, -100), 100))) }
    self.marks.append(contentsOf: marks)
  }

  /// The speech, decoded as the detector decodes it.
  ///
  /// More log odds anywhere never take speech away before edges are moved, bridged and dropped.
  /// - Parameter added: to the log odds of the frame with this index.
  public func speech(adding added: (Int) -> Float) -> Timeline {
    let sums = logOdds.indices.map { Float(logOdds[$0]) + added($0) }
    let runs = SpeechDecoder(configuration).spans(sums, marks: marks)
    return Timeline(
      runs.map {
        TimeSpan(
          FrameGrid.milliseconds(atFrame: $0.lowerBound),
          FrameGrid.milliseconds(atFrame: $0.upperBound))
      })
  }
}
