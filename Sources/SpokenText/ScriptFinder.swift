internal import SpeechTimeline

/// The sentences of a script, compiled, and what became of each in a call.
struct ScriptFinder {
  private let sentences: [ScriptSentence]
  private let configuration: ScriptConfiguration
  /// Ways to say the sentences, one after the other, each with its sentence.
  private let patterns: [(pattern: ScriptPattern, sentence: Int)]
  private let prefilter: ScriptPrefilter

  var isEmpty: Bool { sentences.isEmpty }

  init(
    _ sentences: [ScriptSentence], configuration: ScriptConfiguration,
    analyzer: any MorphemeAnalyzer
  ) {
    self.sentences = sentences
    self.configuration = configuration
    patterns = sentences.enumerated().flatMap { index, sentence in
      sentence.texts.map { (ScriptPattern($0, configuration, analyzer), index) }
    }
    prefilter = ScriptPrefilter(patterns.map(\.pattern))
  }

  /// Findings in order of the script.
  ///
  /// - Parameter end: end of the call in milliseconds.
  func findings(in speakers: [SpokenWords], end: Int) -> [ScriptFinding] {
    guard !sentences.isEmpty else { return [] }
    var best = [ScriptFinding?](repeating: nil, count: sentences.count)
    var scratch = ScriptAlignmentScratch()
    let gap = Int(configuration.passageGapSeconds * 1000)
    // Where nobody's role is known a sentence is sought in everybody's words.
    let noRoles = speakers.allSatisfy { $0.role == nil }
    for speaker in speakers {
      let speech = SpeechLetters(speaker, gap: gap)
      let windows = prefilter.windows(in: speech.letters)
      for (index, (pattern, sentence)) in patterns.enumerated()
      where noRoles || speaker.isMeant(by: sentences[sentence].speaker) {
        for window in windows[index] {
          for part in Self.parts(of: window, speech.passages) {
            let match = ScriptMatch(pattern, speech, part, configuration, scratch: &scratch)
            let found = finding(match, of: sentences[sentence], speech, end: end)
            if best[sentence].map({ Self.isBetter(found, than: $0) }) ?? true {
              best[sentence] = found
            }
          }
        }
      }
    }
    return sentences.indices.map { index in
      best[index]
        ?? ScriptFinding(
          sentence: sentences[index].name, purpose: sentences[index].purpose, verdict: .missing,
          similarity: 0, span: nil)
    }
  }

  /// The parts of a window that hold no long silence, long enough to say anything.
  private static func parts(of window: Range<Int>, _ passages: [Range<Int>]) -> [Range<Int>] {
    passages.map { $0.clamped(to: window) }.filter { $0.count >= 4 }
  }

  private static func isBetter(_ one: ScriptFinding, than other: ScriptFinding) -> Bool {
    let order: [ScriptVerdict] = [.missing, .review, .said]
    let ranks = (order.firstIndex(of: one.verdict) ?? 0, order.firstIndex(of: other.verdict) ?? 0)
    if ranks.0 != ranks.1 { return ranks.0 > ranks.1 }
    if one.similarity != other.similarity { return one.similarity > other.similarity }
    guard let start = one.span?.start, let otherStart = other.span?.start else { return false }
    return start < otherStart
  }

  private func finding(
    _ match: ScriptMatch, of sentence: ScriptSentence, _ speech: SpeechLetters, end: Int
  ) -> ScriptFinding {
    let span = speech.span(of: match.range)
    let verdict = verdict(match, at: span, sentence.place, end: end)
    return ScriptFinding(
      sentence: sentence.name, purpose: sentence.purpose, verdict: verdict,
      similarity: Double(match.similarity), span: verdict == .missing ? nil : span)
  }

  private func verdict(
    _ match: ScriptMatch, at span: TimeSpan?, _ place: ScriptSentence.Place, end: Int
  ) -> ScriptVerdict {
    guard match.similarity >= Float(configuration.reviewSimilarity), let span,
      match.isRecognizable(configuration)
    else { return .missing }
    let isWhole =
      match.similarity >= Float(configuration.saidSimilarity)
      && match.clauseSimilarities.allSatisfy { $0 >= Float(configuration.clauseSimilarity) }
      && match.hasEveryWord(atLeast: Float(configuration.wordSimilarity))
    let isMeant =
      match.negatorsAgree && match.numbersAgree && !match.contradicts && !match.isWithdrawn
    return isWhole && isMeant && belongs(span, to: place, end: end) ? .said : .review
  }

  private func belongs(_ span: TimeSpan, to place: ScriptSentence.Place, end: Int) -> Bool {
    let edge = max(configuration.edgeSeconds * 1000, configuration.edgeShare * Double(end))
    switch place {
    case .any: return true
    case .start: return Double(span.start) <= edge
    case .end: return Double(span.end) >= Double(end) - edge
    }
  }
}

extension ScriptMatch {
  /// Whether enough of the telling words were said, or one of several clauses as good as whole: what shares no more
  /// than a turn of phrase with the sentence is another sentence.
  func isRecognizable(_ configuration: ScriptConfiguration) -> Bool {
    let telling = zip(words, wordSimilarities).filter { $0.0.isTelling }
    let heard = telling.count { $0.1 >= Float(configuration.wordSimilarity) }
    if Double(heard) >= configuration.reviewWordShare * Double(telling.count) { return true }
    return clauseSimilarities.count > 1
      && clauseSimilarities.contains { $0 >= Float(configuration.saidSimilarity) }
  }

  /// Whether every telling word was said at least so much alike.
  func hasEveryWord(atLeast least: Float) -> Bool {
    zip(words, wordSimilarities).allSatisfy { word, similarity in
      !word.isTelling || similarity >= least
    }
  }
}
