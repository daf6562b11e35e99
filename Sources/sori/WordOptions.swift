internal import ArgumentParser
internal import CallAnalysis
internal import SpokenText

/// Where the words of calls come from, for every command that measures.
struct WordOptions: ParsableArguments {
  @Option(
    name: .long,
    help:
      "Join transcripts: a folder of files named like the recordings, or a manifest that names them."
  )
  var transcripts: String?

  @Option(
    name: .long,
    help: "Look for keywords, phrases and a script: your rules, as YAML.")
  var textRules: String?

  /// Files that are read.
  var files: [String] { [transcripts, textRules].compactMap(\.self) }

  /// What they ask for.
  ///
  /// - Throws: `AnalysisError` where the folder, the manifest or the rules cannot be read or make no sense.
  func settings() throws(AnalysisError) -> WordSettings {
    var settings = WordSettings()
    if let transcripts { settings.shelf = try TranscriptShelf(path: transcripts) }
    if let textRules {
      do {
        settings.rules = try TextRules.read(fromFile: textRules)
      } catch {
        throw AnalysisError(.usage, "\(error)")
      }
    }
    return settings
  }
}
