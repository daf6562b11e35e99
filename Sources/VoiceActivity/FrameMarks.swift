/// What decides a frame beside its log odds of speech.
struct FrameMarks: OptionSet, Hashable {
  let rawValue: UInt8

  /// No speech whatever its log odds: a tone, a key, a copy of the other channel.
  static let excluded = FrameMarks(rawValue: 1)
  /// Loud enough to be the beginning or the end of a word.
  static let loud = FrameMarks(rawValue: 2)
  /// Louder than the noise alone.
  static let heard = FrameMarks(rawValue: 4)
}
