internal import SpeechTimeline
internal import SpokenText

/// Finds what the words around a number say of it.
struct ContextReader {
  private let utterances: [Utterance]
  private let numbers: SpokenNumbers
  private let contexts: [UtteranceContext]
  /// Place in the order of time of each utterance.
  private let rank: [Int]
  private let configuration: PersonalDataConfiguration

  /// What is said behind a number counts as this much farther from it.
  private static let behindPenalty = 10
  /// Of an utterance before, this many of its last telling words count.
  private static let mostHits = 32

  init(
    _ utterances: [Utterance], _ numbers: SpokenNumbers, _ contexts: [UtteranceContext],
    _ configuration: PersonalDataConfiguration
  ) {
    self.utterances = utterances
    self.contexts = contexts
    self.numbers = numbers
    self.configuration = configuration
    var rank = [Int](repeating: 0, count: utterances.count)
    for (place, index) in numbers.order.enumerated() { rank[index] = place }
    self.rank = rank
  }

  /// What is said of a number from the word `first` to the word `last`.
  func context(from first: WordPlace, to last: WordPlace) -> NumberContext {
    var context = NumberContext()
    let reach = configuration.contextScalars
    let own = contexts[first.utterance]
    let start = own.wordStarts[first.word]
    for hit in own.hits[..<own.firstHit(from: start + 1)].reversed() {
      let distance = max(0, start - hit.range.upperBound)
      if distance > reach { break }
      context.add(hit.kind, at: distance, isName: hit.isName)
    }
    addBehind(last, to: &context)
    let readings = numbers.readings[last.utterance][last.word...].prefix(2)
    if readings.contains(where: \.tellsBirth) { context.add(.birth, at: 0, isName: true) }
    if start <= reach { addBefore(first, distance: start, to: &context) }
    return context
  }

  /// Whether an utterance speaks of something like a delivery, and of nobody's birth.
  func isImpersonal(_ place: WordPlace) -> Bool {
    let hits = contexts[place.utterance].hits
    return hits.contains { $0.kind == .impersonal } && !hits.contains { $0.kind == .birth }
  }

  /// What stands behind the number is less sure to be said of it: it counts as farther away.
  private func addBehind(_ last: WordPlace, to context: inout NumberContext) {
    let own = contexts[last.utterance]
    let end = own.wordStarts[last.word + 1]
    for hit in own.hits[own.firstHit(from: own.wordStarts[last.word])...] {
      let distance = max(0, hit.range.lowerBound - end)
      if distance > configuration.behindScalars { break }
      if hit.kind == .request { continue }
      context.add(hit.kind, at: distance + Self.behindPenalty, isName: hit.isName)
    }
  }

  /// What was said in the utterances before, by anyone, for as long as `contextMilliseconds`.
  private func addBefore(_ first: WordPlace, distance start: Int, to context: inout NumberContext) {
    let begin = utterances[first.utterance].words[first.word].span.start
    var distance = start
    var place = rank[first.utterance]
    while place > 0, distance <= 2 * configuration.contextScalars {
      place -= 1
      let index = numbers.order[place]
      guard begin - utterances[index].span.end <= configuration.contextMilliseconds else { return }
      let before = contexts[index]
      for hit in before.hits.suffix(Self.mostHits)
      where hit.kind != .impersonal || before.asksImpersonally {
        let away = distance + before.length - hit.range.upperBound
        guard away <= 2 * configuration.contextScalars else { continue }
        context.add(hit.kind, at: away, isName: hit.isName)
      }
      distance += before.length
    }
  }
}
