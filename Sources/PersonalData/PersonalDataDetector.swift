public import SpeechTimeline
internal import SpokenText

/// Finds personal data in what was said: numbers by their form, check digits and the words around them, in
/// digits or in words, over turns; answers to questions for personal data; mail addresses.
///
/// Deterministic; time and memory grow with the length of the call.
public struct PersonalDataDetector: Sendable {
  private let configuration: PersonalDataConfiguration

  /// - Throws: `PersonalDataError` where the configuration is out of range.
  public init(
    _ configuration: PersonalDataConfiguration = PersonalDataConfiguration()
  ) throws(PersonalDataError) {
    try configuration.validate()
    self.configuration = configuration
  }

  /// What `utterances` hold: all of one call, in any order.
  public func detect(in utterances: [Utterance]) -> PersonalDataReport {
    guard !utterances.isEmpty else { return PersonalDataReport() }
    let numbers = NumberReader(configuration.numbers).read(utterances)
    let contexts = numbers.words.map { UtteranceContext($0) }
    let answers = utterances.indices.map {
      AnswerNumbers(numbers.words[$0], numbers.readings[$0])
    }
    let windows = QuestionWindows.all(in: utterances, numbers, contexts, answers, configuration)
    let found = findings(utterances, numbers, contexts, answers, windows)
      .filter { $0.confidence >= configuration.leastConfidence }
      .map { Self.filled($0, numbers) }
    return report(found, utterances, digits: numbers.digitCount)
  }

  private func findings(
    _ utterances: [Utterance], _ numbers: SpokenNumbers, _ contexts: [UtteranceContext],
    _ answers: [AnswerNumbers], _ windows: [QuestionWindow]
  ) -> [RawFinding] {
    let reader = ContextReader(utterances, numbers, contexts, configuration)
    var asked: [Int: Set<ContextKind>] = [:]
    for window in windows {
      for index in window.utterances where utterances[index].speaker != window.asker {
        asked[index, default: []].formUnion(window.kinds)
      }
    }
    var found: [RawFinding] = []
    for index in utterances.indices {
      let kinds = asked[index] ?? []
      found += MailAddresses.all(
        in: index, numbers.words[index], isAsked: kinds.contains(.email))
      found += BirthDates.all(
        in: index, numbers.readings[index], reader: reader,
        isAsked: kinds.contains(.birth) || kinds.contains(.resident))
    }
    var taken = Set(found.flatMap(\.words))
    let matched = self.matched(numbers, reader, asked)
    var pieces: Set<RawFinding.WordPiece> = []
    for finding in matched where !finding.words.contains(where: taken.contains) {
      guard !finding.pieces.contains(where: pieces.contains) else { continue }
      pieces.formUnion(finding.pieces)
      found.append(finding)
    }
    let broken = BrokenMobiles.all(in: numbers, taken: pieces)
    found += broken
    pieces.formUnion(broken.flatMap(\.pieces))
    taken.formUnion(found.flatMap(\.words))
    let echoes = Echoes.all(of: found, in: numbers, taken: pieces)
    found += echoes
    pieces.formUnion(echoes.flatMap(\.pieces))
    // Surely found and of six digits at least: a whole number, and no part of one.
    let settled = found.filter { $0.confidence >= 0.9 && $0.digits.count >= 6 }
      .compactMap(\.words.last?.utterance)
    found += Answers.all(
      in: windows, utterances, numbers, contexts, answers, taken: pieces, settled: Set(settled)
    )
    .filter { !$0.words.allSatisfy(taken.contains) }
    return found
  }

  /// Numbers in runs of one speaker, and in runs that one began and another went on with; surest first.
  private func matched(
    _ numbers: SpokenNumbers, _ reader: ContextReader, _ asked: [Int: Set<ContextKind>]
  ) -> [RawFinding] {
    let shared = numbers.jointRuns.filter { run in
      run.groups.contains { $0.speaker != run.groups[0].speaker }
    }
    var found: [RawFinding] = []
    for run in numbers.runs + shared where run.count >= 3 {
      guard let first = run.groups.first?.place, let last = run.groups.last?.place else { continue }
      var context = reader.context(from: first, to: last)
      for kind in ContextKind.allCases where asked[first.utterance]?.contains(kind) ?? false {
        context.add(kind, at: 2 * configuration.contextScalars, isName: true)
      }
      found += RunMatcher.findings(in: run, context: context)
    }
    return found.enumerated().sorted {
      ($0.element.confidence, $0.element.digits.count, $1.offset)
        > ($1.element.confidence, $1.element.digits.count, $0.offset)
    }.map(\.element)
  }

  // MARK: The report

  /// With the joints and hesitations between its words, so that nothing tells how it was grouped.
  private static func filled(_ finding: RawFinding, _ numbers: SpokenNumbers) -> RawFinding {
    var filled = finding
    for (before, after) in zip(finding.words, finding.words.dropFirst())
    where before.utterance == after.utterance && before.word + 1 < after.word {
      let between = (before.word + 1)..<after.word
      let isFiller = between.allSatisfy { word in
        switch numbers.readings[before.utterance][word].role {
        case .filler, .correction, .repetition: true
        case .text, .numeral: false
        }
      }
      guard isFiller else { continue }
      filled.words += between.map { WordPlace(utterance: before.utterance, word: $0) }
    }
    filled.words.sort()
    return filled
  }

  private func report(
    _ found: [RawFinding], _ utterances: [Utterance], digits: Int
  ) -> PersonalDataReport {
    var report = PersonalDataReport(spokenDigitsCount: digits)
    var masked: [WordPlace: (type: PersonalDataType, confidence: Double)] = [:]
    for finding in found where !finding.words.isEmpty {
      let spans = finding.words.map { utterances[$0.utterance].words[$0.word].span }
      let start = spans.reduce(spans[0].start) { min($0, $1.start) }
      let end = spans.reduce(spans[0].end) { max($0, $1.end) }
      report.findings.append(
        PersonalDataFinding(
          type: finding.type, speaker: utterances[finding.words[0].utterance].speaker,
          span: TimeSpan(start, end), confidence: finding.confidence))
      for word in finding.words where masked[word]?.confidence ?? -1 < finding.confidence {
        masked[word] = (finding.type, finding.confidence)
      }
    }
    report.findings.sort {
      ($0.span.start, $0.span.end, $0.speaker, $0.type.rawValue, $0.confidence)
        < ($1.span.start, $1.span.end, $1.speaker, $1.type.rawValue, $1.confidence)
    }
    report.maskedWords = masked.keys.sorted().map { place in
      MaskedWord(
        place: place, type: masked[place]?.type ?? .answer,
        span: utterances[place.utterance].words[place.word].span)
    }
    return report
  }
}
