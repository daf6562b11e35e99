internal import ArgumentParser
internal import CallAnalysis
internal import Scoring
internal import SpeechTimeline

/// `sori score`: hypotheses held against references.
struct Score: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Score hypotheses against references, or run and score.",
    usage: """
      sori score HYPOTHESES REFERENCES [OPTIONS]
      sori score RECORDS.jsonl REFERENCES [OPTIONS]
      sori score --run RECORDINGS [OPTIONS]
      """,
    discussion: """
      Hypotheses and references are folders of NAME.rttm, NAME.speech.txt (start and end on each \
      line) or NAME.labels.txt (Audacity); names are paths within the folder. A file of records \
      (sori analyze) is scored on its figures alone. With --run, recordings are measured and held \
      against the labels beside them. Exit codes: 0 all scored, 1 some could not be, 2 nothing \
      could be, 64 usage.
      """)

  @Argument(help: ArgumentHelp("Hypotheses, then references.", valueName: "path"))
  var paths: [String] = []

  @Option(
    name: .customLong("run"), help: "Measure this folder's recordings; the labels are beside them.")
  var recordings: String?

  @OptionGroup(title: "Scoring") var scoring: ScoringOptions

  @OptionGroup(title: "Pairing") var pairing: PairingOptions

  @OptionGroup(title: "Output") var output: ScoreOutput

  @OptionGroup(title: "Measuring") var measurement: MeasurementOptions

  func validate() throws {
    guard recordings == nil ? paths.count == 2 : paths.isEmpty else {
      throw ValidationError(
        recordings == nil
          ? "expected hypotheses and references, or --run RECORDINGS"
          : "--run takes the place of hypotheses and references")
    }
    if recordings != nil, pairing.missingIsEmpty {
      throw ValidationError("--missing-is-empty is for hypotheses that are given")
    }
    if scoring.byPitch, paths.first?.hasSuffix(".jsonl") ?? false {
      throw ValidationError("--by-pitch is for speech; records hold figures alone")
    }
    if output.voicesCsv != nil, !scoring.byPitch {
      throw ValidationError("--voices-csv comes with --by-pitch")
    }
  }

  func run() async throws {
    do {
      let configuration = try measurement.configuration()
      var scores = FolderScoring(
        options: try scoring.options(metrics: configuration.metrics), maps: try pairing.maps())
      if let recordings {
        try await score(recordingsIn: recordings, with: configuration, into: &scores)
      } else if paths[0].hasSuffix(".jsonl") {
        let records = try RecordFigures.read(readText(paths[0]), path: paths[0])
        scores.score(
          records, against: try LabelFolder(paths[1], side: .reference), suffix: pairing.suffix)
      } else {
        let references = try LabelFolder(paths[1], side: .reference)
        let voices = VoicePitch(roles: configuration.channels)
        scores.score(
          try LabelFolder(paths[0], side: .hypothesis, suffix: pairing.suffix),
          against: references, missingIsEmpty: pairing.missingIsEmpty,
          unlabelledIsSilent: scoring.unlabelledIsSilent,
          durationSeconds: { seconds(ofRecording: "\(references.path)/\($0)") },
          voicePitchHz: { name, reference throws(LabelError) in
            try voicePitchHz(of: reference, named: "\(references.path)/\(name)", by: voices)
          })
      }
      try output.write(scores.report)
      try conclude(scores)
    } catch let error as AnalysisError {
      throw ExitCodes.reporting(error)
    } catch let error as LabelError {
      report(error.description)
      throw ExitCodes.nothingDone
    } catch let error as ScoreOptionsError {
      report(error.description)
      throw ExitCode.validationFailure
    }
  }

  private func conclude(_ scores: FolderScoring) throws {
    for failure in scores.failures { report(failure.description) }
    if scores.report.files.isEmpty {
      if scores.failures.isEmpty { report("nothing to score") }
      throw ExitCodes.nothingDone
    }
    if !scores.failures.isEmpty { throw ExitCodes.someFailed }
  }

  /// Of the recording beside a reference, which bears its name and the suffix, or its name alone.
  private func seconds(ofRecording base: String) -> Double? {
    RecordingLength.seconds(ofRecordingNamed: base + pairing.suffix)
      ?? RecordingLength.seconds(ofRecordingNamed: base)
  }
}
