internal import SpeechTimeline
internal import SpokenText
internal import Testing

@Suite("Questions")
struct QuestionTests {
  private func questions(_ texts: [String]) throws -> Int {
    try TextMeter().findings(of: texts.map { said($0) }, speakerCount: 1).speakers[0].questionCount
  }

  @Test(
    "Korean questions are found without punctuation",
    arguments: [
      "무엇을 도와드릴까요", "성함이 어떻게 되세요", "언제 가입하셨어요", "지금 통화 가능하신가요", "환불이 되나요",
      "확인하셨습니까", "주소가 어디죠", "얼마예요", "잠시만 기다려 주시겠어요", "그럼 어떻게 해야 돼요", "밥 먹었니",
      "몇 개 주문하셨는데요", "왜요", "내일은 어떠세요", "얼마나 더 걸려요", "이걸로 하실 건가요", "이거 누가 하신 건가요",
      "어떤 분이세요", "어떤 게 있어요", "왜 해지하시려고요", "몇 번 전화하셨는데요", "몇 번 누르면 돼요", "뭐 좀 드릴까요",
      "얼마 전에 몇 개 주문하셨어요",
      "언제 주문했는데 아직 안 와요", "무슨 일이세요", "누구한테 전화하셨어요",
    ])
  func koreanQuestions(text: String) throws {
    #expect(try questions([text]) == 1)
  }

  @Test(
    "Korean statements are no questions",
    arguments: [
      "확인해 드리겠습니다", "그러니까 제가 전화를 했어요", "언제든지 전화 주세요", "왜냐하면 카드가 없어요", "누구나 가입할 수 있어요",
      "언제 오시는지 확인해 드릴게요", "네 맞습니다", "얼마인지 알려 드리겠습니다", "우리 어머니", "요금은 빠져나가요", "뭐 그렇습니다", "제가 가요",
      "뭐든지요", "어떠한 경우에도 안 돼요", "얼마 전에 주문했는데요", "얼마전에 주문했는데요", "얼마 안 됐어요", "몇 번 전화했는데 안 받아요",
      "몇 번 전화했는데요", "몇 가지 확인해 드릴 게 있어요", "어떤 분이 전화 주셨는데요", "뭐 좀 여쭤보려고요", "뭐 하나 여쭤보려고요",
      "어디 갔다 왔더니 없어졌어요",
      "뭐 그러든지요", "누가 전화했는데 끊었어요",
    ])
  func koreanStatements(text: String) throws {
    #expect(try questions([text]) == 0)
  }

  @Test("Each sentence of an utterance is judged by itself")
  func several() throws {
    #expect(try questions(["안녕하세요 무엇을 도와드릴까요 네 확인했습니다 성함이 어떻게 되세요"]) == 2)
    #expect(try questions(["맞으세요? 네. 그럼 됐습니다."]) == 1)
  }

  @Test("Where a transcript has question marks, a full stop ends a statement")
  func marks() throws {
    #expect(try questions(["맞죠?", "뭐 그런 거죠."]) == 1)
    // Its ending asks, whatever the mark.
    #expect(try questions(["맞죠?", "확인하셨나요."]) == 2)
  }

  @Test(
    "English questions begin with a verb or a word that asks",
    arguments: [
      ("what is your name", 1), ("could you hold on", 1), ("is there anything else", 1),
      ("how much does it cost", 1), ("so when did you order it", 1), ("what's the number", 1),
      ("don't you have it", 1), ("I can do that", 0), ("when you are ready call us", 0),
      ("you have it", 0), ("is that so?", 1), ("what a day", 0),
    ])
  func english(text: String, count: Int) throws {
    #expect(try questions([text]) == count)
  }
}

@Suite("Fillers")
struct FillerTests {
  private func fillers(_ utterances: Utterance...) throws -> Int {
    try TextMeter().findings(of: utterances, speakerCount: 2).speakers.reduce(0) {
      $0 + $1.fillerCount
    }
  }

  @Test(
    "Fillers count as words of their own, drawn out or not",
    arguments: [
      ("음 그러면 확인할게요", 1), ("어어 잠시만요 음음 네", 2), ("어제 음악을 들었어요", 0), ("그 상품 주세요", 0),
      ("그, 뭐라고 하죠", 1), ("저… 환불이요", 1), ("um I think ummm yes", 2), ("그 음 환불이요", 2),
      ("umbrella error", 0),
    ])
  func counts(text: String, count: Int) throws {
    #expect(try fillers(said(text)) == count)
  }

  @Test("A filler that is all that is said is listening")
  func alone() throws {
    #expect(try fillers(said("음"), said("어.", .customer)) == 0)
  }

  @Test("A doubtful filler counts before a silence, of which estimated times tell nothing")
  func silence() throws {
    func utterance(_ isEstimated: Bool) -> Utterance {
      Utterance(
        speaker: 0,
        words: [
          TranscriptWord("그", TimeSpan(0, 200), segment: 0, isEstimated: isEstimated),
          TranscriptWord("상품", TimeSpan(900, 1300), segment: 0, isEstimated: isEstimated),
        ])
    }
    #expect(try fillers(utterance(false)) == 1)
    #expect(try fillers(utterance(true)) == 0)
  }

  @Test("Both sides are counted alike")
  func symmetry() throws {
    let words = "음 그, 네 어 환불이 되나요"
    let meter = try TextMeter()
    let agent = meter.findings(of: [said(words, .agent)], speakerCount: 2).speakers
    let customer = meter.findings(of: [said(words, .customer)], speakerCount: 2).speakers
    #expect(agent[0] == customer[1])
    #expect(agent[1] == customer[0])
  }
}
