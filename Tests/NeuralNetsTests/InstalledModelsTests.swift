import Foundation
import Testing

@testable import NeuralNets

/// A folder as `scripts/install-models` leaves it, with one small model.
struct InstalledModelsTests {
  private let folder: TemporaryModels
  private let bytes: [UInt8]

  init() throws {
    folder = try TemporaryModels()
    let header =
      #"{"__metadata__":{"name":"small","version":"2.1"},"#
      + #""a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
    let filling = String(repeating: " ", count: (4 - header.utf8.count % 4) % 4)
    bytes =
      SafetensorsBytes(header: header + filling, numbers: SafetensorsBytes.bytes(of: [1, 2])).bytes
    try folder.write(bytes, to: "small.safetensors")
    try folder.write("Do what you like.", to: "small.LICENSE.txt")
    try writeManifest()
  }

  /// With these values in place of the right ones.
  private func writeManifest(format: Int = 1, changing changes: [String: String] = [:]) throws {
    let digest = try FileDigest.sha256(path: "\(folder.path)/small.safetensors")
    let licence = try FileDigest.sha256(path: "\(folder.path)/small.LICENSE.txt")
    var entry = [
      "file": #""small.safetensors""#, "bytes": "\(bytes.count)", "sha256": "\"\(digest)\"",
      "version": #""2.1""#, "licence": #""MIT""#, "licence_file": #""small.LICENSE.txt""#,
      "licence_sha256": "\"\(licence)\"",
      "source": #""https://example.org""#, "package": #""some 1 (PyPI)""#,
      "title": #""what is not read""#,
    ]
    entry.merge(changes) { $1 }
    let text = entry.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
      .joined(separator: ",")
    try folder.write(
      "{\"format\":\(format),\"models\":{\"small\":{\(text)}}}", to: "manifest.json")
  }

  private func failure(_ use: (InstalledModels) throws -> Void) throws -> ModelError {
    try #require(throws: ModelError.self) { try use(InstalledModels(folder: folder.path)) }
  }

  @Test("A model that is as it was installed is mapped and verified")
  func intact() throws {
    let models = try InstalledModels(folder: folder.path)
    #expect(try models.tensors("small").tensor("a", shape: [2]).values == [1, 2])
    try models.verify("small")
    let manifest = ModelManifest(name: "small", installed: try models.entry("small"))
    #expect(manifest.version == "2.1" && manifest.licence == "MIT")
    #expect(
      manifest.sha256 == (try SafetensorsFile(path: "\(folder.path)/small.safetensors").sha256))
  }

  @Test("A changed number is found by verifying, another length already when it is used")
  func altered() throws {
    var other = bytes
    other[other.count - 1] ^= 1
    try folder.write(other, to: "small.safetensors")
    #expect(try InstalledModels(folder: folder.path).tensors("small").byteCount == other.count)
    let changed = try failure { try $0.verify("small") }
    #expect(changed.code == .notAsInstalled && changed.message.hasPrefix("SHA-256"))
    try folder.write(bytes, to: "small.safetensors")
    try writeManifest(changing: ["bytes": "\(bytes.count + 1)"])
    let longer = try failure { _ = try $0.tensors("small") }
    #expect(longer.code == .notAsInstalled)
    #expect(longer.message == "file holds \(bytes.count) bytes, expected \(bytes.count + 1)")
  }

  @Test("A file of another version is not taken for the one that was installed")
  func version() throws {
    try writeManifest(changing: ["version": #""3.0""#])
    let error = try failure { _ = try $0.tensors("small") }
    #expect(error.code == .notAsInstalled)
    #expect(error.message == "version is \"2.1\", expected \"3.0\"")
  }

  @Test("A model without its licence, or with another, is not complete")
  func licence() throws {
    try folder.write("", to: "small.LICENSE.txt")
    #expect(try failure { try $0.verify("small") }.code == .notAsInstalled)
    try FileManager.default.removeItem(atPath: "\(folder.path)/small.LICENSE.txt")
    #expect(try failure { try $0.verify("small") }.code == .unreadable)
  }

  @Test("A model that the manifest does not name is missing")
  func unknown() throws {
    #expect(try failure { _ = try $0.tensors("large") }.code == .missing)
  }

  @Test(
    "A manifest that makes no sense is refused with the place",
    arguments: [
      ("", "manifest.json: "), ("[]", "manifest.json: "), ("{}", "format"),
      (#"{"format":1}"#, "models"),
      (#"{"format":2,"models":{}}"#, "format is 2, expected 1"),
      (#"{"format":1,"models":{"a":{}}}"#, "models.a"),
    ])
  func malformed(_ text: String, _ expected: String) throws {
    try folder.write(text, to: "manifest.json")
    let error = try failure { _ in }
    #expect(error.code == .malformed && error.path == "\(folder.path)/manifest.json")
    #expect(error.description.contains(expected), "\(error)")
  }

  @Test("A manifest cannot lead out of its folder", arguments: ["../small", "/etc/passwd", ""])
  func escapes(_ file: String) throws {
    for key in ["file", "licence_file"] {
      try writeManifest(changing: [key: "\"\(file)\""])
      let error = try failure { _ in }
      #expect(error.code == .malformed && error.message.contains("expected the name of a file"))
    }
  }

  @Test("The manifest speaks of the file that has the model's name, of no other")
  func otherFile() throws {
    try folder.write(bytes, to: "other.safetensors")
    try writeManifest(changing: ["file": #""other.safetensors""#])
    let error = try failure { _ in }
    #expect(error.code == .malformed)
    #expect(
      error.message
        == #"models.small: file is "other.safetensors", expected "small.safetensors""#)
  }

  @Test("Without a manifest nothing is installed")
  func none() throws {
    try FileManager.default.removeItem(atPath: "\(folder.path)/manifest.json")
    #expect(try failure { _ in }.code == .unreadable)
    try folder.write([UInt8](repeating: 0x20, count: 1 << 21), to: "manifest.json")
    #expect(try failure { _ in }.code == .tooLarge)
  }

  @Test("The digest of a file is that of its bytes, whatever its length")
  func digests() throws {
    for count in [0, 1, 55, 56, 64, 1 << 18 - 1, 1 << 18, 1 << 18 + 1] {
      let content = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let path = try folder.write(content, to: "content")
      #expect(try FileDigest.sha256(path: path) == ModelBytes(path: "", bytes: content).sha256)
    }
  }
}
