import CallMetrics
import SpeechTimeline
import Testing

@testable import Scoring

@Suite struct MetricErrorTests {
  /// A call: agent `a`, customer `c`, as drawn.
  private func call(_ lines: String...) -> SpeakerLabels {
    SpeakerLabels(
      lines.flatMap { line in
        drawn(line).renamed(["a": "agent", "c": "customer"]).spans
      })
  }

  private func error(_ score: Score, _ path: String) -> Double? {
    score.metrics[path].first?.error
  }

  private let truth: SpeakerLabels = SpeakerLabels([
    ("agent", TimeSpan(0, 4000)), ("customer", TimeSpan(5000, 9000)),
  ])

  @Test("Errors are hypothesis less reference, in the figure's unit")
  func byHand() throws {
    let own = call(
      "aaaaaaaaaaaaaaaaaaaa----------------------------------------",
      "----------------------------------------------------cccccccc----------"
    )
    // Agent 2 of 2.8 s against 4 of 8 s; silence 3.2 of 6 s against 1 of 9 s.
    let scored = try score(own, against: truth)
    #expect(
      abs((error(scored, "speakers.agent.talk_share_ratio") ?? 0) - 100 * (2 / 2.8 - 0.5)) < 1e-9)
    #expect(
      abs((error(scored, "silence.mutual_silence_ratio") ?? 0) - 100 * (3.2 / 6 - 1.0 / 9)) < 1e-9)
    #expect(abs((error(scored, "activity.talk_s") ?? 0) + 5.2) < 1e-9)
    #expect(abs((error(scored, "turns.reply_gap_median_s") ?? 0) - 2.2) < 1e-9)
    #expect(error(scored, "activity.speech_end_s") == -3)
    #expect(error(scored, "turns.turn_count") == 0)
    #expect(error(scored, "turns.opener") == 0)
  }

  @Test("A perfect hypothesis is off by nothing, under other names too")
  func perfect() throws {
    for own in [truth, truth.renamed(["agent": "speaker_2", "customer": "speaker_1"])] {
      let metrics = try score(own, against: truth).metrics
      #expect(metrics.callCount == 1)
      #expect(metrics.unmatched.isEmpty)
      #expect(metrics.summaries.count >= 30)
      #expect(metrics.summaries.allSatisfy { $0.meanAbsolute == 0 })
    }
  }

  @Test("Parties taken for each other open the call for the other")
  func swapped() throws {
    let metrics = try score(
      truth.renamed(["agent": "customer", "customer": "agent"]), against: truth
    ).metrics
    #expect(metrics["turns.opener"].first?.error == 1)
    #expect(metrics["speakers.agent.talk_s"].first?.error == 0)
  }

  @Test("What one side cannot measure is counted, not taken as zero")
  func unmatched() throws {
    let mono = SpeakerLabels(speech: truth.anyone)
    let metrics = try score(mono, against: truth).metrics
    #expect(metrics["speakers.agent.talk_share_ratio"].isEmpty)
    #expect(metrics.unmatched["speakers.agent.talk_share_ratio"] == ["drawn"])
    #expect(metrics["silence.mutual_silence_ratio"].first?.error == 0)
    let silent = try score(SpeakerLabels(), against: truth).metrics
    #expect(silent.unmatched["silence.mutual_silence_ratio"] == ["drawn"])
    #expect(silent["activity.talk_s"].first?.error == -8)
  }

  @Test("References that are no calls have no figures")
  func noCall() throws {
    #expect(try score(truth, against: drawn("xxxx")).metrics.callCount == 0)
    let speech = LabelFile(
      path: "a.txt", format: .speech, labels: SpeakerLabels(speech: truth.anyone))
    let scored = try Score(name: "a", hypothesis: file(truth), reference: speech)
    #expect(scored.metrics.callCount == 0)
    #expect(scored.diarization == nil)
    #expect(scored.detection.errorRatio == 0)
  }

  @Test("Summaries: mean size, mean, the worst and where")
  func summaries() {
    var metrics = MetricErrors()
    for (call, found) in [("one", 3.0), ("two", 6), ("three", 5)] {
      metrics.add(
        MetricErrors(
          call: call, hypothesis: ["turns.turn_count": .number(found)],
          reference: ["turns.turn_count": .number(4.5)]))
    }
    #expect(metrics.summaries.count == 1)
    let summary = metrics.summaries[0]
    #expect(abs(summary.meanAbsolute - 3.5 / 3) < 1e-12)
    #expect(abs(summary.meanSigned - 0.5 / 3) < 1e-12)
    #expect(summary.worst == -1.5)
    #expect(summary.worstCall == "one")
    #expect(summary.callCount == 3)
  }

  @Test("A record's figures are found under their paths")
  func records() throws {
    let line =
      #"{"input":{"path":"calls/a.b.wav"},"recording":{"duration_s":12.345},"speakers":[{"label":"customer","talk_s":3},{"label":"agent","talk_s":2.5,"talk_share_ratio":0.4545}],"turns":{"opener":"agent","turn_count":7,"turn_mean_s":null}}"#
    let records = try RecordFigures.read("\n\(line)\r\n", path: "r.jsonl")
    #expect(records.count == 1)
    #expect(records[0].path == "calls/a.b.wav")
    #expect(records[0].base == "calls/a.b")
    #expect(records[0].duration == 12_345)
    #expect(
      records[0].values == [
        "speakers.customer.talk_s": .number(3), "speakers.agent.talk_s": .number(2.5),
        "speakers.agent.talk_share_ratio": .number(0.4545), "turns.opener": .name("agent"),
        "turns.turn_count": .number(7),
      ])
    #expect(throws: LabelError.self) { try RecordFigures.read("{", path: "r.jsonl") }
    #expect(throws: LabelError.self) { try RecordFigures.read("{}", path: "r.jsonl") }
  }

  @Test("Every compared figure is measured in a call that has everything")
  func allMeasured() {
    let values = comparedFigures(
      figures(of: truth, duration: 10_000, configuration: MetricsConfiguration()))
    #expect(Set(MetricFigure.all.map(\.path)).subtracting(values.keys) == [])
  }
}
