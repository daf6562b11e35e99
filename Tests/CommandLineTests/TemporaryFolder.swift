import Foundation

/// A folder of its own for one test; goes away with the value.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("sori-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file, making the folders above it; returns its path.
  @discardableResult
  func write(_ content: String, to name: String) throws -> String {
    try write(Array(content.utf8), to: name)
  }

  @discardableResult
  func write(_ content: [UInt8], to name: String) throws -> String {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content).write(to: file)
    return file.path
  }

  /// Writes a two-channel recording of two seconds: a tone of `hertz` on both channels in turn.
  @discardableResult
  func writeRecording(_ name: String, hertz: Double = 440) throws -> String {
    let rate = 8000
    var samples: [Int16] = []
    for index in 0..<(2 * rate) {
      let value = Int16(9000 * sin(2 * .pi * hertz * Double(index) / Double(rate)))
      samples += index < rate ? [value, 0] : [0, value]
    }
    func bytes(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let data = samples.flatMap { bytes(Int($0), 2) }
    // RIFF: PCM, two channels, 16 bits.
    let format =
      bytes(1, 2) + bytes(2, 2) + bytes(rate, 4) + bytes(4 * rate, 4) + bytes(4, 2)
      + bytes(16, 2)
    let content =
      Array("WAVEfmt ".utf8) + bytes(format.count, 4) + format + Array("data".utf8)
      + bytes(data.count, 4) + data
    return try write(Array("RIFF".utf8) + bytes(content.count, 4) + content, to: name)
  }
}
