internal import SpeechTimeline
internal import Testing

@testable import SpokenText

@Suite("Morphemes")
struct AnalyzerTests {
  @Test(
    "The morphemes of a word are its sounds, one after the other",
    arguments: ScriptSetTests.analyzers.indices)
  func sounds(index: Int) throws {
    let analyzer = ScriptSetTests.analyzers[index]
    for row in try ScriptSet().rows {
      let words = row.said.split(separator: " ").map { SpokenForm.of(String($0), in: .korean) }
      let morphemes = analyzer.morphemes(of: words)
      #expect(morphemes.map { $0.flatMap(\.letters) } == words.map { SpokenLetters.of($0) })
    }
  }

  @Test(
    "Negators are found, and words that look like them are not",
    arguments: ScriptSetTests.analyzers.indices)
  func negators(index: Int) {
    let analyzer = ScriptSetTests.analyzers[index]
    func count(_ text: String) -> Int {
      analyzer.morphemes(of: text.split(separator: " ").map(String.init)).joined()
        .count(where: \.isNegator)
    }
    for text in [
      "되지 않습니다", "할 수 없습니다", "안 됩니다", "못 들었어요", "하지 마세요", "하지 말아 주세요", "그게 아닙니다", "불가합니다",
    ] {
      #expect(count(text) == 1, "\(text)")
    }
    for text in ["안내 말씀 드립니다", "안녕하세요 고객님", "잘못 보냈어요", "편안하게 말씀하세요", "이틀 안에 처리됩니다"] {
      #expect(count(text) == 0, "\(text)")
    }
    #expect(
      analyzer.morphemes(of: ["do", "not", "don't", "note"]).joined().count(where: \.isNegator) == 2
    )
  }

  @Test("Where no dictionary is, the rules take its place and say so")
  func fallback() {
    #expect(MeCabDictionary.folder(inModels: ["/nowhere"]) == nil)
    #expect(MeCabDictionary.analyzer(inModels: ["/nowhere"]).name == "rules 2")
    #expect(throws: TextError.self) { try MeCabAnalyzer(dictionary: "/nowhere") }
    #expect(throws: TextError.self) {
      try MeCabAnalyzer(dictionary: "/nowhere", library: "libnone.so.0")
    }
  }

  @Test(
    "Any text at all is taken apart, however it is put together",
    arguments: ScriptSetTests.analyzers.indices)
  func anything(index: Int) throws {
    let words = [
      String(repeating: "가", count: 20_000), String(repeating: "안 ", count: 50), "ㅋㅋㅋ",
      "\u{1112}\u{1161}",
      "가\u{301}", "日本語", "👍🏽", "\t", "EOS", "a\tb", "안\n안", "\u{0}", "ﷺ", "١٢٣",
    ]
    let analyzer = ScriptSetTests.analyzers[index]
    #expect(analyzer.morphemes(of: words).count == words.count)
    var rules = TextRules()
    rules.script = [ScriptSentence(name: "s", texts: ["가\u{301} 가 나 다", "가"])]
    rules.keywords = [KeywordRule(name: "k", phrases: words.map { KeywordPhrase($0) })]
    let spoken = words.map { TranscriptWord($0, TimeSpan(0, 10), segment: 0) }
    let meter = try TextMeter(rules: rules, analyzer: analyzer)
    let findings = meter.findings(of: [Utterance(speaker: 0, words: spoken)], speakerCount: 1)
    #expect(findings == meter.findings(of: [Utterance(speaker: 0, words: spoken)], speakerCount: 1))
  }
}
