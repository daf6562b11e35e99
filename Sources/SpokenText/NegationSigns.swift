/// Negators that show in the spelling of a Korean word, wherever its morphemes are not known better.
enum NegationSigns {
  /// How many negators the word holds: 않 and 없 wherever they stand, 아니, 지 말, 지 마, 불가, and 안 and 못
  /// before what they deny, not in 안내 or 잘못.
  ///
  /// - Parameters:
  ///   - word: code points of the word.
  ///   - before: the last code point of the word before, nil at the start: of 지 말 and 지 마.
  static func count(in word: [UInt32], before: UInt32?) -> Int {
    guard word.contains(where: { isPossible($0) }) else { return 0 }
    return word.indices.reduce(0) { count, at in
      let next = at + 1 < word.count ? word[at + 1] : nil
      let previous = at > 0 ? word[at - 1] : before
      let denies = isNegator(
        word[at], at: at, previous: previous, next: next, isWord: word.count == 1)
      return count + (denies ? 1 : 0)
    }
  }

  /// Whether a stem of these code points, taken off its endings, denies by itself.
  static func isLexical(_ word: String) -> Bool { word.hasPrefix("불가") }

  private static func isPossible(_ value: UInt32) -> Bool { signs.contains(value) }

  private static func isNegator(
    _ value: UInt32, at place: Int, previous: UInt32?, next: UInt32?, isWord: Bool
  ) -> Bool {
    switch value {
    case 않, 없: return true
    case 아:
      return next.map { 니아.contains($0) } ?? false
    case 말, 마:
      return previous == 지 && (value == 마 || next.map { 말아.contains($0) } ?? true)
    case 못: return previous.map { !잘연.contains($0) || place == 0 } ?? true
    case 안:
      if isWord { return true }
      guard let next, denied.contains(next) else { return false }
      return place == 0 || !nouns.contains(previous ?? 0)
    case 불: return next == 가 && place == 0
    default: return false
    }
  }

  private static func value(_ character: Unicode.Scalar) -> UInt32 { character.value }
  private static func values(_ text: String) -> Set<UInt32> {
    Set(text.unicodeScalars.map(\.value))
  }

  private static let 않 = value("않")
  private static let 없 = value("없")
  private static let 아 = value("아")
  private static let 말 = value("말")
  private static let 마 = value("마")
  private static let 못 = value("못")
  private static let 안 = value("안")
  private static let 불 = value("불")
  private static let 지 = value("지")
  private static let 가 = value("가")
  private static let signs = values("않없아말마못안불")
  /// 아니, 아닌, 아닙, 아닐.
  private static let 니아 = values("니닌닙닐")
  /// 말고, 말아, 말라, 말기.
  private static let 말아 = values("고아라기")
  /// 잘못, 연못.
  private static let 잘연 = values("잘연")
  /// What 안 denies begins so: 되다, 하다, 받다, 가다, 나다, 오다, 보다, 맞다, 쓰다, 있다.
  private static let denied = values("되돼됩된될됐하해합한할했받가간갔나난났오온왔보본봤맞쓰써썼있들뜨")
  /// What ends in 안 and is a noun or stem: 편안, 불안, 미안, 제안, 보안 …
  private static let nouns = values("편불미제보동방대초현치연평위문기")
}
