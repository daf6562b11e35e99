internal import ArgumentParser
internal import CallAnalysis
internal import Logging
internal import Reporting

/// Prints what a batch would do: one line of JSON for each input, and their totals.
struct DryRun {
  private let lines = LineWriter()
  private var counts: [CallStatus: Int] = [:]
  private var bytes = 0
  private var audioDuration = 0

  /// Runs through all of `source`.
  ///
  /// - Throws: `ExitCode` 1 where an input would fail, 130 where interrupted; `AnalysisError` where the list
  ///   cannot be read or nobody takes the lines.
  static func run(_ source: some InputSource, with analyzer: CallAnalyzer, log: ProgramLog) throws {
    var source = source
    var plan = DryRun()
    while !Interruption.isRequested {
      switch try source.next(waiting: true) {
      case .input(let input): try plan.add(analyzer.plan(input))
      case .pending: continue
      case .end:
        plan.conclude(log)
        if plan.counts[.failed] != nil { throw ExitCodes.someFailed }
        return
      }
    }
    throw ExitCodes.interrupted
  }

  private mutating func add(_ call: PlannedCall) throws(AnalysisError) {
    counts[call.refusal?.status ?? .ok, default: 0] += 1
    bytes += call.sizeBytes
    audioDuration += call.audioDuration ?? 0
    try lines.write(call.jsonLine + "\n")
  }

  private func conclude(_ log: ProgramLog) {
    let (measured, skipped) = (counts[.ok] ?? 0, counts[.skipped] ?? 0)
    let failed = counts[.failed] ?? 0
    let total = measured + skipped + failed
    log.say(
      .notice, "dry_run",
      """
      \(ProgressText.calls(total)): \(ProgressText.grouped(measured)) to be measured, \
      \(ProgressText.grouped(skipped)) skipped, \(ProgressText.grouped(failed)) would fail; \
      \(ProgressText.grouped(bytes)) bytes, \(ProgressText.time(.milliseconds(audioDuration))) of audio
      """,
      [
        "calls": .stringConvertible(total), "calls_to_measure": .stringConvertible(measured),
        "calls_to_skip": .stringConvertible(skipped), "calls_to_fail": .stringConvertible(failed),
        "input_bytes": .stringConvertible(bytes),
        "audio_seconds": .stringConvertible(Double(audioDuration) / 1000),
      ])
  }
}
