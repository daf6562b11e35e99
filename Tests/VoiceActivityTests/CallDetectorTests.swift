import SpeechTimeline
import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("Detection in a call") struct CallDetectorTests {
  private static let call = conversation(seconds: 30)
  private static let reference = Detection(call)

  @Test("What is spoken is found on its own channel")
  func found() {
    // The same without noise: only phrases can be heard.
    for (channel, quiet) in conversation(seconds: 30, noiseDB: -200).enumerated() {
      let spoken = stride(from: 0, to: quiet.count, by: 80).map {
        Synthetic.levelDB(quiet[$0..<min(quiet.count, $0 + 80)]) > -100
      }
      #expect(agreement(Self.reference.speech[channel], spoken) > 0.9, "channel \(channel)")
    }
    #expect(Self.reference.activity.layout == .stereoSplit)
    #expect(Self.reference.activity.tones.isEmpty)
  }

  @Test("Blocks of any length give the same result", arguments: [1, 79, 80, 81, 1_000_000])
  func blocks(size: Int) {
    let other = Detection(Self.call, block: size)
    #expect(other.activity == Self.reference.activity)
    #expect(other.speech == Self.reference.speech)
  }

  @Test("One channel alone is found in blocks of any length too", arguments: [1, 79, 81])
  func monoBlocks(size: Int) {
    let mono = Synthetic.mix(Self.call[0], Self.call[1])
    #expect(Detection([mono], block: size).activity == Detection([mono]).activity)
    #expect(Detection([mono]).activity.layout == .mono)
  }

  @Test("Swapping the channels swaps what is found")
  func swapped() {
    let other = Detection(Self.call.reversed()).activity
    #expect(other.channels == Self.reference.activity.channels.reversed())
    #expect(other.layout == Self.reference.activity.layout)
  }

  @Test("Silence put in front by whole steps shifts what is found", arguments: [1, 5, 50])
  func shifted(steps: Int) {
    let silence = [Float](repeating: 0, count: 640 * steps)
    let later = Detection(Self.call.map { silence + $0 })
    for channel in 0...1 {
      let moved = Array(later.speech[channel].dropFirst(8 * steps))
      #expect(agreement(moved, Self.reference.speech[channel]) > 0.97)
    }
  }

  @Test(
    "Spans, frames and the partition agree: every frame is decided once",
    arguments: [0, 1, 79, 80, 81, 641, 8001, 100_003])
  func everyFrame(samples: Int) {
    let detection = Detection(Self.call.map { Array($0.prefix(samples)) })
    for channel in 0...1 {
      #expect(detection.speech[channel].count == (samples + 79) / 80)
      let spans = runs(of: detection.speech[channel]).map {
        TimeSpan($0.lowerBound * 10, $0.upperBound * 10)
      }
      let recording = TimeSpan(0, (samples * 1000 + 4000) / 8000)
      #expect(detection.activity.channels[channel].own == Timeline(spans).clipped(to: recording))
    }
  }

  @Test("Without a voice there is no speech: silence, constants, noise, clicks, a square wave")
  func nobody() {
    var clicks = [Float](repeating: 0, count: 80_000)
    for index in stride(from: 777, to: 80_000, by: 9_111) { clicks[index] = 0.9 }
    let sounds: [[Float]] = [
      [Float](repeating: 0, count: 80_000), [Float](repeating: 0.7, count: 80_000),
      Synthetic.noise(80_000, levelDB: -30, seed: 1),
      Synthetic.noise(80_000, levelDB: -70, seed: 2),
      clicks, (0..<80_000).map { $0 / 40 % 2 == 0 ? 1 : -1 },
    ]
    for (index, sound) in sounds.enumerated() {
      let alone = Detection([sound]).activity
      #expect(alone.channels[0].own.isEmpty, "sound \(index)")
      let both = Detection([sound, sound.reversed()]).activity
      #expect(both.channels.allSatisfy { $0.own.isEmpty }, "sound \(index) twice")
    }
    #expect(Detection([[]]).activity.layout == .allSilent)
    #expect(Detection([[], []]).activity.layout == .allSilent)
    #expect(Detection([[0.5], [-0.5]]).activity.channels.allSatisfy { $0.own.isEmpty })
  }

  @Test("Quiet lines are served as well as loud ones", arguments: [-20.0, -10, 6])
  func gain(gainDB: Double) {
    let scaled = Detection(Self.call.map { Synthetic.scaled($0, byDB: gainDB) })
    for channel in 0...1 {
      #expect(agreement(scaled.speech[channel], Self.reference.speech[channel]) > 0.97)
    }
  }

  @Test("A quiet channel beside a loud one keeps its speech", arguments: [-20.0, -10])
  func oneQuiet(gainDB: Double) {
    let quiet = Detection([Self.call[0], Synthetic.scaled(Self.call[1], byDB: gainDB)])
    #expect(agreement(quiet.speech[1], Self.reference.speech[1]) > 0.95)
    #expect(quiet.speech[0] == Self.reference.speech[0])
  }

  @Test(
    "Low and high voices are found alike: a man's and a woman's, played slower and faster",
    arguments: RecordedVoice.both, [0.75, 0.87, 1, 1.15, 1.3])
  func pitch(voice: RecordedVoice, speed: Double) {
    var samples = [Float](repeating: 0, count: 4000)
    var spoken = [Range<Int>]()
    for phrase in voice.phrases {
      let played = RecordedVoice.played(phrase, speed: speed)
      spoken.append(samples.count..<(samples.count + played.count))
      samples += played + [Float](repeating: 0, count: 8000)
    }
    let noisy = Synthetic.mix(samples, Synthetic.noise(samples.count, levelDB: -60, seed: 4))
    let mask = stride(from: 0, to: samples.count, by: 80).map { start in
      spoken.contains { $0.contains(start + 40) }
    }
    #expect(agreement(Detection([noisy]).speech[0], mask) > 0.9)
  }
}
