/// What the network makes of some consecutive frames of one channel: log odds, one entry a frame.
///
/// 0 = as likely as not, 2.2 = nine to one. Each kind is asked for by itself: music may play under
/// speech.
public struct FrameScores: Hashable, Sendable {
  /// Somebody speaks: the person on this channel or call, not one in the background.
  public internal(set) var speech: [Float]
  /// Music, or a bed of it.
  public internal(set) var music: [Float]
  /// A tone of the network, a beep or a key press.
  public internal(set) var tone: [Float]
  /// Any other sound that can be heard beside the voice.
  public internal(set) var noise: [Float]

  /// Takes apart the network's outputs.
  ///
  /// - Parameter outputs: frames × 4, row-major, in the order of the properties.
  init(outputs: [Float]) {
    func column(_ index: Int) -> [Float] {
      stride(from: index, to: outputs.count, by: 4).map { outputs[$0] }
    }
    speech = column(0)
    music = column(1)
    tone = column(2)
    noise = column(3)
  }

  /// Frames scored.
  public var frameCount: Int { speech.count }
}
