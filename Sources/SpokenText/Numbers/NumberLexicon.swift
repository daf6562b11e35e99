/// The words that numbers are said with.
enum NumberLexicon {
  typealias Scalars = [Unicode.Scalar]

  /// Korean digit words, longest first among those that begin alike. 빵 is a colloquial zero.
  static let koreanDigits: [Unicode.Scalar: [(word: Scalars, value: UInt8)]] = byFirst([
    ("하나", 1), ("다섯", 5), ("여섯", 6), ("일곱", 7), ("여덟", 8), ("여덜", 8), ("아홉", 9),
    ("제로", 0), ("공", 0), ("영", 0), ("빵", 0), ("일", 1), ("이", 2), ("둘", 2), ("삼", 3),
    ("셋", 3), ("사", 4), ("넷", 4), ("오", 5), ("육", 6), ("륙", 6), ("칠", 7), ("팔", 8),
    ("구", 9),
  ])

  /// Place values of Korean numerals.
  static let units: [Unicode.Scalar: Int] = [
    "십": 10, "백": 100, "천": 1000, "만": 10_000, "억": 100_000_000,
  ]

  /// English digit words: whole words only.
  static let englishDigits: [Scalars: UInt8] = scalars([
    ("zero", 0), ("oh", 0), ("o", 0), ("one", 1), ("two", 2), ("three", 3), ("four", 4),
    ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9), ("niner", 9),
  ])

  /// How often the next English digit is said.
  static let englishRepeats: [Scalars: Int] = scalars([("double", 2), ("triple", 3)])

  /// Signs between the digits of one number.
  static let separators: Set<Unicode.Scalar> = [
    "-", "–", "—", "‑", ".", "/", "~", "(", ")", "+", ",",
  ]

  /// What may cling to a digit and joins it to the next: 공일공에 일이삼사에 오육칠팔.
  static let joints: [Scalars] = ["다시", "하이픈", "대시", "대쉬", "에", "의"].map(Scalars.init(_:))

  /// Words that may stand between the digits of one number: joints, hesitations, assent.
  static let fillers: Set<Scalars> = Set(
    [
      "다시", "하이픈", "대시", "대쉬", "바", "에", "에에", "의", "네", "예", "네네", "예예", "넵", "어", "음", "으음",
      "아", "그", "저", "저기", "그리고", "그리고요", "그다음", "그다음에", "그담에", "다음", "다음에", "다음은", "이제",
      "인제", "잠시만요", "잠깐만요", "맞아요", "하고", "dash", "hyphen", "um", "uh", "and", "then", "yes", "okay",
      "ok", "right", "국번", "국번은", "국번이", "앞에", "앞은", "뒤에", "뒤는", "뒤가", "끝에", "끝은", "중간",
      "중간은", "가운데", "가운데는",
    ].map(Scalars.init(_:)))

  /// Parts of a number, as it is given part by part; particles may follow.
  static let parts: [Scalars] = [
    "앞자리", "뒷자리", "뒤자리", "가운데자리", "중간자리", "끝자리", "앞번호", "뒷번호", "끝번호", "나머지", "마지막",
  ].map(Scalars.init(_:))

  /// Words by which a speaker takes back what was just said.
  static let corrections: Set<Scalars> = Set(
    [
      "아니", "아니요", "아니다", "아니아니", "아뇨", "아니고", "아니고요", "아니라", "아닙니다", "정정할게요", "잘못", "sorry",
      "no", "correction",
    ].map(Scalars.init(_:)))

  /// What only another question names: what is said after it is another number.
  static let otherNames: [Scalars] = [
    "생년월일", "연락처", "이메일", "유효기간", "성함", "주소", "인증번호", "비밀번호", "주문번호", "접수번호", "카드번호", "계좌번호",
    "주민번호", "주민등록번호", "사업자번호", "여권번호", "면허번호", "전화번호", "휴대폰", "핸드폰", "card", "phone", "birth",
    "account", "email", "address", "expiration", "passcode", "password", "passport",
  ].map(Scalars.init(_:))

  /// What ends a sentence after a number, and particles: all that may cling to digits and still leave them
  /// digits.
  static let endings: Set<Scalars> = Set(
    [
      "", "요", "이요", "이에요", "이예요", "예요", "에요", "이고요", "이구요", "이고", "이구", "고요", "구요", "고", "구",
      "입니다", "입니다만", "이거든요", "거든요", "이라고", "이라고요", "라고", "라고요", "라구요", "이라구요", "이시고",
      "이시고요", "이시구요", "이시죠", "이신가요", "이시네요", "시고", "시고요", "시구요", "시죠", "시네요", "인데", "인데요",
      "이죠", "죠", "이지요", "지요", "이네요", "네요", "이랑", "랑", "하고", "하고요", "으로", "로", "로요", "으로요", "은",
      "는", "이", "가", "을", "를", "도", "만", "맞나요", "맞아요", "맞으시죠", "맞으세요", "맞습니다", "이맞나요", "번",
      "번이요", "번이에요", "번입니다", "번이고요", "번이구요", "번으로", "번으로요", "번에", "번은", "번이", "번을", "번요",
      "번이시고", "번이시죠", "번이시고요", "번맞으시죠", "번맞으세요", "번하고", "번이라고", "생", "생이요", "생입니다", "생이에요", "생인데요",
      "생이고요", "생이구요", "생이",
      "년생", "년생이요", "년생입니다",
    ].map(Scalars.init(_:)))

  /// What follows 이 or 구 where these are a copula or an ending and no digit: 오육칠팔이요, 오사구요.
  static let afterCopula: Set<Scalars> = Set(
    [
      "요", "에요", "예요", "고요", "구요", "고", "구", "죠", "지요", "라고", "라고요", "라구요", "네요", "시고", "시고요",
      "시구요", "시죠", "시네요", "신가요", "거든요", "랑", "맞나요", "맞아요",
    ].map(Scalars.init(_:)))

  /// Letters by their Korean names, as passports and mail addresses are spelled.
  static let letterNames: [(name: Scalars, letter: Unicode.Scalar)] = [
    ("더블유", "w"), ("더블류", "w"), ("에이치", "h"), ("에이", "a"), ("에프", "f"), ("에스", "s"),
    ("엑스", "x"), ("와이", "y"), ("브이", "v"), ("제트", "z"), ("제이", "j"), ("케이", "k"),
    ("아이", "i"), ("아르", "r"), ("비", "b"), ("씨", "c"), ("시", "c"), ("디", "d"), ("지", "g"),
    ("엘", "l"), ("엠", "m"), ("엔", "n"), ("피", "p"), ("큐", "q"), ("알", "r"), ("티", "t"),
    ("유", "u"),
  ].map { (Scalars($0.0), $0.1) }

  /// Whether a word that begins so, and holds no Arabic digit, can be more than text: by code point below
  /// U+10000. Most words cannot, and are not looked at further.
  static let mayBegin: [Bool] = {
    var table = [Bool](repeating: false, count: 0x10000)
    var words = joints + parts + letterNames.map(\.name) + Array(fillers) + Array(corrections)
    words += Array(englishDigits.keys) + Array(englishRepeats.keys) + Array(endings)
    words += koreanDigits.keys.map { [$0] } + units.keys.map { [$0] } + [["유"], ["시"]]
    for scalar in words.compactMap(\.first) { table[Int(scalar.value)] = true }
    for value in UInt8(ascii: "a")...UInt8(ascii: "z") { table[Int(value)] = true }
    return table
  }()

  private static func byFirst(
    _ entries: [(String, UInt8)]
  ) -> [Unicode.Scalar: [(word: Scalars, value: UInt8)]] {
    var table: [Unicode.Scalar: [(word: Scalars, value: UInt8)]] = [:]
    for (word, value) in entries {
      let scalars = Scalars(word)
      table[scalars[0], default: []].append((scalars, value))
    }
    return table
  }

  private static func scalars<Value>(_ entries: [(String, Value)]) -> [Scalars: Value] {
    Dictionary(uniqueKeysWithValues: entries.map { (Scalars($0.0), $0.1) })
  }
}

extension [Unicode.Scalar] {
  /// The scalars of `text`, as they are.
  init(_ text: String) { self = Array(text.unicodeScalars) }

  /// Whether `other` stands at `index`.
  func holds(_ other: [Unicode.Scalar], at index: Int) -> Bool {
    guard index + other.count <= count else { return false }
    for offset in other.indices where self[index + offset] != other[offset] { return false }
    return true
  }
}
