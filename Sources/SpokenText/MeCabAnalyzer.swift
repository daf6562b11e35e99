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
  private let tagger: Mutex<MeCabTagger>
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
    tagger = Mutex(opened)
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
    let sentence = words.joined(separator: " ")
    let tokens = MeCabToken.tokens(of: tagger.withLock { $0.parsed(sentence) })
    let shared = MeCabToken.divided(tokens, among: words)
    return words.indices.map { index in
      let word = words[index]
      guard word.unicodeScalars.contains(where: SpokenForm.isHangul) else {
        return fallback.morphemes(of: [word])[0]
      }
      if let shared, let first = shared[index].first, !first.cannotBeginWord {
        return morphemes(of: word, shared[index])
      }
      return morphemes(of: word, MeCabToken.tokens(of: tagger.withLock { $0.parsed(word) }))
    }
  }

  private func morphemes(of word: String, _ tokens: [MeCabToken]) -> [Morpheme] {
    let letters = SpokenLetters.of(word)
    let found = tokens.flatMap { $0.morphemes() }
    // What MeCab did not account for, sound by sound, is left to the rules.
    guard !found.isEmpty, found.flatMap(\.letters) == letters else {
      return fallback.morphemes(of: [word])[0]
    }
    return found
  }
}
