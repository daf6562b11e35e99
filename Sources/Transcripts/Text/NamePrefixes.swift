/// Names in front of what is said, as subtitles without voice tags have them: `상담원: 네, 고객님.`
///
/// A prefix is a name only where it recurs: it begins at least two lines, it is short, and recurring prefixes
/// stand in at least a third of all cues. A single `참고: …` stays text, and so does what calls a piece of
/// personal data (`전화번호: …`) or never has anything but digits behind it.
struct NamePrefixes {
  private let names: Set<String>

  /// Longest name, in characters: those of people, roles and numbered speakers are shorter.
  private static let maximumLength = 32

  /// - Parameter cues: of each cue, its lines.
  init(_ cues: [[String]]) {
    var counts: [String: Int] = [:]
    var withWords: Set<String> = []
    for line in cues.joined() {
      guard let (name, text) = Self.split(line), !Self.isField(name) else { continue }
      counts[name, default: 0] += 1
      if !Self.isOnlyDigits(text) || Self.isRole(name) { withWords.insert(name) }
    }
    let recurring = Set(counts.keys.filter { counts[$0, default: 0] > 1 && withWords.contains($0) })
    let namedCount = cues.count { lines in
      lines.contains { Self.split($0).map { recurring.contains($0.name) } ?? false }
    }
    names = namedCount * 3 >= cues.count ? recurring : []
  }

  /// The name and the text behind it; the whole text where there is no name.
  func split(_ text: String) -> (name: String?, text: String) {
    guard let parts = Self.split(text), names.contains(parts.name) else { return (nil, text) }
    return (parts.name, parts.text)
  }

  private static func split(_ text: String) -> (name: String, text: String)? {
    // A wide colon has three bytes in UTF-8, a character of a name at most four.
    let head = text.unicodeScalars.prefix(maximumLength + 2)
    guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "\u{FF1A}" }) else { return nil }
    let rest = text.unicodeScalars[text.unicodeScalars.index(after: colon)...]
    let first = rest.first
    guard
      first == nil || first?.properties.isWhitespace == true || text.unicodeScalars[colon] != ":"
    else { return nil }
    guard let name = cleanName(String(head[..<colon])), !name.unicodeScalars.allSatisfy(isDigit),
      !name.unicodeScalars.contains(where: { ".?!,".unicodeScalars.contains($0) })
    else { return nil }
    return (name, String(rest))
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .decimalNumber
  }

  /// Whether there are digits in `text` and nothing else to say.
  private static func isOnlyDigits(_ text: String) -> Bool {
    var hasDigits = false
    for scalar in text.unicodeScalars {
      if isDigit(scalar) {
        hasDigits = true
      } else if [.syllable, .letter].contains(scalarKind(scalar)) {
        return false
      }
    }
    return hasDigits
  }

  /// Whether the name is that of a piece of data about a person or a contract.
  private static func isField(_ name: String) -> Bool {
    let plain = name.lowercased().filter { !" -_".contains($0) }
    return fields.contains(plain) || fieldEnds.contains { plain.hasSuffix($0) }
  }

  /// Whether the name says what somebody does in a call; such a one may say nothing but digits.
  private static func isRole(_ name: String) -> Bool {
    let plain = name.lowercased()
    return roles.contains { plain.hasPrefix($0) }
  }

  private static func list(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }

  private static let fields = list(
    "전화 연락처 휴대폰 핸드폰 휴대전화 팩스 주민 생년월일 생일 나이 성별 계좌 카드 유효기간 비번 암호 메일 이메일 주소 이름 성함 "
      + "성명 예금주 은행 금액 결제일 날짜 일시 시간 phone telephone mobile cell fax email mail address "
      + "name birthday birthdate dateofbirth dob ssn account card expiry password pin cvc cvv amount date "
      + "time")
  private static let fieldEnds = list("번호 주소 코드 아이디 일자 number address code")
  private static let roles = list(
    "상담 고객 화자 직원 발신 수신 agent customer caller client operator speaker spk")
}
