/// Levels and defects of one measured channel. Nil means not measurable, never zero.
public struct ChannelLevels: Hashable, Sendable {
  /// Channel of the recording, counted from 1.
  public var channel: Int
  /// ITU-T P.56 active speech level over speech spans, dB relative to full scale (a full-scale square
  /// wave is 0 dBFS); nil without speech.
  public var activeLevelDBFS: Double?
  /// 10th percentile of the 20 ms levels outside speech, dBFS; nil where nothing lies outside speech
  /// or all of it is digital silence.
  public var noiseFloorDBFS: Double?
  /// EBU R128 integrated loudness, LUFS; nil unless asked for, or too quiet to have one.
  public var loudnessLUFS: Double?
  /// Share of samples at the codec's largest code in runs of 3 and more, 0–1.
  public var clippingRatio: Double?
  /// Stretches of 20 ms and more within the codec's smallest step, inside speech.
  public var dropoutCount: Int
  /// The same in the whole recording, milliseconds.
  public var digitalSilence: Int
  /// Highest frequency within 40 dB of the speech peak, Hz; nil without speech.
  public var bandwidthHz: Double?
  /// Level of the other channel's leakage into this one relative to its source, dB; nil where none
  /// was found.
  public var crosstalkDB: Double?
  /// Lag of that leakage, milliseconds; nil where none was found.
  public var crosstalkLag: Int?

  public init(
    channel: Int, activeLevelDBFS: Double? = nil, noiseFloorDBFS: Double? = nil,
    loudnessLUFS: Double? = nil, clippingRatio: Double? = nil, dropoutCount: Int = 0,
    digitalSilence: Int = 0, bandwidthHz: Double? = nil, crosstalkDB: Double? = nil,
    crosstalkLag: Int? = nil
  ) {
    self.channel = channel
    self.activeLevelDBFS = activeLevelDBFS
    self.noiseFloorDBFS = noiseFloorDBFS
    self.loudnessLUFS = loudnessLUFS
    self.clippingRatio = clippingRatio
    self.dropoutCount = dropoutCount
    self.digitalSilence = digitalSilence
    self.bandwidthHz = bandwidthHz
    self.crosstalkDB = crosstalkDB
    self.crosstalkLag = crosstalkLag
  }

  /// Active level above the noise floor, dB; nil unless both are known.
  public var snrDB: Double? {
    guard let activeLevelDBFS, let noiseFloorDBFS else { return nil }
    return activeLevelDBFS - noiseFloorDBFS
  }
}
