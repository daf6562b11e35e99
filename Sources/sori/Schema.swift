internal import ArgumentParser
internal import CallAnalysis

/// `sori schema`: what the records look like, for programs.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of the records.")

  func run() throws {
    do {
      try LineWriter().write("{}\n")
    } catch {
      throw ExitCodes.reporting(error)
    }
  }
}
