/// What was decided of each frame of one channel; all arrays have one entry a frame.
public struct FrameDecisions: Sendable {
  /// Speech of the person on this channel.
  public var speech: [Bool]
  /// Music, hold music above all.
  public var music: [Bool]
  /// A generated tone that is no key press.
  public var tone: [Bool]
  /// Index of the DTMF pair sounding, or -1.
  public var key: [Int8]
  /// Level of the voice that the decision rests on, dB; nil where none was found.
  public var voiceDB: Float?
}
