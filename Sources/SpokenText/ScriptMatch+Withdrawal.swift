internal import SpeechTimeline

// What is taken back as soon as it is said.
extension ScriptMatch {
  /// Words behind the sentence among which it may be taken back: 아 아니요, 음 죄송합니다 정정하겠습니다.
  private static let wordsBehind = 3
  /// Longest silence in milliseconds before each of those: behind a longer one the other party may have asked, and 아니요
  /// is the answer.
  private static let longestSilence = 1000

  /// Whether the same speaker takes the sentence back directly behind it: 아니요, 정정할게요, 취소할게요.
  var isWithdrawn: Bool {
    guard !range.isEmpty else { return false }
    let last = speech.wordOf[range.upperBound - 1]
    for at in (last + 1)..<min(last + 1 + Self.wordsBehind, max(speech.words.count, last + 1)) {
      let (word, before) = (speech.words[at], speech.words[at - 1])
      guard word.span.start - before.span.end <= Self.longestSilence else { return false }
      if Self.withdraws(word.core) { return true }
    }
    return false
  }

  /// Whether the words behind the sentence speak of it: 라고 말씀드리면 안 되고요. Then they may deny it though the
  /// sentence has ended.
  static func isQuoted(before next: String) -> Bool {
    quotes.contains { next.hasPrefix($0) }
  }

  private static func withdraws(_ word: String) -> Bool {
    corrections.contains(word) || correctionStarts.contains { word.hasPrefix($0) }
  }

  private static let corrections: Set<String> = ["아니", "correction", "scratch"]
  private static let correctionStarts = [
    "아니요", "아니오", "아뇨", "아니에요", "아니예요", "아닙니다", "아니죠", "정정", "취소할게", "취소하겠", "취소합", "취소요",
  ]
  private static let quotes = ["라고", "라구", "이라고", "라는", "라는게"]
}
