internal import SpeechTimeline
internal import SpokenText

/// Finds dates of birth that are said as dates: 팔십년 오월 십이일, 1980년 5월 12일생.
struct BirthDates {
  private struct Part {
    let counter: Counter
    let value: Int
    let place: WordPlace
  }

  /// - Parameter isAsked: whether birth was asked for before this utterance.
  static func all(
    in utterance: Int, _ readings: [WordReading], reader: ContextReader,
    isAsked: Bool
  ) -> [RawFinding] {
    var findings: [RawFinding] = []
    var parts: [Part] = []
    var tellsBirth = false
    func close() {
      defer {
        parts = []
        tellsBirth = false
      }
      guard let finding = finding(parts, tellsBirth, isAsked, reader) else { return }
      findings.append(finding)
    }
    for (word, reading) in readings.enumerated() {
      if reading.role == .filler || reading.role == .correction {
        if !parts.isEmpty, reading.tellsBirth { tellsBirth = true }
        continue
      }
      if reading.role == .text || reading.beginsWithText { close() }
      for entry in reading.items {
        guard case .quantity(let value?, let counter) = entry.item, counter != .other else {
          close()
          continue
        }
        if parts.contains(where: { $0.counter == counter }) { close() }
        parts.append(
          Part(
            counter: counter, value: value,
            place: WordPlace(utterance: utterance, word: word)))
      }
      if reading.tellsBirth, !parts.isEmpty { tellsBirth = true }
    }
    close()
    return findings
  }

  private static func finding(
    _ parts: [Part], _ tellsBirth: Bool, _ isAsked: Bool, _ reader: ContextReader
  ) -> RawFinding? {
    guard let first = parts.first, let last = parts.last, isDate(parts, alone: tellsBirth)
    else { return nil }
    let context = reader.context(from: first.place, to: last.place)
    // A card's last month is no birth, whatever was asked for before it.
    let isCalled = context.nearest != .expiry && (isAsked || context.tells(.birth))
    guard tellsBirth || isCalled, tellsBirth || !reader.isImpersonal(first.place)
    else { return nil }
    let words = Array(Set(parts.map(\.place))).sorted()
    return RawFinding(
      type: .birthDate, confidence: parts.count == 3 ? 0.95 : 0.75, words: words)
  }

  /// Whether the parts can be a day of somebody's birth; two of them at least.
  private static func isDate(_ parts: [Part], alone: Bool) -> Bool {
    func value(_ counter: Counter) -> Int? { parts.first { $0.counter == counter }?.value }
    let year = value(.year)
    if let year, !((0...99).contains(year) || CheckDigits.isBirthYear(year)) { return false }
    if let month = value(.month), !CheckDigits.isDay(value(.day) ?? 1, ofMonth: month) {
      return false
    }
    return parts.count >= 2 || alone && year != nil
  }
}
