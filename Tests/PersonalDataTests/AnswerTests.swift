internal import PersonalData
internal import SpeechTimeline
internal import Testing

@Suite struct AnswerTests {
  @Test(
    "A number of place values is an answer where it is all that is said",
    arguments: [
      ("카드번호 열여섯 자리 말씀해 주세요", "오천삼백칠 칠천삼백십이 사천팔백이십육"),
      ("계좌번호 말씀해 주세요", "백십에 이백삼십사에 오십육만 칠천팔백구십이요"),
      ("휴대폰 뒷자리 네 자리 말씀해 주세요", "사천구백십육이요"), ("전화번호 말씀해 주세요", "구십이 공삼 십사요"),
      ("비밀번호 앞 두 자리요", "구십이요"),
    ])
  func placeValues(_ question: String, _ answer: String) throws {
    let lines = try hidden(dialogue("A:\(question)", "C:\(answer)"))
    #expect(lines[1].split(separator: " ").allSatisfy { $0 == "*" }, "\(lines[1])")
  }

  @Test("Numbers of place values among other words are an answer beside another number")
  func amongWords() throws {
    #expect(
      try hidden(dialogue("A:카드번호 말씀해 주세요", "C:카드번호는 오천삼백칠 칠천삼백십이 사천팔백이십육 입니다"))[1]
        == "카드번호는 * * * 입니다")
  }

  @Test("A number of place values that was answered is masked where it is read back")
  func readBack() throws {
    #expect(
      try hidden(dialogue("A:휴대폰 뒷자리 말씀해 주세요", "C:사천구백십육이요", "A:사천구백십육 맞으세요?"))[2]
        == "* 맞으세요?")
  }

  @Test(
    "Amounts and courtesies in a question's window stay",
    arguments: [
      "만 이천 원이요", "이만 오천 원이요", "세 개요", "백 개 정도요", "천만에요", "만약에요", "천천히요", "천 원 냈어요",
      "it was twenty five dollars", "in twenty minutes", "two hundred percent",
    ])
  func amounts(_ text: String) throws {
    #expect(try hidden(dialogue("A:전화번호 말씀해 주세요", "C:\(text)"))[1] == text)
  }

  @Test("After an answer that is surely whole a number of place values is an amount")
  func settled() throws {
    #expect(
      try hidden(
        dialogue("A:연락처 말씀해 주세요", "C:공일공 공일이삼 사오육칠이요", "A:네 얼마였죠?", "C:만 이천이요"))[3] == "만 이천이요")
  }

  @Test(
    "English numbers above nine are answers",
    arguments: [
      (
        "What is your date of birth?", "it's March fourteenth nineteen eighty five",
        "it's * * * * *"
      ),
      ("What is your date of birth?", "March 21, 1985", "* * *"),
      ("What is your date of birth?", "March 21st 1985", "* * *"),
      ("What is your phone number?", "forty two seventeen", "* * *"),
      ("Your pin code please?", "oh nine twenty seven", "* * * *"),
      ("What is the security code?", "three hundred nineteen", "* * *"),
      (
        "What is your phone number?", "five three six, twenty two, eight one nine four",
        "* * * * * * * * *"
      ),
      (
        "May I have your card number please?", "my card is forty five thirty two seventeen oh nine",
        "my card is * * * * * * *"
      ),
    ])
  func english(_ question: String, _ answer: String, _ expected: String) throws {
    #expect(try hidden(dialogue("A:\(question)", "C:\(answer)"))[1] == expected)
  }

  @Test("What is called the number of an approval or an IP address is no answer")
  func impersonal() throws {
    let question = "A:인증번호 말씀해 주세요"
    #expect(
      try hidden(dialogue(question, "C:사팔이구일삼이요", "A:네 승인번호는 이팔삼사구공일칠입니다"))[2]
        == "네 승인번호는 이팔삼사구공일칠입니다")
    #expect(
      try hidden(dialogue(question, "C:사팔이구일삼이요", "A:네 승인번호는", "A:이팔삼사구공일칠입니다"))[3]
        == "이팔삼사구공일칠입니다")
    #expect(
      try hidden(dialogue(question, "C:주문번호는", "C:이팔삼사구공일칠이요"))[2] == "이팔삼사구공일칠이요")
    for text in ["제 IP는 192.168.0.12", "IP 192.168.0.12 예요", "아이피가 192.168.0.12 예요"] {
      #expect(try hidden(dialogue("A:연락처 말씀해 주세요", "C:\(text)"))[1] == text)
      #expect(try hidden(dialogue(question, "C:\(text)"))[1] == text)
    }
    #expect(try hidden(dialogue("A:연락처 말씀해 주세요", "C:VIP는 구공오팔이요"))[1] == "VIP는 *")
  }

  @Test("A card's last month is an answer where a resident number was asked for before it")
  func expiry() throws {
    let lines = dialogue(
      "A:주민번호 말씀해 주세요", "C:구공공일공일 일이삼사오육팔이요", "A:유효기간이요", "C:이십칠년 오월이요")
    #expect(try masked(lines)[3] == "[answer] [answer]")
  }

  @Test("A mobile number may have ordinary words between its parts")
  func brokenMobile() throws {
    #expect(
      try masked(dialogue("C:공일공 그게 칠삼사일에 그 뭐냐 구공오팔이요"))
        == ["[mobile_phone] 그게 [mobile_phone] 그 뭐냐 [mobile_phone]"])
    for text in ["공일공 그게 칠삼사일에 그 뭐냐 구공오요", "공일공 생각해보니까 칠삼사일에 구공오팔이요"] {
      #expect(try masked(dialogue("C:\(text)")) == [text])
    }
  }
}
