internal import CallMetrics
internal import Crypto
internal import FoundationEssentials
internal import SpeechTimeline
internal import Transcripts

/// A transcript made elsewhere, as it is read for one call.
struct TranscriptFile {
  /// What the record says of it.
  var origin: TranscriptOrigin
  /// Nil where it could not be had; `origin.failure` says why.
  var transcript: Transcript?

  /// Longest file that is read. A transcript of ten hours with times for every word takes some 20 MB.
  static let mostBytes = 256 << 20

  /// What stands on the shelf for a call.
  init(_ found: TranscriptShelf.Found) {
    origin = TranscriptOrigin(.file)
    switch found {
    case .missing: origin.failure = "transcript_missing"
    case .ambiguous: origin.failure = "transcript_ambiguous"
    case .file(let path): read(path)
    }
  }

  private mutating func read(_ path: String) {
    guard let facts = FileFacts(path), facts.kind == .regular else {
      origin.failure = "transcript_unreadable"
      return
    }
    origin.sizeBytes = facts.byteCount
    guard facts.byteCount <= Self.mostBytes else {
      origin.failure = "transcript_too_large"
      return
    }
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      origin.failure = "transcript_unreadable"
      return
    }
    let bytes = [UInt8](data)
    origin.sizeBytes = bytes.count
    origin.sha256 = Self.digest(of: bytes)
    do {
      let imported = try TranscriptReader.read(bytes: bytes, name: path)
      origin.format = imported.format.rawValue
      origin.language = imported.transcript.language
      transcript = imported.transcript
    } catch {
      origin.failure = "transcript_\(error.code.rawValue)"
    }
  }

  /// The digest of the file at `path`, lower-case hexadecimal, or nil where it cannot be read.
  static func digest(ofFile path: String) -> String? {
    guard FileFacts(path)?.kind == .regular else { return nil }
    return (try? Data(contentsOf: URL(fileURLWithPath: path))).map { digest(of: [UInt8]($0)) }
  }

  static func digest(of bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".unicodeScalars)
    return SHA256.hash(data: bytes).reduce(into: "") {
      $0.unicodeScalars.append(digits[Int($1 >> 4)])
      $0.unicodeScalars.append(digits[Int($1 & 15)])
    }
  }
}
