internal import Synchronization

/// Takes Korean words apart with MeCab and the dictionary mecab-ko-dic, where both are installed.
///
/// MeCab passes over spaces, so that 안녕하세요 고객님 may come out as 세요 + 고 + 객님. Where what cannot begin a word
/// is found at the start of one, that word is looked up by itself. English words and numbers are not MeCab's. The
/// same words always give the same morphemes; calls from several threads wait for each other.
public final class MeCabAnalyzer: MorphemeAnalyzer {
  /// What Debian's package libmecab2 installs.
  public static let usualLibrary = "libmecab.so.2"
  /// Words that are looked up together at most: a sentence has fewer, and memory stays bounded.
  private static let mostWordsTogether = 200

  public let name: String
  private let state: Mutex<MeCabState>
  private let fallback = RuleAnalyzer()

  /// - Parameters:
  ///   - dictionary: folder with `sys.dic`, `matrix.bin` and their like; no space in its path.
  ///   - library: name or path of the shared library.
  /// - Throws: `TextError` (`analyzerUnavailable`).
  public init(
    dictionary: String, library: String = MeCabAnalyzer.usualLibrary
  ) throws(TextError) {
    guard !dictionary.unicodeScalars.contains(where: \.properties.isWhitespace) else {
      throw TextError(
        .analyzerUnavailable, path: dictionary, "MeCab opens no path with a space in it")
    }
    let opened = try MeCabTagger(MeCabLibrary(path: library), dictionary: dictionary)
    state = Mutex(MeCabState(tagger: opened))
    name = "mecab-ko-dic \(MeCabDictionary.version)"
  }

  public func morphemes(of words: [String]) -> [[Morpheme]] {
    var result: [[Morpheme]] = []
    result.reserveCapacity(words.count)
    var start = 0
    while start < words.count {
      let end = min(words.count, start + Self.mostWordsTogether)
      result.append(contentsOf: together(Array(words[start..<end])))
      start = end
    }
    return result
  }

  private func together(_ words: [String]) -> [[Morpheme]] {
    let divided = state.withLock { state in
      let shared = MeCabToken.divided(
        state.tokens(of: words.joined(separator: " ")), among: words)
      return words.indices.map { index -> [MeCabToken] in
        if let shared, let first = shared[index].first, !first.cannotBeginWord {
          return shared[index]
        }
        let isKorean = words[index].unicodeScalars.contains(where: SpokenForm.isHangul)
        return isKorean ? state.tokens(of: words[index]) : []
      }
    }
    return zip(words, divided).map { morphemes(of: $0, $1) }
  }

  private func morphemes(of word: String, _ tokens: [MeCabToken]) -> [Morpheme] {
    guard word.unicodeScalars.contains(where: SpokenForm.isHangul) else {
      return fallback.morphemes(of: [word])[0]
    }
    let found = tokens.flatMap(\.morphemes)
    // What MeCab did not account for, sound by sound, is left to the rules.
    guard !found.isEmpty, found.flatMap(\.letters) == SpokenLetters.of(word) else {
      return fallback.morphemes(of: [word])[0]
    }
    return found
  }
}

/// MeCab, and what its lines were found to mean.
private struct MeCabState: ~Copyable {
  /// Lines that are kept, some 200 bytes each: a language's usual words.
  private static let mostKept = 20_000

  private let tagger: MeCabTagger
  private var kept: [ArraySlice<UInt8>: MeCabToken] = [:]

  init(tagger: consuming MeCabTagger) { self.tagger = tagger }

  /// The tokens of a sentence; lines that are none are passed over.
  mutating func tokens(of sentence: String) -> [MeCabToken] {
    var tokens: [MeCabToken] = []
    for line in tagger.parsed(sentence).split(separator: UInt8(ascii: "\n")) {
      if let token = kept[line] {
        tokens.append(token)
      } else if let token = MeCabToken(line: line) {
        // A copy: the slice would keep the whole answer.
        if kept.count < Self.mostKept { kept[ArraySlice(Array(line))] = token }
        tokens.append(token)
      }
    }
    return tokens
  }
}
