import SpeechTimeline

@testable import Transcripts

/// Numbers that look random and are the same on every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    // xorshift64
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}

extension Transcript {
  private static let pieces = [
    "네", "안녕하세요,", "고객님.", "3번", "010-1234", "plan", "I'd", "&amp;", "a<b", "\"따옴표\"", "a\\b", "→",
    "-->", "<unk>", "👋🏽", "日本", "é", "😀", "100%", "이름:", "{x}", "네!", "[웃음]", "<v", "\u{301}b", "1",
    "00:01",
  ]
  private static let speakers = ["agent", "고객", "A & B", "x>y", "\"q\"", "\u{301}mark", nil]

  /// A transcript as importers give them: any words, speakers, channels, silences and overlaps.
  static func random(seed: Int) -> Transcript {
    var numbers = SeededNumbers(seed: seed)
    var transcript = Transcript(
      language: [nil, "ko", "en-US"].randomElement(using: &numbers) ?? nil)
    var time = 0
    for segment in 0..<Int.random(in: 0...12, using: &numbers) {
      let speaker = speakers.randomElement(using: &numbers) ?? nil
      let channel = [nil, 1, 2].randomElement(using: &numbers) ?? nil
      time = max(0, time + Int.random(in: -800...3000, using: &numbers))
      var start = time
      for _ in 0..<Int.random(in: 1...25, using: &numbers) {
        let length = Int.random(in: 0...900, using: &numbers)
        let confidence = Double(Int.random(in: 0...1000, using: &numbers)) / 1000
        transcript.words.append(
          TranscriptWord(
            pieces.randomElement(using: &numbers) ?? "네", TimeSpan(start, start + length),
            segment: segment, speaker: speaker, channel: channel,
            confidence: Bool.random(using: &numbers) ? confidence : nil,
            isEstimated: Bool.random(using: &numbers)))
        start += Int.random(in: 0...(length + 100), using: &numbers)
      }
      time = start
    }
    return transcript
  }
}
