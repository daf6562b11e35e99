/// Questions among the words of one utterance.
///
/// An utterance is divided into sentences: at full stops and question marks, and behind words with an ending that
/// closes a sentence. A sentence is a question where it ends with a question mark, with an ending that only asks
/// (-습니까, -나요, -ㄴ가요, -ㄹ까요, -시겠어요), or holds a word that asks (뭐, 언제, 어디 …) and ends as a question may. What the voice
/// alone tells (맞으시죠, 되세요 without a mark) is not counted. English: a question mark, a word that asks with a
/// verb behind it, or a verb before its subject.
enum QuestionCount {
  /// - Parameter trustsMarks: whether the speaker's transcript has question marks: then a sentence with a full stop is
  ///   a question only where its ending cannot be anything else.
  static func of(_ words: [HeardWord], trustsMarks: Bool) -> Int {
    var count = 0
    var start = 0
    for at in words.indices {
      let isLast = at == words.count - 1
      let word = words[at]
      guard isLast || word.mark == .question || word.mark == .full || closes(word) else { continue }
      if isQuestion(words[start...at], isUtteranceEnd: isLast, trustsMarks: trustsMarks) {
        count += 1
      }
      start = at + 1
    }
    return count
  }

  private static func closes(_ word: HeardWord) -> Bool {
    guard word.mark == .none else { return false }
    return KoreanQuestions.closes(word.core)
  }

  private static func isQuestion(
    _ sentence: ArraySlice<HeardWord>, isUtteranceEnd: Bool, trustsMarks: Bool
  ) -> Bool {
    guard let last = sentence.last else { return false }
    if last.mark == .question { return true }
    let cores = sentence.map(\.core)
    if last.core.unicodeScalars.contains(where: SpokenForm.isHangul) {
      if KoreanQuestions.onlyAsks(last.core, isUtteranceEnd: isUtteranceEnd) { return true }
      if trustsMarks && last.mark == .full { return false }
      return KoreanQuestions.asksByWord(cores)
    }
    if trustsMarks && last.mark == .full { return false }
    return EnglishQuestions.isQuestion(cores)
  }
}

/// What makes a Korean sentence a question.
enum KoreanQuestions {
  /// Whether the word ends as only the last word of a sentence does, in polite speech.
  static func closes(_ word: String) -> Bool {
    guard word.utf8.count > 3 else { return false }
    return closers.end(word) || onlyAsks(word, isUtteranceEnd: false)
  }

  /// Whether the word's ending asks and does nothing else.
  static func onlyAsks(_ word: String, isUtteranceEnd: Bool) -> Bool {
    guard let last = word.unicodeScalars.last?.value, askers.contains(last) else { return false }
    let scalars = word.unicodeScalars.map(\.value)
    // 뭐든지요: whatever.
    if word.hasSuffix("든지요") { return false }
    let letters = SpokenLetters.of(word)
    if asking.contains(where: { letters.count > $0.count && letters.suffix($0.count) == $0[...] }) {
      return scalars.count > 1
    }
    guard isUtteranceEnd else { return false }
    return askingAtEnd.contains { letters.count > $0.count && letters.suffix($0.count) == $0[...] }
  }

  /// Whether a word of the sentence asks and its end allows a question.
  static func asksByWord(_ cores: [String]) -> Bool {
    let asker = cores.indices.first { at in
      isAskingWord(cores[at]) && !VagueWords.isVague(cores, at: at)
    }
    guard let asker, let last = cores.last else { return false }
    // 언제 오시는지 확인해 드릴게요: what is asked is part of a statement.
    let isReported = cores[asker...].dropLast().contains { reporting.end($0) }
    guard !isReported else { return false }
    if asker == cores.count - 1 { return !statements.end(last) }
    let letters = SpokenLetters.of(last)
    guard !statementEndings.contains(where: { letters.suffix($0.count) == $0[...] }) else {
      return false
    }
    // 어디 가려고요: what one means to do oneself; 어디 가시려고요 asks.
    guard !intentions.end(last) || honoured.end(last) else { return false }
    return possibleEnds.end(last)
  }

  private static func isAskingWord(_ word: String) -> Bool {
    guard let stem = asks.first(where: { word.utf8.starts(with: $0) }) else { return false }
    // 어떠한 경우에도: any.
    if word.hasPrefix("어떠한") { return false }
    let rest = word.utf8.dropFirst(stem.count)
    return !indefinite.contains { rest.starts(with: $0) }
  }

  private static func letters(_ list: String) -> [[UInt8]] {
    list.split(separator: " ").map { SpokenLetters.of($0) }
  }
  private static func words(_ list: String) -> [[UInt8]] {
    list.split(separator: " ").map { Array($0.utf8) }
  }

  /// 까, 요, 가, 니, 냐, 나: what asking endings end in.
  private static let askers: Set<UInt32> = Set("까요가니냐나지".unicodeScalars.map(\.value))
  private static let asking = letters(
    "ㅂ니까 습니까 나요 ㄴ가요 ㄹ까요 을까요 는지요 은지요 ㄴ지요 ㄹ는지요 시겠어요 실래요 겠습니까")
  private static let askingAtEnd = letters(
    "ㄹ까 을까 았니 었니 했니 있니 없니 겠니 느냐 었냐 았냐 했냐 있냐 없냐 는가 인가 은가")
  private static let closers = WordEnds(
    "습니다 입니다 합니다 됩니다 립니다 랍니다 ㅂ니다 니다 어요 아요 해요 돼요 게요 네요 세요 셔요 거든요 지요 죠 데요 래요 예요 에요 십시오")
  private static let asks = words(
    "뭐 뭘 무엇 무슨 언제 어디 어딜 누구 누가 왜 어떻게 어떤 어때 어떠 어느 얼마나 얼마 몇 뭔")
  /// Behind a word that asks they make it any: 언제든지, 누구나, 왜냐하면.
  private static let indefinite = words("든 나 냐 라도 인가 인지 몇 가는 전에")
  private static let reporting = WordEnds("는지 은지 인지 한지 신지 된지 을지 할지 될지 올지 갈지 드릴지 다고 라고 냐고 든지 거나")
  private static let possibleEnds = WordEnds("요 죠 지 까 어 아 니 야 데 래 가 나 해 돼 냐 고 면 데요 는데")
  private static let statements = WordEnds("든지 든 나 라도")
  private static let statementEndings = letters(
    "ㄹ게요 을게요 ㄹ께요 ㅂ니다 습니다 네요 거든요 니까요 어서요 아서요 해서요 군요 라고요 다고요 더라고요 든지요")
  private static let intentions = WordEnds("려고요 려구요")
  private static let honoured = WordEnds("시려고요 시려구요")
}

/// What makes an English sentence a question without a mark.
enum EnglishQuestions {
  static func isQuestion(_ words: [String]) -> Bool {
    var words = words[...]
    while let first = words.first, openers.contains(first) { words = words.dropFirst() }
    guard let first = words.first else { return false }
    let verb = withoutNegation(first)
    if verbs.contains(verb) { return words.dropFirst().first.map(subjects.contains) ?? false }
    guard asks.contains(where: { first == $0 || first.hasPrefix($0 + "'") }) else { return false }
    if first.contains("'") || first.contains("\u{2019}") { return true }
    // What time does it open: the verb stands within three words.
    let rest = Array(words.dropFirst().prefix(4))
    guard let at = rest.prefix(3).firstIndex(where: { verbs.contains(withoutNegation($0)) }) else {
      return words.count == 1
    }
    // When you are ready: a subject before the verb makes no question, unless it is asked for.
    return at == 0 || !subjects.contains(rest[0])
  }

  private static func withoutNegation(_ word: String) -> String {
    for end in ["n't", "n\u{2019}t"] where word.hasSuffix(end) { return String(word.dropLast(3)) }
    return word
  }

  private static let openers: Set<String> = [
    "and", "so", "but", "okay", "ok", "yes", "well", "um", "uh", "right", "sorry", "sir", "please",
  ]
  private static let asks: Set<String> = [
    "what", "when", "where", "who", "whom", "whose", "which", "why", "how",
  ]
  private static let verbs: Set<String> = [
    "do", "does", "did", "is", "are", "was", "were", "am", "can", "ca", "could", "will", "wo",
    "would", "shall", "should", "may", "might", "have", "has", "had",
  ]
  private static let subjects: Set<String> = [
    "i", "you", "we", "they", "he", "she", "it", "there", "this", "that", "these", "those", "the",
    "your", "my", "our", "his", "her", "their", "anyone", "anybody", "anything", "someone", "any",
  ]
}
