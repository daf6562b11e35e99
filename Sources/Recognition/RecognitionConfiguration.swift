/// How speech is cut into windows for recognition, and what is believed of what comes back.
public struct RecognitionConfiguration: Hashable, Sendable, Codable {
  /// Language as ISO 639-1 (`ko`, `en`), or `auto`: heard in the first stretch of speech, then kept for the call.
  public var language = Self.heard

  /// Threads of one recogniser, 1 to 64. One is fastest for many calls: calls are recognised side by side.
  public var threadCount = 1

  /// Longest window, seconds, 1 to 30. Whisper hears 30 s at a time whatever is in them; two are left for
  /// the silence that it expects behind speech.
  public var windowSeconds = 28.0

  /// Silence between two pieces in a window, seconds, 0 to 2. The figures in docs/RECOGNITION.md are with 0.3 s;
  /// no other was tried.
  public var gapSeconds = 0.3

  /// What is taken before and after detected speech, seconds, 0 to 2: soft beginnings and ends of words.
  public var marginSeconds = 0.2

  /// Windows that hold no speech with at least this probability give no words, 0 to 1; Whisper's own default.
  /// Measured: five windows of telephone speech ≤ 0.01, key tones 0.87 to 0.93, typing 0.74.
  public var noSpeechLimit = 0.6

  /// Windows whose tokens have a lower mean log probability give no words, −10 to 0. Measured: five
  /// windows of telephone speech −0.28 to −0.45; noise, music and coughs that pass the other limits, heard as
  /// Korean, −1.2 to −2.0; one cough heard as English −1.02.
  public var logProbabilityLimit = -1.1

  /// Windows whose text shrinks more than this when compressed repeat themselves and give no words, 1 to 100;
  /// Whisper's own default. Measured: speech 0.94 to 0.96, loops 13 and more.
  public var compressionLimit = 2.4

  /// Segments with more syllables per second of detected speech are invented, 1 to 100. Chosen
  /// well above what people can say, not measured.
  public var syllableRateLimit = 20.0

  public init() {}

  /// What stands in `language` where it is not given.
  public static let heard = "auto"

  /// The language where it is given; nil where it is heard.
  public var givenLanguage: String? { language == Self.heard ? nil : language }

  /// - Throws: `RecognitionError` (`invalid_configuration`) naming field, value and range.
  public func validate() throws(RecognitionError) {
    try require("threadCount", Double(threadCount), 1...64)
    try require("windowSeconds", windowSeconds, 1...30)
    try require("gapSeconds", gapSeconds, 0...2)
    try require("marginSeconds", marginSeconds, 0...2)
    try require("noSpeechLimit", noSpeechLimit, 0...1)
    try require("logProbabilityLimit", logProbabilityLimit, -10...0)
    try require("compressionLimit", compressionLimit, 1...100)
    try require("syllableRateLimit", syllableRateLimit, 1...100)
    guard language == Self.heard || Self.isLanguage(language) else {
      throw RecognitionError(
        .invalidConfiguration, "language is \"\(language)\", expected auto or a code like ko or en")
    }
  }

  /// Whether a text can be a code of ISO 639: two or three small letters.
  static func isLanguage(_ text: String) -> Bool {
    let smallLetters = UInt8(ascii: "a")...UInt8(ascii: "z")
    return (2...3).contains(text.utf8.count) && text.utf8.allSatisfy(smallLetters.contains)
  }

  private func require(
    _ field: String, _ value: Double, _ range: ClosedRange<Double>
  ) throws(RecognitionError) {
    guard range.contains(value) else {
      throw RecognitionError(
        .invalidConfiguration,
        "\(field) is \(value), expected \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
