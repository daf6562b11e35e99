/// Puts a decoder before the bytes of a file, once it is known what they are.
enum OpenedRecording {
  /// The decoder of a WAVE file's samples; nil where there are none.
  ///
  /// Throws `unsupported_codec` where the decoder refuses, `malformed_header` where it finds something
  /// other than the header says.
  static func decoder(
    _ header: WaveHeader, _ extent: WaveExtent, _ storage: WaveStorage, of file: HashedFile
  ) throws(AudioError) -> SndfileDecoder? {
    guard extent.dataCount > 0 else { return nil }
    var isStretched = false
    if storage.codec == .mp3 {
      isStretched = !(try MPEGLengthTable.isPresent(in: file, at: extent.dataStart))
    }
    let input = DecoderInput(
      extent, storage: storage, bigEndian: header.container == .rifx, stretched: isStretched,
      of: file)
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

  /// The decoder of a file outside the WAVE family.
  ///
  /// Throws `unsupported_codec` for kinds that are known not to be decoded, `not_audio` for bytes that
  /// nobody knows, `malformed_header` for known ones that the decoder refuses.
  static func decoder(of file: HashedFile) throws(AudioError) -> SndfileDecoder {
    let foreign = ForeignFormat(try file.bytes(at: 0, count: ForeignFormat.bytesNeeded))
    if let codec = foreign?.unsupportedCodec {
      throw AudioError(.unsupportedCodec, path: file.path, "\(codec) cannot be decoded")
    }
    var isStretched = false
    if foreign?.mayBeMPEG ?? false {
      isStretched = !(try MPEGLengthTable.isPresent(in: file, at: 0))
    }
    let opened = SndfileDecoder(DecoderInput(wholeOf: file, stretched: isStretched))
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

  /// What the decoder found in a file outside the WAVE family, held against the file.
  ///
  /// Throws `unsupported_sample_rate`, `unsupported_channel_count` or `unsupported_codec`.
  static func format(
    _ info: SndfileDecoder.Info, _ claim: ForeignClaim, of file: HashedFile
  ) throws(AudioError) -> RecordingFormat {
    try WaveStorage.requireSupported(
      sampleRateHz: info.sampleRateHz, channelCount: info.channelCount, path: file.path)
    guard let codec = info.codec else {
      throw AudioError(
        .unsupportedCodec, path: file.path,
        "encoding \(info.subtype) in a file of kind \(info.container) cannot be decoded")
    }
    var declared = claim.status == .sizeUnknown ? nil : info.frames
    if let frames = declared, let bits = codec.bitDepth, claim.missingBytes > 0 {
      declared = frames + claim.missingBytes * 8 / (bits * info.channelCount)
    }
    return RecordingFormat(
      sampleRateHz: info.sampleRateHz, channelCount: info.channelCount, codec: codec,
      declaredFrames: declared,
      headerStatus: claim.status == .ok && info.isUnbounded ? .sizeUnknown : claim.status,
      container: info.container)
  }
}
