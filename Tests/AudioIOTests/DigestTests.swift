import Foundation
import Testing

@testable import AudioIO

@Suite("The digest is that of the whole file")
struct DigestTests {
  @Test(
    "However much of a file is decoded, its digest is the system's",
    arguments: [0, 1, 40, 131_027, 131_028, 131_029, 262_100, 3_000_001])
  func wholeFile(dataBytes: Int) throws {
    var wave = WaveBytes(samples: [UInt8](repeating: 0x55, count: dataBytes))
    wave.chunksAfter = WaveBytes.chunk("LIST", Array("INFOtail".utf8))
    let file = try TemporaryFile(wave.bytes)
    let decoded = try Decoded(file.path)
    #expect(decoded.summary.sha256 == (try systemSHA256(file.path)))
    #expect(decoded.summary.sizeBytes == wave.bytes.count)
    var unread = try SoundFileReader(path: file.path)
    #expect(try unread.finish().sha256 == decoded.summary.sha256)
  }

  @Test("A long chunk before the samples is part of the digest", arguments: [300_000, 2_500_000])
  func longChunkBefore(count: Int) throws {
    var wave = WaveBytes(samples: bytes16(noise16(4000)))
    wave.chunksBefore = WaveBytes.chunk("JUNK", [UInt8](repeating: 7, count: count))
    let file = try TemporaryFile(wave.bytes)
    let decoded = try Decoded(file.path)
    #expect(decoded.summary.sha256 == (try systemSHA256(file.path)))
    #expect(decoded.samples == noise16(4000).map { Float($0) / 32768 })
  }

  @Test("Reading in any order gives the bytes of the file and one digest")
  func anyOrder() throws {
    let bytes = bytes16(noise16(1_700_000))
    let path = try TemporaryFile(bytes)
    let file = try HashedFile(path: path.path)
    for offset in [3_399_990, 0, 131_070, 1_048_577, 5, 2_000_000, 131_072, 3_000_000] {
      let expected = Array(bytes[offset..<min(offset + 100, bytes.count)])
      #expect(try file.bytes(at: offset, count: 100) == expected)
    }
    #expect(try file.bytes(at: bytes.count, count: 10).isEmpty)
    #expect(try file.bytes(at: -1, count: 10).isEmpty)
    #expect(try file.digest() == systemSHA256(path.path))
    #expect(try file.digest() == systemSHA256(path.path))
  }

  @Test("A file that grows while it is read is not given a digest")
  func growingFile() throws {
    let file = try TemporaryFile(WaveBytes(samples: bytes16(noise16(100))).bytes)
    var reader = try SoundFileReader(path: file.path)
    try file.append([1, 2, 3, 4])
    do throws(AudioError) {
      _ = try reader.finish()
      Issue.record("a changed file was given a digest")
    } catch {
      #expect(error.code == .changedWhileReading)
    }
  }

  @Test("A file that shrinks while it is read is reported")
  func shrinkingFile() throws {
    let file = try TemporaryFile(WaveBytes(samples: bytes16(noise16(400_000))).bytes)
    var reader = try SoundFileReader(path: file.path)
    truncate(file.path, 200_000)
    var block = [Float](repeating: 0, count: 400_000)
    do throws(AudioError) {
      var span = block.mutableSpan
      while try reader.read(into: &span) > 0 {}
      Issue.record("a file that ended early was read to its end")
    } catch {
      #expect(error.code == .changedWhileReading)
    }
  }
}
