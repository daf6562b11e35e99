internal import Reporting

/// What a batch shows of itself to a monitoring system: a state at one moment.
public struct BatchStatistics: Sendable {
  /// Where a run stands.
  public enum State: String, CaseIterable, Hashable, Sendable {
    case running
    /// Every input has its record.
    case finished
    /// Stopped by a signal or by `--fail-fast`; what is written is whole.
    case interrupted
    /// Ended by trouble with the list of inputs or with the records.
    case failed
  }

  public var state = State.running
  public var tally = BatchTally()
  /// All there is to do; nil where only the end will tell.
  public var totals: InputTotals?
  /// Calls begun and not yet measured.
  public var underWay = 0
  /// Until the end; nil where that cannot be told.
  public var timeLeft: Duration?
  /// Since the batch began.
  public var elapsed = Duration.zero
  /// When it began, seconds since 1970.
  public var startTime: Double
  /// When this state was seen, seconds since 1970.
  public var time: Double

  public init(startTime: Double) {
    self.startTime = startTime
    time = startTime
  }

  /// Seconds of audio for a second of the clock; 0 before the first.
  public var realTimeRatio: Double {
    let seconds = elapsed / .seconds(1)
    return seconds > 0 ? Double(tally.audioDuration) / 1000 / seconds : 0
  }

  /// How much of the work is done, 0 to 1: by time where that can be told, else by calls; nil where it is not
  /// known how much there is.
  public var shareDone: Double? {
    guard let totals else { return nil }
    if let timeLeft {
      let seconds = elapsed / .seconds(1)
      return seconds > 0 ? seconds / (seconds + timeLeft / .seconds(1)) : 0
    }
    return totals.count > 0 ? min(1, Double(tally.total) / Double(totals.count)) : 1
  }

  /// The state in Prometheus' text format, as node_exporter's textfile collector reads it. Counters begin
  /// with this run. Every series is there from the start but for codes not met yet, the totals where they are not
  /// known, and the end while it has not come.
  public var prometheusText: String {
    var metrics = PrometheusText()
    addRun(to: &metrics)
    addCalls(to: &metrics)
    addWork(to: &metrics)
    return metrics.text
  }

  private func addRun(to metrics: inout PrometheusText) {
    metrics.add(
      "sori_build_info", .gauge, help: "Version of the program, and of the records it writes.",
      [
        (
          [("version", soriVersion), ("schema_version", CallRecord.schemaVersion)],
          "1"
        )
      ])
    metrics.add(
      "sori_run_state", .gauge, help: "1 for the state that the run is in, 0 for the others.",
      State.allCases.map { ([("state", $0.rawValue)], $0 == state ? "1" : "0") })
    metrics.add(
      "sori_run_start_time_seconds", .gauge, help: "When the run began, since 1970.",
      PrometheusText.number(startTime))
    metrics.add(
      "sori_run_update_time_seconds", .gauge, help: "When this file was written, since 1970.",
      PrometheusText.number(time))
    if state != .running {
      metrics.add(
        "sori_run_end_time_seconds", .gauge, help: "When the run ended, since 1970.",
        PrometheusText.number(time))
    }
    if let timeLeft {
      metrics.add(
        "sori_run_remaining_seconds", .gauge, help: "Estimated time to the end of the run.",
        PrometheusText.seconds(timeLeft))
    }
  }

  private func addCalls(to metrics: inout PrometheusText) {
    metrics.add(
      "sori_calls_total", .counter, help: "Inputs that have their record, by its status.",
      CallStatus.allCases.map { ([("status", $0.rawValue)], String(tally.count(of: $0))) })
    metrics.add(
      "sori_calls_kept_total", .counter,
      help: "Inputs among these whose record an earlier run had written.", String(tally.keptCount))
    for (status, name, help) in [
      (CallStatus.failed, "sori_call_failures_total", "Failed inputs by error code."),
      (.skipped, "sori_call_skips_total", "Inputs skipped on purpose, by reason."),
    ] {
      let kinds = tally.unmeasuredKinds.filter { $0.status == status }
      guard !kinds.isEmpty else { continue }
      metrics.add(
        name, .counter, help: help,
        kinds.sorted { $0.code < $1.code }.map { ([("code", $0.code)], String($0.count)) })
    }
    metrics.add(
      "sori_calls_in_progress", .gauge, help: "Calls being measured.", String(underWay))
    guard let totals else { return }
    metrics.add("sori_calls_expected", .gauge, help: "Inputs of the run.", String(totals.count))
    metrics.add(
      "sori_input_bytes_expected", .gauge, help: "Bytes of the run's files.", String(totals.bytes))
  }

  private func addWork(to metrics: inout PrometheusText) {
    metrics.add(
      "sori_audio_seconds_total", .counter, help: "Audio measured.",
      PrometheusText.number(Double(tally.audioDuration) / 1000))
    metrics.add(
      "sori_input_bytes_total", .counter, help: "Bytes of the files read to their end.",
      String(tally.inputBytes))
    metrics.add(
      "sori_realtime_ratio", .gauge,
      help: "Seconds of audio measured for a second of the run, all cores together.",
      PrometheusText.number(realTimeRatio))
    metrics.add(
      "sori_call_processing_seconds",
      help: "Time that measuring a call took on its core; inputs not tried are left out.",
      tally.processing)
  }
}
