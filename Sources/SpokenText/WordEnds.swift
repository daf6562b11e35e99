/// Ends of words, as bytes: a word is looked at from its last byte on, without taking its characters apart.
struct WordEnds {
  /// Each end from its last byte on, by that byte.
  private let byLast: [UInt8: [[UInt8]]]

  /// - Parameter list: ends with spaces between.
  init(_ list: String) {
    let reversed = list.split(separator: " ").map { Array($0.utf8.reversed()) }
    byLast = Dictionary(grouping: reversed) { $0[0] }
  }

  /// Whether the word ends with one of them, or is one.
  func end(_ word: String) -> Bool {
    let bytes = word.utf8
    guard let last = bytes.last, let ends = byLast[last] else { return false }
    return ends.contains { bytes.reversed().starts(with: $0) }
  }
}
