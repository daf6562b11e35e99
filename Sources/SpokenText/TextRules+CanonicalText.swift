internal import SpeechTimeline

extension TextRules {
  /// All that these rules say, in one fixed form: rules that find the same things have the same text, however
  /// their file is laid out. It holds the user's own words: for a digest, not for output.
  public var canonicalText: String {
    var writer = CanonicalWriter()
    writer.open("keywords")
    for rule in keywords {
      writer.open(rule.name)
      writer.add(rule.speaker?.rawValue ?? "any")
      switch rule.combination {
      case .anyOf: writer.add("any_of")
      case .allOf(let words): writer.add("all_of \(words.map(String.init) ?? "default")")
      case .sequence(let words): writer.add("sequence \(words.map(String.init) ?? "default")")
      }
      for phrase in rule.phrases { writer.add(phrase) }
      writer.open("not")
      for phrase in rule.excluded { writer.add(phrase) }
      writer.close()
      writer.close()
    }
    writer.close()
    writer.open("script")
    for sentence in script {
      writer.open(sentence.name)
      writer.add(sentence.purpose.rawValue)
      writer.add(sentence.speaker?.rawValue ?? "any")
      writer.add(sentence.place.rawValue)
      for text in sentence.texts { writer.add(text) }
      writer.close()
    }
    writer.close()
    writer.open("fillers")
    for word in fillers.plain { writer.add(word) }
    writer.open("doubtful")
    for word in fillers.doubtful { writer.add(word) }
    writer.close()
    writer.close()
    return writer.text
  }
}

/// Texts with their lengths, so that no two different lists look alike.
private struct CanonicalWriter {
  var text = "sori text rules 1\n"

  mutating func add(_ value: String) { text += "\(value.utf8.count):\(value)\n" }
  mutating func add(_ phrase: KeywordPhrase) {
    add("\(phrase.isExact ? "exact" : "tolerant") \(phrase.distanceWords)")
    add(phrase.text)
  }
  mutating func open(_ name: String) {
    text += "("
    add(name)
  }
  mutating func close() { text += ")\n" }
}
