/// Words that ask and, in their sentence, do not: 얼마 전에, 몇 번 전화했는데, 뭐 좀 여쭤보려고요.
enum VagueWords {
  /// Whether the word that asks at `at` means some, whatever it is, rather than which.
  static func isVague(_ cores: [String], at: Int) -> Bool {
    let word = cores[at]
    guard at + 1 < cores.count else { return false }
    let next = cores[at + 1]
    if pairs.contains(where: { word == $0.0 && next.hasPrefix($0.1) }) { return true }
    guard kinds.contains(where: { word.hasPrefix($0) }), let last = cores.last else { return false }
    // 어떤 분이 전화 주셨는데요: somebody did, however politely it is said of him.
    if word == "어떤", persons.contains(where: { next.hasPrefix($0) }), tells.end(last) {
      return true
    }
    // 몇 번 전화했는데요: who did it himself need not ask. Of the other, in polite forms, he may.
    let isCount = word.hasPrefix("몇")
    if isCount, tells.end(last), !honours.end(last) { return true }
    // 어디 갔다 왔더니: what asks belongs to a clause that only leads to the statement.
    let clause = cores[at...].dropLast().filter { leads.end($0) && !honours.end($0) }
    if !clause.isEmpty { return true }
    // 몇 가지 확인해 드릴 게 있어요; but 어떤 게 있어요.
    let thing = cores.count - 2
    return thing > at + 1 && things.contains(cores[thing]) && beings.contains(last)
  }

  private static let pairs = [
    ("얼마", "전"), ("얼마", "안"), ("얼마", "뒤"), ("얼마", "후"), ("뭐", "좀"), ("뭘", "좀"), ("뭐", "하나"),
    ("어디", "좀"),
  ]
  /// 왜, 언제, 어떻게 and 얼마나 ask.
  private static let kinds = ["몇", "어떤", "뭐", "뭘", "어디", "누구", "누가", "무슨"]
  private static let persons = ["분", "사람", "직원", "상담", "여자", "남자"]
  private static let tells = WordEnds("는데요 는데 려고요 려구요 있어요 더니 더라고요 더라구요")
  private static let leads = WordEnds("했는데 었는데 았는데 였는데 갔는데 왔는데 났는데 샀는데 됐는데 봤는데 더니 다가")
  private static let honours = WordEnds("시는데요 셨는데요 신데요 시려고요 시는데 셨는데 셨더니 시더니 시다가 셨다가")
  private static let things: Set<String> = ["게", "거", "것이", "것", "건", "점이", "일이"]
  private static let beings: Set<String> = ["있어요", "있어서요", "있는데요", "있거든요", "있습니다"]
}
