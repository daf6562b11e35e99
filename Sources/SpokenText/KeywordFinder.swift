internal import SpeechTimeline

/// The user's keyword rules, compiled, and where calls meet them.
struct KeywordFinder {
  private let rules: [CompiledKeywordRule]
  private let index: PhraseIndex
  private let configuration: TextConfiguration

  var isEmpty: Bool { rules.isEmpty }

  init(
    _ rules: [KeywordRule], configuration: TextConfiguration, analyzer: any MorphemeAnalyzer
  ) {
    self.configuration = configuration
    var index = PhraseIndex()
    self.rules = rules.map { rule in
      CompiledKeywordRule(
        rule: rule, phrases: rule.phrases.map { index.add($0, analyzer) },
        excluded: rule.excluded.map { index.add($0, analyzer) })
    }
    self.index = index
  }

  /// Hits in order of time; of one moment in order of rules, then of speakers.
  func hits(in speakers: [SpokenWords]) -> [KeywordHit] {
    guard !rules.isEmpty else { return [] }
    let noRoles = speakers.allSatisfy { $0.role == nil }
    var hits: [(order: Int, hit: KeywordHit)] = []
    for speech in speakers {
      let words = PhraseWords(speech)
      let places = index.places(in: words)
      for (order, rule) in rules.enumerated()
      where noRoles || speech.isMeant(by: rule.rule.speaker) {
        for place in found(rule, places) {
          let span = words.span(of: place)
          let hit = KeywordHit(rule: rule.rule.name, speaker: speech.speaker, span: span)
          hits.append((order, hit))
        }
      }
    }
    return hits.sorted {
      ($0.hit.span.start, $0.order, $0.hit.speaker, $0.hit.span.end)
        < ($1.hit.span.start, $1.order, $1.hit.speaker, $1.hit.span.end)
    }.map(\.hit)
  }

  /// Places of a rule's hits, as ranges of words, none sharing a word with another.
  private func found(_ rule: CompiledKeywordRule, _ places: [Int: [Range<Int>]]) -> [Range<Int>] {
    let groups = rule.phrases.map { places[$0] ?? [] }
    let met: [Range<Int>] =
      switch rule.rule.combination {
      case .anyOf: groups.flatMap { $0 }
      case .allOf(let words): Self.together(groups, within: words ?? configuration.allOfWords)
      case .sequence(let words):
        Self.sequences(groups, within: words ?? configuration.sequenceWords)
      }
    let excluded = Set(rule.excluded.flatMap { places[$0] ?? [] }.flatMap { Array($0) })
    var result: [Range<Int>] = []
    // The longest of those that begin together first.
    for place in met.sorted(by: { ($0.lowerBound, $1.upperBound) < ($1.lowerBound, $0.upperBound) })
    {
      let isNew = result.last.map { $0.upperBound <= place.lowerBound } ?? true
      if isNew && !place.contains(where: excluded.contains) { result.append(place) }
    }
    return result
  }

  /// Index of the first place that begins at word `start` or later.
  private static func firstIndex(in places: [Range<Int>], from start: Int) -> Int {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle].lowerBound < start { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// From each place of the first phrase to the nearest of the next, and so on.
  private static func sequences(_ groups: [[Range<Int>]], within words: Int) -> [Range<Int>] {
    guard let first = groups.first else { return [] }
    return first.compactMap { start in
      var end = start.upperBound
      for group in groups.dropFirst() {
        // Places stand in order of their starts.
        let next = group[firstIndex(in: group, from: end)...]
          .prefix { $0.lowerBound - end <= words }.min { $0.upperBound < $1.upperBound }
        guard let next else { return nil }
        end = next.upperBound
      }
      return start.lowerBound..<end
    }
  }

  /// The shortest stretches, from the start of the call, that hold a place of every phrase.
  private static func together(_ groups: [[Range<Int>]], within words: Int) -> [Range<Int>] {
    let all = groups.enumerated().flatMap { group, places in places.map { (group, $0) } }
      .sorted { ($0.1.lowerBound, $0.0) < ($1.1.lowerBound, $1.0) }
    var result: [Range<Int>] = []
    var latest = [Range<Int>?](repeating: nil, count: groups.count)
    for (group, place) in all {
      latest[group] = place
      let held = latest.compactMap { $0 }
      guard held.count == groups.count else { continue }
      let start = held.reduce(place.lowerBound) { min($0, $1.lowerBound) }
      let end = held.reduce(place.upperBound) { max($0, $1.upperBound) }
      guard end - start <= words else { continue }
      result.append(start..<end)
      latest = latest.map { _ in nil }
    }
    return result
  }
}

/// A rule and the numbers of its phrases in the index.
private struct CompiledKeywordRule {
  var rule: KeywordRule
  var phrases: [Int]
  var excluded: [Int]
}
