import AudioIO
import Testing

@Suite("The header is held against the file")
struct HeaderStatusTests {
  private let samples = noise16(4000)
  private var wave: WaveBytes { WaveBytes(samples: bytes16(samples)) }
  private var expected: [Float] { samples.map { Float($0) / 32768 } }

  @Test("A data size of 0 with samples behind it is repaired")
  func dataSizeZero() throws {
    var wave = wave
    wave.dataClaim = 0
    let decoded = try Decoded(wave)
    #expect(decoded.samples == expected)
    #expect(decoded.summary.headerStatus == .repaired)
    #expect(decoded.summary.declaredFrames == 0)
    #expect(decoded.summary.missingFrames == 0)
  }

  @Test(
    "Sizes that stand for a stream are measured to the end",
    arguments: [0xFFFF_FFFF, 0x7FFF_FFFF, 0x7FFF_F000, 0xFFFF_FFDB] as [UInt32])
  func placeholder(claim: UInt32) throws {
    var wave = wave
    wave.dataClaim = claim
    let decoded = try Decoded(wave)
    #expect(decoded.samples == expected)
    #expect(decoded.summary.headerStatus == .sizeUnknown)
    #expect(decoded.summary.declaredFrames == nil)
  }

  @Test(
    "A file that ends early is truncated and says how much is missing",
    arguments: [1, 2, 4, 5, 7999, 8000])
  func truncated(missingBytes: Int) throws {
    let bytes = Array(wave.bytes.dropLast(missingBytes))
    let decoded = try Decoded(bytes: bytes)
    let frames = (samples.count * 2 - missingBytes) / 4
    #expect(decoded.summary.headerStatus == .truncated)
    #expect(decoded.summary.frameCount == frames)
    #expect(decoded.summary.missingFrames == 2000 - frames)
    #expect(decoded.samples == Array(expected.prefix(frames * 2)))
  }

  @Test("A header claiming four gigabytes costs no memory and is truncated")
  func hugeClaim() throws {
    var wave = wave
    wave.dataClaim = 0xFFFF_0000
    let decoded = try Decoded(wave)
    #expect(decoded.samples == expected)
    #expect(decoded.summary.headerStatus == .truncated)
    #expect(decoded.summary.missingFrames == 0xFFFF_0000 / 4 - 2000)
  }

  @Test("A header without samples has no frames and is in order")
  func headerOnly() throws {
    let decoded = try Decoded(WaveBytes())
    #expect(decoded.summary.frameCount == 0)
    #expect(decoded.summary.headerStatus == .ok)
  }

  @Test("Chunks behind the samples are not audio")
  func trailingChunks() throws {
    var wave = wave
    wave.chunksAfter = WaveBytes.chunk("LIST", Array("INFOsome text".utf8))
    let decoded = try Decoded(wave)
    #expect(decoded.samples == expected)
    #expect(decoded.summary.headerStatus == .ok)
  }

  @Test("A data size of 0 before a chain of chunks is an empty recording")
  func emptyBeforeChunks() throws {
    var wave = WaveBytes()
    wave.chunksAfter =
      WaveBytes.chunk("LIST", Array("INFOabc".utf8)) + WaveBytes.chunk("id3 ", [1, 2, 3, 4])
    let decoded = try Decoded(wave)
    #expect(decoded.summary.frameCount == 0)
    #expect(decoded.summary.headerStatus == .ok)
  }

  @Test("Odd chunks before the samples are skipped, padded or not", arguments: [true, false])
  func oddChunk(padded: Bool) throws {
    var wave = wave
    wave.chunksBefore =
      WaveBytes.chunk("LIST", Array("INFOodd".utf8), padded: padded)
      + WaveBytes.chunk("abcd", [0])
    let decoded = try Decoded(wave)
    #expect(decoded.samples == expected)
    #expect(decoded.summary.headerStatus == .ok)
  }

  @Test(
    "RF64 and BW64 take their size from ds64", arguments: ["RF64", "BW64"],
    [UInt64(8000), 0, .max, 16_000])
  func longSizes(outer: String, claim: UInt64) throws {
    let body = little64(0) + little64(claim) + little64(0) + little32(0)
    let bytes =
      Array(outer.utf8) + little32(-1) + Array("WAVE".utf8) + WaveBytes.chunk("ds64", body)
      + WaveBytes().formatChunk + Array("data".utf8) + little32(-1) + bytes16(samples)
    let decoded = try Decoded(bytes: bytes)
    let status: [UInt64: HeaderStatus] = [
      8000: .ok, 0: .repaired, .max: .sizeUnknown, 16_000: .truncated,
    ]
    #expect(decoded.samples == expected)
    #expect(decoded.summary.headerStatus == status[claim])
    #expect(decoded.summary.missingFrames == (claim == 16_000 ? 2000 : 0))
    #expect(decoded.format.container == outer.lowercased())
  }

  @Test("RF64 without ds64 is measured to the end")
  func missingLongSizes() throws {
    var wave = wave
    wave.outer = "RF64"
    wave.dataClaim = .max
    let decoded = try Decoded(wave)
    #expect(decoded.samples == expected)
    #expect(decoded.summary.headerStatus == .sizeUnknown)
  }

  @Test("W64 sizes are believed, repaired or cut like RIFF's", arguments: [8024, 0, 24, 24_024])
  func w64(claim: UInt64) throws {
    let tail: [UInt8] = [0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A]
    let outer: [UInt8] = [0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 4, 0xC1, 0, 0]
    let bytes =
      Array("riff".utf8) + outer + little64(9000) + Array("wave".utf8) + tail
      + Array("fmt ".utf8) + tail + little64(40) + WaveBytes().formatChunk.dropFirst(8)
      + Array("data".utf8) + tail + little64(claim) + bytes16(samples)
    let decoded = try Decoded(bytes: bytes)
    let status: [UInt64: HeaderStatus] = [
      8024: .ok, 0: .repaired, 24: .repaired, 24_024: .truncated,
    ]
    #expect(decoded.samples == expected)
    #expect(decoded.summary.headerStatus == status[claim])
    #expect(decoded.format.container == "w64")
  }

  @Test("A file cut anywhere opens or throws, and never gives more than it holds")
  func everyPrefix() throws {
    var wave = WaveBytes(samples: bytes16(Array(samples.prefix(16))))
    wave.chunksBefore =
      WaveBytes.chunk("fact", little32(8)) + WaveBytes.chunk("LIST", Array("INFOodd".utf8))
    let whole = wave.bytes
    let headerCount = wave.header.count
    for count in 0...whole.count {
      let file = try TemporaryFile(Array(whole.prefix(count)))
      do throws(AudioError) {
        let decoded = try Decoded(file.path)
        #expect(count >= headerCount)
        #expect(decoded.summary.frameCount == (count - headerCount) / 4)
        #expect(decoded.summary.headerStatus == (count == whole.count ? .ok : .truncated))
      } catch {
        let code: AudioError.Code = count == 0 ? .emptyFile : .truncatedHeader
        #expect(count < headerCount)
        #expect(error.code == code, "\(count) bytes: \(error)")
      }
    }
  }
}
