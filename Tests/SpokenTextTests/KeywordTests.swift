internal import SpeechTimeline
internal import SpokenText
internal import Testing

@Suite("Keywords")
struct KeywordTests {
  private func hits(
    _ rule: KeywordRule, _ utterances: [Utterance],
    _ analyzer: any MorphemeAnalyzer = RuleAnalyzer()
  ) throws -> [KeywordHit] {
    var rules = TextRules()
    rules.keywords = [rule]
    return try TextMeter(rules: rules, analyzer: analyzer).findings(of: utterances, speakerCount: 2)
      .keywordHits
  }

  private func anyOf(_ texts: String..., exact: Bool = false, not: [String] = []) -> KeywordRule {
    KeywordRule(
      name: "rule", phrases: texts.map { KeywordPhrase($0, isExact: exact) },
      excluded: not.map { KeywordPhrase($0) })
  }

  @Test(
    "Particles and endings may differ",
    arguments: ["환불", "환불을", "환불해 주세요", "환불이요", "환불받고 싶어요", "환불하려고요", "환불은요"])
  func tolerant(text: String) throws {
    #expect(try hits(anyOf("환불"), [said("저 \(text)")]).count == 1)
  }

  @Test("A verb of a rule meets its other forms")
  func verbs() throws {
    for text in ["해지할게요", "해지하고 싶은데요", "해지했어요", "해지해 주세요"] {
      #expect(try hits(anyOf("해지하다"), [said(text)]).count == 1, "\(text)")
    }
    #expect(try hits(anyOf("해지하다"), [said("해제할게요")]).isEmpty)
  }

  @Test("An exact phrase is spelt as the rule has it")
  func exact() throws {
    #expect(try hits(anyOf("환불", exact: true), [said("환불. 환불을 환불")]).count == 2)
    #expect(try hits(anyOf("가기", exact: true), [said("각이")]).isEmpty)
  }

  @Test("A hit that shares words with an excluded phrase is none")
  func excluded() throws {
    let rule = anyOf("환불", not: ["환불 불가"])
    #expect(try hits(rule, [said("환불 불가라고 하셨는데 환불해 주세요")]).map(\.span.start) == [1200])
  }

  @Test("Words of a phrase may be apart as far as its distance says")
  func distance() throws {
    func rule(_ distance: Int) -> KeywordRule {
      KeywordRule(
        name: "rule", phrases: [KeywordPhrase("책임자 바꿔", distanceWords: distance)])
    }
    #expect(try hits(rule(0), [said("책임자 좀 바꿔 주세요")]).isEmpty)
    #expect(try hits(rule(1), [said("책임자 좀 바꿔 주세요")]).count == 1)
    #expect(try hits(rule(0), [said("책임자를 바꿔")]).count == 1)
  }

  @Test(
    "The example's rule for the manager meets what people say",
    arguments: ScriptSetTests.analyzers.indices,
    [
      "책임자 바꿔", "책임자 좀 바꿔주세요", "책임자 좀 바꿔 주세요", "책임자 바꾸라고요", "책임자 바꿔달라고요", "책임자를 바꿔줘요",
      "책임자 바꿔주시겠어요",
    ])
  func manager(index: Int, text: String) throws {
    let rule = KeywordRule(
      name: "rule", phrases: [KeywordPhrase("책임자 바꿔", distanceWords: 2)])
    #expect(try hits(rule, [said(text)], ScriptSetTests.analyzers[index]).count == 1)
  }

  @Test(
    "A noun is found under every particle", arguments: ScriptSetTests.analyzers.indices,
    ["위약금은요", "위약금이라뇨", "위약금까지", "위약금이", "위약금이라니요"])
  func nouns(index: Int, text: String) throws {
    #expect(try hits(anyOf("위약금"), [said(text)], ScriptSetTests.analyzers[index]).count == 1)
  }

  @Test("An auxiliary is taken off verbs only")
  func auxiliaries() throws {
    for text in ["환불해주세요", "환불해달라고요", "환불해준다고", "환불해주신다면서요", "환불시켜주세요"] {
      #expect(try hits(anyOf("환불"), [said(text)]).count == 1, "\(text)")
    }
    #expect(try hits(anyOf("맥"), [said("맥주는요")]).isEmpty)
    #expect(try hits(anyOf("맥주"), [said("맥주는요")]).count == 1)
  }

  @Test("Nouns that end like an infinitive stay apart from others")
  func likeInfinitives() throws {
    for (noun, other) in [("사고", "사과드립니다"), ("우려", "우리"), ("영호", "영화가"), ("전호", "전화를")] {
      #expect(try hits(anyOf(noun), [said(other)]).isEmpty, "\(noun)")
    }
    #expect(try hits(anyOf("보이다"), [said("보여주세요")]).count == 1)
  }

  @Test("A sequence is met in its order only, within its words")
  func sequence() throws {
    let rule = KeywordRule(
      name: "rule", combination: .sequence(withinWords: 3),
      phrases: [KeywordPhrase("해지"), KeywordPhrase("위약금")])
    #expect(try hits(rule, [said("지금 해지하시면 위약금이 나와요")]).map(\.span) == [TimeSpan(400, 1150)])
    #expect(try hits(rule, [said("위약금이 없으면 해지할게요")]).isEmpty)
    #expect(try hits(rule, [said("해지 하나 둘 셋 넷 위약금")]).isEmpty)
  }

  @Test("All of a rule's phrases may come in any order, within its words")
  func allOf() throws {
    let rule = KeywordRule(
      name: "rule", combination: .allOf(withinWords: 4),
      phrases: [KeywordPhrase("민원"), KeywordPhrase("접수")])
    #expect(try hits(rule, [said("접수 좀 민원으로")]).count == 1)
    #expect(try hits(rule, [said("접수 하나 둘 셋 넷 민원")]).isEmpty)
  }

  @Test(
    "A rule for one party does not hear the other, and hears everybody where nobody is told apart")
  func speakers() throws {
    var rule = anyOf("환불")
    rule.speaker = .customer
    let utterances = [said("환불은 안 됩니다"), said("환불해 주세요", .customer, at: 5000)]
    #expect(try hits(rule, utterances).map(\.speaker) == [1])
    let unknown = [said("환불은 안 됩니다", nil), said("환불해 주세요", nil, at: 5000, speaker: 1)]
    #expect(try hits(rule, unknown).map(\.speaker) == [0, 1])
  }

  @Test("English words match in any case")
  func english() throws {
    #expect(try hits(anyOf("refund"), [said("I want a Refund, REFUND please")]).count == 2)
  }

  @Test("Hits come in order of time, and none shares a word with another of its rule")
  func order() throws {
    let hits = try hits(
      anyOf("환불", "환불 요청"), [said("환불 요청 그리고 환불", .customer, at: 9000), said("환불")])
    #expect(hits.map(\.span.start) == [0, 9000, 10_200])
  }

  @Test("A call of nothing but keywords is gone through in one pass")
  func many() throws {
    let word = TranscriptWord("환불", TimeSpan(0, 10), segment: 0)
    let utterance = Utterance(speaker: 0, words: Array(repeating: word, count: 20_000))
    let sequence = KeywordRule(
      name: "rule", combination: .sequence(withinWords: 0),
      phrases: [KeywordPhrase("환불"), KeywordPhrase("환불")])
    #expect(try hits(sequence, [utterance]).count == 10_000)
    #expect(try hits(anyOf("환불", not: ["환불 환불"]), [utterance]).isEmpty)
  }
}
