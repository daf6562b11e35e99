/// What is known of English words without a dictionary.
enum EnglishWords {
  /// The one morpheme of an English word.
  static func morpheme(of word: some StringProtocol, letters: [UInt8]) -> Morpheme {
    let folded = word.lowercased()
    let plain = String(folded.unicodeScalars.filter { !SpokenForm.isApostrophe($0) })
    // n't is no word's end but a contraction's: couldnt, dont, wont, cannot.
    let isContraction = contractions.contains(plain)
    let isNegator = isContraction || negators.contains(plain)
    let isFunction = functionWords.contains(plain) || isContraction
    return Morpheme(
      letters, isFunction ? .function : interjections.contains(plain) ? .interjection : .content,
      isNegator: isNegator)
  }

  /// Words that begin a clause.
  static let clauseOpeners: Set<String> = [
    "and", "but", "because", "if", "so", "or", "unless", "while", "before", "after", "although",
    "when", "until",
  ]

  private static let negators: Set<String> = [
    "not", "no", "never", "without", "none", "nothing", "neither", "nor",
  ]
  private static let contractions: Set<String> = [
    "cannot", "cant", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "wont",
    "wouldnt", "couldnt", "shouldnt", "hasnt", "havent", "hadnt", "mustnt",
  ]
  private static let interjections: Set<String> = ["yes", "yeah", "okay", "ok", "oh", "well"]
  private static let functionWords: Set<String> = [
    "a", "an", "the", "of", "to", "in", "on", "at", "for", "with", "by", "from", "as", "and", "or",
    "but", "so", "if", "that", "this", "these", "those", "it", "its", "is", "are", "was", "were",
    "be", "been", "being", "am", "do", "does", "did", "have", "has", "had", "will", "would",
    "shall", "should", "can", "could", "may", "might", "must", "i", "you", "we", "they", "he",
    "she", "me", "us", "them", "my", "your", "our", "their", "his", "her", "ill", "im", "youre",
    "were", "ive", "well", "there", "here", "please", "just", "not", "up", "within", "then",
    "into", "any",
  ]
}
