internal import Foundation
internal import SpeechTimeline
internal import SpokenText

/// What `scripts/make-script-set` made: sentences of scripts, each said in many ways.
struct ScriptSet {
  struct Row {
    var sentence: String
    var isHeldOut: Bool
    var language: String
    var variant: String
    var script: String
    var said: String
  }

  var rows: [Row]

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Vectors/script-set.tsv")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst()
    rows = lines.map { line in
      let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      return Row(
        sentence: columns[0], isHeldOut: columns[1] == "held-out", language: columns[2],
        variant: columns[3], script: columns[4], said: columns[5])
    }
  }
}

extension ScriptSet.Row {
  /// What was said as utterances, a word each 400 ms; at `|` the customer says yes.
  var utterances: [Utterance] {
    var time = 1000
    var result: [Utterance] = []
    func add(_ text: some StringProtocol, _ role: Role) {
      let words = text.split(separator: " ").map { word in
        time += 400
        return TranscriptWord(
          String(word), TimeSpan(time - 400, time - 50), segment: result.count)
      }
      result.append(Utterance(speaker: role == .agent ? 0 : 1, role: role, words: words))
    }
    for (index, part) in said.split(separator: "|").enumerated() {
      if index > 0 { add(language == "ko" ? "네" : "yes", .customer) }
      add(part, .agent)
    }
    return result
  }

  /// What becomes of the sentence.
  func finding(with analyzer: any MorphemeAnalyzer) throws -> ScriptFinding {
    var rules = TextRules()
    rules.script = [ScriptSentence(name: sentence, texts: [script])]
    return try TextMeter(rules: rules, analyzer: analyzer)
      .findings(of: utterances, speakerCount: 2).script[0]
  }
}
