/// The `fmt ` chunk of a WAVE file, as it stands there.
struct WaveFormat: Hashable {
  /// Codec number; that of the subformat in a WAVE_FORMAT_EXTENSIBLE chunk.
  let tag: WaveFormatTag
  let channelCount: Int
  let sampleRateHz: Int
  let bytesPerSecond: Int
  /// Bytes of the smallest unit that can be decoded, over all channels.
  let blockAlign: Int
  let bitsPerSample: Int
  /// Frames in a block of `blockAlign` bytes, where a block codec says so.
  let samplesPerBlock: Int?
  /// The chunk's bytes, at most `longestBody` of them.
  let body: [UInt8]

  /// Microsoft ADPCM with its coefficient table takes 50 bytes, MP3 30; nothing readable takes more.
  static let longestBody = 256

  /// Bytes 2–15 of the GUIDs that wrap a format tag (KSDATAFORMAT_SUBTYPE_WAVEFORMATEX).
  private static let tagGUIDTail: [UInt8] = [
    0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80, 0x00, 0x00, 0xAA, 0x00, 0x38, 0x9B, 0x71,
  ]

  /// Reads the chunk's bytes.
  ///
  /// Throws `malformed_header` when the chunk is shorter than its format tag requires,
  /// `unsupported_codec` for a subformat that is no format tag.
  init(body: [UInt8], bigEndian: Bool, path: String) throws(AudioError) {
    let fields = ByteFields(body, bigEndian: bigEndian)
    guard let tag = fields.uint16(at: 0), let channels = fields.uint16(at: 2),
      let rate = fields.uint32(at: 4), let bytesPerSecond = fields.uint32(at: 8),
      let blockAlign = fields.uint16(at: 12), let bits = fields.uint16(at: 14)
    else {
      throw AudioError(
        .malformedHeader, path: path, "fmt chunk holds \(body.count) bytes, expected 16 or more")
    }
    self.tag = try Self.effectiveTag(WaveFormatTag(tag), fields: fields, path: path)
    channelCount = Int(channels)
    sampleRateHz = Int(rate)
    self.bytesPerSecond = Int(bytesPerSecond)
    self.blockAlign = Int(blockAlign)
    bitsPerSample = Int(bits)
    samplesPerBlock = fields.uint16(at: 18).map { Int($0) }
    self.body = body
  }

  private static func effectiveTag(
    _ tag: WaveFormatTag, fields: ByteFields, path: String
  ) throws(AudioError) -> WaveFormatTag {
    guard tag == .extensible else { return tag }
    guard fields.bytes.count >= 40, let subformat = fields.uint16(at: 24) else {
      throw AudioError(
        .malformedHeader, path: path,
        "extensible fmt chunk holds \(fields.bytes.count) bytes, expected 40")
    }
    guard Array(fields.bytes[26..<40]) == tagGUIDTail else {
      let guid = fields.bytes[24..<40].map { String($0, radix: 16) }.joined(separator: " ")
      throw AudioError(.unsupportedCodec, path: path, "subformat \(guid) cannot be decoded")
    }
    return WaveFormatTag(subformat)
  }
}

/// How the bytes of a WAVE data chunk become frames.
struct WaveStorage: Hashable {
  let codec: AudioCodec
  /// The `fmt ` chunk that the decoder is given: the plain form for samples stored one by one, the
  /// file's own for block codecs, whose fields the decoder needs.
  let formatBody: [UInt8]
  /// Bytes that decode to `framesPerUnit` frames; nil where the codec has no fixed unit (MP3).
  let unitBytes: Int?
  let framesPerUnit: Int

  /// Rates that are read, Hz.
  static let sampleRates = 6_000...96_000
  /// Channel counts that are read.
  static let channelCounts = 1...8

  /// Throws `unsupported_sample_rate` or `unsupported_channel_count` outside what is read.
  static func requireSupported(
    sampleRateHz: Int, channelCount: Int, path: String
  ) throws(AudioError) {
    guard sampleRates.contains(sampleRateHz) else {
      throw AudioError(
        .unsupportedSampleRate, path: path,
        "sample rate is \(sampleRateHz) Hz, expected "
          + "\(sampleRates.lowerBound)–\(sampleRates.upperBound)")
    }
    guard channelCounts.contains(channelCount) else {
      throw AudioError(
        .unsupportedChannelCount, path: path,
        "header claims \(channelCount) channels, expected "
          + "\(channelCounts.lowerBound)–\(channelCounts.upperBound)")
    }
  }

  /// Throws `unsupported_sample_rate`, `unsupported_channel_count`, `unsupported_codec`, or
  /// `malformed_header` for PCM without bits or a block codec without blocks.
  init(_ format: WaveFormat, bigEndian: Bool, path: String) throws(AudioError) {
    try Self.requireSupported(
      sampleRateHz: format.sampleRateHz, channelCount: format.channelCount, path: path)
    if let (codec, bytes) = Self.sampleCodec(format) {
      self.codec = codec
      unitBytes = bytes * format.channelCount
      framesPerUnit = 1
      formatBody = Self.plainBody(format, bytesPerSample: bytes, bigEndian: bigEndian)
      return
    }
    guard format.tag != .pcm || format.bitsPerSample > 0 else {
      throw AudioError(.malformedHeader, path: path, "PCM of 0 bits")
    }
    guard let block = Self.blockCodec(format) else {
      throw AudioError(
        .unsupportedCodec, path: path,
        "\(format.tag.description), \(format.bitsPerSample) bits, cannot be decoded")
    }
    guard format.channelCount <= block.mostChannels else {
      throw Self.refusal(format, path: path)
    }
    guard block.unitBytes != 0 else {
      throw AudioError(
        .malformedHeader, path: path, "\(format.tag.description) in blocks of 0 bytes")
    }
    codec = block.codec
    unitBytes = block.unitBytes
    framesPerUnit = block.framesPerUnit
    formatBody = format.body
  }

  /// The error for a variant of a known codec that the decoder does not take.
  static func refusal(_ format: WaveFormat, path: String) -> AudioError {
    AudioError(
      .unsupportedCodec, path: path,
      "\(format.tag.description) with \(format.channelCount) channels in blocks of "
        + "\(format.blockAlign) bytes cannot be decoded")
  }

  /// Codecs that store sample after sample, and their bytes per sample.
  private static func sampleCodec(_ format: WaveFormat) -> (AudioCodec, Int)? {
    switch (format.tag, (format.bitsPerSample + 7) / 8) {
    case (.pcm, 1): (.pcmU8, 1)
    case (.pcm, 2): (.pcmS16, 2)
    case (.pcm, 3): (.pcmS24, 3)
    case (.pcm, 4): (.pcmS32, 4)
    case (.ieeeFloat, 4): (.float32, 4)
    case (.ieeeFloat, 8): (.float64, 8)
    case (.aLaw, _): (.aLaw, 1)
    case (.muLaw, _): (.muLaw, 1)
    default: nil
    }
  }

  private struct Block {
    let codec: AudioCodec
    let unitBytes: Int?
    let framesPerUnit: Int
    let mostChannels: Int
  }

  /// Codecs that store blocks. GSM in WAVE packs two frames of 160 samples into 65 bytes; VBX blocks
  /// are 160 samples at 2, 3 or 4 bits, and two bytes.
  private static func blockCodec(_ format: WaveFormat) -> Block? {
    let bits = format.bitsPerSample
    return switch format.tag {
    case .msADPCM, .imaADPCM:
      Block(
        codec: format.tag == .msADPCM ? .msADPCM : .imaADPCM, unitBytes: format.blockAlign,
        framesPerUnit: format.samplesPerBlock ?? 0, mostChannels: 2)
    case .gsm610: Block(codec: .gsm610, unitBytes: 65, framesPerUnit: 320, mostChannels: 1)
    case .g721: Block(codec: .g721, unitBytes: 1, framesPerUnit: 2, mostChannels: 1)
    case .nmsADPCM where (2...4).contains(bits):
      Block(
        codec: [.nms16, .nms24, .nms32][bits - 2], unitBytes: 20 * bits + 2, framesPerUnit: 160,
        mostChannels: 1)
    case .mp3: Block(codec: .mp3, unitBytes: nil, framesPerUnit: 0, mostChannels: 2)
    default: nil
    }
  }

  private static func plainBody(
    _ format: WaveFormat, bytesPerSample: Int, bigEndian: Bool
  ) -> [UInt8] {
    let blockAlign = bytesPerSample * format.channelCount
    var body = ByteBuilder(bigEndian: bigEndian)
    body.append(format.tag.rawValue)
    body.append(UInt16(format.channelCount))
    body.append(UInt32(format.sampleRateHz))
    body.append(UInt32(format.sampleRateHz * blockAlign))
    body.append(UInt16(blockAlign))
    body.append(UInt16(bytesPerSample * 8))
    return body.bytes
  }
}
