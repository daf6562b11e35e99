internal import SpeechTimeline

/// Everything that one speaker says in a call, word by word, taken apart.
struct SpokenWords {
  var speaker: Int
  var words: [HeardWord] = []
  /// Parallel to the words.
  var morphemes: [[Morpheme]] = []
  /// What the speaker is, of each utterance's own saying; nil where none says.
  var role: Role?

  /// The words of each speaker, in order of speakers.
  static func ofSpeakers(
    _ utterances: [Utterance], _ heard: [[HeardWord]], speakerCount: Int,
    analyzer: any MorphemeAnalyzer
  ) -> [SpokenWords] {
    var result = (0..<speakerCount).map { SpokenWords(speaker: $0) }
    for (utterance, words) in zip(utterances, heard) {
      let speaker = utterance.speaker
      result[speaker].words += words
      result[speaker].morphemes += analyzer.morphemes(of: words.map(\.spoken))
      result[speaker].role = result[speaker].role ?? utterance.role
    }
    return result
  }

  /// Whether words of a rule for `wanted` are sought here; a rule for everybody is.
  func isMeant(by wanted: Role?) -> Bool { wanted == nil || role == wanted }
}
