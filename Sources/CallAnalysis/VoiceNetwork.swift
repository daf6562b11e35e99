/// The networks that tell speakers apart on one channel, by the names of their files. They are not shipped
/// but installed.
enum VoiceNetwork: String, Sendable, CaseIterable {
  /// CAM++: what a voice sounds like.
  case campplus
  /// pyannote segmentation-3.0: where two speak at once.
  case segmentation
}
