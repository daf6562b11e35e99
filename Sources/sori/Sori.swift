internal import ArgumentParser
internal import CallAnalysis

/// The program: commands, and what they share.
@main
struct Sori: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sori",
    abstract: "Measures recorded calls: one line of JSON metrics for each.",
    discussion: """
      Exit codes: 0 all inputs measured, 1 some failed, 2 nothing could be done, \
      64 usage, 130 interrupted.
      """,
    version: soriVersion,
    subcommands: [
      Analyze.self, Worker.self, Transcribe.self, Convert.self, Redact.self, Score.self, Tune.self,
      Inspect.self, Config.self, Schema.self, Models.self,
    ])
}
