internal import ArgumentParser
internal import Glibc

/// A WAVE file of two channels in mu-law (ITU-T G.711) that repeats a call.
struct MuLawFile {
  private let sampleRateHz: Int
  private let frameCount: Int
  /// The call once: one byte a sample, channels interleaved.
  private let call: [UInt8]

  init(_ material: Material, minutes: Int) {
    sampleRateHz = material.sampleRateHz
    frameCount = minutes * 60 * material.sampleRateHz
    var call: [UInt8] = []
    call.reserveCapacity(2 * material.channels[0].count)
    for frame in material.channels[0].indices {
      call.append(Self.code(material.channels[0][frame]))
      call.append(Self.code(material.channels[1][frame]))
    }
    self.call = call
  }

  /// - Throws: `ValidationError` where the file cannot be written.
  func write(to path: String) throws {
    guard let file = fopen(path, "wb") else {
      throw ValidationError("\(path): \(String(cString: strerror(errno)))")
    }
    var isWhole = put(header, to: file)
    var left = 2 * frameCount
    while left > 0, isWhole {
      isWhole = put(left < call.count ? Array(call.prefix(left)) : call, to: file)
      left -= call.count
    }
    guard fclose(file) == 0, isWhole else {
      throw ValidationError("\(path): cannot be written")
    }
  }

  private func put(_ bytes: [UInt8], to file: UnsafeMutablePointer<FILE>) -> Bool {
    fwrite(bytes, 1, bytes.count, file) == bytes.count
  }

  /// RIFF, `fmt ` of 18 bytes (tag 7: mu-law) and the head of `data`.
  private var header: [UInt8] {
    let dataCount = 2 * frameCount
    var bytes = Array("RIFF".utf8)
    func add(_ value: Int, _ byteCount: Int) {
      for byte in 0..<byteCount { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
    }
    add(4 + 26 + 8 + dataCount, 4)
    bytes += Array("WAVEfmt ".utf8)
    add(18, 4)
    add(7, 2)  // mu-law
    add(2, 2)  // channels
    add(sampleRateHz, 4)
    add(2 * sampleRateHz, 4)  // bytes a second
    add(2, 2)  // bytes a frame
    add(8, 2)  // bits a sample
    add(0, 2)  // no extension
    bytes += Array("data".utf8)
    add(dataCount, 4)
    return bytes
  }

  /// The mu-law code of one sample in [-1, 1]: sign, segment and step, inverted.
  ///
  /// *Source*: ITU-T G.711, table 2a: magnitudes of 13 bits (full scale 8192), offset 33, so that each
  /// of the eight segments begins at a power of two; largest 8158.
  static func code(_ sample: Float) -> UInt8 {
    let magnitude = min(Int((abs(sample) * 8192).rounded()), 8158) + 33
    // 33 … 8191: the highest bit set is 5 … 12.
    let segment = Int.bitWidth - magnitude.leadingZeroBitCount - 6
    let step = (magnitude >> (segment + 1)) & 0xF
    return ~UInt8((sample < 0 ? 0x80 : 0) | segment << 4 | step)
  }
}
