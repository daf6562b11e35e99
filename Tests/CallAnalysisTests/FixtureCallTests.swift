import Foundation
import Testing

/// What a fixture's labels say of it: figures worked out from the labels, not by this program.
struct ExpectedCall: Decodable {
  struct Speaker: Decodable {
    var talkS: Double
    var talkShareRatio: Double
    var talkspurtCount: Int
    var turnCount: Int
    var backchannelCount: Int
    var floorTakeCount: Int
  }

  struct Event: Decodable {
    var kind: String
    var channel: String
    var startMs: Double
    var endMs: Double
  }

  struct Crosstalk: Decodable {
    var into: String
    var levelDb: Double
    var lagMs: Double
  }

  struct Line: Decodable {
    var levelDbfs: Double
    var snrDb: Double
  }

  struct Tolerance: Decodable {
    var durationS: Double
    var talkShareRatio: Double
    var mutualSilenceRatio: Double
    var overlapRatio: Double
    var speechEdgeS: Double
    var toneEdgeS: Double
    var holdEdgeS: Double
    var activeLevelDb: Double
    var snrDb: Double
    var crosstalkDb: Double
    var crosstalkLagS: Double
  }

  struct OverlapCounts: Decodable {
    var backchannel: Int
    var transition: Int
    var floorTake: Int
    var overtalk: Int
    var other: Int
  }

  struct Tones: Decodable {
    var holdCount: Int
    var dtmfCount: Int
  }

  var layout: String
  var segmentation: String
  var durationS: Double
  var sampleRateHz: Int
  var channelCount: Int
  var codec: String
  var headerStatus: String
  var speechStartS: Double
  var speechEndS: Double
  var mutualSilenceRatio: Double
  var overlapRatio: Double
  var overlapCounts: OverlapCounts
  var speakers: [String: Speaker]
  var lines: [String: Line]
  var events: [Event]
  var crosstalk: [Crosstalk]
  var tones: Tones?
  var tolerance: Tolerance
}

@Suite("The calls under fixtures, each within its own tolerances")
struct FixtureCallTests {
  static let names = (try? Fixtures.names("calls", suffix: ".expected.json")) ?? []
  private static let parties = ["agent", "customer"]

  private func load(_ name: String) throws -> (expected: ExpectedCall, found: MeasuredLine) {
    (
      try Fixtures.decode(ExpectedCall.self, "calls/\(name).expected.json"),
      try Fixtures.record("calls/\(name).wav")
    )
  }

  /// Whether `value` is there and near; half a unit of the last decimal written is given besides.
  private func near(_ value: Double?, _ wanted: Double, _ tolerance: Double) -> Bool {
    value.map { abs($0 - wanted) <= tolerance + 0.000_05 } ?? false
  }

  @Test("There are thirteen")
  func all() { #expect(Self.names.count == 13) }

  @Test("Recording, layout and segmentation", arguments: names)
  func recording(name: String) throws {
    let (expected, found) = try load(name)
    let recording = try #require(found.recording)
    #expect(found.status == "ok")
    #expect(recording.layout == expected.layout)
    #expect(
      found.reliability?.segmentation
        == (expected.segmentation == "single" && VoiceTests.areInstalled
          ? "diarized" : expected.segmentation))
    #expect(near(recording.durationS, expected.durationS, expected.tolerance.durationS))
    #expect(recording.sampleRateHz == expected.sampleRateHz)
    #expect(recording.channelCount == expected.channelCount)
    #expect(recording.codec == expected.codec)
    #expect(recording.headerStatus == expected.headerStatus)
  }

  @Test("Speech and silence of the call", arguments: names)
  func call(name: String) throws {
    let (expected, found) = try load(name)
    let tolerance = expected.tolerance
    let activity = try #require(found.activity)
    #expect(near(activity.speechStartS, expected.speechStartS, tolerance.speechEdgeS))
    #expect(near(activity.speechEndS, expected.speechEndS, tolerance.speechEdgeS))
    #expect(
      near(
        found.silence?.mutualSilenceRatio, expected.mutualSilenceRatio,
        tolerance.mutualSilenceRatio))
  }

  @Test("Talk, turns and overlaps of the parties", arguments: names)
  func parties(name: String) throws {
    let (expected, found) = try load(name)
    guard expected.segmentation == "channel" else {
      guard !VoiceTests.areInstalled else { return }
      #expect(found.speakers?.allSatisfy { $0.talkShareRatio == nil } ?? false)
      #expect(found.overlap?.overlapRatio == nil)
      return
    }
    let speakers = try #require(found.speakers)
    #expect(speakers.map(\.label) == Self.parties)
    for speaker in speakers {
      let wanted = try #require(expected.speakers[speaker.label])
      #expect(
        near(speaker.talkShareRatio, wanted.talkShareRatio, expected.tolerance.talkShareRatio))
      #expect(speaker.talkspurtCount == wanted.talkspurtCount)
      #expect(speaker.turnCount == wanted.turnCount)
      #expect(speaker.backchannelCount == wanted.backchannelCount)
      #expect(speaker.overlapBy.floorTakeCount == wanted.floorTakeCount)
    }
    let overlap = try #require(found.overlap)
    #expect(near(overlap.overlapRatio, expected.overlapRatio, expected.tolerance.overlapRatio))
    #expect(overlap.backchannelCount == expected.overlapCounts.backchannel)
    #expect(overlap.transitionCount == expected.overlapCounts.transition)
    #expect(overlap.floorTakeCount == expected.overlapCounts.floorTake)
    #expect(overlap.overtalkCount == expected.overlapCounts.overtalk)
    #expect(overlap.otherCount == expected.overlapCounts.other)
  }

  @Test("Levels and noise of each party's channel", arguments: names)
  func levels(name: String) throws {
    let (expected, found) = try load(name)
    // Where both parties are on a channel it has no level of one of them.
    guard expected.segmentation == "channel" else { return }
    for (party, channel) in zip(Self.parties, try #require(found.channels)) {
      guard expected.speakers[party]?.talkS != 0 else {
        #expect(channel.activeLevelDbfs == nil)
        continue
      }
      let line = try #require(expected.lines[party])
      #expect(near(channel.activeLevelDbfs, line.levelDbfs, expected.tolerance.activeLevelDb))
      #expect(near(channel.snrDb, line.snrDb, expected.tolerance.snrDb))
    }
  }

  @Test("Leakage is found where it was planted, and nowhere else", arguments: names)
  func crosstalk(name: String) throws {
    let (expected, found) = try load(name)
    guard expected.layout == "stereo_split" else { return }
    for (party, channel) in zip(Self.parties, try #require(found.channels)) {
      guard let planted = expected.crosstalk.first(where: { $0.into == party }) else {
        #expect(channel.crosstalkDb == nil)
        continue
      }
      #expect(near(channel.crosstalkDb, planted.levelDb, expected.tolerance.crosstalkDb))
      #expect(
        near(channel.crosstalkLagS, planted.lagMs / 1000, expected.tolerance.crosstalkLagS))
    }
  }

  @Test("Tones, keys and hold are found where they are, and nowhere else", arguments: names)
  func tones(name: String) throws {
    let (expected, found) = try load(name)
    let (figures, events) = (try #require(found.tones), try #require(found.events))
    let (heard, holds) = (try #require(events.tones), try #require(events.holds))
    #expect(figures.holdCount == expected.tones?.holdCount ?? 0)
    #expect(figures.dtmfCount == expected.tones?.dtmfCount ?? 0)
    for kind in ["dial_tone", "ringback", "busy", "dtmf"] {
      let wanted = expected.events.filter { $0.kind == kind }
      let tones = heard.filter { $0.kind == kind }
      #expect(tones.count == wanted.count, "\(kind)")
      for (tone, event) in zip(tones, wanted) {
        #expect(Self.parties[tone.channel - 1] == event.channel)
        #expect(near(tone.startS, event.startMs / 1000, expected.tolerance.toneEdgeS), "\(kind)")
        #expect(near(tone.endS, event.endMs / 1000, expected.tolerance.toneEdgeS), "\(kind)")
      }
    }
    #expect(heard.allSatisfy { $0.kind != "beep" && $0.kind != "comfort_tone" })
    for (hold, event) in zip(holds, expected.events.filter { $0.kind == "hold" }) {
      #expect(near(hold.startS, event.startMs / 1000, expected.tolerance.holdEdgeS))
      #expect(near(hold.endS, event.endMs / 1000, expected.tolerance.holdEdgeS))
    }
  }
}
