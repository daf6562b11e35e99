/// Negators that show in the spelling of a Korean word, wherever its morphemes are not known better.
enum NegationSigns {
  /// Where negators stand in the word, as indices of code points: 않 and 없 wherever they stand, 아니, 지 말, 지 마,
  /// 불가, and 안 and 못 before what they deny, not in 안내 or 잘못.
  ///
  /// - Parameters:
  ///   - word: code points of the word.
  ///   - before: the last code point of the word before, nil at the start: of 지 말 and 지 마.
  static func places(in word: [UInt32], before: UInt32?) -> [Int] {
    guard word.contains(where: signs.contains) else { return [] }
    return word.indices.filter { at in
      let next = at + 1 < word.count ? word[at + 1] : nil
      let previous = at > 0 ? word[at - 1] : before
      return isNegator(word, at, previous: previous, next: next)
    }
  }

  /// Whether a noun denies by itself.
  static func isLexical(_ word: String) -> Bool { word.hasPrefix("불가") }

  private static func isNegator(
    _ word: [UInt32], _ at: Int, previous: UInt32?, next: UInt32?
  ) -> Bool {
    switch word[at] {
    case anh, eops: return true
    case a: return next.map(afterA.contains) ?? false
    case mal: return previous == ji && (next.map(afterMal.contains) ?? true)
    case ma: return previous == ji
    case mot: return at == 0 || !beforeMot.contains(previous ?? 0)
    case bul: return next == ga
    case an:
      if word.count == 1 { return true }
      guard let next, denied.contains(next) else { return false }
      return at == 0 || !nounsBeforeAn.contains(previous ?? 0)
    default: return false
    }
  }

  private static func values(_ text: String) -> Set<UInt32> {
    Set(text.unicodeScalars.map(\.value))
  }

  private static let anh: UInt32 = 0xC54A  // 않
  private static let eops: UInt32 = 0xC5C6  // 없
  private static let a: UInt32 = 0xC544  // 아
  private static let mal: UInt32 = 0xB9D0  // 말
  private static let ma: UInt32 = 0xB9C8  // 마
  private static let mot: UInt32 = 0xBABB  // 못
  private static let an: UInt32 = 0xC548  // 안
  private static let bul: UInt32 = 0xBD88  // 불
  private static let ji: UInt32 = 0xC9C0  // 지
  private static let ga: UInt32 = 0xAC00  // 가
  private static let signs = values("않없아말마못안불")
  /// 아니, 아닌, 아닙, 아닐.
  private static let afterA = values("니닌닙닐")
  /// 말고, 말아, 말라, 말기.
  private static let afterMal = values("고아라기")
  /// 잘못, 연못.
  private static let beforeMot = values("잘연")
  /// What 안 denies begins so: 되다, 하다, 받다, 가다, 나다, 오다, 보다, 맞다, 쓰다, 있다.
  private static let denied = values("되돼됩된될됐하해합한할했받가간갔나난났오온왔보본봤맞쓰써썼있들뜨")
  /// What ends in 안 and is a noun or a stem: 편안, 불안, 미안, 제안, 보안 …
  private static let nounsBeforeAn = values("편불미제보동방대초현치연평위문기")
}
