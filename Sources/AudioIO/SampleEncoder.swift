/// Writes samples as a codec that stores them one by one has them.
struct SampleEncoder {
  private enum Kind {
    case unsigned8
    case signed(bytes: Int)
    case float32, float64
    case muLaw, aLaw
  }

  private let kind: Kind
  private let bigEndian: Bool

  /// Nil for codecs that store blocks.
  init?(_ codec: AudioCodec, bigEndian: Bool) {
    switch codec {
    case .pcmU8: kind = .unsigned8
    case .pcmS16: kind = .signed(bytes: 2)
    case .pcmS24: kind = .signed(bytes: 3)
    case .pcmS32: kind = .signed(bytes: 4)
    case .float32: kind = .float32
    case .float64: kind = .float64
    case .muLaw: kind = .muLaw
    case .aLaw: kind = .aLaw
    default: return nil
    }
    self.bigEndian = bigEndian
  }

  /// The bytes of one sample.
  ///
  /// - Parameter sample: in (-1, 1). 0 is the codec's own silence: 128 in unsigned bytes, 0xFF in mu-law,
  ///   0xD5 in A-law.
  func bytes(_ sample: Float) -> [UInt8] {
    switch kind {
    case .unsigned8: [UInt8(clamping: Int((sample * 128).rounded()) + 128)]
    case .signed(let count): integer(Int((Double(sample) * fullScale(count)).rounded()), count)
    case .float32: integer(Int(sample.bitPattern), 4)
    case .float64: integer(Int(bitPattern: UInt(Double(sample).bitPattern)), 8)
    case .muLaw: [Self.muLaw(Int((sample * 32768).rounded()))]
    case .aLaw: [Self.aLaw(Int((sample * 32768).rounded()))]
    }
  }

  private func fullScale(_ count: Int) -> Double { Double(1 << (8 * count - 1)) }

  private func integer(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { index in
      UInt8(truncatingIfNeeded: value >> (8 * (bigEndian ? count - 1 - index : index)))
    }
  }

  /// ITU-T G.711, table 2: the 8-bit code of a 16-bit sample. The bias of 132 makes segments powers of two.
  private static func muLaw(_ sample: Int) -> UInt8 {
    let magnitude = min(abs(sample), 32635) + 132
    let segment = max(0, magnitude.bitWidth - magnitude.leadingZeroBitCount - 8)
    let step = magnitude >> (segment + 3) & 0x0F
    return ~UInt8((sample < 0 ? 0x80 : 0) | segment << 4 | step)
  }

  /// ITU-T G.711, table 1: the 8-bit code of a 16-bit sample, even bits inverted.
  private static func aLaw(_ sample: Int) -> UInt8 {
    let magnitude = min(sample < 0 ? -sample - 1 : sample, 32767) >> 4
    let segment = max(0, magnitude.bitWidth - magnitude.leadingZeroBitCount - 4)
    let step = segment == 0 ? magnitude : magnitude >> (segment - 1)
    return UInt8((sample < 0 ? 0 : 0x80) | segment << 4 | step & 0x0F) ^ 0x55
  }
}
