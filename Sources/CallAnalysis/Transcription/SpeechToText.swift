internal import AudioIO
public import Recognition

/// What turns speech into text.
public enum SpeechToText: Hashable, Sendable {
  /// A Whisper model inside the process: the installed one, or the file at a path.
  case whisper(model: String?)
  /// A program of the user's, started by the shell: see docs/RECOGNITION.md.
  case plugin(command: String)

  /// What `--stt` names: `whisper`, else a command.
  public init(_ text: String, model: String? = nil) {
    self = text == "whisper" ? .whisper(model: model) : .plugin(command: text)
  }

  /// Recognisers for a batch. Of Whisper, the first one is loaded at once: what is missing is told then.
  ///
  /// - Throws: `AnalysisError`: `usage` where the configuration makes no sense, `unreadable` where the model or
  ///   the library that runs it is missing or unusable.
  public func recognisers(
    _ configuration: RecognitionConfiguration, models: ModelFolder
  ) throws(AnalysisError) -> RecogniserPool {
    do throws(RecognitionError) {
      switch self {
      case .plugin(let command):
        return try RecogniserPool(configuration: configuration, name: Self.name(of: command)) {
          () throws(RecognitionError) in
          try PluginEngine(command: command)
        }
      case .whisper(let model):
        let installed = models.recogniser(model: model)
        let pool = try RecogniserPool(
          configuration: configuration, name: Self.name(ofModel: installed.model)
        ) {
          () throws(RecognitionError) in
          try WhisperEngine(
            model: installed.model, runtimeFolder: installed.runtime,
            threadCount: configuration.threadCount)
        }
        try pool.prepare()
        return pool
      }
    } catch {
      throw AnalysisError(error, remedy: models.recogniserRemedy)
    }
  }

  /// `plugin faster-whisper 0a1b2c3d4e5f`: the base name of the program, and the beginning of the whole command's digest.
  private static func name(of command: String) -> String {
    let program = PluginEngine.programName(of: command)
    return "plugin \(program) \(TranscriptFile.digest(of: Array(command.utf8)).prefix(12))"
  }

  /// `whisper-base.bin 9c4fb1bed41f`: the file's base name, and the beginning of its digest.
  private static func name(ofModel path: String) -> String {
    let file = OutputName.parts(path).last.map { String(Substring($0)) } ?? path
    guard let digest = try? contentDigest(ofFile: path) else { return file }
    return "\(file) \(digest.prefix(12))"
  }
}

extension AnalysisError {
  /// Why speech cannot be recognised at all.
  init(_ error: RecognitionError, remedy: String) {
    switch error.code {
    case .invalidConfiguration, .languageUnknown:
      self.init(.usage, path: error.path, error.message)
    case .modelUnusable, .runtimeUnusable:
      self.init(.unreadable, path: error.path, "\(error.message); \(remedy) installs it")
    case .recognitionFailed, .pluginFailed:
      self.init(.unreadable, path: error.path, error.message)
    }
  }
}

extension ModelFolder {
  /// Folder of the speech recogniser within that of the models.
  static let recogniserFolder = "whisper"
  /// The model that is installed in it.
  static let recogniserFile = "whisper-base.bin"

  /// Where the recogniser's model and the library that runs it are, or are expected.
  func recogniser(model: String? = nil) -> (model: String, runtime: String) {
    let folder = folder(holding: "\(Self.recogniserFolder)/runtime/\(Self.runtimeFile)")
    let found = "\(folder ?? expectedFolder)/\(Self.recogniserFolder)"
    return (model ?? "\(found)/\(Self.recogniserFile)", "\(found)/runtime")
  }

  private static let runtimeFile = "libtranscribe.so"

  /// The command that installs the recogniser.
  public var recogniserRemedy: String { "\(remedy) --with-stt" }
}
