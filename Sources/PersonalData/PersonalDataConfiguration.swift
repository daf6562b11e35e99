public import SpokenText

/// How personal data is looked for.
public struct PersonalDataConfiguration: Hashable, Sendable, Codable {
  /// How numbers are read.
  public var numbers = NumberReaderConfiguration()
  /// How far before a number a word tells what it is, in scalars without spaces; over the utterances
  /// before, twice as far. 25: account numbers in Korean calls stand that near to the word 계좌.
  public var contextScalars = 25
  /// The same behind a number.
  public var behindScalars = 15
  /// Words said longer ago tell nothing of a number, milliseconds.
  public var contextMilliseconds = 20_000
  /// A question for personal data is open for an answer for this long, milliseconds.
  public var questionMilliseconds = 30_000
  /// After digits were said in answer, for this long from the last of them, milliseconds.
  public var answerMilliseconds = 12_000
  /// What is less sure is not reported, 0 to 1.
  public var leastConfidence = 0.5

  public init() {}

  /// - Throws: `PersonalDataError` naming the first field out of range, its value and the range.
  public func validate() throws(PersonalDataError) {
    let counts = [
      ("numbers.longestGapMilliseconds", numbers.longestGapMilliseconds, 0...60_000),
      ("numbers.longestAside", numbers.longestAside, 0...1000),
      ("numbers.shortestRun", numbers.shortestRun, 2...20),
      ("contextScalars", contextScalars, 0...200), ("behindScalars", behindScalars, 0...200),
      ("contextMilliseconds", contextMilliseconds, 0...600_000),
      ("questionMilliseconds", questionMilliseconds, 0...600_000),
      ("answerMilliseconds", answerMilliseconds, 0...600_000),
    ]
    for (name, value, range) in counts where !range.contains(value) {
      throw PersonalDataError(
        "\(name) is \(value), expected \(range.lowerBound) to \(range.upperBound)")
    }
    if !(0...1).contains(leastConfidence) {
      throw PersonalDataError("leastConfidence is \(leastConfidence), expected 0 to 1")
    }
  }
}

/// Why personal data cannot be looked for as asked.
public struct PersonalDataError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What was expected and what was got.
  public let description: String

  init(_ description: String) { self.description = description }
}
