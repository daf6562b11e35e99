internal import ArgumentParser
internal import CallAnalysis
internal import Recognition
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
    help: ArgumentHelp(
      "Recognise speech where there is no transcript: whisper, or a command for the shell.",
      valueName: "engine"))
  var stt: String?

  @Option(
    name: .long, help: "Language of speech as ko, en …, or auto: heard in each call (the default).")
  var language: String?

  @Option(
    name: .long,
    help: "With --stt whisper, take this model, a ggml or GGUF file, instead of the one installed.")
  var sttModel: String?

  @Option(name: .long, help: "Look for keywords, phrases and a script: your rules, as YAML.")
  var textRules: String?

  @Option(
    name: .long,
    help: "Folder of what sori redact says of these recordings (NAME.redaction.json).")
  var redactions: String?

  /// Files that are read.
  var files: [String] { [transcripts, textRules, sttModel, redactions].compactMap(\.self) }

  func validate() throws {
    if stt == nil, language != nil || sttModel != nil {
      throw ValidationError("--language and --stt-model go with --stt")
    }
    if sttModel != nil, stt != "whisper" {
      throw ValidationError("--stt-model goes with --stt whisper")
    }
  }

  /// Settings that they alter.
  ///
  /// - Throws: `AnalysisError` (`usage`) for a language that is none.
  func alter(_ configuration: inout AnalysisConfiguration) throws(AnalysisError) {
    guard let language else { return }
    configuration.recognition.language = language
    try configuration.validate()
  }

  /// What they ask for.
  ///
  /// - Throws: `AnalysisError` where the folder, the manifest, the rules or the model cannot be read or make no
  ///   sense.
  func settings(
    _ models: ModelFolder, _ configuration: AnalysisConfiguration
  ) throws(AnalysisError) -> WordSettings {
    var settings = WordSettings()
    settings.redactions = redactions
    if let redactions, !TextFolder.isFolder(redactions) {
      throw AnalysisError(.unreadable, path: redactions, "expected a folder of maps")
    }
    if let transcripts { settings.shelf = try TranscriptShelf(path: transcripts) }
    settings.rules = try rules()
    if let stt {
      settings.recognition = try recognition(stt, configuration.recognition, models)
    }
    return settings
  }

  /// As much of it as the head of a record depends on.
  ///
  /// - Throws: `AnalysisError` where the rules cannot be read or make no sense.
  func heading() throws(AnalysisError) -> WordSettings {
    var settings = WordSettings()
    settings.rules = try rules()
    return settings
  }

  private func recognition(
    _ engine: String, _ configuration: RecognitionConfiguration, _ models: ModelFolder
  ) throws(AnalysisError) -> WordSettings.Recognition {
    do {
      return .by(
        try SpeechToText(engine, model: sttModel).recognisers(configuration, models: models))
    } catch {
      // A model of one's own that is not there is a slip of the pen; that none is installed is no reason to measure
      // nothing.
      if error.code == .usage || sttModel != nil { throw error }
      return .missing(error)
    }
  }

  private func rules() throws(AnalysisError) -> TextRules? {
    guard let textRules else { return nil }
    do {
      return try TextRules.read(fromFile: textRules)
    } catch {
      throw AnalysisError(.usage, "\(error)")
    }
  }
}
