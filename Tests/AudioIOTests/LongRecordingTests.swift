import AudioIO
import Foundation
import Testing

@Suite("Long recordings", .serialized)
struct LongRecordingTests {
  /// Six hours of two-channel mu-law, 346 MB of which the disk holds none: a hole reads as zeros.
  @Test("Six hours are read in the memory of a block")
  func sixHours() throws {
    let frames = 6 * 3600 * 8000
    var wave = WaveBytes(tag: 7, bits: 8)
    wave.dataClaim = UInt32(frames * 2)
    let file = try TemporaryFile(wave.header)
    truncate(file.path, wave.header.count + frames * 2)
    var reader = try SoundFileReader(path: file.path)
    var block = [Float](repeating: 0, count: 32_768)
    let before = try residentBytes()
    var largest = before
    var total = 0
    while true {
      var span = block.mutableSpan
      let read = try reader.read(into: &span)
      if read == 0 { break }
      total += read
      if total % (1 << 22) < 16_384 { largest = max(largest, try residentBytes()) }
    }
    #expect(total == frames)
    #expect(try reader.finish().headerStatus == .ok)
    // The samples would take 1.4 GB. Other tests run in this process: they are the slack.
    #expect(largest - before < 48 << 20, "grew by \((largest - before) >> 20) MiB")
  }

  @Test("More than four gigabytes are read behind one header")
  func longerThanRIFF() throws {
    let dataBytes = 5 << 30
    let body = little64(0) + little64(UInt64(dataBytes)) + little64(0) + little32(0)
    let header =
      Array("RF64".utf8) + little32(-1) + Array("WAVE".utf8) + WaveBytes.chunk("ds64", body)
      + WaveBytes().formatChunk + Array("data".utf8) + little32(-1)
    let file = try TemporaryFile(header)
    truncate(file.path, header.count + dataBytes)
    var reader = try SoundFileReader(path: file.path)
    #expect(reader.format.declaredFrames == dataBytes / 4)
    #expect(reader.format.headerStatus == .ok)
    var block = [Float](repeating: 1, count: 8192)
    var span = block.mutableSpan
    #expect(try reader.read(into: &span) == 4096)
    #expect(block.allSatisfy { $0 == 0 })
  }

  private func residentBytes() throws -> Int {
    let text = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = try #require(text.split(separator: " ").dropFirst().first.flatMap { Int($0) })
    return pages * Int(getpagesize())
  }
}
