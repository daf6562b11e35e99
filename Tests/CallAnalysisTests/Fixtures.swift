import Foundation
import Reporting
import Synchronization

@testable import CallAnalysis

/// The recordings that are part of the project, and what is known of them.
enum Fixtures {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("fixtures").path

  /// Names of the files of `subfolder` that end with `suffix`, without it, in order.
  static func names(_ subfolder: String, suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(subfolder)")
      .filter { $0.hasSuffix(suffix) }.map { String($0.dropLast(suffix.count)) }.sorted()
  }

  /// The JSON file at `path`, relative to the fixtures, keys in snake case.
  static func decode<Value: Decodable>(_: Value.Type, _ path: String) throws -> Value {
    try decode(Value.self, Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
  }

  static func decode<Value: Decodable>(_: Value.Type, _ data: Data) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: data)
  }

  /// The line of JSON, events included, that the recording at `path` gives, analyzed as by default.
  static func line(_ path: String) throws -> String {
    if let line = lines.withLock({ $0[path] }) { return line }
    let analyzer = try CallAnalyzer(configuration: AnalysisConfiguration())
    let call = analyzer.analyze(CallInput(path: path, file: "\(folder)/\(path)"))
    let line = call.record.jsonLine(includingEvents: true)
    lines.withLock { $0[path] = line }
    return line
  }

  /// Lines by path: several tests look at each recording, one analysis will do.
  private static let lines = Mutex<[String: String]>([:])

  static func record(_ path: String) throws -> MeasuredLine {
    try decode(MeasuredLine.self, Data(line(path).utf8))
  }
}

/// What the tests over the fixtures read of a record; all of it null where nothing was measured.
struct MeasuredLine: Decodable {
  struct Failure: Decodable {
    var code: String?
    var message: String?
  }

  struct Reliability: Decodable {
    var segmentation: String?
    var reasons: [String]?
  }

  struct Recording: Decodable {
    var durationS: Double?
    var sampleRateHz: Int?
    var channelCount: Int?
    var codec: String?
    var bitDepth: Int?
    var headerStatus: String?
    var declaredDurationS: Double?
    var missingS: Double?
    var layout: String?
  }

  struct Channel: Decodable {
    var channel: Int
    var activeLevelDbfs: Double?
    var snrDb: Double?
    var crosstalkDb: Double?
    var crosstalkLagS: Double?
  }

  struct Speaker: Decodable {
    struct Overlaps: Decodable { var floorTakeCount: Int? }
    var label: String
    var talkS: Double?
    var talkShareRatio: Double?
    var talkspurtCount: Int?
    var turnCount: Int?
    var backchannelCount: Int?
    var overlapBy: Overlaps
  }

  struct Activity: Decodable {
    var speechStartS: Double?
    var speechEndS: Double?
    var anySpeechS: Double?
  }

  struct Overlap: Decodable {
    var overlapRatio: Double?
    var backchannelCount: Int?
    var transitionCount: Int?
    var floorTakeCount: Int?
    var overtalkCount: Int?
    var otherCount: Int?
  }

  struct Silence: Decodable { var mutualSilenceRatio: Double? }

  struct Tones: Decodable {
    var holdCount: Int?
    var holdS: Double?
    var ringbackS: Double?
    var busyS: Double?
    var dialToneS: Double?
    var dtmfCount: Int?
    var beepCount: Int?
  }

  struct Events: Decodable {
    struct Tone: Decodable {
      var kind: String
      var channel: Int
      var startS: Double
      var endS: Double
    }
    struct Stretch: Decodable {
      var startS: Double
      var endS: Double
    }
    var holds: [Stretch]?
    var tones: [Tone]?
  }

  var status: String
  var error: Failure
  var reliability: Reliability?
  var recording: Recording?
  var channels: [Channel]?
  var speakers: [Speaker]?
  var activity: Activity?
  var overlap: Overlap?
  var silence: Silence?
  var tones: Tones?
  var events: Events?
}
