import Foundation
import NeuralNets
import SpeechTimeline
import Testing

@testable import Diarization

/// With a small network of random weights: `scripts/make-speaker-vectors`.
struct VoiceMeterTests {
  private let network: SpeakerNetwork
  /// 13 s of sounds that change.
  private static let samples: [Float] = (0..<(13 * 16_000)).map { index in
    let t = Float(index) / 16_000
    let pitch = 120 + 40 * sin(2 * t)
    return 0.1 * sin(2 * .pi * pitch * t) * (1 + sin(9 * t)) + 0.02 * sin(t * t * 3000)
  }
  private static let speech = Timeline([
    TimeSpan(300, 4_000), TimeSpan(4_200, 4_420), TimeSpan(10_000, 12_990),
  ])

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "NeuralNetsTests/Vectors/speaker.safetensors")
    var small = SpeakerNetwork.Architecture()
    small.frontChannels = 16
    small.tdnnChannels = 16
    small.growth = 8
    small.bottleneck = 16
    small.layerCounts = [2, 2]
    small.dilations = [1, 2]
    network = try SpeakerNetwork(MappedTensors(path: file.path()), architecture: small)
  }

  private func voices(
    of samples: [Float], speech: Timeline = speech, isTelephoneBand: Bool = true, block: Int
  ) -> CallVoices {
    var meter = VoiceMeter(network: network, speech: speech, isTelephoneBand: isTelephoneBand)
    for start in stride(from: 0, to: samples.count, by: block) {
      meter.process(samples.span.extracting(start..<min(start + block, samples.count)))
    }
    return meter.finish()
  }

  @Test("Every window has an embedding of length 1")
  func complete() {
    let voices = voices(of: Self.samples, block: 4096)
    let layout = WindowLayout(of: Self.speech)
    #expect(voices.units == layout.units && voices.unitWindows == layout.unitWindows)
    #expect(voices.fineCentres == layout.fineCentres)
    for row in voices.unitWindows.indices {
      let values = voices.unitEmbeddings[(row * 192)..<((row + 1) * 192)]
      #expect(abs(values.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }
    for row in voices.fineCentres.indices {
      let values = voices.fineEmbeddings[(row * 192)..<((row + 1) * 192)]
      #expect(abs(values.reduce(0) { $0 + Float($1) * Float($1) } - 1) < 2e-3)
    }
  }

  @Test("Blocks of any size give the same bytes", arguments: [1_000_000, 16_000, 4096, 160, 333])
  func blocks(_ block: Int) {
    let expected = voices(of: Self.samples, block: 1_017)
    let voices = voices(of: Self.samples, block: block)
    let isSame =
      voices.unitEmbeddings == expected.unitEmbeddings
      && voices.fineEmbeddings == expected.fineEmbeddings
    #expect(isSame)
  }

  @Test("Where more speech is possible, blocks of any size give the same bytes too")
  func possible() {
    let possible = Timeline([TimeSpan(200, 4_500), TimeSpan(6_000, 6_300)])
    func voices(block: Int) -> CallVoices {
      var meter = VoiceMeter(
        network: network, speech: Self.speech, possible: possible, isTelephoneBand: true)
      for start in stride(from: 0, to: Self.samples.count, by: block) {
        meter.process(
          Self.samples.span.extracting(start..<min(start + block, Self.samples.count)))
      }
      return meter.finish()
    }
    let expected = voices(block: 1_017)
    #expect(expected.speech == Self.speech && expected.possible == Self.speech.union(possible))
    #expect(expected.fineCentres.contains { possible.spans[1].contains(Int($0)) })
    #expect(expected.fineEmbeddings.count == expected.fineCentres.count * 192)
    for block in [1_000_000, 333] {
      let other = voices(block: block)
      let isSame =
        other.fineEmbeddings == expected.fineEmbeddings
        && other.unitEmbeddings == expected.unitEmbeddings
      #expect(isSame)
    }
  }

  @Test(
    "Sound further than 1.6 s from speech bears on nothing, nearer sound on the mean",
    arguments: [(6_100, true), (8_000, true), (8_700, false)])
  func farSound(_ start: Int, _ isUnheard: Bool) {
    var other = Self.samples
    for index in (start * 16)..<((start + 300) * 16) { other[index] = 0.5 }
    let expected = voices(of: Self.samples, isTelephoneBand: false, block: 4096)
    let voices = voices(of: other, isTelephoneBand: false, block: 4096)
    let isSame = voices.unitEmbeddings == expected.unitEmbeddings
    #expect(isSame == isUnheard)
  }

  @Test("In the telephone band a tone above 3.5 kHz changes little, in the wide band much")
  func telephoneBand() {
    let whistling = Self.samples.enumerated().map { index, sample in
      sample + 0.05 * sin(2 * .pi * 5000 * Float(index % 16_000) / 16_000)
    }
    func likeness(isTelephoneBand: Bool) -> Float {
      let one = voices(of: Self.samples, isTelephoneBand: isTelephoneBand, block: 4096)
      let other = voices(of: whistling, isTelephoneBand: isTelephoneBand, block: 4096)
      return zip(one.unitEmbeddings[..<192], other.unitEmbeddings).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(likeness(isTelephoneBand: true) > likeness(isTelephoneBand: false))
  }

  @Test(
    "Speech that the recording does not reach has no windows", arguments: [0, 399, 8_000, 70_000])
  func cutShort(_ count: Int) {
    let voices = voices(of: Array(Self.samples[..<count]), block: 4096)
    #expect(voices.unitEmbeddings.count == voices.unitWindows.count * 192)
    #expect(voices.fineEmbeddings.count == voices.fineCentres.count * 192)
    #expect(voices.fineCentres.isEmpty == (count < 5_200))
    #expect(voices.speech == Self.speech)
  }

  @Test("No speech, no voices")
  func silence() {
    let voices = voices(of: Self.samples, speech: Timeline(), block: 4096)
    #expect(voices.unitWindows.isEmpty && voices.fineCentres.isEmpty)
  }
}
