/// Words of one kind that turn a sentence into its contrary and sound much alike.
enum Opposites {
  /// Numbers of the words found: the two of a pair differ in the last bit.
  ///
  /// - Parameter text: words run together.
  static func found(in text: [UInt8]) -> Set<Int> {
    Set(list.indices.filter { contains(text, list[$0]) })
  }

  /// Whether what was said, words run together, holds the contrary of a word of the sentence, and not the word.
  static func contradict(_ sentence: Set<Int>, _ said: [UInt8]) -> Bool {
    sentence.contains { word in
      !sentence.contains(word ^ 1) && contains(said, list[word ^ 1]) && !contains(said, list[word])
    }
  }

  private static func contains(_ text: [UInt8], _ word: [UInt8]) -> Bool {
    guard text.count >= word.count else { return false }
    return (0...(text.count - word.count)).contains { start in
      text[start] == word[0] && text[start..<(start + word.count)].elementsEqual(word)
    }
  }

  private static let list = [
    "무료", "유료", "이상", "이하", "이전", "이후", "인상", "인하", "입금", "출금", "가입", "탈퇴", "포함", "제외",
    "선불", "후불", "증가", "감소", "가능", "불가", "국내", "해외", "발신", "수신", "전액", "일부", "승인", "거절",
    "before", "after", "free", "charged", "include", "exclude", "increase", "decrease",
  ].map { Array($0.utf8) }
}
