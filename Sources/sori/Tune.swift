internal import ArgumentParser
internal import CallAnalysis
internal import FoundationEssentials
internal import Scoring
internal import Tuning

/// `sori tune`: settings searched on labelled recordings.
struct Tune: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Search settings on labelled recordings; report the curve.",
    usage: "sori tune FOLDER ... --set FIELD=VALUES [--set ...] [OPTIONS]",
    discussion: """
      Recordings are scored against the labels beside them, as sori score --run does. One field gives \
      a curve, several are searched. Fields are named as sori config prints them: \
      --set detector.crosstalk.marginDB=2:12:2 or --set metrics.bridgeSeconds=0.2,0.3,0.5. Exit codes: \
      0 all scored, 1 some could not be, 2 nothing could be, 64 usage.
      """)

  @Argument(help: "Folders of recordings with labels beside them; each weighs the same.")
  var folders: [String]

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A setting and its values: FIRST:LAST:STEP, or values with commas.", valueName: "field=values"
    ))
  var fields: [String]

  @OptionGroup(title: "Search") var search: SearchOptions

  @OptionGroup(title: "Scoring") var scoring: ScoringOptions

  @Option(
    name: .long,
    help: """
      Take recordings named with this suffix, labels without it; more than one, '' among them, make a \
      set each.
      """)
  var suffix: [String] = []

  @Option(name: .long, help: ArgumentHelp("Weigh a folder.", valueName: "folder=weight"))
  var weight: [String] = []

  @OptionGroup(title: "Output") var output: TuneOutput

  @OptionGroup(title: "Measuring") var measurement: MeasurementOptions

  @Option(name: .shortAndLong, help: "Recordings measured at once (default: one a core).")
  var jobs: Int?

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  func validate() throws {
    if let path = output.write {
      let read = [measurement.config].compactMap(\.self) + folders
      if let input = read.first(where: { leadToSameFile($0, path) }) {
        throw ValidationError("--write \(path) would overwrite \(input)")
      }
      if PathInputs.isRecording(path) {
        throw ValidationError("--write \(path) is named like a recording")
      }
    }
    if let curve = output.curve, curve == output.write {
      throw ValidationError("--curve and --write both name \(curve)")
    }
  }

  func run() async throws {
    do {
      let base = try measurement.configuration()
      let space = try SearchSpace(base: base, fields: try fields.map(TunedField.init(parsing:)))
      var plan = try search.plan(scoring: try scoring.options(metrics: base.metrics))
      plan.jobs = jobs ?? ProcessInfo.processInfo.activeProcessorCount
      plan.channelsAreNamed = measurement.namesChannels(base)
      plan.models = ModelFolder(named: measurement.models)
      try plan.validate()
      if fields.contains(where: { $0.hasPrefix("diarization.") }),
        let reason = plan.models.voicesAreMissing
      {
        throw reason
      }
      let found = try LabelledFolders(
        folders, suffixes: suffix.isEmpty ? [""] : suffix, weights: try weights(),
        unlabelledIsSilent: scoring.unlabelledIsSilent)
      for failure in found.failures { report(failure.description) }
      var display = quiet ? nil : SweepProgress()
      let result = try await tune(found.sets, over: space, plan: plan) {
        display?.update($0, of: $1, configurations: $2)
      }
      for failure in result.failures { report(failure.description) }
      try output.write(result)
      if !(found.failures + result.failures).isEmpty { throw ExitCodes.someFailed }
    } catch let error as AnalysisError {
      throw ExitCodes.reporting(error)
    } catch let error as TuningError {
      report(error.description)
      throw error.code == .usage ? ExitCode.validationFailure : ExitCodes.nothingDone
    } catch let error as LabelError {
      report(error.description)
      throw ExitCodes.nothingDone
    } catch let error as ScoreOptionsError {
      report(error.description)
      throw ExitCode.validationFailure
    }
  }

  private func weights() throws(TuningError) -> [String: Double] {
    var weights: [String: Double] = [:]
    for text in weight {
      guard let equals = text.lastIndex(of: "="),
        let value = SettingValue.number(in: text[text.index(after: equals)...]), value > 0
      else {
        throw TuningError(.usage, "--weight \(text)", "expected FOLDER=WEIGHT, above 0")
      }
      weights[String(text[..<equals])] = value
    }
    return weights
  }
}
