/// Words that are letters by their Korean names: 케이아이엠 is `kim`.
public enum LetterSpelling {
  /// Whether `word` (as `PlainScalars` has it) is nothing but letter names and digits.
  public static func isSpelled(_ word: [Unicode.Scalar]) -> Bool {
    var index = 0
    while index < word.count {
      if let name = NumberLexicon.letterNames.first(where: { word.holds($0.name, at: index) }) {
        index += name.name.count
      } else if word[index] == "오" || word[index] == "이" {
        index += 1
      } else if let token = NumeralToken.all(in: word, from: index, to: index + 1).first {
        index = token.range.upperBound
      } else {
        return false
      }
    }
    return !word.isEmpty
  }
}
