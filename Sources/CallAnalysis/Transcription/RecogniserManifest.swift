internal import AudioIO
internal import FoundationEssentials

/// What `manifest.json` in the folder of the speech recogniser says of the files beside it.
struct RecogniserManifest: Decodable {
  struct File: Decodable {
    var bytes: Int
    var sha256: String
  }

  var format: Int
  var version: String
  var licence: String
  var source: String
  /// Digests by package: `transcribe-cpp-native 0.4.1 (PyPI)`.
  var packages: [String: String]
  var files: [String: File]

  static let name = "manifest.json"
  private static let format = 1
  /// 1 MiB: a file takes about 150 bytes.
  private static let largest = 1 << 20

  /// - Throws: `AnalysisError` (`unreadable`).
  init(folder: String) throws(AnalysisError) {
    let path = "\(folder)/\(Self.name)"
    guard let byteCount = FileFacts(path)?.byteCount, byteCount <= Self.largest,
      let content = FileManager.default.contents(atPath: path)
    else {
      throw AnalysisError(.unreadable, path: path, "cannot be read")
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: content)
    } catch {
      throw AnalysisError(.unreadable, path: path, "expected what scripts/install-models writes")
    }
    guard format == Self.format, files[ModelFolder.recogniserFile] != nil,
      files.keys.allSatisfy(Self.staysInside)
    else {
      throw AnalysisError(.unreadable, path: path, "expected format \(Self.format) and its files")
    }
  }

  /// Reads every file and compares it with its digest.
  ///
  /// - Throws: `AnalysisError` (`unreadable`).
  func verify(in folder: String) throws(AnalysisError) {
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      let path = "\(folder)/\(name)"
      let found: String
      do {
        found = try contentDigest(ofFile: path)
      } catch {
        throw AnalysisError(.unreadable, path: path, error.detail)
      }
      guard found == file.sha256 else {
        throw AnalysisError(
          .unreadable, path: path, "SHA-256 \(found), expected \(file.sha256)")
      }
    }
  }

  /// Whether a path leads to a file in the folder or below. In bytes, as the system reads names.
  private static func staysInside(_ path: String) -> Bool {
    path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) && !$0.contains(0)
    }
  }
}
