internal import SpeechTimeline
internal import Testing

@testable import SpokenText

@Suite("Sentences of a script")
struct ScriptTests {
  private let terms = "환불은 결제일로부터 칠 일 이내에 신청하실 수 있습니다"

  private func finding(
    _ sentence: ScriptSentence, _ utterances: [Utterance], duration: Int? = nil
  ) throws -> ScriptFinding {
    var rules = TextRules()
    rules.script = [sentence]
    return try TextMeter(rules: rules)
      .findings(of: utterances, speakerCount: 2, duration: duration).script[0]
  }

  private func verdict(_ text: String, _ words: String) throws -> ScriptVerdict {
    try finding(ScriptSentence(name: "s", texts: [text]), [said(words)]).verdict
  }

  @Test("The place of a sentence is from its first to its last word")
  func place() throws {
    let utterances = [said("네 고객님"), said("네 \(terms) 네 이해되셨을까요", at: 2000)]
    let found = try finding(ScriptSentence(name: "s", texts: [terms]), utterances)
    #expect(found.verdict == .said)
    #expect(found.similarity == 1)
    #expect(found.span == TimeSpan(2400, 2400 + 7 * 400 + 350))
  }

  @Test("Digits and numbers in words are the same")
  func digits() throws {
    #expect(try verdict(terms, "환불은 결제일로부터 7일 이내에 신청하실 수 있습니다") == .said)
    #expect(try verdict("환불은 7일 이내에 가능합니다", "환불은 칠 일 이내에 가능합니다") == .said)
  }

  @Test(
    "Another number goes to review",
    arguments: ["십칠 일", "17일", "팔 일", "70일", "이십칠 일"])
  func numbers(other: String) throws {
    #expect(try verdict(terms, "환불은 결제일로부터 \(other) 이내에 신청하실 수 있습니다") == .review)
  }

  @Test("The contrary of a word goes to review")
  func opposites() throws {
    #expect(try verdict("이 서비스는 무료로 제공됩니다", "이 서비스는 유료로 제공됩니다") == .review)
    #expect(try verdict("지금 바로 환불이 가능합니다", "지금 바로 환불이 불가합니다") == .review)
  }

  @Test("A negator behind the sentence found, or before it, counts")
  func negators() throws {
    #expect(try verdict("해외에서 사용이 가능합니다", "해외에서 사용이 가능하지는 않습니다") == .review)
    #expect(try verdict("요금을 청구합니다", "요금을 안 청구합니다") == .review)
    #expect(try verdict("안내 문자를 보내드립니다", "안내 문자를 보내드립니다") == .said)
    #expect(try verdict("잘못 입금하신 금액은 돌려드립니다", "잘못 입금하신 금액은 돌려드립니다") == .said)
  }

  @Test("The next sentence's negator is not this sentence's")
  func nextSentence() throws {
    #expect(try verdict("요금이 청구됩니다", "요금이 청구됩니다 안 내셔도 되는 건 없습니다") == .said)
  }

  @Test("A sentence that is taken back at once goes to review")
  func withdrawal() throws {
    let recording = "이 통화는 서비스 품질 향상을 위해 녹음됩니다"
    for rest in ["아 아니요 녹음 안 됩니다", "아니 정정할게요", "죄송합니다 정정하겠습니다", "아 취소할게요"] {
      #expect(try verdict(recording, "\(recording) \(rest)") == .review, "\(rest)")
    }
    let penalty = "해지하시면 위약금이 발생합니다"
    #expect(try verdict(penalty, "\(penalty) 라고 말씀드리면 안 되고요") == .review)
    #expect(try verdict(penalty, "\(penalty) 라고 안내해 드렸습니다") == .said)
    #expect(try verdict(penalty, "\(penalty) 취소는 앱에서 하실 수 있습니다") == .said)
    #expect(try verdict(penalty, "\(penalty) 아니면 다음 달에 하셔도 됩니다") == .said)
  }

  @Test("An answer to the other party takes nothing back")
  func answer() throws {
    let text = "해지하시면 위약금이 발생합니다"
    let utterances = [
      said(text), said("무료인가요", .customer, at: 2000), said("아니요 만 원입니다", at: 3000),
    ]
    #expect(try finding(ScriptSentence(name: "s", texts: [text]), utterances).verdict == .said)
  }

  @Test("The customer's words do not say the agent's sentence")
  func speakers() throws {
    let sentence = ScriptSentence(name: "s", texts: [terms])
    let byCustomer = [said("네"), said(terms, .customer, at: 1000)]
    #expect(try finding(sentence, byCustomer).verdict == .missing)
    let unknown = [said("네", nil), said(terms, nil, at: 1000, speaker: 1)]
    #expect(try finding(sentence, unknown).verdict == .said)
  }

  @Test("The best of several ways to say it counts")
  func alternatives() throws {
    let sentence = ScriptSentence(name: "s", texts: ["안녕하십니까 고객님", "반갑습니다 고객님"])
    #expect(try finding(sentence, [said("반갑습니다 고객님")]).similarity == 1)
  }

  @Test("What stands in braces may be anything")
  func slots() throws {
    let text = "한빛 고객센터 상담사 {이름}입니다"
    #expect(try verdict(text, "한빛 고객센터 상담사 김하나입니다") == .said)
    #expect(try verdict(text, "한빛 고객센터 상담사 남궁아름다운별입니다") == .said)
  }

  @Test("A sentence in the wrong part of the call goes to review")
  func edges() throws {
    let greeting = ScriptSentence(name: "s", place: .start, texts: ["안녕하십니까 한빛 고객센터입니다"])
    let early = [said("안녕하십니까 한빛 고객센터입니다")]
    let late = [said("안녕하십니까 한빛 고객센터입니다", at: 580_000)]
    #expect(try finding(greeting, early, duration: 600_000).verdict == .said)
    #expect(try finding(greeting, late, duration: 600_000).verdict == .review)
  }

  @Test("Words with a long silence between are not one sentence")
  func silence() throws {
    let sentence = ScriptSentence(name: "s", texts: [terms])
    let apart = [said("환불은 결제일로부터 칠 일"), said("이내에 신청하실 수 있습니다", at: 60_000)]
    #expect(try finding(sentence, apart).verdict != .said)
  }

  @Test("Nothing said is missing, whatever the script")
  func nothing() throws {
    let sentence = ScriptSentence(name: "s", texts: [terms])
    #expect(try finding(sentence, []).verdict == .missing)
    #expect(try finding(sentence, [said("네")]).verdict == .missing)
    #expect(try finding(sentence, [said("… ?!")]).verdict == .missing)
  }

  @Test("The alignment costs what a plain search through all ways costs")
  func oracle() throws {
    let configuration = ScriptConfiguration()
    let pairs = [("환불", "화물이"), ("가나다", "다나가"), ("해지", "해"), ("네", "환불")]
    var scratch = ScriptAlignmentScratch()
    for (text, heard) in pairs {
      let pattern = ScriptPattern(text, configuration, RuleAnalyzer())
      let speech = SpokenLetters.of(heard)
      let alignment = ScriptAlignment(
        pattern, in: speech[...], confusionShare: 0.5, scratch: &scratch)
      let cost = alignment.letterCosts.reduce(0, +) + alignment.insertionCosts.reduce(0, +)
      #expect(abs(cost - Self.cheapest(pattern, speech)) < 1e-4)
    }
  }

  /// The least cost over every start and end, by recursion on the definition.
  private static func cheapest(_ pattern: ScriptPattern, _ speech: [UInt8]) -> Float {
    func cost(_ row: Int, _ column: Int) -> Float {
      if row == pattern.letters.count { return 0 }
      var best = pattern.weights[row] + cost(row + 1, column)
      guard column < speech.count else { return best }
      let share = LetterConfusion.share(pattern.letters[row], speech[column], 0.5)
      best = min(best, share * pattern.weights[row] + cost(row + 1, column + 1))
      if row > 0 { best = min(best, pattern.insertions[row] + cost(row, column + 1)) }
      return best
    }
    return (0...speech.count).reduce(.infinity) { min($0, cost(0, $1)) }
  }
}
