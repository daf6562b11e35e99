internal import SpeechTimeline
internal import SpokenText

/// Finds numbers, or parts of them, that are said over again: the agent who reads back what he heard.
struct Echoes {
  /// From this many digits on, the same digits anywhere in a call are the same number's.
  private static let shortest = 4

  /// - Parameter taken: pieces that are found already.
  static func all(
    of findings: [RawFinding], in numbers: SpokenNumbers, taken: Set<RawFinding.WordPiece>
  ) -> [RawFinding] {
    let values = findings.filter { $0.digits.count >= shortest && $0.type != .answer }
    guard !values.isEmpty else { return [] }
    var echoes: [RawFinding] = []
    for run in numbers.runs {
      let free = run.groups.filter { !taken.contains(.init($0)) }
      guard free.count == run.groups.count, run.count >= shortest else { continue }
      if let value = values.first(where: { holds($0.digits, run.values) }) {
        echoes.append(echo(of: value, free))
        continue
      }
      for group in free where group.values.count >= shortest {
        guard let value = values.first(where: { holds($0.digits, group.values) }) else { continue }
        echoes.append(echo(of: value, [group]))
      }
    }
    return echoes
  }

  private static func echo(of value: RawFinding, _ groups: [DigitGroup]) -> RawFinding {
    RawFinding(
      type: value.type, confidence: min(value.confidence, 0.85),
      words: Array(Set(groups.map(\.place))).sorted(), digits: groups.flatMap(\.values),
      pieces: groups.map(RawFinding.WordPiece.init))
  }

  /// Whether `part` stands somewhere in `whole`.
  private static func holds(_ whole: [UInt8], _ part: [UInt8]) -> Bool {
    guard part.count <= whole.count else { return false }
    return (0...(whole.count - part.count)).contains { whole[$0...].starts(with: part) }
  }
}
