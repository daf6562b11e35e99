internal import CSndfile

/// One open libsndfile handle over a `DecoderInput`. The only place where that library is called.
struct SndfileDecoder: ~Copyable {
  /// What libsndfile found in the header.
  struct Info: Hashable {
    let sampleRateHz: Int
    let channelCount: Int
    /// Frames by the header; nil where libsndfile does not know.
    let frames: Int?
    /// Whether the header says that the length is not known.
    let isUnbounded: Bool
    let container: String
    let codec: AudioCodec?
    /// libsndfile's number of the encoding, for messages.
    let subtype: Int32
  }

  let info: Info
  private let handle: OpaquePointer
  /// libsndfile holds an unretained pointer to this; the field keeps it alive as long as `handle`.
  private let input: DecoderInput

  /// Opens `input`; nil when libsndfile refuses it. Its reason is not asked for: before a handle
  /// exists it stands in process-wide storage that other threads write as well.
  init?(_ input: DecoderInput) {
    var functions = Self.functions
    var found = SF_INFO()
    // libsndfile copies `functions` and fills `found` before it returns; the user pointer is valid
    // until `sf_close`, since `self` retains `input` and closes in `deinit`.
    let opened = withExtendedLifetime(input) {
      sf_open_virtual(
        &functions, Int32(SFM_READ), &found, Unmanaged.passUnretained(input).toOpaque())
    }
    guard let opened else { return nil }
    handle = opened
    self.input = input
    info = Self.info(found, isGuess: input.isStretched)
  }

  deinit {
    withExtendedLifetime(input) { _ = sf_close(handle) }
  }

  /// Decodes into `block`, interleaved, as many whole frames as fit; returns frames, 0 at the end.
  func read(into block: inout MutableSpan<Float>) -> Int {
    let frames = block.count / info.channelCount
    let piece = info.codec == .mp3 ? Self.mpegGranule : frames
    return block.withUnsafeMutableBufferPointer { samples in
      guard let base = samples.baseAddress else { return 0 }
      var done = 0
      while done < frames {
        // `(done + count) * channelCount <= block.count`, so libsndfile stays inside `samples`;
        // `input` is alive because `self` is.
        let count = min(piece, frames - done)
        let decoded = withExtendedLifetime(input) {
          Int(sf_readf_float(handle, base + done * info.channelCount, sf_count_t(count)))
        }
        guard decoded > 0 else { break }
        done += decoded
      }
      return done
    }
  }

  /// Frames of the smallest MPEG unit. When a stream ends inside one, libsndfile drops what the same
  /// call decoded before it: so no call asks for more.
  private static let mpegGranule = 576

  /// libsndfile's words for what went wrong with this handle, or nil.
  var failure: String? {
    guard sf_error(handle) != 0, let text = sf_strerror(handle) else { return nil }
    return String(cString: text)
  }

  // MARK: What libsndfile calls

  private static var functions: SF_VIRTUAL_IO {
    SF_VIRTUAL_IO(
      get_filelen: { user in
        guard let user else { return -1 }
        return sf_count_t(decoderInput(user).announcedCount)
      },
      seek: { offset, whence, user in
        guard let user else { return -1 }
        let input = decoderInput(user)
        let base =
          switch Int(whence) {
          case SF_SEEK_CUR: input.position
          case SF_SEEK_END: input.announcedCount
          default: 0
          }
        let target = base.addingReportingOverflow(Int(offset))
        guard !target.overflow, let reached = input.seek(to: target.partialValue) else { return -1 }
        return sf_count_t(reached)
      },
      read: { destination, count, user in
        guard let user, let destination, count > 0 else { return 0 }
        // libsndfile guarantees `count` writable bytes at `destination`.
        let target = UnsafeMutableRawBufferPointer(start: destination, count: Int(count))
        var bytes = target.mutableBytes
        return sf_count_t(decoderInput(user).read(into: &bytes))
      },
      write: { _, _, _ in 0 },
      tell: { user in
        guard let user else { return -1 }
        return sf_count_t(decoderInput(user).position)
      })
  }

  // MARK: What libsndfile's numbers mean

  private static func info(_ found: SF_INFO, isGuess: Bool) -> Info {
    let major = found.format & Int32(SF_FORMAT_TYPEMASK)
    let subtype = found.format & Int32(SF_FORMAT_SUBMASK)
    // A stream without a length is reported as the largest number there is.
    let isUnbounded = found.frames == sf_count_t.max
    return Info(
      sampleRateHz: Int(found.samplerate), channelCount: Int(found.channels),
      frames: isUnbounded || isGuess ? nil : Int(max(0, found.frames)), isUnbounded: isUnbounded,
      container: containers[Int(major)] ?? "other", codec: codec(major: major, subtype: subtype),
      subtype: subtype)
  }

  private static let containers: [Int: String] = [
    SF_FORMAT_WAV: "wav", SF_FORMAT_WAVEX: "wav", SF_FORMAT_RF64: "rf64", SF_FORMAT_W64: "w64",
    SF_FORMAT_AIFF: "aiff", SF_FORMAT_AU: "au", SF_FORMAT_CAF: "caf", SF_FORMAT_FLAC: "flac",
    SF_FORMAT_OGG: "ogg", SF_FORMAT_MPEG: "mp3", SF_FORMAT_NIST: "nist", SF_FORMAT_VOC: "voc",
    SF_FORMAT_IRCAM: "ircam", SF_FORMAT_SVX: "svx",
  ]

  private static func codec(major: Int32, subtype: Int32) -> AudioCodec? {
    guard let codec = codecs[Int(subtype)] else { return nil }
    guard Int(major) == SF_FORMAT_FLAC, let bits = codec.bitDepth else { return codec }
    return .flac(bits: bits)
  }

  private static let codecs: [Int: AudioCodec] = [
    SF_FORMAT_PCM_S8: .pcmS8, SF_FORMAT_PCM_U8: .pcmU8, SF_FORMAT_PCM_16: .pcmS16,
    SF_FORMAT_PCM_24: .pcmS24, SF_FORMAT_PCM_32: .pcmS32, SF_FORMAT_FLOAT: .float32,
    SF_FORMAT_DOUBLE: .float64, SF_FORMAT_ULAW: .muLaw, SF_FORMAT_ALAW: .aLaw,
    SF_FORMAT_IMA_ADPCM: .imaADPCM, SF_FORMAT_MS_ADPCM: .msADPCM, SF_FORMAT_GSM610: .gsm610,
    SF_FORMAT_VOX_ADPCM: .voxADPCM, SF_FORMAT_NMS_ADPCM_16: .nms16,
    SF_FORMAT_NMS_ADPCM_24: .nms24, SF_FORMAT_NMS_ADPCM_32: .nms32, SF_FORMAT_G721_32: .g721,
    SF_FORMAT_G723_24: .g723Rate24, SF_FORMAT_G723_40: .g723Rate40, SF_FORMAT_VORBIS: .vorbis,
    SF_FORMAT_OPUS: .opus, SF_FORMAT_ALAC_16: .alac(bits: 16), SF_FORMAT_ALAC_20: .alac(bits: 20),
    SF_FORMAT_ALAC_24: .alac(bits: 24), SF_FORMAT_ALAC_32: .alac(bits: 32),
    SF_FORMAT_MPEG_LAYER_I: .mpegLayer1, SF_FORMAT_MPEG_LAYER_II: .mpegLayer2,
    SF_FORMAT_MPEG_LAYER_III: .mp3,
  ]
}

/// The user pointer of libsndfile's calls is the `DecoderInput` that `SndfileDecoder.init` passed:
/// retained by the decoder as long as the handle is open, and used by no thread but the one that
/// called into libsndfile.
private func decoderInput(_ user: UnsafeMutableRawPointer) -> DecoderInput {
  Unmanaged<DecoderInput>.fromOpaque(user).takeUnretainedValue()
}
