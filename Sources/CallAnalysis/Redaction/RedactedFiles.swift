internal import Transcripts

/// Where the files of one masked call go.
struct RedactedFiles {
  /// The recording's name without its extension.
  let name: String
  let recording: String
  let transcript: String
  let map: String

  /// - Parameter inputs: files that must not be written over.
  /// - Throws: `AnalysisError` (`usage`) where an output is one of the inputs.
  init(
    of path: String, _ settings: RedactionSettings, inputs: [String]
  ) throws(AnalysisError) {
    name = OutputName.ofFile(path)
    let file = OutputName.parts(path).last.map { String(Substring($0)) } ?? path
    let folder =
      settings.folder.map { "\($0)/" } ?? String(Substring(path.utf8.dropLast(file.utf8.count)))
    let suffix = String(file.utf8.dropFirst(name.utf8.count)) ?? ""
    recording = "\(folder)\(name).redacted\(suffix)"
    transcript = "\(folder)\(name).redacted.\(settings.format.fileExtension)"
    map = "\(folder)\(name).redaction.json"
    for output in [recording, transcript, map] {
      for input in inputs where leadToSameFile(input, output) {
        throw AnalysisError(.usage, path: output, "would overwrite \(input)")
      }
    }
  }
}
