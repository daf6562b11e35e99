/// Levels and defects of one channel of one recording.
///
/// Nil means not measurable, never zero. Levels are dB relative to full scale: a full-scale square wave
/// is 0 dBFS, a full-scale sine -3.01 dBFS.
public struct LevelFigures: Hashable, Sendable {
  /// ITU-T P.56 active speech level over speech frames; nil without speech, and below about -74 dBFS,
  /// where the method's lowest threshold ends.
  public var activeLevelDBFS: Double?
  /// 10th percentile of the 20 ms levels outside speech; nil where nothing lies outside speech or all
  /// of it is digital silence.
  public var noiseFloorDBFS: Double?
  /// Samples at the codec's largest code in runs of 3 and more ÷ all samples, 0–1; nil without samples.
  public var clippingRatio: Double?
  /// Digital silences (see `digitalSilenceMilliseconds`) inside speech: every frame they touch is
  /// speech, or lies in a gap shorter than 0.30 s between two speech frames.
  public var dropoutCount: Int
  /// Total length of all stretches of 20 ms and more whose samples stay within the codec's smallest
  /// step, anywhere in the recording.
  public var digitalSilenceMilliseconds: Int
  /// Highest frequency within 40 dB of the peak of the long-term average speech spectrum; nil without
  /// speech. Resolution about 62.5 Hz.
  public var bandwidthHz: Double?
}
