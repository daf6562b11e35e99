import Signal
import SpeechTimeline
import SyntheticSounds
import Testing

@testable import VoiceActivity

/// Calls of more than fifteen minutes are decided section by section.
@Suite("Sections of a long call") struct SectionTests {
  private static let minute = conversation(seconds: 60)
  private static let minutes = 25

  /// One minute of conversation over and over, with a tone and a phrase across the border of the first
  /// two sections at 10 min.
  private static let long: [[Float]] = {
    var call = minute.map { channel in
      (0..<minutes).flatMap { _ in channel } + channel.prefix(8037)
    }
    let border = 600 * 8000
    let tone = Synthetic.tone([1000], seconds: 3, amplitude: 0.05)
    call[0].replaceSubrange((border - 12_000)..<(border + 12_000), with: tone)
    let phrase = RecordedVoice.customer.phrases[0]
    let start = border - phrase.count / 2
    call[1].replaceSubrange(start..<(start + phrase.count), with: phrase)
    return call
  }()
  private static let detection = Detection(long)

  @Test("There are three, and every frame is in one of them")
  func frames() {
    let counts = Self.detection.sections.map { $0.speech.map(\.count) }
    #expect(counts.count == 3)
    #expect(counts.prefix(2).allSatisfy { $0 == [60_000, 60_000] })
    let samples = Self.long[0].count
    #expect(counts.map { $0[0] }.reduce(0, +) == (samples + 79) / 80)
    #expect(counts.map { $0[1] }.reduce(0, +) == (samples + 79) / 80)
  }

  @Test("Every minute is decided like the first, wherever it lies")
  func minutesAlike() {
    for channel in 0...1 {
      let speech = Self.detection.speech[channel]
      let first = Array(speech[6000..<12_000])
      for minute in 2..<Self.minutes where minute != 9 && minute != 10 {
        let other = Array(speech[(minute * 6000)..<((minute + 1) * 6000)])
        #expect(agreement(other, first) > 0.99, "channel \(channel), minute \(minute)")
      }
    }
  }

  @Test("A phrase and a tone across the border of two sections are one")
  func acrossBorder() {
    let own = Self.detection.activity.channels[1].own
    #expect(own.spans.contains { $0.start < 599_500 && $0.end > 600_500 })
    let tones = Self.detection.activity.tones
    #expect(tones.count == 1)
    #expect(tones.first?.channel == 1)
    #expect((tones.first?.span.duration ?? 0) > 2800)
  }

  @Test(
    "Evidence of all sections, decoded at once with nothing added, is the speech that was heard")
  func evidence() {
    for channel in 0...1 {
      let heard = Self.detection.activity.channels[channel].heard
      let again = Self.detection.evidence[channel].speech { _ in 0 }
      #expect(Self.detection.evidence[channel].frameCount == (Self.long[0].count + 79) / 80)
      // Half as many digits of the log odds are kept: a frame at an edge may fall the other way.
      let differing = heard.subtracting(again).duration + again.subtracting(heard).duration
      #expect(Double(differing) < 0.0005 * Double(heard.duration))
    }
  }

  @Test("Blocks of any length give the same first section", arguments: [16_001])
  func blocks(size: Int) {
    // No more than what it is decided with: 15 min and a block.
    let start = Self.long.map { Array($0.prefix(900 * 8000 + size)) }
    let other = Detection(start, block: size)
    #expect(other.sections.count == 2)
    #expect(other.sections.first?.speech == Self.detection.sections.first?.speech)
  }

  @Test("Spans are those of the frames, cut at the end of the recording")
  func spans() {
    let recording = TimeSpan(
      0, FrameGrid(sampleRateHz: 8000).milliseconds(inSamples: Self.long[0].count))
    for channel in 0...1 {
      let spans = runs(of: Self.detection.speech[channel]).map {
        TimeSpan($0.lowerBound * 10, $0.upperBound * 10)
      }
      #expect(
        Self.detection.activity.channels[channel].own == Timeline(spans).clipped(to: recording))
    }
  }

  @Test("What is held does not grow with the call")
  func bounded() {
    var detector = CallDetector(
      channelCount: 1, configuration: VoiceActivityConfiguration(), network: Network.shipped)
    var most = 0
    let minute = Self.minute[0]
    for _ in 0..<27 {
      detector.process(minute.span)
      while detector.nextSection() != nil {}
      most = max(most, detector.heldFrameCount)
    }
    // Ten minutes, five to look ahead, half a minute before, and the block under way.
    #expect(most <= (15 * 60 + 30 + 60 + 1) * FrameGrid.framesPerSecond)
  }
}
