/// What the header of a recording claimed, held against what the file holds.
public enum HeaderStatus: String, Hashable, Sendable, Codable, CaseIterable {
  /// Claim and file agree.
  case ok
  /// The header's sizes were wrong (a recorder killed before it wrote them); measured to the end of
  /// the file.
  case repaired
  /// The header claims more than the file holds; what there is was measured.
  case truncated
  /// The header says that it does not know (streamed, 0xFFFFFFFF); measured to the end of the file.
  case sizeUnknown = "size_unknown"
}

/// How the parties are spread over the channels of a recording.
public enum ChannelLayout: String, Hashable, Sendable, Codable, CaseIterable {
  /// One channel.
  case mono
  /// One party per channel.
  case stereoSplit = "stereo_split"
  /// The same sound on both channels.
  case dualMono = "dual_mono"
  /// Both parties on both channels.
  case stereoMixed = "stereo_mixed"
  /// The same sound on both channels with opposite polarity.
  case inverted
  /// One channel without any sound.
  case oneSilent = "one_silent"
  /// No sound on any channel.
  case allSilent = "all_silent"
}

/// What is known of the recording itself, apart from what is said in it.
public struct RecordingFacts: Hashable, Sendable {
  /// Decoded length in milliseconds: frames ÷ rate, never the header's claim.
  public var duration: Int
  /// Hz.
  public var sampleRateHz: Int
  /// Channels in the file.
  public var channelCount: Int
  /// `pcm_s16`, `mu_law`, `gsm610` …
  public var codec: String
  /// Bits per sample as stored, or nil where the codec has no such number.
  public var bitDepth: Int?
  /// Header against file.
  public var headerStatus: HeaderStatus
  /// Length the header claims, in milliseconds, or nil where it claims none.
  public var declaredDuration: Int?
  /// How the parties are spread over the channels.
  public var layout: ChannelLayout

  public init(
    duration: Int, sampleRateHz: Int, channelCount: Int, codec: String, bitDepth: Int?,
    headerStatus: HeaderStatus, declaredDuration: Int?, layout: ChannelLayout
  ) {
    self.duration = duration
    self.sampleRateHz = sampleRateHz
    self.channelCount = channelCount
    self.codec = codec
    self.bitDepth = bitDepth
    self.headerStatus = headerStatus
    self.declaredDuration = declaredDuration
    self.layout = layout
  }
}
