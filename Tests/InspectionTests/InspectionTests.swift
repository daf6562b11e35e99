import CallAnalysis
import Pictures
import Scoring
import SpeechTimeline
import Testing
import VoiceActivity

@testable import Inspection

/// A call of two channels and ten seconds; the agent is heard from 2 to 4 s, the customer from 6 to 7 s.
private func inspectedCall() -> InspectedCall {
  var trace = ChannelTrace(frameCount: 1000)
  trace.add("level_db", .decibels, (0..<1000).map { $0 % 2 == 0 ? -20.25 : -60 })
  trace.add("voice_db", .decibels, constant: nil)
  trace.add("speech_probability", .probability, [Float](repeating: 0.25, count: 1000))
  trace.add(flag: "music", (0..<1000).map { (800..<900).contains($0) })
  let facts = RecordingFacts(
    duration: 10_000, sampleRateHz: 8000, channelCount: 2, codec: "pcm_s16", bitDepth: 16,
    headerStatus: .ok, declaredDuration: 10_000, layout: .stereoSplit)
  return InspectedCall(
    path: "calls/a.wav", facts: facts,
    channels: [
      InspectedChannel(
        channel: 1, role: .agent, trace: trace, speech: Timeline([TimeSpan(2000, 4000)])),
      InspectedChannel(
        channel: 2, role: .customer, trace: trace, speech: Timeline([TimeSpan(6000, 7000)])),
    ])
}

private func labels(_ spans: [(label: String, span: TimeSpan)]) -> LabelFile {
  LabelFile(path: "a.rttm", format: .rttm, labels: SpeakerLabels(spans))
}

@Suite("An inspected call against labels") struct ComparisonTests {
  @Test("Labels of the parties are held against their channels")
  func parties() throws {
    let reference = labels([("agent", TimeSpan(1500, 3500)), ("customer", TimeSpan(6000, 7000))])
    let found = try #require(
      try Inspection(inspectedCall(), reference: reference).comparisons)
    #expect(found[0].missed == Timeline([TimeSpan(1500, 2000)]))
    #expect(found[0].falseAlarm == Timeline([TimeSpan(3500, 4000)]))
    #expect(found[0].score.errorRatio == 0.5)
    #expect(found[1].missed.isEmpty && found[1].falseAlarm.isEmpty)
    #expect(found.map(\.role) == [.agent, .customer])
  }

  @Test("Labels that name nobody on the channels are held against all channels together")
  func anyone() throws {
    let reference = labels([("speech", TimeSpan(2000, 7000))])
    let found = try #require(
      try Inspection(inspectedCall(), reference: reference).comparisons)
    for comparison in found {
      #expect(comparison.role == nil)
      #expect(comparison.missed == Timeline([TimeSpan(4000, 6000)]))
    }
  }

  @Test("A part is scored on itself, and gaps are filled on both sides when asked for")
  func part() throws {
    let reference = labels([
      ("agent", TimeSpan(2000, 2800)), ("agent", TimeSpan(3000, 5000)),
    ])
    let part = try Inspection(
      inspectedCall(), span: TimeSpan(0, 3500), reference: reference, bridgeSeconds: 0.2)
    #expect(part.comparisons?[0].score.errorRatio == 0)
    #expect(part.isPart)
    let whole = try Inspection(inspectedCall(), reference: reference)
    #expect(whole.comparisons?[0].score.miss == 1000)
    #expect(whole.comparisons?[0].score.falseAlarm == 200)
    #expect(throws: ScoreOptionsError.self) {
      try Inspection(inspectedCall(), bridgeSeconds: .nan)
    }
  }
}

@Suite("Rows of an inspected call") struct TableTests {
  private func lines(_ inspection: Inspection, _ format: InspectionTable.Format, step: Int = 1)
    -> [Substring]
  {
    var text = ""
    InspectionTable(inspection, format: format, step: step).write { text += $0 }
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
  }

  @Test("There is a row for each frame and channel, in order of time")
  func csv() throws {
    let reference = labels([("agent", TimeSpan(2000, 4000))])
    let lines = lines(try Inspection(inspectedCall(), reference: reference), .csv)
    #expect(lines.count == 2001)
    #expect(
      lines[0] == "channel,time_s,level_db,voice_db,speech_probability,music,speech,reference")
    #expect(lines[1] == "1,0.00,-20.25,,0.250,0,0,0")
    #expect(lines[402] == "2,2.00,-20.25,,0.250,0,0,0")
    #expect(lines[401].hasSuffix(",1,1"))
    #expect(lines[1 + 2 * 850].hasPrefix("1,8.50,") && lines[1701].hasSuffix(",1,0,0"))
  }

  @Test("JSON has null where there is no number, and every so many frames when asked for")
  func json() throws {
    let lines = lines(try Inspection(inspectedCall()).only(channel: 2), .jsonl, step: 100)
    #expect(lines.count == 10)
    #expect(
      lines[6]
        == "{\"channel\":2,\"time_s\":6.00,\"level_db\":-20.25,\"voice_db\":null,\"speech_probability\":0.250,\"music\":false,\"speech\":true}"
    )
  }

  @Test(
    "Decimals are rounded, halves away from zero",
    arguments: [
      (Float(-0.004), 2, "0.00"), (-61.2, 2, "-61.20"), (0.0625, 3, "0.063"), (-0.5, 2, "-0.50"),
      (1, 3, "1.000"), (-12.5, 3, "-12.500"),
    ])
  func decimals(value: Float, places: Int, text: String) {
    #expect(InspectionTable.decimal(value, places: places) == text)
  }
}
