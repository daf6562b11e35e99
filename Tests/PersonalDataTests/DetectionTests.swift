internal import PersonalData
internal import SpeechTimeline
internal import SpokenText
internal import Testing

/// The words of `utterances`, those that are masked as their kind in brackets.
func masked(_ utterances: [Utterance]) throws -> [String] {
  let report = try PersonalDataDetector().detect(in: utterances)
  return utterances.indices.map { index in
    utterances[index].words.indices.map { word in
      report.maskedWords.first { $0.place.utterance == index && $0.place.word == word }
        .map { "[\($0.type.rawValue)]" } ?? utterances[index].words[word].text
    }.joined(separator: " ")
  }
}

/// The same without the kinds.
func hidden(_ utterances: [Utterance]) throws -> [String] {
  try masked(utterances).map { line in
    line.split(separator: " ").map { $0.hasPrefix("[") ? "*" : String($0) }.joined(separator: " ")
  }
}

@Suite struct DetectionTests {
  @Test(
    "Numbers that published redactors leave untouched are masked",
    arguments: ["공일공 일이삼사 오육칠팔", "구공공일공일 일이삼사오육칠", "010에 1234에 5678"])
  func untouchedElsewhere(_ text: String) throws {
    let words = try masked(dialogue("C:\(text)")).joined().split(separator: " ")
    #expect(words.allSatisfy { $0.hasPrefix("[") }, "\(words)")
  }

  @Test(
    "Everyday words that are made of digit syllables stay, and so do ordinary numbers",
    arguments: [
      "일이 너무 많아서요", "이사 가요", "사실은 오늘 이 일 때문에요", "구미에서 삼성 제품 이 개 샀어요",
      "네 이사 일정이 오월 십이일이에요", "2024년 3월 15일에 주문했어요", "삼만 오천원이고 배송비는 3,000원입니다",
      "오후 두시 삼십분에 오시면 됩니다", "주문번호 20240115 0001234 입니다", "모델은 SM-G998 이고 15인치예요",
      "1,234,567원 나왔어요", "12:30에 2025-03-04 방문이요", "103동 1502호 살아요", "버전은 10.2.1이에요",
      "사십이 점 일구오 킬로미터", "송장번호 6875-7387-3863이에요", "우편번호는 06236이요",
    ])
  func everyday(_ text: String) throws {
    #expect(try masked(dialogue("C:\(text)")) == [text])
  }

  @Test(
    "Each kind is found by its form, written and said",
    arguments: [
      (PersonalDataType.mobilePhone, "제 번호는 010-0123-4567 이에요"), (.mobilePhone, "영일영 영일이삼 사오육칠이요"),
      (.mobilePhone, "+82-10-0123-4567"), (.mobilePhone, "011 012 3456"),
      (.phone, "02-345-6789로 주세요"), (.phone, "집은 공삼일 삼사오에 육칠팔구예요"), (.phone, "04177978574번이요 거기로요"),
      (.phone, "1588-0000 이죠"), (.residentNumber, "900101-1234568"),
      (.residentNumber, "공공공삼일오 삼이삼사오육칠"),
      (.foreignerNumber, "900101-5234563"), (.card, "카드번호 4000 0012 3456 7899"),
      (.card, "5555 5555 5555 4444"), (.card, "카드는 사공공공 공공일이 삼사오육 칠팔구구예요"),
      (.businessNumber, "사업자번호 123-45-67891"), (.driverLicence, "면허번호 11-12-345678-90"),
      (.passport, "여권번호는 M12345678 이에요"), (.passport, "여권 엠 일이삼 에이 사오육칠이요"),
      (.account, "국민은행 110-123-456789 로요"), (.account, "계좌는 일일공 일이삼 사오육칠팔구입니다"),
      (.email, "minsu12@example.com 이요"), (.email, "메일은 해피데이 일이 골뱅이 네이버 점 컴이요"),
      (.email, "It is sunny at example dot com"), (.birthDate, "생년월일은 800512입니다"),
      (.birthDate, "팔십년 오월 십이일생이에요"), (.birthDate, "생일은 1980년 5월 12일이요"),
      (.passcode, "인증번호 482913 이요"), (.passcode, "비밀번호는 공공일이예요"),
      (.mobilePhone, "휴대폰 뒷자리 사오육칠이요"),
      (.mobilePhone, "zero one zero double one two three four five six seven"),
    ])
  func kinds(_ type: PersonalDataType, _ text: String) throws {
    let report = try PersonalDataDetector().detect(in: dialogue("C:\(text)"))
    #expect(report.findings.map(\.type) == [type], "\(text)")
  }

  @Test("A number said over turns is one finding, its echoes are others, and assent between stays")
  func turns() throws {
    let lines = dialogue(
      "A:연락처 말씀해 주세요", "C:공일공", "A:네 공일공", "C:공일이삼", "A:공일이삼", "C:사오육칠이요", "A:네 사오육칠 확인했습니다")
    #expect(
      try hidden(lines) == [
        "연락처 말씀해 주세요", "*", "네 *", "*", "*", "*", "네 * 확인했습니다",
      ])
    let report = try PersonalDataDetector().detect(in: lines)
    let whole = try #require(report.findings.first { $0.type == .mobilePhone })
    #expect(whole.speaker == 1)
    #expect(whole.span == TimeSpan(lines[1].span.start, lines[5].span.end))
    #expect(whole.confidence > 0.9)
    // 3 + 4 + 4 said, and as many said again.
    #expect(report.spokenDigitsCount == 22)
  }

  @Test("What is taken back is masked with what takes its place")
  func corrections() throws {
    #expect(
      try masked(dialogue("C:공일공 공일이삼 사오육칠 아니 사오육팔이요")).joined().split(separator: " ")
        .allSatisfy { $0 == "[mobile_phone]" })
  }

  @Test("After a question digits are masked whatever they were heard as, until the talk turns")
  func questions() throws {
    #expect(
      try hidden(
        dialogue(
          "A:카드번호 불러 주시겠어요?", "C:네 사공공공 공일", "A:네", "C:일이삼사 오 육", "A:네 감사합니다 언제 받으신 제품이 문제인가요?",
          "C:삼월 이십일이요 모델은 구팔칠육요"))
        == [
          "카드번호 불러 주시겠어요?", "네 * *", "네", "* * *",
          "네 감사합니다 언제 받으신 제품이 문제인가요?", "삼월 이십일이요 모델은 구팔칠육요",
        ])
  }

  @Test("A card's last month is an answer, and so is what is typed of a password")
  func expiry() throws {
    let lines = dialogue(
      "A:카드번호 불러 주시겠어요?", "C:사공공공 공공일이 삼사오육 칠팔구구요", "A:유효기간은요?", "C:이칠년 공오월이요", "A:비밀번호 앞 두 자리요",
      "C:일이요")
    #expect(try hidden(lines)[3] == "* *")
    #expect(try hidden(lines)[5] == "*")
  }

  @Test("Numbers parted by another question are two")
  func english() throws {
    let report = try PersonalDataDetector().detect(
      in: dialogue(
        "A:May I have your phone number please?",
        "C:it's zero one zero zero one two three four five six seven", "A:And your card number?",
        "C:four zero zero zero zero zero one two three four five six seven eight nine nine"))
    #expect(report.findings.map(\.type) == [.mobilePhone, .card])
  }

  @Test("Without parties a question opens a window all the same")
  func undivided() throws {
    let lines = dialogue("C:카드번호 불러 주시겠어요?", "C:네 사공공공 공일이")
    #expect(try hidden(lines)[1] == "네 * *")
  }

  @Test("A number that is called an order's and looks like a telephone's is masked, less surely")
  func lookAlike() throws {
    let report = try PersonalDataDetector().detect(in: dialogue("C:주문번호가 01001234567이에요"))
    #expect(report.findings.map(\.type) == [.mobilePhone])
    #expect(report.findings[0].confidence < 0.7)
  }

  @Test("A resident number whose check digit fails is less sure and found all the same")
  func checkDigits() throws {
    let right = try PersonalDataDetector().detect(in: dialogue("C:900101-1234568"))
    let wrong = try PersonalDataDetector().detect(in: dialogue("C:900101-1234567"))
    #expect(right.findings.map(\.type) == [.residentNumber])
    #expect(wrong.findings.map(\.type) == [.residentNumber])
    #expect(right.findings[0].confidence > wrong.findings[0].confidence)
  }

  @Test("Nothing said, nothing found")
  func empty() throws {
    #expect(try PersonalDataDetector().detect(in: []) == PersonalDataReport())
  }

  @Test("A configuration out of range is refused by the field's name")
  func configuration() {
    var configuration = PersonalDataConfiguration()
    configuration.leastConfidence = .nan
    #expect(throws: PersonalDataError.self) { try PersonalDataDetector(configuration) }
    configuration = PersonalDataConfiguration()
    configuration.contextScalars = -1
    #expect(throws: PersonalDataError.self) { try configuration.validate() }
  }
}
