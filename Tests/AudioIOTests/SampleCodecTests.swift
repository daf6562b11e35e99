import AudioIO
import Testing

@Suite("Codecs that store sample after sample")
struct SampleCodecTests {
  @Test("16-bit samples are divided by 32768", arguments: [0, 1, 2, 999, 1000, 1001, 70_001])
  func pcm16(frames: Int) throws {
    let samples = noise16(frames * 2)
    let decoded = try Decoded(WaveBytes(samples: bytes16(samples)))
    #expect(decoded.samples == samples.map { Float($0) / 32768 })
    #expect(decoded.summary.frameCount == frames)
    #expect(decoded.format.codec.name == "pcm_s16")
    #expect(decoded.format.declaredFrames == frames)
  }

  @Test("8-bit samples are unsigned around 128")
  func pcm8() throws {
    let codes = (0...255).map { UInt8($0) }
    let decoded = try Decoded(WaveBytes(bits: 8, samples: codes))
    #expect(decoded.samples == codes.map { (Float($0) - 128) / 128 })
    #expect(decoded.format.codec.name == "pcm_u8")
  }

  @Test("24- and 32-bit samples keep the value of their upper 16 bits", arguments: [24, 32])
  func pcmWide(bits: Int) throws {
    let samples = noise16(512)
    let padding = [UInt8](repeating: 0, count: bits / 8 - 2)
    let bytes = samples.flatMap { padding + little16(Int($0)) }
    let decoded = try Decoded(WaveBytes(bits: bits, samples: bytes))
    #expect(decoded.samples == samples.map { Float($0) / 32768 })
    #expect(decoded.format.codec.bitDepth == bits)
  }

  @Test("mu-law follows the expansion of ITU-T G.711")
  func muLaw() throws {
    let codes = (0...255).map { UInt8($0) }
    let expected = codes.map { code -> Float in
      let inverted = Int(~code)
      let magnitude = ((inverted & 0xF) * 8 + 132) << (inverted >> 4 & 7)
      return Float(inverted & 0x80 != 0 ? 132 - magnitude : magnitude - 132) / 32768
    }
    let decoded = try Decoded(WaveBytes(tag: 7, channels: 1, bits: 8, samples: codes))
    #expect(decoded.samples == expected)
    try expectLimits(decoded, step: 8)
  }

  @Test("A-law follows the expansion of ITU-T G.711")
  func aLaw() throws {
    let codes = (0...255).map { UInt8($0) }
    let expected = codes.map { code -> Float in
      let toggled = Int(code ^ 0x55)
      let exponent = toggled >> 4 & 7
      let mantissa = (toggled & 0xF) * 16 + 8
      let magnitude = exponent == 0 ? mantissa : (mantissa + 256) << (exponent - 1)
      return Float(toggled & 0x80 != 0 ? magnitude : -magnitude) / 32768
    }
    let decoded = try Decoded(WaveBytes(tag: 6, channels: 1, bits: 8, samples: codes))
    #expect(decoded.samples == expected)
    try expectLimits(decoded, step: 16)
    // Silence is not zero, but half a step to either side of it.
    #expect(decoded.samples.map { abs($0) }.min() == decoded.format.codec.smallestStep / 2)
  }

  /// The limits that a codec states are those of all its codes.
  private func expectLimits(_ decoded: Decoded, step: Float) throws {
    let codec = decoded.format.codec
    let positive = try #require(decoded.samples.max())
    let negative = try #require(decoded.samples.min())
    #expect(codec.largestCode == min(positive, -negative))
    #expect(codec.smallestStep == step / 32768)
  }

  @Test("Floating-point samples that are not finite become 0, others are bounded, both are counted")
  func float32() throws {
    let samples: [Float] = [0.25, .nan, .infinity, -.infinity, 1.5, -7, 1, -1, -0.125, 0]
    let bytes = samples.flatMap { little32(Int($0.bitPattern)) }
    let decoded = try Decoded(WaveBytes(tag: 3, bits: 32, samples: bytes))
    #expect(decoded.samples == [0.25, 0, 0, 0, 1, -1, 1, -1, -0.125, 0])
    #expect(decoded.summary.nonFiniteSampleCount == 3)
    #expect(decoded.summary.overRangeSampleCount == 2)
  }

  @Test("64-bit floating point is read")
  func float64() throws {
    let samples: [Double] = [0.5, -0.25, .nan, 0.75]
    let bytes = samples.flatMap { little64($0.bitPattern) }
    let decoded = try Decoded(WaveBytes(tag: 3, bits: 64, samples: bytes))
    #expect(decoded.samples == [0.5, -0.25, 0, 0.75])
    #expect(decoded.format.codec.name == "float64")
    #expect(decoded.summary.nonFiniteSampleCount == 1)
  }

  @Test("WAVE_FORMAT_EXTENSIBLE is read by its subformat", arguments: [1, 3, 6, 7])
  func extensible(subformat: Int) throws {
    let bits = [1: 16, 3: 32, 6: 8, 7: 8][subformat] ?? 0
    var plain = WaveBytes(tag: subformat, bits: bits)
    plain.samples = bytes16(noise16(400)).map { $0 & 0x3F }
    var wrapped = plain
    wrapped.tag = 0xFFFE
    wrapped.formatExtension =
      little16(22) + little16(bits) + little32(3) + little16(subformat)
      + [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71]
    let expected = try Decoded(plain)
    let decoded = try Decoded(wrapped)
    #expect(decoded.samples == expected.samples)
    #expect(decoded.format.codec == expected.format.codec)
    #expect(decoded.samples.isEmpty == false)
  }

  @Test("One to eight channels are read", arguments: 1...8)
  func channels(count: Int) throws {
    let samples = noise16(count * 37)
    let decoded = try Decoded(WaveBytes(channels: count, samples: bytes16(samples)))
    #expect(decoded.samples == samples.map { Float($0) / 32768 })
    #expect(decoded.summary.frameCount == 37)
  }

  @Test("The size of the block changes nothing", arguments: [1, 7, 576, 1000, 65_536])
  func blockSize(frames: Int) throws {
    let wave = WaveBytes(samples: bytes16(noise16(40_002)))
    let expected = try Decoded(wave, blockFrames: 20_001)
    let decoded = try Decoded(wave, blockFrames: frames)
    #expect(decoded.samples == expected.samples)
    #expect(decoded.summary == expected.summary)
  }
}
