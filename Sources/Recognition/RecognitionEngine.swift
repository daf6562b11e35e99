public import SpeechTimeline

/// Turns one window of speech into text.
public protocol RecognitionEngine: Sendable {
  /// What is said in a window.
  ///
  /// - Parameters:
  ///   - samples: 16,000 a second, in [-1, 1], at most 30 s.
  ///   - language: ISO 639-1, or nil where it is to be heard.
  ///   - deadline: after which nobody waits for the answer: who can stop waiting then does; nil for never.
  /// - Throws: `RecognitionError`.
  func recognise(
    _ samples: [Float], language: String?, until deadline: ContinuousClock.Instant?
  ) throws(RecognitionError) -> RecognisedWindow
}

extension RecognitionEngine {
  /// What is said in a window, however long it takes.
  ///
  /// - Throws: `RecognitionError`.
  public func recognise(
    _ samples: [Float], language: String?
  ) throws(RecognitionError) -> RecognisedWindow {
    try recognise(samples, language: language, until: nil)
  }
}

/// Samples a second of what recognisers hear.
public let recognitionRateHz = 16_000

/// What an engine heard in one window.
public struct RecognisedWindow: Hashable, Sendable {
  /// In order of time.
  public var segments: [RecognisedSegment]
  /// ISO 639-1, or nil where the engine does not say.
  public var language: String?
  /// Mean of the natural logarithms of the tokens' probabilities, or nil.
  public var averageLogProbability: Double?
  /// How sure it is that nobody speaks, 0 to 1, or nil.
  public var noSpeechProbability: Double?
  /// Length of the text ÷ length when compressed: large where it repeats itself; or nil.
  public var compressionRatio: Double?

  public init(
    segments: [RecognisedSegment] = [], language: String? = nil,
    averageLogProbability: Double? = nil, noSpeechProbability: Double? = nil,
    compressionRatio: Double? = nil
  ) {
    self.segments = segments
    self.language = language
    self.averageLogProbability = averageLogProbability
    self.noSpeechProbability = noSpeechProbability
    self.compressionRatio = compressionRatio
  }
}

/// A stretch of a window and what is said in it.
public struct RecognisedSegment: Hashable, Sendable {
  /// Milliseconds from the start of the window.
  public var span: TimeSpan
  public var text: String
  /// 0 to 1, or nil.
  public var confidence: Double?
  /// Its words with their own times, where the engine gives them; `text` is then not read.
  public var words: [RecognisedWord]

  public init(
    _ span: TimeSpan, _ text: String, confidence: Double? = nil, words: [RecognisedWord] = []
  ) {
    self.span = span
    self.text = text
    self.confidence = confidence
    self.words = words
  }
}

/// One word with its own time.
public struct RecognisedWord: Hashable, Sendable {
  /// Milliseconds from the start of the window.
  public var span: TimeSpan
  public var text: String
  /// 0 to 1, or nil.
  public var confidence: Double?

  public init(_ span: TimeSpan, _ text: String, confidence: Double? = nil) {
    self.span = span
    self.text = text
    self.confidence = confidence
  }
}
