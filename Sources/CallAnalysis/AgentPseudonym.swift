internal import Crypto
internal import FoundationEssentials

/// Turns agents' identifiers into pseudonyms that only the holder of the key can link.
public struct AgentPseudonym: Sendable {
  private let key: SymmetricKey

  /// Fewest bytes of a key: 128 bits, below which a list of staff numbers is quickly tried out.
  public static let shortestKey = 16

  /// - Throws: `AnalysisError` (`usage`) for fewer than `shortestKey` bytes.
  public init(key: [UInt8]) throws(AnalysisError) {
    guard key.count >= Self.shortestKey else {
      throw AnalysisError(
        .usage, "key holds \(key.count) bytes, expected \(Self.shortestKey) or more")
    }
    self.key = SymmetricKey(data: key)
  }

  /// The key is the file's bytes without line ends at the end, which editors add.
  ///
  /// - Throws: `AnalysisError`: `unreadable`, or `usage` for a key too short.
  public init(keyFile path: String) throws(AnalysisError) {
    guard let content = try? Data(contentsOf: URL(fileURLWithPath: path)) else {
      throw AnalysisError(.unreadable, path: path, "cannot be read")
    }
    let lineEnds: Set<UInt8> = [0x0A, 0x0D]
    let key = content.reversed().drop(while: lineEnds.contains).reversed()
    do {
      try self.init(key: Array(key))
    } catch {
      throw AnalysisError(error.code, path: path, error.message)
    }
  }

  /// HMAC-SHA-256 of the identifier's UTF-8 bytes under the key: 64 hexadecimal digits.
  ///
  /// Source: RFC 2104, FIPS 180-4.
  public func callAsFunction(_ identifier: String) -> String {
    hexadecimal(HMAC<SHA256>.authenticationCode(for: Data(identifier.utf8), using: key))
  }
}
