internal import ArgumentParser
internal import CallAnalysis

/// `sori models`: which models are needed, which are there, and whether they are what they should be.
struct Models: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the trained models: needed for what, installed or not, verified.",
    discussion: """
      Reads every model whole and holds its SHA-256 against the one known. Models are installed by \
      scripts/setup; sori itself opens no network connection. Exit codes: 0 all there, 1 some \
      missing or damaged, 64 usage.
      """)

  @Flag(name: .long, help: "Print one JSON object for each model.")
  var json = false

  @Option(name: .long, help: "Read settings from a JSON file; detector.network names a model.")
  var config: String?

  @Option(
    name: .long,
    help: "Folder of the models (default: SORI_MODELS, else models beside the program).")
  var models: String?

  func run() throws {
    do {
      let configuration = try config.map { path throws(AnalysisError) in
        try AnalysisConfiguration.read(fromFile: path)
      }
      let inventory = ModelInventory(
        of: ModelFolder(named: models), configuration: configuration ?? AnalysisConfiguration())
      try LineWriter().write(json ? inventory.jsonLines : inventory.text)
      if !inventory.isComplete { throw ExitCodes.someFailed }
    } catch let error as AnalysisError {
      throw ExitCodes.reporting(error)
    }
  }
}
