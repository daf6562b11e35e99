import Foundation
import Testing

struct ExpectedCodec: Decodable {
  var codec: String
  var channelCount: Int
  var bitDepth: Int?
  var sampleRateHz: Int
  var frames: Int
  var paddingFramesMax: Int
}

struct ExpectedBroken: Decodable {
  var status: String
  var errorCode: String?
  var headerStatus: String?
  var durationS: Double?
  var declaredDurationS: Double?
  var missingS: Double?
  var messageContains: String?
  var nonFiniteSamples: Int?
}

private let codecs: [String: ExpectedCodec] =
  (try? Fixtures.decode([String: ExpectedCodec].self, "codecs/expected.json")) ?? [:]
private let brokenFiles: [String: ExpectedBroken] =
  (try? Fixtures.decode([String: ExpectedBroken].self, "broken/expected.json")) ?? [:]
private let codecNames = codecs.keys.sorted()
private let brokenNames = brokenFiles.keys.sorted()

@Suite("The recordings of each codec and the broken ones under fixtures")
struct FixtureFileTests {
  @Test("Every file has its expectation, and every expectation its file")
  func complete() throws {
    let suffixes = [".wav", ".w64", ".flac", ".ogg"]
    for (folder, names) in [("codecs", codecNames), ("broken", brokenNames)] {
      let files = try suffixes.flatMap { suffix in
        try Fixtures.names(folder, suffix: suffix).map { $0 + suffix }
      }
      #expect(files.sorted() == names)
    }
  }

  @Test("Codec, rate, channels and length are those of the file", arguments: codecNames)
  func codec(name: String) throws {
    let expected = try #require(codecs[name])
    let found = try Fixtures.record("codecs/\(name)")
    if expected.channelCount > 2 {
      #expect(found.status == "failed")
      #expect(found.error.code == "unsupported_channel_count")
      return
    }
    let recording = try #require(found.recording)
    #expect(found.status == "ok")
    #expect(recording.codec == expected.codec)
    #expect(recording.channelCount == expected.channelCount)
    #expect(recording.bitDepth == expected.bitDepth)
    #expect(recording.sampleRateHz == expected.sampleRateHz)
    #expect(recording.headerStatus == "ok")
    let rate = Double(expected.sampleRateHz)
    let shortest = Double(expected.frames) / rate - 0.001
    let longest = Double(expected.frames + expected.paddingFramesMax) / rate + 0.001
    #expect((shortest...longest).contains(try #require(recording.durationS)))
  }

  @Test(
    "A broken file is measured as far as it goes, or fails for the right reason",
    arguments: brokenNames)
  func broken(name: String) throws {
    let expected = try #require(brokenFiles[name])
    let found = try Fixtures.record("broken/\(name)")
    #expect(found.status == expected.status)
    #expect(found.error.code == expected.errorCode)
    // An empty recording has no figures, hence no word of its header.
    if expected.status != "empty" {
      #expect(found.recording?.headerStatus == expected.headerStatus)
    }
    if let text = expected.messageContains { #expect(found.error.message?.contains(text) == true) }
    guard expected.status == "ok", let recording = found.recording else { return }
    for (value, wanted) in [
      (recording.durationS, expected.durationS),
      (recording.declaredDurationS, expected.declaredDurationS),
      (recording.missingS, expected.missingS),
    ] {
      guard let wanted else { continue }
      #expect(abs(try #require(value) - wanted) <= 0.001)
    }
    let isUnsound = (expected.nonFiniteSamples ?? 0) > 0
    #expect(found.reliability?.reasons?.contains("non_finite_samples") == isUnsound)
  }

  @Test(
    "Every file is one line of JSON without NaN or infinity", arguments: codecNames + brokenNames)
  func oneLine(name: String) throws {
    let folder = codecs[name] == nil ? "broken" : "codecs"
    let line = try Fixtures.line("\(folder)/\(name)")
    #expect(!line.contains("\n"))
    let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
    #expect(object is [String: Any])
    let figures = line.replacingOccurrences(of: name, with: "").lowercased()
    #expect(!figures.contains(":nan") && !figures.contains(": nan"))
    #expect(!figures.contains("inf,") && !figures.contains("infinity,"))
  }
}
