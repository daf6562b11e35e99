internal import CallAnalysis
internal import Reporting

/// The words of progress and summary.
enum ProgressText {
  /// `12/40 calls, 3 h 20 min of audio, 4,120 × real time, 40 s left`
  static func line(_ state: BatchStatistics) -> String {
    let done = state.tally.total
    var parts = [
      state.totals.map { "\(grouped(done))/\(grouped($0.count)) calls" } ?? calls(done),
      "\(audio(state.tally)) of audio", speed(state),
    ]
    if let left = state.timeLeft, let totals = state.totals, totals.count > done {
      parts.append("\(time(left)) left")
    }
    return parts.joined(separator: ", ")
  }

  /// `[######......]`
  ///
  /// - Parameter share: Of the work that is done, 0 to 1.
  static func bar(_ share: Double, width: Int) -> String {
    let filled = min(width, Int(Double(width) * share))
    return "[\(String(repeating: "#", count: filled))"
      + "\(String(repeating: ".", count: width - filled))]"
  }

  /// What a batch came to: calls by status, audio and speed, why calls were not measured, and where the
  /// records are.
  static func summary(
    _ state: BatchStatistics, ending: BatchEnding, output: String
  ) -> [String] {
    let tally = state.tally
    let statuses = [
      ("measured", CallStatus.ok), ("empty", .empty), ("skipped", .skipped), ("failed", .failed),
    ]
    let counts = statuses.filter { $0.1 == .ok || tally.count(of: $0.1) > 0 }
      .map { "\(grouped(tally.count(of: $0.1))) \($0.0)" }.joined(separator: ", ")
    var lines = [
      "\(calls(tally.total)) in \(time(state.elapsed)): \(counts)",
      "\(audio(tally)) of audio, \(speed(state))",
    ]
    if tally.keptCount > 0 {
      lines[0] += "; \(grouped(tally.keptCount)) of them in an earlier run"
    }
    let shares = [
      share("agents' share of talk", tally.agentTalk, of: tally.talk),
      share("mutual silence", tally.mutualSilence, of: tally.speechSpan),
    ].compactMap(\.self)
    if !shares.isEmpty { lines.append(shares.joined(separator: ", ")) }
    lines += tally.unmeasuredKinds.map { kind in
      "\(kind.status.rawValue) \(grouped(kind.count)) \(kind.code), such as \(kind.example)"
    }
    switch ending {
    case .finished: break
    case .interrupted: lines.append("interrupted: the inputs after these are not written")
    case .failedFast:
      lines.append("stopped at the first failure: the inputs after these are not written")
    }
    if ending != .finished, output != "-" { lines.append("--resume goes on from here") }
    if output != "-" { lines.append("records: \(output)") }
    return lines
  }

  /// `mutual silence 12.3 %`, of all calls together; nil where there is nothing to divide by.
  private static func share(_ name: String, _ part: Int, of whole: Int) -> String? {
    whole > 0 ? "\(name) \(decimal(100 * Double(part) / Double(whole))) %" : nil
  }

  /// `1 call`, `12,345 calls`
  static func calls(_ count: Int) -> String {
    "\(grouped(count)) \(count == 1 ? "call" : "calls")"
  }

  private static func audio(_ tally: BatchTally) -> String {
    time(.milliseconds(tally.audioDuration))
  }

  private static func speed(_ state: BatchStatistics) -> String {
    "\(grouped(Int(state.realTimeRatio))) × real time"
  }

  /// `12.3 s`, `4 min 10 s`, `3 h 20 min`
  static func time(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    switch seconds {
    case ..<60: return "\(decimal(seconds)) s"
    case ..<3600: return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
    default: return "\(Int(seconds) / 3600) h \(Int(seconds) % 3600 / 60) min"
    }
  }

  /// One decimal.
  private static func decimal(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return "\(grouped(tenths / 10)).\(tenths % 10)"
  }

  /// `12,345`
  static func grouped(_ number: Int) -> String {
    var groups: [Substring] = []
    var rest = String(number)[...]
    while rest.count > 3 {
      groups.insert(rest.suffix(3), at: 0)
      rest = rest.dropLast(3)
    }
    return ([rest] + groups).joined(separator: ",")
  }
}
