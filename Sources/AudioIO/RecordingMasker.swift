internal import Crypto

/// What is heard where a recording is masked.
public enum MaskSound: String, Hashable, Sendable, CaseIterable {
  case silence
  /// 1 kHz, 26 dB below full scale.
  case tone
}

/// What is to be masked in a recording.
public struct RecordingMask: Hashable, Sendable {
  /// One stretch of it.
  public struct Part: Hashable, Sendable {
    /// What lies behind the recording's end is left out.
    public var frames: Range<Int>
    /// Channels, counted from 1; nil for all.
    public var channels: Set<Int>?

    public init(frames: Range<Int>, channels: Set<Int>? = nil) {
      self.frames = frames
      self.channels = channels
    }
  }

  public var parts: [Part]
  public var sound: MaskSound

  public init(parts: [Part], sound: MaskSound = .silence) {
    self.parts = parts
    self.sound = sound
  }

  /// All of `frames` on the same channels.
  public init(frames: [Range<Int>], channels: Set<Int>? = nil, sound: MaskSound = .silence) {
    self.init(parts: frames.map { Part(frames: $0, channels: channels) }, sound: sound)
  }
}

/// A copy that was made, and what it was made of.
public struct MaskedCopy: Hashable, Sendable {
  /// SHA-256 of the file that was read and of the bytes that were written, lower-case hexadecimal.
  public let inputSHA256: String
  public let outputSHA256: String
  /// Bytes of either: they have the same length.
  public let sizeBytes: Int
  /// Frames that were masked on any channel, in order, none touching another; whole blocks where the codec
  /// stores blocks.
  public let frames: [Range<Int>]
  /// Hz.
  public let sampleRateHz: Int
}

/// Copies a recording with parts of it replaced by silence or a tone: the same codec, header and length, the
/// same bytes everywhere else.
///
/// What stores samples one by one (PCM, G.711, float) is masked to the sample. IMA, Microsoft ADPCM and
/// GSM 06.10 are masked by whole blocks, on all channels, with silence. Everything else is refused: there a
/// changed byte changes what follows. Nothing is decoded, so no quality is lost.
public struct RecordingMasker {
  /// Hz, channels and codec of the recording.
  public let format: RecordingFormat

  private let file: HashedFile
  private let header: WaveHeader
  private let storage: WaveStorage
  private let extent: WaveExtent
  private let unitBytes: Int

  /// - Throws: what opening a recording may throw; `unsupported_codec` where it cannot be masked.
  public init(path: String) throws(AudioError) {
    let file = try HashedFile(path: path)
    guard let header = try WaveProbe.header(of: file) else {
      throw AudioError(
        .unsupportedCodec, path: path, "not a WAVE file, which alone can be masked")
    }
    let storage = try WaveStorage(
      header.format, bigEndian: header.container == .rifx, path: path)
    let channelCount = header.format.channelCount
    let isMaskable =
      SampleEncoder(storage.codec, bigEndian: false) != nil
      || SilentBlock.bytes(storage, channelCount: channelCount) != nil
    guard isMaskable, let unitBytes = storage.unitBytes, unitBytes > 0, storage.framesPerUnit > 0
    else {
      throw AudioError(
        .unsupportedCodec, path: path,
        "\(storage.codec.name) cannot be masked: convert it to PCM or G.711 first")
    }
    let extent = WaveExtent(header, storage: storage)
    self.file = file
    self.header = header
    self.storage = storage
    self.extent = extent
    self.unitBytes = unitBytes
    format = RecordingFormat(
      sampleRateHz: header.format.sampleRateHz, channelCount: channelCount, codec: storage.codec,
      declaredFrames: extent.declaredFrames, headerStatus: extent.status,
      container: header.container.rawValue)
  }

  /// Frames that the file holds, whatever its header claims.
  public var frameCount: Int { extent.dataCount / unitBytes * storage.framesPerUnit }

  /// Hands the copy to `write`, piece by piece, each behind the one before.
  ///
  /// - Throws: `unsupported_codec` for a tone or for single channels in a codec that stores blocks;
  ///   `unsupported_channel_count` for a channel that is not there; what reading and `write` throw.
  public func copy(
    _ mask: RecordingMask, write: ([UInt8]) throws -> Void
  ) throws -> MaskedCopy {
    try require(mask)
    let masks = perChannel(mask)
    let units = merged(masks.flatMap(\.units))
    var hasher = SHA256()
    var offset = 0
    while offset < file.sizeBytes {
      var bytes = try file.bytes(at: offset, count: pieceBytes(at: offset))
      guard !bytes.isEmpty else { break }
      patch(&bytes, at: offset, masks, mask.sound)
      hasher.update(data: bytes)
      try write(bytes)
      offset += bytes.count
    }
    let digest = hasher.finalize().map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    return MaskedCopy(
      inputSHA256: try file.digest(), outputSHA256: digest, sizeBytes: offset,
      frames: units.map {
        ($0.lowerBound * storage.framesPerUnit)..<($0.upperBound * storage.framesPerUnit)
      }, sampleRateHz: format.sampleRateHz)
  }

  /// - Throws: `unsupported_codec` or `unsupported_channel_count` where the recording cannot be masked so.
  public func require(_ mask: RecordingMask) throws(AudioError) {
    let known = 1...format.channelCount
    let channels = mask.parts.reduce(into: Set<Int>()) { $0.formUnion($1.channels ?? []) }
    if let unknown = channels.sorted().first(where: { !known.contains($0) }) {
      throw AudioError(
        .unsupportedChannelCount, path: file.path,
        "no channel \(unknown): the recording has \(format.channelCount)")
    }
    guard storage.framesPerUnit > 1 else { return }
    if mask.sound == .tone {
      throw AudioError(
        .unsupportedCodec, path: file.path, "\(storage.codec.name) is masked with silence only")
    }
    if mask.parts.contains(where: { $0.channels?.count ?? .max < format.channelCount }) {
      throw AudioError(
        .unsupportedCodec, path: file.path,
        "\(storage.codec.name) is masked on all channels at once only")
    }
  }

  /// The units of one channel that are masked; `channel` is nil for all, where that is the same.
  private struct ChannelUnits {
    let channel: Int?
    let units: [Range<Int>]
  }

  private func perChannel(_ mask: RecordingMask) -> [ChannelUnits] {
    if mask.parts.allSatisfy({ $0.channels == nil }) || storage.framesPerUnit > 1 {
      return [ChannelUnits(channel: nil, units: merged(mask.parts.compactMap(units)))]
    }
    return (1...format.channelCount).map { channel in
      let parts = mask.parts.filter { $0.channels?.contains(channel) ?? true }
      return ChannelUnits(channel: channel, units: merged(parts.compactMap(units)))
    }
  }

  /// The units that hold any of a part's frames; nil where those lie behind the recording's end.
  private func units(_ part: RecordingMask.Part) -> Range<Int>? {
    guard !part.frames.isEmpty else { return nil }
    let size = storage.framesPerUnit
    let first = max(0, part.frames.lowerBound / size)
    let end = part.frames.upperBound / size + (part.frames.upperBound % size == 0 ? 0 : 1)
    let last = min(extent.dataCount / unitBytes, end)
    return first < last ? first..<last : nil
  }

  /// In order, none touching another.
  private func merged(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var merged: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let before = merged.last, range.lowerBound <= before.upperBound {
        merged[merged.count - 1] =
          before.lowerBound..<max(before.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// Read at a time: the header whole, then as many whole units as fit into 128 KiB, then what follows them.
  private func pieceBytes(at offset: Int) -> Int {
    let piece = max(1, 128 * 1024 / unitBytes) * unitBytes
    if offset < extent.dataStart { return min(piece, extent.dataStart - offset) }
    let end = extent.dataStart + extent.dataCount / unitBytes * unitBytes
    return offset < end ? min(piece, end - offset) : piece
  }

  private func patch(
    _ bytes: inout [UInt8], at offset: Int, _ masks: [ChannelUnits], _ sound: MaskSound
  ) {
    guard offset >= extent.dataStart else { return }
    let first = (offset - extent.dataStart) / unitBytes
    let piece = first..<(first + bytes.count / unitBytes)
    for mask in masks {
      for range in mask.units where range.overlaps(piece) {
        let part = range.clamped(to: piece)
        if let block = SilentBlock.bytes(storage, channelCount: format.channelCount) {
          for unit in part {
            bytes.replaceSubrange(
              ((unit - first) * unitBytes)..<((unit - first + 1) * unitBytes), with: block)
          }
        } else {
          write(part, of: range, on: mask.channel, first: first, into: &bytes, sound)
        }
      }
    }
  }

  /// Writes the frames `part` of the masked `range` into `bytes`, whose first frame is `first`.
  private func write(
    _ part: Range<Int>, of range: Range<Int>, on channel: Int?, first: Int,
    into bytes: inout [UInt8], _ sound: MaskSound
  ) {
    guard let encoder = SampleEncoder(storage.codec, bigEndian: header.container == .rifx)
    else { return }
    let width = unitBytes / format.channelCount
    let tone = MaskTone(sampleRateHz: format.sampleRateHz, range: range)
    let silence = encoder.bytes(0)
    let channels = channel.map { ($0 - 1)..<$0 } ?? 0..<format.channelCount
    for frame in part {
      let sample = sound == .tone ? encoder.bytes(tone.sample(frame)) : silence
      for channel in channels {
        let start = (frame - first) * unitBytes + channel * width
        for index in 0..<width { bytes[start + index] = sample[index] }
      }
    }
  }
}
