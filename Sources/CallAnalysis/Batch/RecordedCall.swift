internal import FoundationEssentials
internal import Reporting

/// What a record of an earlier run says of how it came about.
struct RecordedCall: Decodable, Sendable {
  struct Input: Decodable, Sendable {
    let path: String
    let sizeBytes: Int?
    let sha256: String?
  }
  struct Failure: Decodable, Sendable {
    let code: String?
    let message: String?
  }
  /// What it says of where its words came from; its parts are missing in records of older versions.
  struct Words: Decodable, Sendable {
    let source: String?
    let recognizer: String?
    let sizeBytes: Int?
    let sha256: String?
    let error: String?
    let textAnalyzer: String?
  }
  struct Privacy: Decodable, Sendable {
    let lawfulBasis: String?
    let expiresAt: String?
    let textMasked: Bool?
    let audioMaskedS: Double?
  }
  struct Reliability: Decodable, Sendable { let reasons: [String]? }
  /// Says only whether the key is there.
  struct Presence: Decodable, Sendable {
    init(from decoder: any Decoder) {}
  }

  let schemaVersion: String
  let toolVersion: String
  let configHash: String
  let voiceModels: String?
  let callId: String?
  let input: Input
  let status: CallStatus
  let error: Failure
  let startedAt: String?
  let direction: String?
  let queue: String?
  let agentId: String?
  let reliability: Reliability
  let transcript: Words?
  let privacy: Privacy?
  let events: Presence?

  /// The record in `line`, or nil where there is none.
  init?(line: [UInt8]) {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let call = try? decoder.decode(Self.self, from: Data(line)) else { return nil }
    self = call
  }

  /// Whether the speakers of one channel were not told apart for want of models.
  var lacksVoices: Bool { reliability.reasons?.contains("models_missing") ?? false }
}
