import CallMetrics
import Foundation
import Reporting
import SpeechTimeline
import Testing

/// A JSON value as a standard decoder sees it.
enum Decoded: Decodable, Hashable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case array([Decoded])
  case object([String: Decoded])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let boolean = try? value.decode(Bool.self) {
      self = .boolean(boolean)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let array = try? value.decode([Decoded].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: Decoded].self))
    }
  }

  init(_ text: String) throws {
    self = try JSONDecoder().decode(Decoded.self, from: Data(text.utf8))
  }

  /// A member of an object, by a path of names and array indices.
  func at(_ path: String) -> Decoded? {
    path.split(separator: ".").reduce(self) { value, name in
      switch value {
      case .object(let members): members[String(name)]
      case .array(let elements): Int(name).map { elements[$0] }
      default: nil
      }
    }
  }

  /// Every path to a member of an object, elements of arrays left out.
  var keys: Set<String> {
    guard case .object(let members) = self else { return [] }
    return members.reduce(into: []) { keys, member in
      keys.insert(member.key)
      keys.formUnion(member.value.keys.map { "\(member.key).\($0)" })
    }
  }
}

@Suite struct CallRecordTests {
  private func decoded(_ record: CallRecord, events: Bool = true) throws -> Decoded {
    try Decoded(record.jsonLine(includingEvents: events))
  }

  @Test func `a record says what was measured`() throws {
    let record = try decoded(SampleRecords.measured(SampleRecords.twoParties))
    let expected: [(String, Decoded)] = [
      ("schema", .string("sori.call")), ("schema_version", .string("1.2.0")),
      ("status", .string("ok")), ("error.code", .null), ("input.size_bytes", .number(960_058)),
      ("reliability.segmentation", .string("channel")), ("reliability.confidence", .null),
      ("reliability.usable_for_evaluation", .boolean(false)),
      ("reliability.reasons", .array([.string("crosstalk"), .string("truncated")])),
      ("recording.duration_s", .number(60)), ("recording.missing_s", .number(1.5)),
      ("channels.0.active_level_dbfs", .number(-21.46)), ("channels.0.snr_db", .number(45.14)),
      ("channels.0.clipping_ratio", .number(0.0001)), ("channels.0.bandwidth_hz", .number(3400.3)),
      ("channels.0.crosstalk_lag_s", .number(0.08)), ("channels.0.speaker", .string("agent")),
      ("channels.1.active_level_dbfs", .null), ("speakers.1.label", .string("customer")),
      ("activity.speech_start_s", .number(1.234)), ("activity.speech_span_s", .number(51.766)),
      ("speakers.0.talk_s", .number(11.866)), ("speakers.1.backchannel_count", .number(1)),
      ("turns.opener", .string("agent")), ("turns.first_reply_s", .number(0.5)),
      ("overlap.overlap_s", .number(0.9)), ("overlap.backchannel_s", .number(0.4)),
      ("overlap.transition_count", .number(2)), ("overlap.estimated", .boolean(false)),
      ("speakers.0.overlap_by.transition_s", .number(0.3)),
      ("silence.silence_longest_s", .number(6)), ("silence.silence_longest_start_s", .number(14)),
      ("tones.hold_s", .number(20)), ("tones.dtmf_count", .number(1)),
      ("transcript.source", .string("file")), ("transcript.format", .string("webvtt")),
      ("transcript.error", .null), ("transcript.doubtful", .boolean(false)),
      ("transcript.word_count", .number(48)), ("transcript.outside_word_count", .number(2)),
      ("transcript.words_outside_speech_ratio", .number(0.04)),
      ("transcript.speech_without_words_ratio", .number(0.05)),
      ("transcript.speaker_label_agreement_ratio", .null),
      ("transcript.stt_offset_s", .number(-0.12)), ("transcript.stt_drift_s", .null),
      ("transcript.keyword_hits.0.count", .number(0)),
      ("transcript.keyword_hits.1.rule", .string("refund")),
      ("transcript.script_coverage_ratio", .number(0.5)), ("transcript.greeting", .null),
      ("transcript.recording_notice", .string("said")),
      ("transcript.recording_notice_at_s", .number(1.3)),
      ("transcript.closing", .string("missing")), ("speakers.0.syllable_count", .number(90)),
      ("privacy.personal_data_count", .number(1)), ("privacy.mobile_phone_count", .number(1)),
      ("privacy.card_count", .number(0)), ("privacy.notice_detected", .boolean(true)),
      ("privacy.lawful_basis", .string("contract")), ("privacy.audio_masked_s", .null),
      ("events.personal_data.0.type", .string("mobile_phone")),
      ("events.script.1.start_s", .null), ("events.keywords.0.speaker", .string("customer")),
      ("events.talkspurts.0.start_s", .number(1.234)),
      ("events.overlaps.0.speakers", .array([.string("agent"), .string("customer")])),
      ("events.overlaps.0.class", .string("backchannel")),
      ("events.silences.1.after", .string("agent")), ("events.tones.0.kind", .string("dtmf")),
    ]
    for (path, value) in expected { #expect(record.at(path) == value, "\(path)") }
  }

  @Test func `the same keys stand in every record, whatever the status`() throws {
    for events in [false, true] {
      let keys = try SampleRecords.all.map { try decoded($0, events: events).keys }
      #expect(keys.allSatisfy { $0 == keys[0] })
      #expect(keys[0].contains("events") == events)
      #expect(keys[0].count > 80)
    }
  }

  @Test func `the keys stand in the same order in every record`() {
    // Top-level order, read off the text.
    let order = [
      "schema", "schema_version", "tool_version", "config_hash", "call_id", "input", "status",
      "error", "started_at", "direction", "queue", "agent_id", "reliability", "recording",
      "channels", "speakers", "activity", "turns", "overlap", "silence", "tones",
      "transcript", "privacy", "events",
    ]
    for record in SampleRecords.all {
      var rest = Substring(record.jsonLine(includingEvents: true))
      for key in order {
        let found = rest.range(of: "\"\(key)\":")
        #expect(found != nil, "\(key)")
        if let found { rest = rest[found.upperBound...] }
      }
    }
  }

  @Test(arguments: CallStatus.allCases.filter { $0 != .ok })
  func `without figures every figure is null`(status: CallStatus) throws {
    let record = try decoded(SampleRecords.bare(status))
    let figures = [
      "reliability", "recording", "activity", "turns", "overlap", "silence", "tones", "transcript",
      "privacy",
    ]
    for group in figures + ["events"] {
      guard case .object(let members) = record.at(group) else {
        Issue.record("\(group) is no object")
        continue
      }
      #expect(members.values.allSatisfy { $0 == .null }, "\(group)")
    }
    #expect(record.at("channels") == .null)
    #expect(record.at("speakers") == .null)
    #expect(record.at("status") == .string(status.rawValue))
  }

  @Test func `the elements of an array have identical keys`() throws {
    let single = try decoded(SampleRecords.measured(SampleRecords.single))
    let record = try decoded(SampleRecords.measured(SampleRecords.twoParties))
    for array in ["channels", "speakers"] {
      let keys = try #require(record.at("\(array).0")?.keys)
      #expect(record.at("\(array).1")?.keys == keys)
      #expect(single.at("\(array).0")?.keys == keys)
    }
  }

  @Test func `a record is one line and the same every time`() {
    for record in SampleRecords.all {
      let line = record.jsonLine(includingEvents: true)
      #expect(!line.contains { $0.isNewline })
      #expect(line == record.jsonLine(includingEvents: true))
    }
  }

  @Test func `odd paths are written so that they are read back`() throws {
    var record = SampleRecords.bare(.failed)
    record.inputPath = "통화/\"1\"\n\u{2028}\\.wav"
    #expect(try decoded(record).at("input.path") == .string(record.inputPath))
  }
}
