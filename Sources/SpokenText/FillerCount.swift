internal import SpeechTimeline

/// Hesitations among the words of one utterance.
struct FillerCount {
  private let plain: Set<String>
  private let doubtful: Set<String>
  private let pauseMilliseconds: Int

  init(_ words: FillerWords, pauseSeconds: Double) {
    plain = Set(words.plain.map { Self.shortened($0) })
    doubtful = Set(words.doubtful.map { Self.shortened($0) })
    pauseMilliseconds = Int(pauseSeconds * 1000)
  }

  /// How many of an utterance's words are hesitations: none where it has no other words, for then they are an answer
  /// or listening.
  func of(_ words: [HeardWord]) -> Int {
    let kinds = words.map { kind(of: $0) }
    guard kinds.contains(.word) else { return 0 }
    return kinds.indices.reduce(0) { count, at in
      switch kinds[at] {
      case .plain: return count + 1
      case .word: return count
      case .doubtful: return count + (isHesitant(words, kinds, at) ? 1 : 0)
      }
    }
  }

  private enum Kind { case plain, doubtful, word }

  private func kind(of word: HeardWord) -> Kind {
    // No filler is longer, drawn out as it may be; most words are no filler and are not looked at closer.
    guard word.core.utf8.count <= 30 else { return .word }
    let short = Self.shortened(word.core)
    return plain.contains(short) ? .plain : doubtful.contains(short) ? .doubtful : .word
  }

  private func isHesitant(_ words: [HeardWord], _ kinds: [Kind], _ at: Int) -> Bool {
    if words[at].mark != .none { return true }
    guard at + 1 < words.count else { return true }
    if kinds[at + 1] != .word { return true }
    let isTimed = !words[at].isEstimated && !words[at + 1].isEstimated
    return isTimed && words[at + 1].span.start - words[at].span.end >= pauseMilliseconds
  }

  /// Letters that come several times on end, once: 어어 → 어, ummm → um.
  private static func shortened(_ word: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in word.unicodeScalars where scalar != result.last && scalar != "~" {
      result.append(scalar)
    }
    return String(result)
  }
}
