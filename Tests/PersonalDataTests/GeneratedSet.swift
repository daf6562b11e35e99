internal import Foundation
internal import PersonalData
internal import SpeechTimeline
internal import SpokenText

/// The set of `scripts/make-personal-data-set`: dialogues whose personal words are marked.
struct GeneratedSet {
  /// One value, or one place where it is said over again.
  struct Item {
    var type: PersonalDataType
    var words: Set<WordPlace> = []
  }

  struct Call {
    var half: String
    var form: String
    var utterances: [Utterance] = []
    /// By number.
    var items: [Int: Item] = [:]
  }

  let calls: [Call]

  init() throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Vectors/dialogues.tsv")
    let path = ProcessInfo.processInfo.environment["SORI_PERSONAL_DATA_SET"] ?? file.path
    var calls: [Call] = []
    var number = ""
    var time = 0
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      if String(fields[2]) != number {
        calls.append(Call(half: String(fields[0]), form: String(fields[1])))
        number = String(fields[2])
        time = 0
      }
      Self.add(fields, to: &calls[calls.count - 1], at: &time)
    }
    self.calls = calls
  }

  /// 150 ms a syllable, 500 ms between lines.
  private static func add(_ fields: [Substring], to call: inout Call, at time: inout Int) {
    let isAgent = fields[3] == "A"
    let utterance = call.utterances.count
    let words = fields[4].split(separator: " ").map { text in
      let start = time
      time += 150 * text.unicodeScalars.count + 50
      return TranscriptWord(String(text), TimeSpan(start, time - 50), segment: utterance)
    }
    time += 500
    call.utterances.append(
      Utterance(speaker: isAgent ? 0 : 1, role: isAgent ? .agent : .customer, words: words))
    for mark in fields[5].split(separator: ",") {
      let parts = mark.split(separator: ":")
      let ends = parts[0].split(separator: "-").compactMap { Int($0) }
      guard let type = PersonalDataType(rawValue: String(parts[1])), let item = Int(parts[2])
      else { continue }
      for word in ends[0]...ends[1] {
        call.items[item, default: Item(type: type)].words
          .insert(WordPlace(utterance: utterance, word: word))
      }
    }
  }
}

/// What was found of one kind in one form.
struct DetectionCount {
  /// Values that are there, that are masked to the last word, and of those the ones named by their kind.
  var items = 0
  var masked = 0
  var named = 0
  /// Findings of the kind, and those that lie on a value of it.
  var findings = 0
  var right = 0

  var recall: Double { items == 0 ? 1 : Double(masked) / Double(items) }
  var precision: Double { findings == 0 ? 1 : Double(right) / Double(findings) }
}

/// Counts by form (`written`, `spoken` …) and kind.
struct DetectionScore {
  private(set) var counts: [String: [PersonalDataType: DetectionCount]] = [:]
  /// Masked words, and those of them that are personal.
  private(set) var words = (masked: 0, right: 0)
  /// What went wrong, a line for each.
  private(set) var failures: [String] = []

  mutating func add(_ call: GeneratedSet.Call, _ report: PersonalDataReport) {
    var types: [WordPlace: PersonalDataType] = [:]
    for word in report.maskedWords { types[word.place] = word.type }
    let personal = call.items.values.reduce(into: Set<WordPlace>()) { $0.formUnion($1.words) }
    words.masked += types.count
    words.right += types.keys.count { personal.contains($0) }
    for (_, item) in call.items.sorted(by: { $0.key < $1.key }) {
      let isMasked = item.words.allSatisfy { types[$0] != nil }
      counts[call.form, default: [:]][item.type, default: .init()].items += 1
      if isMasked { counts[call.form]?[item.type]?.masked += 1 }
      if item.words.contains(where: { types[$0] == item.type }) {
        counts[call.form]?[item.type]?.named += 1
      }
      if !isMasked { failures.append("missed \(item.type.rawValue): \(text(call, types))") }
    }
    for finding in report.findings {
      let isRight = call.items.values.contains { item in
        (item.type == finding.type || finding.type == .answer || item.type == .answer)
          && item.words.contains { place in
            call.utterances[place.utterance].words[place.word].span
              .intersection(finding.span) != nil
          }
      }
      counts[call.form, default: [:]][finding.type, default: .init()].findings += 1
      if isRight { counts[call.form]?[finding.type]?.right += 1 }
      if !isRight { failures.append("false \(finding.type.rawValue): \(text(call, types))") }
    }
  }

  private func text(_ call: GeneratedSet.Call, _ types: [WordPlace: PersonalDataType]) -> String {
    call.utterances.enumerated().map { index, utterance in
      (utterance.speaker == 0 ? "A " : "C ")
        + utterance.words.enumerated().map { word, value in
          types[WordPlace(utterance: index, word: word)] == nil ? value.text : "[\(value.text)]"
        }.joined(separator: " ")
    }.joined(separator: " | ")
  }

  /// The sum over kinds of one form.
  func total(_ form: String) -> DetectionCount {
    var sum = DetectionCount()
    for count in counts[form, default: [:]].values {
      sum.items += count.items
      sum.masked += count.masked
      sum.named += count.named
      sum.findings += count.findings
      sum.right += count.right
    }
    return sum
  }

  /// A table in Markdown.
  var table: String {
    var lines = [
      "| form | kind | values | masked | named | findings | right |",
      "|---|---|---|---|---|---|---|",
    ]
    func line(_ form: String, _ kind: String, _ count: DetectionCount) -> String {
      "| \(form) | \(kind) | \(count.items) | \(percent(count.masked, count.items)) "
        + "| \(percent(count.named, count.items)) | \(count.findings) "
        + "| \(percent(count.right, count.findings)) |"
    }
    for form in counts.keys.sorted() {
      for type in PersonalDataType.allCases {
        if let count = counts[form]?[type] { lines.append(line(form, type.rawValue, count)) }
      }
      lines.append(line(form, "all", total(form)))
    }
    lines.append("masked words that are personal: \(percent(words.right, words.masked))")
    return lines.joined(separator: "\n")
  }

  private func percent(_ part: Int, _ whole: Int) -> String {
    guard whole > 0 else { return "–" }
    let tenths = (1000 * part + whole / 2) / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
