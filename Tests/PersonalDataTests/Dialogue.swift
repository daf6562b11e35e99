internal import SpeechTimeline

/// A short call for a test: lines of `A:` (agent) and `C:` (customer), one after the other, 300 ms a syllable
/// or sign, 400 ms between lines.
func dialogue(_ lines: String...) -> [Utterance] {
  var time = 0
  return lines.enumerated().map { segment, line in
    let isAgent = line.hasPrefix("A:")
    let words = line.dropFirst(2).split(separator: " ").map { text in
      let start = time
      time += 300 * text.unicodeScalars.count
      return TranscriptWord(String(text), TimeSpan(start, time - 20), segment: segment)
    }
    time += 400
    return Utterance(
      speaker: isAgent ? 0 : 1, role: isAgent ? .agent : .customer, words: words)
  }
}
