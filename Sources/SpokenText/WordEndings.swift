/// Korean particles, endings and auxiliaries, as sounds: what `RuleAnalyzer` takes off a word.
///
/// Written down from the grammar of spoken Korean in service calls. Endings begin with a letter (`ㅂ니다`) where
/// they melt into the stem.
enum WordEndings {
  /// What must stand before an ending.
  enum Condition { case anything, vowel, consonant }

  /// Particles and endings that begin with a syllable, packed, and what they stand behind. Derivational 하, 되, 받, 시키
  /// count too: 해지하, 해지되.
  static let endings = collected { !startsInside($0) }
  /// Those that begin inside a syllable: ㅂ니다 in 합니다.
  static let melted = collected(startsInside)

  private static func startsInside(_ ending: Substring) -> Bool {
    ending.unicodeScalars.first.map { (0x3131...0x314E).contains($0.value) } ?? false
  }

  private static func collected(_ isWanted: (Substring) -> Bool) -> [UInt64: Condition] {
    var endings: [UInt64: Condition] = [:]
    func add(_ lists: [String], _ condition: Condition) {
      for ending in lists.flatMap({ $0.split(separator: " ") }) where isWanted(ending) {
        guard let key = SpokenLetters.packed(SpokenLetters.of(ending)[...]) else { continue }
        endings[key] = endings[key] == nil ? condition : .anything
      }
    }
    add(particles + finals + links + derivations, .anything)
    add(links.map { $0.split(separator: " ").map { "\($0)요" }.joined(separator: " ") }, .anything)
    add(afterVowels, .vowel)
    add(afterConsonants, .consonant)
    return endings
  }

  /// Endings of one syllable that may leave a single one before them: 돈이, 집에. The others leave two, for 신고 and
  /// 동의 are nouns.
  static let particlesOfOne: Set<UInt64> = Set(
    "이 가 을 를 은 는 에 도 만 와 과 요".split(separator: " ").compactMap {
      SpokenLetters.packed(SpokenLetters.of($0)[...])
    })

  /// Whether a clause may end behind the word: it has an ending like -고, -면, -지만, and what follows is no
  /// auxiliary (하고 있습니다).
  static func endsClause(_ word: String, before next: String?) -> Bool {
    if let next, next.hasPrefix("있") || next.hasPrefix("계") { return false }
    let letters = SpokenLetters.of(word)
    return connective.contains { letters.count > $0.count && letters.suffix($0.count) == $0[...] }
  }

  private static let connective: [[UInt8]] = links.flatMap { list in
    list.split(separator: " ").map { SpokenLetters.of($0) }
  }.filter { $0.count > 1 }

  /// Stems of auxiliary verbs behind an infinitive: 확인해 드리겠습니다.
  static let auxiliaries: [[UInt8]] = ["드리", "드릴", "드립", "주", "줄", "줘", "보", "봐", "볼"]
    .map { SpokenLetters.of($0) }

  /// What an auxiliary that means to do for somebody leaves of itself once its endings are off, where it is written
  /// together with its verb: 바꿔주세요, 환불해드려요.
  static let joinedAuxiliaries: [[UInt8]] = ["주", "줘", "드리", "드려"].map { SpokenLetters.of($0) }

  static let interjections: Set<String> = [
    "네", "예", "넵", "아", "어", "음", "에", "그", "저", "자", "아이고", "여보세요",
  ]
  static let dependents: Set<String> = [
    "수", "것", "거", "점", "분", "때", "중", "등", "바", "줄", "데", "건", "게", "걸",
  ]

  private static let particles = [
    "의 에 에서 에게 께 께서 한테 로 으로 도 만 까지 부터 보다 처럼 라도 이라도",
    "이랑 마다 조차 밖에 뿐 에는 에도 에만 에서는 에서도 로는 으로는 로도 으로도 께서는 에게는",
    "로만 으로만 까지는 까지만 부터는 만큼 하고 님 님이 님을 님은 님께 님께서 님의 들 들이 들은 들을",
    "라고요 라구요 ㄴ다고 ㄴ다고요 는다고 는다고요 ㄴ다면서요 는다면서요 으라고 으라고요 라니까 라니까요 달라고 달라고요 이라뇨 라뇨 이라니 라니 이라니요 라니요 은요 는요",
    "이요 요 인데 인데요 으로부터 로부터 이라고 라고 이란 란 에요 예요 이에요",
  ]
  private static let afterVowels = ["가 를 는 와 나 랑 란"]
  private static let afterConsonants = ["이 을 은 과 이나 어 아 이다 음"]
  private static let finals = [
    "ㅂ니다 습니다 ㅂ니까 습니까 어요 아요 여요 해요 해 세요 으세요 셔요 십니다 십니까 시겠습니까 시겠어요",
    "겠습니다 겠습니까 겠어요 ㄹ게요 을게요 ㄹ까요 을까요 나요 는가요 ㄴ가요 은가요 신가요 네요 군요 지요 죠",
    "거든요 는데요 ㄴ데요 은데요 니까요 어서요 아서요 고요 구요 었습니다 았습니다 였습니다 했습니다 었어요 았어요",
    "였어요 했어요 ㅆ습니다 ㅆ어요 ㅆ는데요 십시오 으십시오 시오 다 한다 된다 었다 았다 입니다 이죠",
    "인가요 입니까 니다 니까 데요 래요 ㄹ래요 실래요 ㄹ께요 을께요 대요 답니다 랍니다",
  ]
  private static let links = [
    "고 며 으며 면 으면 시면 으시면 서 어서 아서 여서 해서 셔서 니까 으니까 시니까 지만 는데 은데 ㄴ데 려고 으려고 도록 거나",
    "더라도 어도 아도 해도 자마자 면서 으면서 므로 으므로 기에 다가 ㄴ다면 는다면 라면 이라면 고자 려면 으려면",
    "시고 시며 시거나 신데 시는데 었는데 았는데 했는데 셨는데 었고 았고 했고 겠지만 습니다만 ㅂ니다만",
  ]
  private static let derivations = [
    "하 되 돼 받 시키 당하 시켜 시 으시 하시 되시 받으시 었 았 였 했 됐 셨 겠 던 기 한 된 할 될 하는 되는 하신 되신 하실 되실",
    "기를 기가 기는 하기 되기 하게 게 되게 합 됩 적 적인 적으로",
  ]
}
