/// Samples as the bytes of a WAV file: one channel of 16-bit PCM (Microsoft and IBM, "Multimedia Programming
/// Interface and Data Specifications", 1991).
enum WaveBytes {
  private static let headerCount: UInt32 = 44

  /// - Parameter samples: in [-1, 1]; what lies beyond is clipped.
  static func encoded(_ samples: [Float], rateHz: Int) -> [UInt8] {
    let dataCount = UInt32(clamping: samples.count * 2)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(headerCount) + samples.count * 2)
    bytes += Array("RIFF".utf8)
    append(headerCount - 8 + dataCount, to: &bytes)
    bytes += Array("WAVEfmt ".utf8)
    append(UInt32(16), to: &bytes)
    // PCM, one channel.
    append(UInt16(1), to: &bytes)
    append(UInt16(1), to: &bytes)
    append(UInt32(rateHz), to: &bytes)
    append(UInt32(rateHz * 2), to: &bytes)
    append(UInt16(2), to: &bytes)
    append(UInt16(16), to: &bytes)
    bytes += Array("data".utf8)
    append(dataCount, to: &bytes)
    for sample in samples {
      let scaled = (sample.isFinite ? sample : 0) * 32768
      append(UInt16(bitPattern: Int16(max(-32768, min(32767, scaled.rounded())))), to: &bytes)
    }
    return bytes
  }

  private static func append<Number: FixedWidthInteger>(_ number: Number, to bytes: inout [UInt8]) {
    for shift in stride(from: 0, to: Number.bitWidth, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
