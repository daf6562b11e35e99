internal import ArgumentParser
internal import CallAnalysis
internal import PersonalData
internal import SpeechTimeline
internal import Transcripts

/// `sori redact`: copies of calls without the personal data that was said in them.
struct Redact: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Mask personal data in recordings and transcripts.",
    usage: """
      sori redact CALL... --transcripts FILE|FOLDER [OPTIONS]
      sori redact CALL --redactions MAP [OPTIONS]
      """,
    discussion: """
      Writes, beside each recording or into --output: NAME.redacted.wav (same codec, header and \
      length, the same bytes outside of what is masked), NAME.redacted.transcript.json, and \
      NAME.redaction.json, which says what kinds of personal data were masked when, and holds no \
      value. Recordings and transcripts themselves are never changed. docs/PRIVACY.md says what is \
      found, how surely, and what is not. Exit codes: 0 all done, 1 some could not be, 2 nothing \
      could be, 64 usage.
      """)

  @Argument(help: ArgumentHelp("Recordings.", valueName: "call"))
  var calls: [String]

  @Option(
    name: .long,
    help:
      "The call's transcript; or for several calls a folder of transcripts named like them, or a table with columns path and transcript."
  )
  var transcripts: String?

  @Option(
    name: .long, help: "Mask what this map (NAME.redaction.json) says of the same recording.")
  var redactions: String?

  @Option(
    name: .shortAndLong,
    help: "Write into this folder, made if need be (default: that of each recording).")
  var output: String?

  @Option(name: .long, help: "What is heard instead: silence, tone, or none for no recording.")
  var audio = RedactionSettings.Sound.silence

  @Option(name: .long, help: "Write transcripts as json, webvtt, srt, ctm or vcon.")
  var format = TranscriptWriter.Format.json

  @Flag(
    name: .long,
    help: "Mask the channel of the one who speaks only; what leaked into the other stays.")
  var onlyChannel = false

  @Flag(
    name: .long,
    help: "Mask by the transcript's times even where the transcript does not fit the recording.")
  var trustTranscript = false

  @OptionGroup var measurement: MeasurementOptions

  func validate() throws {
    guard !calls.isEmpty else { throw ValidationError("expected a recording") }
    switch (transcripts, redactions) {
    case (nil, nil): throw ValidationError("expected --transcripts or --redactions")
    case (.some, .some): throw ValidationError("--redactions takes the place of --transcripts")
    case (nil, .some):
      guard calls.count == 1 else { throw ValidationError("a map is of one recording") }
      guard audio != .none else { throw ValidationError("--redactions masks audio only") }
    case (.some, nil): break
    }
  }

  func run() throws {
    do {
      let configuration = try measurement.configuration()
      var settings = RedactionSettings()
      settings.sound = audio
      settings.format = format
      settings.onlyChannel = onlyChannel
      settings.trustsTranscript = trustTranscript
      settings.folder = output
      if let output { _ = try TextFolder(path: output) }
      let redactor = try CallRedactor(
        configuration: configuration, channelsAreNamed: measurement.namesChannels(configuration),
        models: ModelFolder(named: measurement.models), settings: settings)
      try redactor.requireNames(of: calls)
      let failureCount = try redactAll(redactor)
      if failureCount == calls.count { throw ExitCodes.nothingDone }
      if failureCount > 0 { throw ExitCodes.someFailed }
    } catch let error as AnalysisError {
      throw ExitCodes.reporting(error)
    }
  }

  /// Calls that could not be done; each was said on standard error.
  private func redactAll(_ redactor: CallRedactor) throws(AnalysisError) -> Int {
    let shelf = try shelf()
    var failureCount = 0
    for call in calls {
      do throws(AnalysisError) {
        let done: RedactedCall
        if let redactions {
          done = try redactor.redact(call, mapPath: redactions)
        } else {
          done = try redactor.redact(
            call, transcriptPath: try transcript(of: call, on: shelf))
        }
        report("\(call): \(summary(done))")
      } catch {
        if error.code == .usage { throw error }
        report(error.description)
        failureCount += 1
      }
    }
    return failureCount
  }

  /// Nil where the one call's transcript is named.
  private func shelf() throws(AnalysisError) -> TranscriptShelf? {
    guard let transcripts else { return nil }
    return calls.count == 1 && isFileOrNothing(transcripts)
      ? nil : try TranscriptShelf(path: transcripts)
  }

  private func transcript(
    of call: String, on shelf: TranscriptShelf?
  ) throws(AnalysisError) -> String {
    guard let shelf else { return transcripts ?? "" }
    return try shelf.path(of: call)
  }

  /// `3 stretches, 12.4 s masked: mobile_phone, card`
  private func summary(_ call: RedactedCall) -> String {
    let types = PersonalDataType.allCases.filter { type in
      call.map.stretches.contains { $0.types.contains(type) }
    }
    let tenths = (call.map.masked.duration + 50) / 100
    let kinds = types.isEmpty ? "" : ": " + types.map(\.rawValue).joined(separator: ", ")
    let words = call.wordCount == 1 ? "1 word" : "\(call.wordCount) words"
    let stretches =
      call.map.stretches.count == 1 ? "1 stretch" : "\(call.map.stretches.count) stretches"
    return "\(words), \(stretches) of \(tenths / 10).\(tenths % 10) s\(kinds)"
  }
}
