import AudioIO
import Foundation
import Testing

@Suite("What cannot be read is refused by name")
struct RefusalTests {
  @Test(
    "Rates outside 6–96 kHz are refused", arguments: [0, 5999, 96_001, 192_000, 0xFFFF_FFFF])
  func sampleRate(hertz: Int) throws {
    let error = try failure(WaveBytes(rate: hertz, samples: [0, 0, 0, 0]).bytes)
    #expect(error?.code == .unsupportedSampleRate)
    #expect(error?.detail.contains("\(hertz) Hz") == true)
  }

  @Test("The bounds of the rates are read", arguments: [6000, 96_000])
  func sampleRateBounds(hertz: Int) throws {
    #expect(try failure(WaveBytes(rate: hertz, samples: [0, 0, 0, 0]).bytes) == nil)
  }

  @Test("Channel counts outside 1–8 are refused", arguments: [0, 9, 1024, 65_535])
  func channelCount(count: Int) throws {
    let wave = WaveBytes(channels: count, blockAlign: 4, samples: [0, 0, 0, 0])
    #expect(try failure(wave.bytes)?.code == .unsupportedChannelCount)
  }

  @Test(
    "A codec that cannot be decoded is named",
    arguments: [
      (0x0083, "G.729"), (0x0045, "G.726"), (0x0064, "G.726"), (0x0042, "G.723.1"),
      (0x0057, "AMR-NB"), (0x0058, "AMR-WB"), (0xA109, "Speex"), (0x704F, "Opus"),
      (0x0161, "Windows Media Audio"), (0x0022, "TrueSpeech"), (0x0010, "OKI"),
      (0x1234, "unknown codec"),
    ])
  func codec(tag: Int, name: String) throws {
    let wave = WaveBytes(tag: tag, channels: 1, bits: 0, samples: [1, 2, 3, 4])
    let error = try failure(wave.bytes)
    let digits = String(tag, radix: 16, uppercase: true)
    let hexadecimal = "0x" + String(repeating: "0", count: 4 - digits.count) + digits
    #expect(error?.code == .unsupportedCodec)
    #expect(error?.detail.contains(name) == true)
    #expect(error?.detail.contains(hexadecimal) == true)
  }

  @Test("Two-channel GSM is refused by name")
  func stereoGSM() throws {
    let samples = [UInt8](repeating: 0, count: 130)
    var wave = WaveBytes(tag: 0x31, channels: 2, bits: 0, blockAlign: 65, samples: samples)
    wave.formatExtension = little16(2) + little16(320)
    let error = try failure(wave.bytes)
    #expect(error?.code == .unsupportedCodec)
    #expect(error?.detail.contains("GSM 6.10") == true)
    #expect(error?.detail.contains("2 channels") == true)
  }

  @Test("Text, foreign RIFF forms and wrong headers are told apart")
  func otherFiles() throws {
    #expect(try failure(Array("Good morning, how may I help?\n".utf8))?.code == .notAudio)
    #expect(try failure([UInt8](repeating: 0, count: 4096))?.code == .notAudio)
    #expect(try failure(WaveBytes(form: "AVI ").bytes)?.code == .notAudio)
    #expect(try failure(Array("#!AMR\n0000".utf8))?.code == .unsupportedCodec)
    let head = Array("RIFF".utf8) + little32(100) + Array("WAVE".utf8)
    let short = WaveBytes.chunk("fmt ", [1, 0, 2, 0])
    let whole = Array("RIFF".utf8) + little32(28) + Array("WAVE".utf8)
    #expect(try failure(whole + WaveBytes().formatChunk)?.code == .malformedHeader)
    #expect(try failure(head + short + WaveBytes.chunk("data", []))?.code == .malformedHeader)
    #expect(try failure(head + WaveBytes.chunk("data", [1, 2]))?.code == .malformedHeader)
    #expect(try failure(head + WaveBytes().formatChunk)?.code == .truncatedHeader)
    #expect(try failure(WaveBytes(bits: 0, samples: [1, 2]).bytes)?.code == .malformedHeader)
  }

  @Test("The number of chunks that are visited is bounded")
  func manyChunks() throws {
    var wave = WaveBytes(samples: [1, 2, 3, 4])
    wave.chunksBefore = (0..<5000).flatMap { _ in WaveBytes.chunk("JUNK", []) }
    #expect(try failure(wave.bytes)?.code == .malformedHeader)
  }

  @Test("A missing file, a directory, a device and a FIFO are refused unopened")
  func notRegularFiles() throws {
    let file = try TemporaryFile([0])
    let fifo = file.path + ".fifo"
    #expect(mkfifo(fifo, 0o600) == 0)
    let directory = FileManager.default.temporaryDirectory.path
    let cases: [(String, AudioError.Code)] = [
      (file.path + ".none", .notFound), (directory, .notARegularFile),
      ("/dev/zero", .notARegularFile), (fifo, .notARegularFile), ("a\0b", .notFound),
    ]
    for (path, code) in cases {
      let error = #expect(throws: AudioError.self) { try SoundFileReader.open(path) }
      #expect(error?.code == code)
      #expect(error?.path == path)
    }
  }

  @Test("The message says file, claim and holding")
  func message() {
    let error = AudioError(
      .truncatedHeader, path: "call.wav", "data chunk claims 960000 bytes, file holds 412345")
    #expect(
      error.description == "call.wav: data chunk claims 960000 bytes, file holds 412345")
  }

  @Test("Any byte of the header may be anything without harm")
  func mutatedHeaders() throws {
    var wave = WaveBytes(tag: 0x11, channels: 1, bits: 4, blockAlign: 36)
    wave.formatExtension = little16(2) + little16(65)
    wave.samples = bytes16(noise16(180))
    let whole = wave.bytes
    var opened = 0
    for index in 0..<wave.header.count {
      for value in [0x00, 0x01, 0x7F, 0x80, 0xFF] as [UInt8] {
        var bytes = whole
        bytes[index] = value
        let file = try TemporaryFile(bytes)
        guard let decoded = try? Decoded(file.path) else { continue }
        opened += 1
        // 180 bytes of 4-bit samples, or of anything wider, hold no more than this.
        #expect(decoded.samples.count <= 2 * 360)
        #expect(decoded.samples.allSatisfy { abs($0) <= 1 })
      }
    }
    #expect(opened > 0)
  }
}

extension SoundFileReader {
  fileprivate static func open(_ path: String) throws(AudioError) {
    _ = try SoundFileReader(path: path)
  }
}
