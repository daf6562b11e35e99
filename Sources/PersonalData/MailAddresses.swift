internal import SpeechTimeline
internal import SpokenText

/// Finds mail addresses, written or said (해피데이 일이삼 골뱅이 네이버 점 컴).
struct MailAddresses {
  private typealias Scalars = [Unicode.Scalar]

  /// Words that are no part of an address and stand before one.
  private static let leads: Set<Scalars> = Set(
    [
      "이메일은", "이메일이", "메일은", "메일이", "이메일", "메일", "주소는", "주소가", "메일주소는", "이메일주소는", "아이디는",
      "아이디가", "제", "저는", "저희", "네", "예", "그", "음", "어", "is", "it's", "its", "email", "my",
      "address",
    ].map { Scalars($0.unicodeScalars) })
  private static let signs: [Scalars] = ["골뱅이", "앳싸인", "엣싸인"].map { Scalars($0.unicodeScalars) }
  private static let domains: [Scalars] = [
    "네이버", "지메일", "쥐메일", "구글", "다음", "한메일", "네이트", "카카오", "핫메일", "아웃룩", "야후", "아이클라우드", "naver",
    "gmail", "daum", "hanmail", "nate", "kakao", "hotmail", "outlook", "yahoo", "icloud",
  ].map { Scalars($0.unicodeScalars) }
  private static let ends: [Scalars] = [
    "닷컴", "점컴", "닷넷", "점넷", "닷케이알", "점케이알", "컴", "넷", "케이알", "컴이요", "com", "net", "org", "kr", "io",
  ].map { Scalars($0.unicodeScalars) }
  /// Words of a domain behind the sign, and of a local part before it.
  private static let mostWords = 8

  static func all(in utterance: Int, _ words: [[Unicode.Scalar]], isAsked: Bool) -> [RawFinding] {
    var findings: [RawFinding] = []
    var first = 0
    for index in words.indices where index >= first {
      guard let range = address(around: index, in: words, from: first, isAsked: isAsked)
      else { continue }
      let isWritten = words[index].contains("@")
      findings.append(
        RawFinding(
          type: .email, confidence: isWritten ? 0.97 : 0.9,
          words: range.map { WordPlace(utterance: utterance, word: $0) }))
      first = range.upperBound + 1
    }
    return findings
  }

  private static func address(
    around index: Int, in words: [[Unicode.Scalar]], from first: Int, isAsked: Bool
  ) -> ClosedRange<Int>? {
    let word = words[index]
    if let sign = word.firstIndex(of: "@") {
      let isWhole =
        sign > 0 && word[..<sign].contains(where: isAddressScalar)
        && word[(sign + 1)...].contains(".")
      if isWhole { return index...index }
      return spoken(index, words, from: first, isAsked: isAsked)
    }
    if signs.contains(where: { contains(word, $0) }) {
      return spoken(index, words, from: first, isAsked: isAsked)
    }
    guard
      word.elementsEqual("at".unicodeScalars) || word.elementsEqual("앳".unicodeScalars)
        || word.elementsEqual("엣".unicodeScalars)
    else { return nil }
    return isFollowedByDomain(index, words)
      ? spoken(index, words, from: first, isAsked: isAsked) : nil
  }

  private static func spoken(
    _ sign: Int, _ words: [[Unicode.Scalar]], from first: Int, isAsked: Bool
  ) -> ClosedRange<Int> {
    localStart(sign, words, from: first, isAsked: isAsked)...domainEnd(sign, words)
  }

  /// The first word of the local part. Behind the word for mail, or after a question for it, all that was
  /// said since belongs to it; else what is spelled does, and one word that is not.
  private static func localStart(
    _ sign: Int, _ words: [[Unicode.Scalar]], from first: Int, isAsked: Bool
  ) -> Int {
    // The sign's own word may hold the local part: 해피데이골뱅이.
    var start = sign
    var free = startsWithSign(words[sign]) ? 1 : 0
    let isNamed =
      isAsked || words[max(first, sign - mostWords)..<sign].contains { isLead($0) && mail($0) }
    while start > first, sign - start < mostWords {
      let word = words[start - 1]
      if isLead(word) { break }
      if !isNamed, !isSpelled(word) {
        guard free > 0 else { break }
        free -= 1
      }
      start -= 1
    }
    return start
  }

  private static func domainEnd(_ sign: Int, _ words: [[Unicode.Scalar]]) -> Int {
    let last = min(words.count - 1, sign + mostWords)
    var end = sign
    guard sign < last else { return end }
    for index in (sign + 1)...last {
      let holdsEnd = ends.contains { startsWithEnding(words[index], $0) }
      let isDomain = domains.contains { words[index].starts(with: $0) }
      let isPointWord = isPoint(words[index])
      if holdsEnd {
        end = index
        // 씨오 점 케이알: a second level may follow.
        if index < last, isPoint(atStartOf: words[index + 1]) { continue }
        break
      }
      if isDomain || isPointWord || index == sign + 1 { end = index }
    }
    return end
  }

  private static func isFollowedByDomain(_ index: Int, _ words: [[Unicode.Scalar]]) -> Bool {
    words[(index + 1)...].prefix(5).contains { word in
      isPoint(word) || ends.contains { startsWithEnding(word, $0) }
    }
  }

  // MARK: Words

  private static func isAddressScalar(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
  }

  private static func contains(_ word: [Unicode.Scalar], _ part: [Unicode.Scalar]) -> Bool {
    guard word.count >= part.count else { return false }
    return (0...(word.count - part.count)).contains { word[$0...].starts(with: part) }
  }

  private static func startsWithSign(_ word: [Unicode.Scalar]) -> Bool {
    word.first == "@" || word.first == "앳" || word.first == "엣" || word.first == "a"
      || signs.contains { word.starts(with: $0) }
  }

  private static func startsWithEnding(_ word: [Unicode.Scalar], _ end: [Unicode.Scalar]) -> Bool {
    word.starts(with: end) && word.count <= end.count + 4
      || word.count > end.count && word.suffix(end.count).elementsEqual(end)
  }

  private static func isPoint(_ word: [Unicode.Scalar]) -> Bool {
    word == ["점"] || word == ["닷"] || word == ["쩜"] || word.elementsEqual("dot".unicodeScalars)
  }

  private static func isPoint(atStartOf word: [Unicode.Scalar]) -> Bool {
    isPoint(word) || word.first == "닷"
  }

  private static func isLead(_ word: [Unicode.Scalar]) -> Bool {
    leads.contains(word.filter { $0 != "," && $0 != "." && $0 != ":" })
  }

  private static func mail(_ word: [Unicode.Scalar]) -> Bool {
    contains(word, ["메", "일"]) || contains(word, Array("email".unicodeScalars))
      || contains(word, ["주", "소"]) || contains(word, ["아", "이", "디"])
  }

  /// Whether a word is spelled out: Latin letters, digits, letter names, 점, 언더바.
  private static func isSpelled(_ word: [Unicode.Scalar]) -> Bool {
    if word.allSatisfy({ isAddressScalar($0) || [".", "-", "_"].contains($0) }) { return true }
    if isPoint(word) || word.starts(with: ["언", "더"]) || word.starts(with: ["하", "이", "픈"]) {
      return true
    }
    return LetterSpelling.isSpelled(word)
  }
}
