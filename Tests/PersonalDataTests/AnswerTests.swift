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
}
