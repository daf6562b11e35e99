import SpeechTimeline
import Testing

@testable import Scoring

@Suite struct VoiceTests {
  private func voices(
    _ hypothesis: SpeakerLabels, _ reference: SpeakerLabels, pitchHz: [String: Double] = [:],
    options: ScoreOptions = ScoreOptions()
  ) throws -> [VoiceScore] {
    try Score(
      name: "call", hypothesis: file(hypothesis), reference: file(reference), durationSeconds: 10,
      voicePitchHz: pitchHz, options: options
    ).voices
  }

  private func voice(
    _ name: String, _ pitchHz: Double?, reference: Int = 1000, miss: Int = 0, falseAlarm: Int? = 0
  ) -> VoiceScore {
    VoiceScore(
      recording: name, speaker: "speech", pitchHz: pitchHz, reference: reference, miss: miss,
      falseAlarm: falseAlarm)
  }

  @Test("Where both sides name the parties, each is held against its own speech")
  func parties() throws {
    let reference = drawn("aaaa------", "----bbbb--").renamed(["a": "agent", "b": "customer"])
    let hypothesis = drawn("aaa-a-----", "----bb----").renamed(["a": "agent", "b": "customer"])
    let found = try voices(hypothesis, reference, pitchHz: ["agent": 110, "customer": 210])
    #expect(found.map(\.speaker) == ["agent", "customer"])
    #expect(found.map(\.pitchHz) == [110, 210])
    #expect(found.map(\.reference) == [400, 400])
    #expect(found.map(\.miss) == [100, 200])
    #expect(found.map(\.falseAlarm) == [100, 0])
    #expect(found.map(\.recall) == [0.75, 0.5])
  }

  @Test("Elsewhere anyone's speech finds a voice, and false alarms are nobody's")
  func anyone() throws {
    let reference = drawn("aaaa------", "---bbbb---")
    let found = try voices(drawn("xx-xxx--xx"), reference)
    #expect(found.map(\.miss) == [100, 100])
    #expect(found.map(\.falseAlarm) == [nil, nil])
    #expect(found.map(\.pitchHz) == [nil, nil])
  }

  @Test("The only voice of a recording has what all speech has")
  func only() throws {
    var generator = SplitMix(state: 5)
    for bridge in [0.0, 0.3] {
      for collar in [0.0, 0.1] {
        let options = options {
          $0.bridgeSeconds = bridge
          $0.collarPerSideSeconds = collar
        }
        let reference = randomLabels(["a"], duration: 9000, using: &generator)
        let hypothesis = randomLabels(["x", "y"], duration: 9000, using: &generator)
        guard !reference.isEmpty else { continue }
        let whole = try score(hypothesis, against: reference, options: options).detection
        let found = try voices(hypothesis, reference, options: options)
        #expect(found.map(\.reference) == [whole.reference])
        #expect(found.map(\.miss) == [whole.miss])
        #expect(found.map(\.falseAlarm) == [whole.falseAlarm])
      }
    }
  }

  @Test("Voices are not scored unless their pitch is given")
  func notAsked() throws {
    #expect(try score(drawn("aa"), against: drawn("aa")).voices.isEmpty)
  }

  @Test("Terciles are a third of the voices each, to within one", arguments: 0...10)
  func terciles(count: Int) {
    let groups = PitchGroup.groups((0..<count).reversed().map { voice("\($0)", 100 + Double($0)) })
    #expect(groups.map(\.name) == [.low, .middle, .high, .unknown])
    let sizes = groups.prefix(3).map(\.voices)
    #expect(sizes.reduce(0, +) == count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    let limits = groups.compactMap(\.pitchHz).flatMap { [$0.lowerBound, $0.upperBound] }
    #expect(limits == limits.sorted())
  }

  @Test("A group's figures are of its voices' sums")
  func sums() throws {
    let members = [
      voice("a", 90, reference: 1000, miss: 500), voice("b", 95, reference: 3000, falseAlarm: 200),
      voice("c", 150, reference: 1000, miss: 50), voice("d", 160, reference: 1000, falseAlarm: nil),
      voice("e", 220, reference: 1000), voice("f", nil, reference: 700, miss: 700),
      voice("g", 500, reference: 0, miss: 0, falseAlarm: 9),
    ]
    let groups = PitchGroup.groups(members)
    #expect(groups[0].pitchHz == 90...95)
    #expect(groups[0].recall == 0.875)
    #expect(groups[0].errorRatio == 0.175)
    #expect(groups[1].missRatio == 0.025)
    #expect(groups[1].errorRatio == nil)
    #expect(groups[2].voices == 1)
    #expect(groups[3].voices == 1)
    #expect(groups[3].pitchHz == nil)
    #expect(groups[3].recall == 0)
    #expect(PitchGroup.recallSpread(groups) == 0.125)
    #expect(PitchGroup.groups(members.reversed()) == groups)
    #expect(PitchGroup.recallSpread(PitchGroup.groups(Array(members.prefix(2)))) == nil)
  }

  @Test("Table, JSON and CSV tell the same voices; without being asked none of them does")
  func report() throws {
    let asked = options { $0.byPitch = true }
    let reference = drawn("aaaa------", "----bbbb--").renamed(["a": "agent", "b": "customer"])
    let score = try Score(
      name: "call", hypothesis: file(drawn("xxxxxx")), reference: file(reference),
      durationSeconds: 10, voicePitchHz: ["agent": 110.5], options: asked)
    var report = ScoreReport(options: asked)
    report.add("call", score)
    let lines = report.jsonLines.split(separator: "\n")
    #expect(
      lines[0].hasSuffix(
        #""by_pitch":{"agent":{"pitch_hz":110.5,"reference_s":0.4,"miss_s":0,"#
          + #""false_alarm_s":null,"recall_ratio":1},"customer":{"pitch_hz":null,"#
          + #""reference_s":0.4,"miss_s":0.2,"false_alarm_s":null,"recall_ratio":0.5}}}"#))
    #expect(lines[1].contains(#""by_pitch":{"low":{"pitch_lowest_hz":110.5,"#))
    #expect(lines[1].hasSuffix(#""recall_spread_ratio":null}}"#))
    #expect(
      report.voicesCSV == """
        file,speaker,pitch_hz,reference_s,miss_s,false_alarm_s,recall_ratio
        call,agent,110.5,0.4,0,,1
        call,customer,,0.4,0.2,,0.5

        """)
    #expect(report.table.contains("voices by pitch"))
    var silent = ScoreReport()
    silent.add("call", score)
    #expect(!silent.table.contains("voices by pitch"))
    #expect(
      silent.jsonLines.split(separator: "\n").allSatisfy { $0.hasSuffix(#""by_pitch":null}"#) })
  }
}
