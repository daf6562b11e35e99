import AudioIO
import CallMetrics
import Diarization
import Foundation
import Reporting
import SpeechTimeline
import Testing
import VoiceActivity

@testable import CallAnalysis

/// Calls of one channel: who speaks is told by voice where the networks for it are installed. Tests that need
/// them skip where they are not: `scripts/setup` installs them.
@Suite("Speakers who share a channel") struct VoiceTests {
  /// Whether the networks are there.
  static let areInstalled: Bool = {
    let analyzer = try? CallAnalyzer(configuration: AnalysisConfiguration())
    return analyzer.map { $0.voicesAreMissing == nil } ?? false
  }()

  private static let mono = "\(Fixtures.folder)/calls/mono-mix.wav"
  /// Twelve seconds with both parties on both channels: networks take their time in a debug build.
  private static let short = "\(Fixtures.folder)/calls/dual-mono.wav"

  private func analyzed(
    _ path: String = mono, speakers: SpeakerCount = .automatic,
    change: (inout AnalysisConfiguration) -> Void = { _ in }
  ) throws -> AnalyzedCall {
    var configuration = AnalysisConfiguration()
    configuration.diarization.speakers = speakers
    change(&configuration)
    return try CallAnalyzer(configuration: configuration).analyze(CallInput(path: path))
  }

  @Test(
    "Two who share a channel get their own figures, in order of speaking",
    .enabled(if: areInstalled))
  func two() throws {
    let expected = try Fixtures.decode(ExpectedCall.self, "calls/mono-mix.expected.json")
    let figures = try #require(try analyzed().record.figures)
    #expect(figures.reliability.segmentation == .diarized)
    #expect(figures.reliability.estimated == [.speakerCount, .overlap, .backchannels])
    #expect(figures.reliability.usableForEvaluation)
    #expect(try #require(figures.reliability.confidence) > 0.9)
    #expect(figures.speakers.map(\.speaker.label) == ["speaker_1", "speaker_2"])
    #expect(figures.speakers.allSatisfy { $0.speaker.role == nil && $0.speaker.roleSource == nil })
    for (speaker, party) in zip(figures.speakers, ["agent", "customer"]) {
      let wanted = try #require(expected.speakers[party])
      let share = try #require(speaker.activity.talkShareRatio)
      #expect(abs(share - wanted.talkShareRatio) < 0.02)
      #expect(speaker.turns.turnCount == wanted.turnCount)
    }
  }

  @Test(
    "A recording that holds both parties on both channels is told apart like one channel",
    .enabled(if: areInstalled), arguments: ["dual-mono", "inverted", "stereo-mixed"])
  func mixed(name: String) throws {
    let figures = try #require(try analyzed("\(Fixtures.folder)/calls/\(name).wav").record.figures)
    #expect(figures.reliability.segmentation == .diarized)
    #expect(figures.speakers.count == 2)
    #expect(!figures.reliability.usableForEvaluation)
  }

  @Test("One speaker who was asked for needs no networks")
  func one() throws {
    let figures = try #require(try analyzed(Self.short, speakers: .exactly(1)).record.figures)
    #expect(figures.reliability.segmentation == .diarized)
    #expect(figures.speakers.map(\.speaker.label) == ["speaker_1"])
    #expect(figures.speakers[0].activity.talkShareRatio == 1)
    #expect(figures.reliability.estimated.isEmpty)
  }

  @Test(
    "A number given is kept to, a rule gives roles, and one hearing of the voices serves all",
    .enabled(if: areInstalled))
  func sweep() throws {
    var configurations = [SpeakerCount.automatic, .exactly(1), .exactly(3), .exactly(4)].map {
      var configuration = AnalysisConfiguration()
      configuration.diarization.speakers = $0
      return configuration
    }
    configurations.append(AnalysisConfiguration())
    configurations[4].roles = AssumedRoles(firstSpeaker: .customer)
    let found = try SweepAnalyzer(configurations).analyze(CallInput(path: Self.short))
    let figures = found.compactMap(\.record.figures)
    #expect(figures.map(\.speakers.count) == [2, 1, 3, 4, 2])
    #expect(figures[2].reliability.estimated == [.overlap, .backchannels])
    let assumed = figures[4].speakers
    #expect(assumed.map(\.speaker.label) == ["agent", "customer"])
    #expect(assumed.allSatisfy { $0.speaker.roleSource == .assumed })
    // The customer spoke first: the shares are those of the other order.
    #expect(assumed[1].activity == figures[0].speakers[0].activity)
  }

  @Test("Overlap is sought unless it is switched off", .enabled(if: areInstalled))
  func withoutOverlap() throws {
    let figures = try #require(
      try analyzed(Self.short, change: { $0.diarization.overlap.isSought = false }).record.figures)
    #expect(figures.speakers.count == 2)
    #expect(figures.overlap.overlap == 0)
  }

  @Test(
    "One hearing serves all weights of the network of overlap, and gives what each gives alone",
    .enabled(if: areInstalled))
  func fusionSweep() throws {
    let weights: [Float] = [0, 0.5, 1.5]
    let configurations = weights.map { weight in
      var configuration = AnalysisConfiguration()
      configuration.diarization.fusion.weight = weight
      return configuration
    }
    let found = try SweepAnalyzer(configurations).analyze(CallInput(path: Self.short))
    let alone = try CallAnalyzer(configuration: configurations[2])
      .analyze(CallInput(path: Self.short))
    #expect(
      found[2].record.jsonLine(includingEvents: true)
        == alone.record.jsonLine(includingEvents: true))
    #expect(found.allSatisfy { ($0.record.figures?.speakers.count ?? 0) == 2 })
  }

  @Test(
    "Where nothing that the detector took for speech is speech, the record says that there is none",
    .enabled(if: areInstalled))
  func nobody() throws {
    let analyzer = try CallAnalyzer(configuration: AnalysisConfiguration())
    let input = CallInput(path: Self.short)
    guard case .measured(var recording) = analyzer.measure(input) else {
      Issue.record("not measured")
      return
    }
    recording.evidence = [SpeechEvidence(logOdds: [Float](repeating: -9, count: 1200))]
    let figures = try #require(analyzer.call(input, .measured(recording)).record.figures)
    #expect(figures.reliability.segmentation == .single)
    #expect(figures.reliability.reasons.contains(.noSpeech))
    #expect(figures.activity.anySpeech == 0)
  }

  @Test("Without the networks a call is measured as one party's, and says why")
  func missing() throws {
    let folder = try TemporaryFolder()
    let source = URL(fileURLWithPath: Fixtures.folder).deletingLastPathComponent()
    let network = AnalysisConfiguration().detector.network
    try FileManager.default.copyItem(
      atPath: source.appending(path: "models/\(network).safetensors").path,
      toPath: "\(folder.path)/\(network).safetensors")
    let analyzer = try CallAnalyzer(
      configuration: AnalysisConfiguration(), models: ModelFolder(named: folder.path))
    let reason = try #require(analyzer.voicesAreMissing)
    #expect(reason.description.contains("scripts/install-models --folder \(folder.path)"))
    let figures = try #require(analyzer.analyze(CallInput(path: Self.mono)).record.figures)
    #expect(figures.reliability.segmentation == .single)
    #expect(figures.reliability.reasons.contains(.modelsMissing))
    #expect(figures.speakers.map(\.speaker.label) == ["speech"])
    #expect(figures.speakers[0].activity.talk == nil)
    #expect(figures.activity.anySpeech > 0)
  }

  @Test(
    "A file that is another one when it is read again is refused", .enabled(if: areInstalled),
    arguments: ["mono-mix", "two-party"])
  func changed(name: String) throws {
    let analyzer = try CallAnalyzer(configuration: AnalysisConfiguration())
    let path = "\(Fixtures.folder)/calls/stereo-mixed.wav"
    guard case .measured(let recording) = analyzer.measure(CallInput(path: path)) else {
      Issue.record("not measured")
      return
    }
    #expect(recording.undividedChannels == [1, 2])
    var settings = DiarizationConfiguration()
    settings.overlap.isSought = false
    let pass = VoicePass(models: try VoiceModels(in: ModelFolder()), configuration: settings)
    let error = #expect(throws: AudioError.self) {
      try pass.listen(to: recording, path: "\(Fixtures.folder)/calls/\(name).wav")
    }
    #expect(error?.code == .changedWhileReading)
  }

  @Test(
    "The same bytes every time, however many calls are measured at once", .enabled(if: areInstalled)
  )
  func deterministic() async throws {
    let analyzer = try CallAnalyzer(configuration: AnalysisConfiguration())
    let line = analyzer.analyze(CallInput(path: Self.short)).record.jsonLine(includingEvents: true)
    await withTaskGroup(of: String.self) { group in
      for _ in 0..<2 {
        group.addTask {
          analyzer.analyze(CallInput(path: Self.short)).record.jsonLine(includingEvents: true)
        }
      }
      for await other in group { #expect(other == line) }
    }
  }
}

@Suite("A voice leaves no trace") struct VoicePrivacyTests {
  // That no file is left behind is tested with the whole program: `VoiceCommandTests`.

  @Test(
    "No number of an embedding stands in a record, in labels or in what is printed",
    .enabled(if: VoiceTests.areInstalled))
  func embeddings() throws {
    let path = "\(Fixtures.folder)/calls/mono-mix.wav"
    let configuration = AnalysisConfiguration()
    let analyzer = try CallAnalyzer(configuration: configuration)
    let measurement = analyzer.measure(CallInput(path: path))
    guard case .measured(let recording) = measurement else {
      Issue.record("not measured")
      return
    }
    let heard = try #require(recording.voices)
    #expect(heard.voices.unitEmbeddings.count > 192 * 10)
    let call = analyzer.call(CallInput(path: path), measurement)
    let written = [
      call.record.jsonLine(includingEvents: true), try #require(call.rttm),
      String(describing: heard.voices), String(reflecting: heard.voices), dumped(heard.voices),
    ]
    // A record has three or four decimals: some values in a row, as coarse as that, would give a voice away.
    let found = written.map(Self.thousandths)
    for row in Self.rows(of: heard.voices) {
      for first in stride(from: 0, to: row.count - 4, by: 16) {
        let run = Array(row[first..<(first + 4)])
        for numbers in found {
          #expect(!Self.holds(numbers, run), "\(run)")
        }
      }
    }
  }

  /// Values in thousandths, without sign, a row for each window.
  private static func rows(of voices: CallVoices) -> [[Int]] {
    func rows(_ values: [Float]) -> [[Int]] {
      stride(from: 0, to: values.count, by: CallVoices.dimensionCount).map { first in
        values[first..<(first + CallVoices.dimensionCount)].map { thousandths(Double($0)) }
      }
    }
    return rows(voices.unitEmbeddings) + rows(voices.fineEmbeddings.map(Float.init)).prefix(100)
  }

  private static func thousandths(_ value: Double) -> Int { Int((abs(value) * 1000).rounded()) }

  private static func thousandths(_ text: String) -> [Int] {
    text.split { !("0123456789.".contains($0)) }.compactMap { Double($0) }.map(thousandths)
  }

  private static func holds(_ numbers: [Int], _ run: [Int]) -> Bool {
    numbers.count >= run.count
      && (0...(numbers.count - run.count)).contains {
        abs(numbers[$0] - run[0]) < 2
          && numbers[$0..<($0 + run.count)].elementsEqual(run) { abs($0 - $1) < 2 }
      }
  }

  private func dumped(_ value: Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
  }
}

@Suite("Roles that are assumed") struct AssumedRolesTests {
  @Test("Of two speakers the second is the other party; of more only the first is known")
  func roles() throws {
    let agent = try AssumedRoles(parsing: "first-speaker=agent")
    #expect(agent.roles(ofSpeakers: 2) == [.agent, .customer])
    #expect(agent.roles(ofSpeakers: 1) == [.agent])
    #expect(agent.roles(ofSpeakers: 3) == [.agent, nil, nil])
    let customer = try AssumedRoles(parsing: " first-speaker = customer ")
    #expect(customer.roles(ofSpeakers: 2) == [.customer, .agent])
    #expect(AssumedRoles().roles(ofSpeakers: 2) == [nil, nil])
    #expect(agent.roles(ofSpeakers: 0) == [])
  }

  @Test(
    "Anything else is refused without repeating it",
    arguments: [
      "agent", "first-speaker=", "first-speaker=Kim", "second-speaker=agent", "", "=agent",
    ])
  func malformed(text: String) {
    let error = #expect(throws: AnalysisError.self) { try AssumedRoles(parsing: text) }
    #expect(error?.description.contains("Kim") == false)
  }
}
