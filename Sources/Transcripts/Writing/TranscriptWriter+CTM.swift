internal import SpeechTimeline

extension TranscriptWriter {
  /// NIST's CTM, by channel and time. A word without a channel stands on channel 1. Speakers and segments
  /// are lost.
  func ctm(_ transcript: Transcript, recording: String) -> String {
    let name = words(in: recording).joined(separator: "_")
    let order = transcript.words.indices.sorted { left, right in
      let (one, other) = (transcript.words[left], transcript.words[right])
      return (one.channel ?? 1, one.span, left) < (other.channel ?? 1, other.span, right)
    }
    return order.map { index in
      let word = transcript.words[index]
      let confidence = word.confidence.map { " \($0)" } ?? ""
      return "\(name.isEmpty ? "call" : name) \(word.channel ?? 1) \(fixedSeconds(word.span.start))"
        + " \(fixedSeconds(word.span.duration)) \(word.text)\(confidence)\n"
    }.joined()
  }
}
