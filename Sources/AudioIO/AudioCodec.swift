/// How samples are stored in a recording, and what that storage can and cannot represent.
public struct AudioCodec: Hashable, Sendable {
  /// Stable snake-case name: `pcm_s16`, `mu_law`, `gsm610`, `flac` …
  public let name: String
  /// Bits per sample as stored, or nil where the codec has no such number.
  public let bitDepth: Int?
  /// The magnitude in (0, 1] from which a decoded sample stands at the codec's largest code: the
  /// smaller of the two polarities' peaks, so that both are caught by `abs(sample) >= largestCode`
  /// (16-bit PCM reaches -1 and +32767/32768; this is 32767/32768).
  public let largestCode: Float
  /// The distance between the two decoded values nearest to zero. A channel whose values stay this
  /// close together is digitally silent: A-law has no zero, its silence is ± half a step.
  public let smallestStep: Float
  /// Whether decoded samples may leave [-1, 1] or be NaN or infinite, so that they must be checked.
  let mayExceedFullScale: Bool

  init(
    _ name: String, bitDepth: Int?, largestCode: Float, smallestStep: Float,
    mayExceedFullScale: Bool = false
  ) {
    self.name = name
    self.bitDepth = bitDepth
    self.largestCode = largestCode
    self.smallestStep = smallestStep
    self.mayExceedFullScale = mayExceedFullScale
  }
}

extension AudioCodec {
  /// The step of 16-bit samples, which is also that of the lossy decoders that write them.
  private static let step16: Float = 1 / 32768

  /// Integer samples of `bits`, full scale 2^(bits-1). At 32 bits the peak rounds to 1 in a `Float`.
  private static func integer(_ name: String, bits: Int) -> AudioCodec {
    let fullScale = Double(1 << (bits - 1))
    return AudioCodec(
      name, bitDepth: bits, largestCode: Float((fullScale - 1) / fullScale),
      smallestStep: Float(1 / fullScale))
  }

  /// A codec whose decoder writes 16-bit samples and saturates at `peak`.
  private static func decoded16(
    _ name: String, bitDepth: Int?, peak: Float = 32767, step: Float = 1
  ) -> AudioCodec {
    AudioCodec(
      name, bitDepth: bitDepth, largestCode: peak * step16, smallestStep: step * step16)
  }

  /// A codec whose decoder writes floating-point samples.
  private static func decodedFloat(_ name: String, step: Float = step16) -> AudioCodec {
    AudioCodec(
      name, bitDepth: nil, largestCode: 1, smallestStep: step, mayExceedFullScale: true)
  }

  static let pcmU8 = integer("pcm_u8", bits: 8)
  static let pcmS8 = integer("pcm_s8", bits: 8)
  static let pcmS16 = integer("pcm_s16", bits: 16)
  static let pcmS24 = integer("pcm_s24", bits: 24)
  static let pcmS32 = integer("pcm_s32", bits: 32)

  /// 2^-24: half the spacing of `Float` just below full scale.
  static let float32 = AudioCodec(
    "float32", bitDepth: 32, largestCode: 1, smallestStep: 0x1p-24, mayExceedFullScale: true)
  static let float64 = AudioCodec(
    "float64", bitDepth: 64, largestCode: 1, smallestStep: 0x1p-24, mayExceedFullScale: true)

  /// ITU-T G.711 mu-law in 16-bit scale: 0, ±8, ±24 … ±32124.
  static let muLaw = decoded16("mu_law", bitDepth: 8, peak: 32124, step: 8)
  /// ITU-T G.711 A-law in 16-bit scale: ±8, ±24 … ±32256.
  static let aLaw = decoded16("a_law", bitDepth: 8, peak: 32256, step: 16)
  /// GSM 06.10 full rate: 13-bit output, the lower three bits of 16 are zero (clause 5.3.7).
  static let gsm610 = decoded16("gsm610", bitDepth: nil, peak: 32760, step: 8)
  static let imaADPCM = decoded16("ima_adpcm", bitDepth: 4)
  static let msADPCM = decoded16("ms_adpcm", bitDepth: 4)
  /// ITU-T G.721 and G.723 ADPCM: 14-bit output, the lower two bits of 16 are zero.
  static let g721 = decoded16("g721", bitDepth: 4, peak: 32764, step: 4)
  static let g723Rate24 = decoded16("g723_24", bitDepth: 3, peak: 32764, step: 4)
  static let g723Rate40 = decoded16("g723_40", bitDepth: 5, peak: 32764, step: 4)
  static let nms16 = decoded16("nms_adpcm_16", bitDepth: 2, step: 4)
  static let nms24 = decoded16("nms_adpcm_24", bitDepth: 3, step: 4)
  static let nms32 = decoded16("nms_adpcm_32", bitDepth: 4, step: 4)
  static let voxADPCM = decoded16("vox_adpcm", bitDepth: 4)

  static let mp3 = decodedFloat("mp3")
  static let mpegLayer1 = decodedFloat("mpeg_layer_1")
  static let mpegLayer2 = decodedFloat("mpeg_layer_2")
  static let vorbis = decodedFloat("vorbis")
  static let opus = decodedFloat("opus")

  static let flacName = "flac"
  static func flac(bits: Int) -> AudioCodec { integer(flacName, bits: bits) }
  static func alac(bits: Int) -> AudioCodec { integer("alac", bits: bits) }
}
