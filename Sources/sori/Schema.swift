internal import ArgumentParser
internal import CallAnalysis
internal import Reporting

/// `sori schema`: what the records look like, for programs.
struct Schema: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the JSON Schema of the records.")

  func run() throws {
    do {
      try LineWriter().write(recordSchema())
    } catch {
      throw ExitCodes.reporting(error)
    }
  }
}
