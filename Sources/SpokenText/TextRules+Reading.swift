internal import SpeechTimeline

extension TextRules {
  /// Phrases and sentences that rules may have in all: more than anyone writes, few enough to compile at once.
  static let mostPhrases = 100_000
  /// Sentences of a script and ways to say them: each takes memory in proportion to the call.
  static let mostScriptTexts = 500
  /// Code points that a phrase or a sentence may have.
  static let mostPhraseLength = 1000

  /// The rules of a YAML file, as docs/TEXT.md describes it.
  ///
  /// - Throws: `TextError`, `unreadable` or `malformed`, with the line: unknown fields, missing ones, values of
  ///   another type, names that come twice.
  public static func read(fromFile path: String) throws(TextError) -> TextRules {
    let folder = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    return try read(try RulesFile.text(path: path), path: path, folder: folder)
  }

  /// - Parameters:
  ///   - path: for messages.
  ///   - folder: where lists lie that are named relatively; empty or ending with `/`.
  static func read(_ text: String, path: String, folder: String) throws(TextError) -> TextRules {
    let root = try RulesNode(yaml: text, path: path)
    try root.allowOnly(["version", "keywords", "script", "fillers"])
    let version = try root.required("version")
    guard try version.integer(in: 1...1) == 1 else { throw version.failure("expected 1") }
    var rules = TextRules()
    var reader = RulesReader(folder: folder)
    for node in try root["keywords"]?.list() ?? [] {
      rules.keywords.append(try reader.keyword(node))
    }
    let script = root["script"]
    for node in try script?.list() ?? [] {
      rules.script.append(try reader.sentence(node))
    }
    let texts = rules.script.reduce(0) { $0 + $1.texts.count }
    if let script, texts > mostScriptTexts {
      throw script.failure(
        "has \(texts) sentences and ways to say them, at most \(mostScriptTexts)")
    }
    if let fillers = root["fillers"] {
      try fillers.allowOnly(["plain", "doubtful"])
      if let plain = fillers["plain"] { rules.fillers.plain = try reader.texts(plain) }
      if let doubtful = fillers["doubtful"] { rules.fillers.doubtful = try reader.texts(doubtful) }
    }
    return rules
  }
}

/// Turns the nodes of a rules file into rules, and counts what it has read.
private struct RulesReader {
  let folder: String
  private var ruleNames: Set<String> = []
  private var sentenceNames: Set<String> = []
  private var phraseCount = 0

  init(folder: String) { self.folder = folder }

  mutating func keyword(_ node: RulesNode) throws(TextError) -> KeywordRule {
    try node.allowOnly([
      "name", "speaker", "any_of", "all_of", "sequence", "list", "within", "distance", "exact",
      "not",
    ])
    let name = try self.name(of: node, among: &ruleNames)
    let isExact = try node["exact"]?.boolean() ?? false
    let distance = try node["distance"]?.integer(in: 0...100) ?? 0
    let within = try node["within"]?.integer(in: 0...1000)
    let kinds = ["any_of", "all_of", "sequence", "list"].filter { node[$0] != nil }
    guard kinds.count == 1, let kind = kinds.first, let given = node[kind] else {
      throw node.failure("expected one of any_of, all_of, sequence and list")
    }
    if let place = node["within"], kind == "any_of" || kind == "list" {
      throw place.failure("stands with all_of and sequence only")
    }
    let texts = kind == "list" ? try listed(given) : try self.texts(given)
    guard !texts.isEmpty else { throw given.failure("is empty, expected a phrase") }
    let combination: KeywordRule.Combination =
      switch kind {
      case "all_of": .allOf(withinWords: within)
      case "sequence": .sequence(withinWords: within)
      default: .anyOf
      }
    let excluded = try node["not"].map { given throws(TextError) in try self.texts(given) } ?? []
    return KeywordRule(
      name: name, speaker: try speaker(of: node, usually: nil), combination: combination,
      phrases: texts.map { KeywordPhrase($0, isExact: isExact, distanceWords: distance) },
      excluded: excluded.map { KeywordPhrase($0, isExact: isExact, distanceWords: distance) })
  }

  mutating func sentence(_ node: RulesNode) throws(TextError) -> ScriptSentence {
    try node.allowOnly(["name", "purpose", "speaker", "where", "text"])
    let name = try self.name(of: node, among: &sentenceNames)
    let given = try node.required("text")
    let texts = try self.texts(given)
    guard !texts.isEmpty else { throw given.failure("is empty, expected a sentence") }
    for text in texts where text.unicodeScalars.count > ScriptSentence.mostLength {
      throw given.failure(
        "has more than \(ScriptSentence.mostLength) letters: divide it into several sentences")
    }
    for text in texts where !Self.hasWords(text) {
      throw given.failure(
        "has no word beside what stands in braces, or a brace without its partner")
    }
    return ScriptSentence(
      name: name,
      purpose: try node["purpose"].map { value throws(TextError) in try value.choice() } ?? .other,
      speaker: try speaker(of: node, usually: .agent),
      place: try node["where"].map { value throws(TextError) in try value.choice() } ?? .any,
      texts: texts)
  }

  /// One text or a list of texts, none of them empty.
  mutating func texts(_ node: RulesNode) throws(TextError) -> [String] {
    let nodes = node.isList ? try node.list() : [node]
    var texts: [String] = []
    for node in nodes {
      let text = try node.text()
      guard
        text.unicodeScalars.contains(where: {
          SpokenForm.isSpoken($0) || SpokenForm.digit($0) != nil
        })
      else { throw node.failure("has no letter and no digit") }
      try count(text, at: node)
      texts.append(text)
    }
    return texts
  }

  /// The lines of a list of words: empty ones and those that begin with `#` do not count.
  private mutating func listed(_ node: RulesNode) throws(TextError) -> [String] {
    let name = try node.text()
    // Rules may come from others; they name nothing but what lies with them.
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else {
      throw node.failure("expected a file beside the rules, or in a folder there")
    }
    let path = folder + name
    let content: String
    do {
      content = try RulesFile.text(path: path)
    } catch {
      throw node.failure("\(path) \(error.message)")
    }
    var texts: [String] = []
    for line in content.split(whereSeparator: \.isNewline) where !line.hasPrefix("#") {
      let words = line.split(whereSeparator: \.isWhitespace)
      guard !words.isEmpty else { continue }
      let text = words.joined(separator: " ")
      try count(text, at: node)
      texts.append(text)
    }
    return texts
  }

  private mutating func count(_ text: String, at node: RulesNode) throws(TextError) {
    guard text.unicodeScalars.count <= TextRules.mostPhraseLength else {
      throw node.failure("has more than \(TextRules.mostPhraseLength) letters")
    }
    phraseCount += 1
    guard phraseCount <= TextRules.mostPhrases else {
      throw node.failure(
        "is one more than the \(TextRules.mostPhrases) phrases that rules may have")
    }
  }

  private func name(
    of node: RulesNode, among names: inout Set<String>
  ) throws(TextError) -> String {
    let given = try node.required("name")
    let name = try given.text()
    let isPlain = name.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "_"):
        true
      default: false
      }
    }
    guard isPlain, !name.isEmpty, name.utf8.count <= 64 else {
      throw given.failure("expected up to 64 of a-z, 0-9 and _: names stand in records")
    }
    guard names.insert(name).inserted else { throw given.failure("comes twice: \(name)") }
    return name
  }

  private func speaker(of node: RulesNode, usually role: Role?) throws(TextError) -> Role? {
    guard let given = node["speaker"] else { return role }
    let name = try given.text()
    if name == "any" { return nil }
    guard let role = Role(rawValue: name) else {
      throw given.failure("expected agent, customer or any")
    }
    return role
  }

  /// Whether braces pair up and a letter stands outside them.
  private static func hasWords(_ text: String) -> Bool {
    var isInside = false
    var hasLetter = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "{":
        if isInside { return false }
        isInside = true
      case "}":
        if !isInside { return false }
        isInside = false
      default:
        hasLetter =
          hasLetter
          || (!isInside && (SpokenForm.isSpoken(scalar) || SpokenForm.digit(scalar) != nil))
      }
    }
    return hasLetter && !isInside
  }
}
