internal import Foundation

/// Builds WAVE files byte by byte, with every field open to lies.
struct WaveBytes {
  var outer = "RIFF"
  var form = "WAVE"
  var tag = 1
  var channels = 2
  var rate = 8000
  var bits = 16
  /// Nil: what `channels` and `bits` give.
  var blockAlign: Int?
  var formatExtension: [UInt8] = []
  /// Chunks between `fmt ` and `data`, ready made.
  var chunksBefore: [UInt8] = []
  var samples: [UInt8] = []
  /// Nil: the true size.
  var dataClaim: UInt32?
  var chunksAfter: [UInt8] = []

  var formatChunk: [UInt8] {
    let align = blockAlign ?? channels * ((bits + 7) / 8)
    let body =
      little16(tag) + little16(channels) + little32(rate) + little32(rate &* align)
      + little16(align) + little16(bits) + formatExtension
    return Self.chunk("fmt ", body)
  }

  /// Everything up to the first sample.
  var header: [UInt8] {
    let size = dataClaim.map { Int($0) } ?? samples.count
    let inner = Array(form.utf8) + formatChunk + chunksBefore + Array("data".utf8) + little32(size)
    let total = inner.count + samples.count + chunksAfter.count
    return Array(outer.utf8) + little32(total) + inner
  }

  var bytes: [UInt8] { header + samples + chunksAfter }

  static func chunk(_ name: String, _ body: [UInt8], padded: Bool = true) -> [UInt8] {
    Array(name.utf8) + little32(body.count) + body + (padded && body.count % 2 == 1 ? [0] : [])
  }
}

func little16(_ value: Int) -> [UInt8] {
  [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
}

func little32(_ value: Int) -> [UInt8] { little16(value) + little16(value >> 16) }

func little64(_ value: UInt64) -> [UInt8] {
  (0..<8).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
}

/// 16-bit samples without a pattern, the same in every run (a linear congruential generator with the
/// constants of Numerical Recipes, section 7.1).
func noise16(_ count: Int) -> [Int16] {
  var state: UInt32 = 1
  return (0..<count).map { _ in
    state = state &* 1_664_525 &+ 1_013_904_223
    return Int16(truncatingIfNeeded: state >> 16)
  }
}

func bytes16(_ samples: [Int16]) -> [UInt8] { samples.flatMap { little16(Int($0)) } }

/// A file that is gone when the value is.
final class TemporaryFile {
  let path: String

  init(_ bytes: [UInt8], name: String = "call.wav") throws {
    let directory = FileManager.default.temporaryDirectory
      .appendingPathComponent("audioio-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    let file = directory.appendingPathComponent(name)
    try Data(bytes).write(to: file)
    path = file.path
  }

  deinit {
    try? FileManager.default.removeItem(
      at: URL(fileURLWithPath: path).deletingLastPathComponent())
  }

  func append(_ bytes: [UInt8]) throws {
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }
}

/// SHA-256 by the program of the operating system.
func systemSHA256(_ path: String) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/sha256sum")
  process.arguments = ["--", path]
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return String(String(decoding: output, as: UTF8.self).prefix(64))
}
