import SpeechTimeline
import SyntheticSounds

@testable import VoiceActivity

/// Everything a detector gave for a whole call.
struct Detection {
  var activity: CallActivity
  var sections: [SectionDecisions]
  var evidence: [SpeechEvidence]

  /// Own speech of each channel, section after section.
  var speech: [[Bool]] {
    activity.channels.indices.map { channel in sections.flatMap { $0.speech[channel] } }
  }

  /// `channels`, equally long, fed in blocks of `block` samples.
  init(
    _ channels: [[Float]], block: Int = 4096,
    configuration: VoiceActivityConfiguration = VoiceActivityConfiguration()
  ) {
    var detector = CallDetector(
      channelCount: channels.count, configuration: configuration, network: Network.shipped)
    var sections: [SectionDecisions] = []
    let count = channels[0].count
    for start in stride(from: 0, to: count, by: block) {
      let blocks = channels.map { Array($0[start..<min(count, start + block)]) }
      Self.feed(blocks, to: &detector)
      while let section = detector.nextSection() { sections.append(section) }
    }
    sections.append(detector.finish())
    self.sections = sections
    evidence = detector.evidence
    activity = detector.activity(duration: (count * 1000 + 4000) / 8000)
  }

  private static func feed(_ blocks: [[Float]], to detector: inout CallDetector) {
    let first = blocks[0]
    guard blocks.count == 2 else { return detector.process(first.span) }
    let second = blocks[1]
    detector.process(first.span, second.span)
  }
}

/// Two people taking turns, each on a channel of their own, over the noise of a line: phrases of a
/// bundled call in their order, at times of our own.
///
/// - Parameters:
///   - noiseDB: level of the noise, dB re full scale; at -200 nothing but the phrases can be heard.
///   - gapSeconds: least time from phrase to phrase; up to a second more at random.
func conversation(
  seconds: Double, seed: UInt64 = 1, noiseDB: Double = -60, gapSeconds: Double = 0.4
) -> [[Float]] {
  let count = Int(seconds * 8000)
  var random = RepeatableRandom(seed: seed)
  var channels = [[Float]](repeating: [Float](repeating: 0, count: count), count: 2)
  var spoken = [0, 0]
  var start = 4000
  while true {
    let party = Int.random(in: 0...1, using: &random)
    let phrases = RecordedVoice.both[party].phrases
    let phrase = phrases[spoken[party] % phrases.count]
    guard start + phrase.count < count - 2400 else { break }
    channels[party].replaceSubrange(start..<(start + phrase.count), with: phrase)
    spoken[party] += 1
    start += phrase.count + Int((gapSeconds + Double.random(in: 0...1, using: &random)) * 8000)
  }
  return (0...1).map { party in
    Synthetic.mix(
      channels[party], Synthetic.noise(count, levelDB: noiseDB, seed: seed + 10 + UInt64(party)))
  }
}

/// Share of the frames in either mask that are in both; 1 where both are empty.
func agreement(_ first: [Bool], _ second: [Bool]) -> Double {
  let both = zip(first, second).count { $0 && $1 }
  let any = zip(first, second).count { $0 || $1 }
  return any == 0 ? 1 : Double(both) / Double(any)
}
