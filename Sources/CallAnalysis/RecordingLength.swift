internal import AudioIO

/// Lengths of recordings, from their headers.
public enum RecordingLength {
  /// Seconds that the header of the recording at `path` claims; nil where there is no readable
  /// recording or its header does not say.
  public static func seconds(ofRecording path: String) -> Double? {
    guard let reader = try? SoundFileReader(path: path), let frames = reader.format.declaredFrames
    else { return nil }
    return Double(frames) / Double(reader.format.sampleRateHz)
  }

  /// The same of the recording that is called `base` and an extension of a recording's.
  public static func seconds(ofRecordingNamed base: String) -> Double? {
    recording(named: base).flatMap(seconds(ofRecording:))
  }

  /// The recording that is called `base` and an extension of a recording's; nil where there is none.
  public static func recording(named base: String) -> String? {
    FolderWalk.extensions.sorted().lazy.map { "\(base).\($0)" }
      .first { FileFacts($0)?.kind == .regular }
  }
}
