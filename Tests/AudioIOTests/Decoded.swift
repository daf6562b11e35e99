internal import AudioIO

/// A whole recording in memory, for comparison.
struct Decoded {
  let format: RecordingFormat
  let summary: RecordingSummary
  let samples: [Float]

  init(_ path: String, blockFrames: Int = 1000) throws(AudioError) {
    var reader = try SoundFileReader(path: path)
    let channels = reader.format.channelCount
    var block = [Float](repeating: .nan, count: blockFrames * channels)
    var samples: [Float] = []
    while true {
      var span = block.mutableSpan
      let frames = try reader.read(into: &span)
      if frames == 0 { break }
      samples += block.prefix(frames * channels)
    }
    format = reader.format
    summary = try reader.finish()
    self.samples = samples
  }

  init(_ wave: WaveBytes, blockFrames: Int = 1000) throws {
    try self.init(bytes: wave.bytes, blockFrames: blockFrames)
  }

  init(bytes: [UInt8], blockFrames: Int = 1000) throws {
    let file = try TemporaryFile(bytes)
    try self.init(file.path, blockFrames: blockFrames)
  }
}

/// The code of the error that opening or reading `bytes` throws; nil when it throws none.
func failure(_ bytes: [UInt8]) throws -> AudioError? {
  let file = try TemporaryFile(bytes)
  do throws(AudioError) {
    _ = try Decoded(file.path)
    return nil
  } catch {
    return error
  }
}
