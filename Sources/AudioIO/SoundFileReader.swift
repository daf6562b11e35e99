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
  private let wave: (extent: WaveExtent, bytesPerSecond: Int)?
  private var frameCount = 0
  private var nonFiniteSampleCount = 0
  private var overRangeSampleCount = 0
  private var reachedEnd = false

  /// Opens `path` and reads its header.
  ///
  /// Throws any code of `AudioError` but `decode_failed` and `resampler_failed`. A header without
  /// samples is no error: it has 0 frames.
  public init(path: String) throws(AudioError) {
    let file = try HashedFile(path: path)
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
    decoder = try Self.decoder(header, extent, storage, of: file)
    self.file = file
    wave = (extent, header.format.bytesPerSecond)
    format = RecordingFormat(
      sampleRateHz: header.format.sampleRateHz, channelCount: header.format.channelCount,
      codec: storage.codec, declaredFrames: extent.declaredFrames, headerStatus: extent.status,
      container: header.container.rawValue)
  }

  private init(foreign file: HashedFile) throws(AudioError) {
    let opened = try Self.decoder(of: file)
    format = try Self.format(opened.info, of: file)
    decoder = consume opened
    self.file = file
    wave = nil
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

  /// Frames that the header claims and decoding did not give. In the WAVE family the sizes tell;
  /// elsewhere the count of frames does, but for MPEG streams, whose count is an estimate.
  private var missingFrames: Int {
    guard reachedEnd else { return 0 }
    guard let wave else {
      guard format.codec.name == AudioCodec.flacName, let declared = format.declaredFrames else {
        return 0
      }
      return max(0, declared - frameCount)
    }
    guard wave.extent.status == .truncated else { return 0 }
    if let declared = format.declaredFrames { return max(0, declared - frameCount) }
    guard wave.bytesPerSecond > 0 else { return 0 }
    let seconds = Double(wave.extent.missingBytes) / Double(wave.bytesPerSecond)
    return Int((seconds * Double(format.sampleRateHz)).rounded())
  }

  // MARK: Opening

  private static func decoder(
    _ header: WaveHeader, _ extent: WaveExtent, _ storage: WaveStorage, of file: HashedFile
  ) throws(AudioError) -> SndfileDecoder? {
    guard extent.dataCount > 0 else { return nil }
    let input = DecoderInput(
      extent, storage: storage, bigEndian: header.container == .rifx, of: file)
    let opened = SndfileDecoder(input)
    if let failure = file.failure { throw failure }
    guard let opened else { throw WaveStorage.refusal(header.format, path: file.path) }
    let info = opened.info
    guard info.channelCount == header.format.channelCount,
      info.sampleRateHz == header.format.sampleRateHz, info.codec == storage.codec
    else {
      throw AudioError(
        .malformedHeader, path: file.path,
        "header says \(storage.codec.name), \(header.format.sampleRateHz) Hz, "
          + "\(header.format.channelCount) channels; the decoder finds "
          + "\(info.codec?.name ?? "an unknown codec"), \(info.sampleRateHz) Hz, "
          + "\(info.channelCount) channels")
    }
    return consume opened
  }

  private static func decoder(of file: HashedFile) throws(AudioError) -> SndfileDecoder {
    let start = try file.bytes(at: 0, count: ForeignFormat.bytesNeeded)
    let foreign = ForeignFormat(start)
    if let codec = foreign?.unsupportedCodec {
      throw AudioError(.unsupportedCodec, path: file.path, "\(codec) cannot be decoded")
    }
    let opened = SndfileDecoder(DecoderInput(wholeOf: file))
    if let failure = file.failure { throw failure }
    guard let opened else {
      guard let name = foreign?.name else {
        throw AudioError(.notAudio, path: file.path, "not a sound file of a known kind")
      }
      throw AudioError(
        .malformedHeader, path: file.path, "\(name) header cannot be read, or the file ends in it")
    }
    return consume opened
  }

  private static func format(
    _ info: SndfileDecoder.Info, of file: HashedFile
  ) throws(AudioError) -> RecordingFormat {
    try WaveStorage.requireSupported(
      sampleRateHz: info.sampleRateHz, channelCount: info.channelCount, path: file.path)
    guard let codec = info.codec else {
      throw AudioError(
        .unsupportedCodec, path: file.path,
        "encoding \(info.subtype) in a file of kind \(info.container) cannot be decoded")
    }
    return RecordingFormat(
      sampleRateHz: info.sampleRateHz, channelCount: info.channelCount, codec: codec,
      declaredFrames: info.frames, headerStatus: .ok, container: info.container)
  }
}
