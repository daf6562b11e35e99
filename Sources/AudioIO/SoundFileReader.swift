/// Decodes one recording from its first frame to its last, in blocks whose size the caller chooses.
///
/// The header is judged by our own probe before any decoder sees it; the file is read once and
/// hashed on the way. Memory does not grow with the length of the recording.
///
///     var reader = try SoundFileReader(path: path)
///     var block = [Float](repeating: 0, count: 4096 * reader.format.channelCount)
///     while true {
///       var span = block.mutableSpan
///       let frames = try reader.read(into: &span)
///       if frames == 0 { break }
///       …
///     }
///     let summary = try reader.finish()
public struct SoundFileReader: ~Copyable {
  /// What the header says, held against the file.
  public let format: RecordingFormat

  private let file: HashedFile
  /// Nil where the file holds a header and no samples.
  private let decoder: SndfileDecoder?
  /// Nil outside the WAVE family.
  private let extent: WaveExtent?
  private var frameCount = 0
  private var nonFiniteSampleCount = 0
  private var overRangeSampleCount = 0
  private var reachedEnd = false

  /// Opens `path` and reads its header.
  ///
  /// - Parameter deadline: When reading fails with `timed_out`; asked before each 128 KiB of the file.
  ///
  /// Throws any code of `AudioError` but `decode_failed` and `resampler_failed`. A header without
  /// samples is no error: it has 0 frames.
  public init(path: String, deadline: ReadingDeadline? = nil) throws(AudioError) {
    let file = try HashedFile(path: path, deadline: deadline)
    if let header = try WaveProbe.header(of: file) {
      try self.init(file, header)
    } else {
      try self.init(foreign: file)
    }
  }

  private init(_ file: HashedFile, _ header: WaveHeader) throws(AudioError) {
    let storage = try WaveStorage(
      header.format, bigEndian: header.container == .rifx, path: file.path)
    let extent = WaveExtent(header, storage: storage)
    decoder = try OpenedRecording.decoder(header, extent, storage, of: file)
    self.file = file
    self.extent = extent
    format = RecordingFormat(
      sampleRateHz: header.format.sampleRateHz, channelCount: header.format.channelCount,
      codec: storage.codec, declaredFrames: extent.declaredFrames, headerStatus: extent.status,
      container: header.container.rawValue)
  }

  private init(foreign file: HashedFile) throws(AudioError) {
    let opened = try OpenedRecording.decoder(of: file)
    let claim = ForeignClaim(try file.bytes(at: 0, count: 12), fileSize: file.sizeBytes)
    format = try OpenedRecording.format(opened.info, claim, of: file)
    extent = nil
    decoder = consume opened
    self.file = file
  }

  /// Decodes the next frames into `block`, interleaved, each sample finite and in [-1, 1]; returns
  /// the number of frames, 0 at the end and only there.
  ///
  /// As many whole frames as `block` holds are asked for; fewer may come before the end. `block` must
  /// hold one frame at least.
  ///
  /// Throws `unreadable`, `changed_while_reading` or `decode_failed`.
  public mutating func read(into block: inout MutableSpan<Float>) throws(AudioError) -> Int {
    precondition(
      block.count >= format.channelCount,
      "block holds \(block.count) samples, one frame takes \(format.channelCount)")
    let frames = reachedEnd ? 0 : decode(into: &block)
    if let failure = file.failure { throw failure }
    guard frames > 0 else {
      try end()
      return 0
    }
    frameCount += frames
    if format.codec.mayExceedFullScale { bound(&block, count: frames * format.channelCount) }
    return frames
  }

  /// What was read, and the digest of the whole file. To be called after `read` returned 0: before
  /// that, no frame is counted as missing.
  ///
  /// Throws `unreadable` or `changed_while_reading`.
  public mutating func finish() throws(AudioError) -> RecordingSummary {
    let sha256 = try file.digest()
    let missing = missingFrames
    let isCut = missing > 0 && format.headerStatus == .ok
    return RecordingSummary(
      frameCount: frameCount, sizeBytes: file.sizeBytes, sha256: sha256,
      nonFiniteSampleCount: nonFiniteSampleCount, overRangeSampleCount: overRangeSampleCount,
      headerStatus: isCut ? .truncated : format.headerStatus,
      declaredFrames: format.declaredFrames, missingFrames: missing)
  }

  // MARK: Reading

  private func decode(into block: inout MutableSpan<Float>) -> Int {
    switch decoder {
    case .some(let decoder): decoder.read(into: &block)
    case .none: 0
    }
  }

  private var decoderFailure: String? {
    switch decoder {
    case .some(let decoder): decoder.failure
    case .none: nil
    }
  }

  private mutating func end() throws(AudioError) {
    guard !reachedEnd else { return }
    reachedEnd = true
    guard frameCount == 0, let words = decoderFailure else { return }
    throw AudioError(
      .decodeFailed, path: file.path, "\(format.codec.name) data cannot be decoded: \(words)")
  }

  /// Replaces what is not in [-1, 1] and counts it. One comparison per sample where all is well: it
  /// is false for NaN too.
  private mutating func bound(_ block: inout MutableSpan<Float>, count: Int) {
    for index in 0..<count where !(abs(block[index]) <= 1) {
      let sample = block[index]
      if sample.isFinite {
        overRangeSampleCount += 1
        block[index] = sample < 0 ? -1 : 1
      } else {
        nonFiniteSampleCount += 1
        block[index] = 0
      }
    }
  }

  /// Frames that the header claims and decoding did not give. In the WAVE family the sizes decide
  /// whether there are any, elsewhere the count of frames alone.
  private var missingFrames: Int {
    guard reachedEnd, extent?.status ?? .truncated == .truncated else { return 0 }
    guard let declared = format.declaredFrames else {
      return extent?.missingFrames(afterDecoding: frameCount) ?? 0
    }
    let missing = max(0, declared - frameCount)
    // Encoders count an MPEG stream's first and last frame differently: two frames are no loss.
    return format.codec == .mp3 && missing <= 2 * 1152 ? 0 : missing
  }
}
