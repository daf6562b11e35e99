internal import AudioIO
internal import Foundation
internal import Testing

@Suite struct MaskingTests {
  /// How a recording of noise is stored.
  struct Storage: Sendable, CustomTestStringConvertible {
    var name: String
    var tag: Int
    var bits: Int
    /// The largest decoded magnitude of silence.
    var silence: Float
    var testDescription: String { name }

    static let all = [
      Storage(name: "pcm_u8", tag: 1, bits: 8, silence: 0),
      Storage(name: "pcm_s16", tag: 1, bits: 16, silence: 0),
      Storage(name: "pcm_s24", tag: 1, bits: 24, silence: 0),
      Storage(name: "pcm_s32", tag: 1, bits: 32, silence: 0),
      Storage(name: "float32", tag: 3, bits: 32, silence: 0),
      Storage(name: "mu_law", tag: 7, bits: 8, silence: 0),
      Storage(name: "a_law", tag: 6, bits: 8, silence: 8.0 / 32768),
    ]
  }

  private struct Masked {
    var bytes: [UInt8]
    var copy: MaskedCopy
  }

  private func masked(_ path: String, _ mask: RecordingMask) throws -> Masked {
    var bytes: [UInt8] = []
    let copy = try RecordingMasker(path: path).copy(mask) { bytes += $0 }
    return Masked(bytes: bytes, copy: copy)
  }

  /// Two channels of noise, a second of 8 kHz, with a chunk behind the samples.
  private func wave(_ storage: Storage) -> WaveBytes {
    var wave = WaveBytes()
    wave.tag = storage.tag
    wave.bits = storage.bits
    let noise = noise16(16_000 * 4).flatMap { little16(Int($0)) }
    let count = 16_000 * storage.bits / 8
    wave.samples = Array(noise.prefix(count))
    if storage.tag == 3 {
      wave.samples = noise16(16_000).flatMap { sample in
        let bits = (Float(sample) / 32768).bitPattern
        return (0..<4).map { UInt8(truncatingIfNeeded: bits >> UInt32(8 * $0)) }
      }
    }
    wave.chunksAfter = WaveBytes.chunk("LIST", Array("INFOtest".utf8))
    return wave
  }

  @Test("Masked frames decode to silence, and every other byte is the same", arguments: Storage.all)
  func silence(_ storage: Storage) throws {
    let wave = wave(storage)
    let file = try TemporaryFile(wave.bytes)
    let frames = [1000..<3000, 2500..<4001, 7990..<9000]
    let masked = try masked(file.path, RecordingMask(frames: frames))
    #expect(masked.copy.frames == [1000..<4001, 7990..<8000])
    #expect(masked.bytes.count == wave.bytes.count)
    let width = 2 * storage.bits / 8
    for (index, byte) in masked.bytes.enumerated() {
      let frame = (index - wave.header.count) / width
      let isInside =
        index >= wave.header.count && masked.copy.frames.contains { $0.contains(frame) }
      if !isInside, byte != wave.bytes[index] {
        Issue.record("byte \(index) of frame \(frame) changed")
        return
      }
    }
    let decoded = try Decoded(bytes: masked.bytes)
    #expect(decoded.summary.frameCount == 8000)
    for range in masked.copy.frames {
      let part = decoded.samples[(2 * range.lowerBound)..<(2 * range.upperBound)]
      #expect(part.allSatisfy { abs($0) <= storage.silence })
    }
  }

  @Test(
    "A tone has its level, holds nothing of what was there, and leaves the other channel alone",
    arguments: Storage.all)
  func tone(_ storage: Storage) throws {
    let wave = wave(storage)
    let file = try TemporaryFile(wave.bytes)
    let range = 800..<7200
    let masked = try masked(
      file.path, RecordingMask(frames: [range], channels: [2], sound: .tone))
    let before = try Decoded(bytes: wave.bytes).samples
    let after = try Decoded(bytes: masked.bytes).samples
    let channel = { (samples: [Float], number: Int) in
      range.map { samples[2 * $0 + number] }
    }
    #expect(channel(before, 0) == channel(after, 0))
    let tone = channel(after, 1)
    let power = tone.reduce(0) { $0 + $1 * $1 } / Float(tone.count)
    // A sine of amplitude 0.05: -29 dB; the ramps take a little.
    #expect(abs(10 * log10(power) + 29) < 0.3)
    #expect(abs(correlation(channel(before, 1), tone)) < 0.05)
  }

  private func correlation(_ one: [Float], _ other: [Float]) -> Float {
    func energy(_ samples: [Float]) -> Float { samples.reduce(0) { $0 + $1 * $1 } }
    let product = zip(one, other).reduce(0) { $0 + $1.0 * $1.1 }
    return product / (energy(one) * energy(other)).squareRoot()
  }

  private static let fixtures = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("fixtures/codecs")

  @Test(
    "Codecs of blocks are masked by whole blocks",
    arguments: ["ima_adpcm.wav", "ms_adpcm.wav", "gsm610.wav"])
  func blocks(_ name: String) throws {
    let path = Self.fixtures.appendingPathComponent(name).path
    let before = try Decoded(path)
    let rate = before.format.sampleRateHz
    let masked = try masked(path, RecordingMask(frames: [(rate / 2)..<rate]))
    let after = try Decoded(bytes: masked.bytes)
    #expect(after.samples.count == before.samples.count)
    let channels = before.format.channelCount
    let range = try #require(masked.copy.frames.first)
    #expect(range.lowerBound <= rate / 2 && range.upperBound >= rate)
    // GSM's decoder remembers: 40 ms of what was before fade inside the mask, 40 ms behind it differ.
    let slack = name.hasPrefix("gsm") ? rate / 25 : 0
    let inside = after.samples[
      ((range.lowerBound + slack) * channels)..<(range.upperBound * channels)]
    #expect(inside.allSatisfy { abs($0) < 0.002 })
    #expect(
      before.samples.prefix(range.lowerBound * channels)
        == after.samples.prefix(range.lowerBound * channels))
    let rest = (range.upperBound + slack) * channels
    let difference =
      zip(before.samples.dropFirst(rest), after.samples.dropFirst(rest))
      .map { abs($0 - $1) }.max() ?? 0
    #expect(difference <= (slack == 0 ? 0 : 0.01))
    #expect(throws: AudioError.self) {
      try RecordingMasker(path: path).copy(RecordingMask(frames: [0..<9], sound: .tone)) { _ in }
    }
  }

  @Test(
    "What depends on what came before is refused by its name",
    arguments: ["g721.wav", "mp3.wav", "pcm_s16.flac", "opus.ogg", "vorbis.ogg"])
  func refused(_ name: String) throws {
    let path = Self.fixtures.appendingPathComponent(name).path
    do {
      _ = try RecordingMasker(path: path)
      Issue.record("\(name) was taken")
    } catch {
      #expect(error.code == .unsupportedCodec)
      #expect(error.path == path)
    }
  }

  @Test(
    "Every relative of WAVE keeps its bytes outside the mask",
    arguments: [
      "bw64.wav", "rf64.wav", "pcm_s16.w64", "extensible.wav", "float64.wav", "three-channels.wav",
    ])
  func containers(_ name: String) throws {
    let file = Self.fixtures.appendingPathComponent(name)
    let original = Array(try Data(contentsOf: file))
    let untouched = try masked(file.path, RecordingMask(frames: []))
    #expect(untouched.bytes == original)
    #expect(untouched.copy.inputSHA256 == untouched.copy.outputSHA256)
    #expect(try untouched.copy.inputSHA256 == systemSHA256(file.path))
    let masked = try masked(file.path, RecordingMask(frames: [100..<200]))
    let decoded = try Decoded(bytes: masked.bytes)
    let before = try Decoded(file.path)
    let channels = before.format.channelCount
    #expect(decoded.samples.count == before.samples.count)
    for index in decoded.samples.indices {
      let isInside = (100..<200).contains(index / channels)
      #expect(decoded.samples[index] == (isInside ? 0 : before.samples[index]))
    }
  }

  @Test("A channel that is not there is an error")
  func missingChannel() throws {
    let file = try TemporaryFile(wave(Storage.all[1]).bytes)
    #expect(throws: AudioError.self) {
      try masked(file.path, RecordingMask(frames: [0..<10], channels: [3]))
    }
  }
}
