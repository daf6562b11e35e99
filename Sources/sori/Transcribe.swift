internal import ArgumentParser
internal import CallAnalysis
internal import FoundationEssentials
internal import Recognition
internal import SpeechTimeline
internal import Transcripts

/// `sori transcribe`: recordings in, what was said out.
struct Transcribe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write down what is said in recordings.",
    discussion: """
      Finds who speaks when and has each speaker's speech recognised: by a Whisper model inside the \
      process (scripts/setup --with-stt installs one), or by a program of yours. What is written holds \
      what was said: it is the one thing asked for here. docs/RECOGNITION.md says how far to trust it. \
      Exit codes: 0 all transcribed, 1 some failed, 2 nothing could be done, 64 usage, 130 interrupted.
      """)

  @Argument(help: "Recordings, folders of them, or - for a list on standard input.")
  var paths: [String] = []

  @Option(name: .long, help: "Language as ko, en …, or auto: heard in each call (the default).")
  var language: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "What recognises: whisper (the default), or a command for the shell.", valueName: "engine"))
  var stt = "whisper"

  @Option(
    name: .long, help: "Take this model, a ggml or GGUF file, instead of the one installed.")
  var model: String?

  @Option(
    name: .long, help: "Write as json (the default, loses nothing), webvtt, srt, ctm or vcon.")
  var format = TranscriptWriter.Format.json

  @Option(
    name: .shortAndLong,
    help:
      "Write into this file, or for several recordings into this folder (default: standard output)."
  )
  var output: String?

  @Option(name: .shortAndLong, help: "Calls transcribed at once (default: one a core).")
  var jobs: Int?

  @OptionGroup(title: "Measuring") var measurement: MeasurementOptions

  /// More tasks than any machine has cores.
  private static let mostJobs = 1024

  func validate() throws {
    if paths.isEmpty { throw ValidationError("nothing to transcribe: name recordings or folders") }
    if let jobs, !(1...Self.mostJobs).contains(jobs) {
      throw ValidationError("--jobs is \(jobs), expected 1 to \(Self.mostJobs)")
    }
    if model != nil, stt != "whisper" {
      throw ValidationError("--model goes with --stt whisper")
    }
    if let output, output != "-" {
      if PathInputs.isRecording(output) {
        throw ValidationError("--output \(output) is named like a recording")
      }
      for path in paths + [measurement.config, model].compactMap(\.self)
      where isFileOrNothing(path) && leadToSameFile(path, output) {
        throw ValidationError("--output \(output) would overwrite \(path)")
      }
    }
  }

  func run() async throws {
    Interruption.listen()
    do {
      var configuration = try measurement.configuration()
      if let language { configuration.recognition.language = language }
      let models = ModelFolder(named: measurement.models)
      let analyzer = try CallAnalyzer(
        configuration: configuration, channelsAreNamed: measurement.namesChannels(configuration),
        models: models)
      let recognisers = try SpeechToText(stt, model: model).recognisers(
        configuration.recognition, models: models)
      var batch = TranscriptBatch(
        transcriber: CallTranscriber(analyzer: analyzer, recognisers: recognisers),
        destination: try TranscriptDestination(
          output, fileExtension: format.fileExtension, inputs: paths), format: format,
        jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
      try await batch.run(try PathInputs(paths))
      if let reason = analyzer.voicesAreMissing, batch.untoldCount > 0 {
        report("speakers not told apart in \(batch.untoldCount) calls of one channel: \(reason)")
      }
      if Interruption.isRequested { throw ExitCodes.interrupted }
      if batch.failedCount > 0 {
        throw batch.doneCount == 0 ? ExitCodes.nothingDone : ExitCodes.someFailed
      }
      if batch.doneCount == 0 {
        report("no recordings in \(paths.joined(separator: ", "))")
        throw ExitCodes.nothingDone
      }
    } catch let error as AnalysisError {
      throw ExitCodes.reporting(error)
    }
  }
}
