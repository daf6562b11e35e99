internal import AudioIO
internal import Crypto

/// A recording: its header is judged, its samples are decoded to the last, twice.
///
/// Checked: format within what is supported; every sample finite and in [-1, 1]; as many frames as the
/// summary says; size and SHA-256 those of the bytes; the same samples both times.
func examineRecording(_ bytes: [UInt8], in folder: ScratchFolder) throws {
  let path = try folder.write(bytes, to: ScratchFolder.recording)
  let first = try decode(path)
  let second = try decode(path)
  try require(first == second, "decoded twice: \(first) and \(second)")
  guard case .decoded(let samples, let summary) = first else { return }
  try require(
    summary.frameCount == samples.frameCount,
    "\(samples.frameCount) frames came, the summary says \(summary.frameCount)")
  try require(summary.sizeBytes == bytes.count, "\(bytes.count) bytes, said \(summary.sizeBytes)")
  try require(summary.missingFrames >= 0, "\(summary.missingFrames) frames missing")
  let digest = SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
  try require(summary.sha256 == digest.joined(), "SHA-256 is not that of the bytes")
}

private enum Decoding: Equatable {
  case refused(AudioError)
  case decoded(Samples, RecordingSummary)
}

/// What of the samples is compared.
private struct Samples: Equatable {
  var frameCount = 0
  /// FNV-1a, 64 bits, over the bit patterns: http://www.isthe.com/chongo/tech/comp/fnv/
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ sample: Float) {
    hash = (hash ^ UInt64(sample.bitPattern)) &* 0x100_0000_01B3
  }
}

private func decode(_ path: String) throws -> Decoding {
  do {
    var reader = try SoundFileReader(path: path)
    let channels = reader.format.channelCount
    try require((1...8).contains(channels), "\(channels) channels")
    try require(
      (6_000...96_000).contains(reader.format.sampleRateHz), "\(reader.format.sampleRateHz) Hz")
    try require(reader.format.declaredFrames ?? 0 >= 0, "fewer frames than none are declared")
    var samples = Samples()
    // As analysis reads.
    var block = [Float](repeating: .nan, count: 4096 * channels)
    while true {
      var span = block.mutableSpan
      let frames = try reader.read(into: &span)
      if frames == 0 { break }
      try require(frames <= 4096, "\(frames) frames in a block of 4096")
      samples.frameCount += frames
      for sample in block[..<(frames * channels)] {
        // False for NaN too.
        try require(abs(sample) <= 1, "a sample of \(sample)")
        samples.add(sample)
      }
    }
    return .decoded(samples, try reader.finish())
  } catch let error as AudioError {
    return .refused(error)
  }
}
