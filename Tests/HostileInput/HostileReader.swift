/// One way for bytes from outside to come into the program: each is a file format, and what reads it.
///
/// What a reader promises of any bytes whatever: it ends, in time and memory that its input bounds; it
/// gives a value or an error of its own kind; and what it gives holds to the rules that `examine` checks.
public enum HostileReader: String, CaseIterable, Sendable {
  case recording
  case manifestCSV = "manifest-csv"
  case manifestJSON = "manifest-jsonl"
  case rttm
  case speechLabels = "speech-labels"
  case audacityLabels = "audacity-labels"
  case evaluationMap = "uem"
  case transcript
  case configuration
  case safetensors
  case installedModels = "installed-models"
  case records
  case recordsInNoOrder = "records-unordered"
  case compressedRecords = "records-gzip"

  /// Reads `bytes` and checks what came of it.
  ///
  /// - Parameter folder: Where the bytes are laid as a file, for readers that open one.
  /// - Throws: `BrokenPromise` where what came of it must not be; what writing into `folder` throws.
  public func examine(_ bytes: [UInt8], in folder: ScratchFolder) throws {
    switch self {
    case .recording: try examineRecording(bytes, in: folder)
    case .manifestCSV: try examineManifest(bytes, asJSON: false, in: folder)
    case .manifestJSON: try examineManifest(bytes, asJSON: true, in: folder)
    case .rttm: try examineRTTM(bytes)
    case .speechLabels: try examineSpeechLabels(bytes)
    case .audacityLabels: try examineAudacityLabels(bytes)
    case .evaluationMap: try examineEvaluationMap(bytes)
    case .transcript: try examineTranscript(bytes)
    case .configuration: try examineConfiguration(bytes)
    case .safetensors: try examineTensors(bytes, in: folder)
    case .installedModels: try examineInstalledModels(bytes, in: folder)
    case .records: try EarlierRecords.inOrder.examine(bytes, in: folder)
    case .recordsInNoOrder: try EarlierRecords.inNoOrder.examine(bytes, in: folder)
    case .compressedRecords: try EarlierRecords.compressed.examine(bytes, in: folder)
    }
  }
}

/// What a reader did that it must never do.
public struct BrokenPromise: Error, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

/// Throws what `words` say unless `condition` holds.
func require(_ condition: Bool, _ words: @autoclosure () -> String) throws(BrokenPromise) {
  guard condition else { throw BrokenPromise(words()) }
}
