internal import ArgumentParser
internal import AudioIO
internal import FoundationEssentials

/// The sound that everything is timed on: a call of two channels, decoded.
struct Material {
  var sampleRateHz: Int
  /// Two channels of the same length, values in [-1, 1].
  var channels: [[Float]]

  /// Decodes the call at `path`.
  ///
  /// - Throws: `AudioError`; `ValidationError` unless there are two channels with samples.
  init(path: String) throws {
    var reader = try SoundFileReader(path: path)
    guard reader.format.channelCount == 2 else {
      throw ValidationError("\(path): \(reader.format.channelCount) channels, expected 2")
    }
    sampleRateHz = reader.format.sampleRateHz
    channels = [[], []]
    var block = [Float](repeating: 0, count: 2 * 4096)
    while true {
      var span = block.mutableSpan
      let frames = try reader.read(into: &span)
      if frames == 0 { break }
      for frame in 0..<frames {
        channels[0].append(block[2 * frame])
        channels[1].append(block[2 * frame + 1])
      }
    }
    guard !channels[0].isEmpty else { throw ValidationError("\(path): no samples") }
  }

  /// Length, seconds.
  var seconds: Double { Double(channels[0].count) / Double(sampleRateHz) }

  /// The same again and again, `minutes` long.
  func repeated(minutes: Int) -> Material {
    let count = minutes * 60 * sampleRateHz
    var longer = self
    longer.channels = channels.map { channel in
      var samples: [Float] = []
      samples.reserveCapacity(count + channel.count)
      while samples.count < count { samples += channel }
      samples.removeLast(samples.count - count)
      return samples
    }
    return longer
  }

  /// One channel at `rateHz`.
  ///
  /// - Throws: `AudioError`.
  func channel(_ index: Int, atHz rateHz: Int) throws -> [Float] {
    let samples = channels[index]
    var output: [Float] = []
    var resampler = try Resampler(fromHz: sampleRateHz, toHz: rateHz)
    try resampler.process(samples.span, into: &output)
    try resampler.finish(into: &output)
    return output
  }
}

/// Calls `body` with a temporary WAVE file that repeats the call at `path`, and with the call.
///
/// - Throws: what `body` throws; `AudioError`, `ValidationError` or a Cocoa error where the file cannot
///   be made.
func withRepeatedCall(
  _ path: String, minutes: Int, _ body: (String, Material) throws -> Void
) throws {
  let material = try Material(path: path)
  let url = FileManager.default.temporaryDirectory
    .appending(path: "sori-bench-\(ProcessInfo.processInfo.processIdentifier)-\(minutes).wav")
  defer { try? FileManager.default.removeItem(at: url) }
  try MuLawFile(material, minutes: minutes).write(to: url.path)
  try body(url.path, material)
}
