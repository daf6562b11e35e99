internal import SpeechTimeline

/// An utterance of words 400 ms apart.
func said(
  _ text: String, _ role: Role? = .agent, at start: Int = 0, speaker: Int? = nil
) -> Utterance {
  let words = text.split(separator: " ").enumerated().map { index, word in
    TranscriptWord(
      String(word), TimeSpan(start + index * 400, start + index * 400 + 350), segment: 0)
  }
  return Utterance(speaker: speaker ?? (role == .customer ? 1 : 0), role: role, words: words)
}
