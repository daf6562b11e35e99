import Signal
import SpeechTimeline
import Testing
import VoiceActivity

@testable import CallAnalysis

@Suite("Inspection of recordings") struct CallInspectorTests {
  @Test(
    "Frames agree with the speech that the record rests on",
    arguments: [
      "two-party", "crosstalk", "mono-mix", "dual-mono", "stereo-mixed", "hold-and-tones",
    ])
  func agreement(name: String) throws {
    let path = "\(Fixtures.folder)/calls/\(name).wav"
    let configuration = AnalysisConfiguration()
    let call = try CallInspector(configuration: configuration).inspect(path)
    let record = try RecordingPass(
      configuration: configuration,
      network: ModelFolder().speechNetwork(configuration.detector.network),
      roles: configuration.channels, channelsAreNamed: false
    ).measure(path)
    let isDivided = record.conversation.segmentation == .channel
    for channel in call.channels {
      let decided = try #require(channel.trace[isDivided ? "own" : "heard"]).values
      let frames = decided.indices.filter { decided[$0] == 1 }.map {
        TimeSpan($0 * 10, $0 * 10 + 10)
      }
      let whole = TimeSpan(0, call.facts.duration)
      #expect(Timeline(frames).clipped(to: whole) == channel.speech)
    }
    // Of two channels that hold the same the record takes the first.
    let isCopied = record.facts.layout == .dualMono || record.facts.layout == .inverted
    let anyone = call.channels.prefix(isCopied ? 1 : 2).reduce(Timeline()) { $0.union($1.speech) }
    let conversation = record.conversation.speech.reduce(Timeline()) { $0.union($1) }
    #expect(anyone == conversation)
    #expect(call.tones == record.tones)
  }

  @Test(
    "A part of a call is that part of the whole",
    arguments: [(0, 10), (5000, 7005), (39_990, 90_000)])
  func part(from: Int, to: Int) throws {
    let path = "\(Fixtures.folder)/calls/two-party.wav"
    let inspector = try CallInspector(configuration: AnalysisConfiguration())
    let whole = try inspector.inspect(path, includesSpectra: true)
    let part = try inspector.inspect(path, span: TimeSpan(from, to), includesSpectra: true)
    for (one, other) in zip(whole.channels, part.channels) {
      let frames = (from / 10)..<min((to + 9) / 10, one.trace.frameCount)
      #expect(other.trace.frames == frames)
      #expect(other.trace["level_db"] == one.trace.clipped(to: frames)["level_db"])
      #expect(other.spectrogram?.frameCount == frames.count)
      #expect(other.speech == one.speech)
    }
  }

  @Test("What cannot be measured is an error with the file's name")
  func unreadable() throws {
    let inspector = try CallInspector(configuration: AnalysisConfiguration())
    let path = "\(Fixtures.folder)/broken/text.wav"
    let error = #expect(throws: AnalysisError.self) { try inspector.inspect(path) }
    #expect(error?.code == .unreadable)
    #expect(error?.path == path)
  }

  @Test("A header without samples has no frames")
  func empty() throws {
    let inspector = try CallInspector(configuration: AnalysisConfiguration())
    let call = try inspector.inspect(
      "\(Fixtures.folder)/broken/header-only.wav", includesSpectra: true)
    #expect(call.channels.allSatisfy { $0.trace.frameCount == 0 })
  }
}
