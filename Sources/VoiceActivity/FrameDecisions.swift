/// What was decided of each frame of one channel; all arrays have one entry a frame.
struct FrameDecisions: Sendable {
  /// Speech of the person on this channel.
  var speech: [Bool]
  /// Music, hold music above all.
  var music: [Bool]
  /// A generated tone that is no key press.
  var tone: [Bool]
  /// Index of the DTMF pair sounding, or -1.
  var key: [Int8]
  /// Level of the voice that the decision rests on, dB.
  var voiceDB: Float
}
