internal import AudioIO

/// Lengths of recordings, from their headers.
public enum RecordingLength {
  /// Milliseconds that the header of the recording at `path` claims; nil where there is no readable
  /// recording or its header does not say.
  public static func milliseconds(ofRecording path: String) -> Int? {
    guard let reader = try? SoundFileReader(path: path), let frames = reader.format.declaredFrames
    else { return nil }
    let rate = reader.format.sampleRateHz
    return (2 * frames * 1000 + rate) / (2 * rate)
  }

  /// The same of the recording that is called `base` and an extension of a recording's.
  public static func milliseconds(ofRecordingNamed base: String) -> Int? {
    FolderWalk.extensions.sorted().lazy.map { "\(base).\($0)" }
      .first { FileFacts($0)?.kind == .regular }.flatMap(milliseconds(ofRecording:))
  }
}
