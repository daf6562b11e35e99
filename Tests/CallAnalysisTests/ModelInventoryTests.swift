import Foundation
import Testing
import VoiceActivity

@testable import CallAnalysis
@testable import NeuralNets

@Suite("Which models are there") struct ModelInventoryTests {
  private static let shipped = URL(filePath: Fixtures.folder).deletingLastPathComponent()
    .appending(path: "models").path()
  private static let network = VoiceActivityConfiguration().network

  @Test("The default speech network is shipped, and its digest is the one known")
  func shipped() throws {
    let item = try #require(ModelInventory(of: ModelFolder(named: Self.shipped)).items.first)
    #expect(item.name == Self.network && item.state == .verified && item.problem == nil)
    #expect(item.sha256 == ModelInventory.shippedDigests[Self.network])
    #expect(item.licence == "CC-BY-4.0")
  }

  @Test("A speech network that was trained elsewhere is there, but nothing to hold it against")
  func trainedElsewhere() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: "\(Self.shipped)/\(Self.network).safetensors",
      toPath: "\(folder.path)/mine-2.safetensors")
    var configuration = AnalysisConfiguration()
    configuration.detector.network = "mine-2"
    let inventory = ModelInventory(
      of: ModelFolder(named: folder.path), configuration: configuration)
    #expect(inventory.items[0].state == .unverified)
    #expect(inventory.items[0].sha256 == ModelInventory.shippedDigests[Self.network])
  }

  @Test("Under the name of a shipped network other weights are damaged ones")
  func altered() throws {
    let folder = try TemporaryFolder()
    let name = "\(Self.network).safetensors"
    var content = try Data(contentsOf: URL(filePath: "\(Self.shipped)/\(name)"))
    content[content.count - 2] ^= 1
    try content.write(to: URL(filePath: "\(folder.path)/\(name)"))
    let item = ModelInventory(of: ModelFolder(named: folder.path)).items[0]
    #expect(item.state == .damaged && item.sha256 == nil)
    #expect(item.problem?.hasPrefix("SHA-256 ") == true)
  }

  @Test("In an empty folder everything is missing, and what installs it is named")
  func empty() throws {
    let folder = try TemporaryFolder()
    let inventory = ModelInventory(of: ModelFolder(named: folder.path))
    #expect(inventory.items.map(\.name) == [Self.network, "campplus", "segmentation"])
    #expect(inventory.items.allSatisfy { $0.state == .missing && $0.path == nil })
    #expect(!inventory.isComplete)
    #expect(
      inventory.items[1].problem
        == "no such model in \(folder.path); scripts/install-models --folder \(folder.path) installs it"
    )
    #expect(
      inventory.text.contains("install with  scripts/install-models --folder \(folder.path)\n"))
    #expect(inventory.items[0].remedy == nil)
  }

  @Test("A network without its manifest is damaged")
  func withoutManifest() throws {
    let folder = try TemporaryFolder()
    try Data("x".utf8).write(to: URL(filePath: "\(folder.path)/campplus.safetensors"))
    let inventory = ModelInventory(of: ModelFolder(named: folder.path))
    #expect(inventory.items[1].state == .damaged && inventory.items[1].byteCount == 1)
    #expect(inventory.items[1].problem?.contains("manifest.json: cannot open") == true)
    #expect(inventory.items[2].state == .missing)
    let error = #expect(throws: AnalysisError.self) {
      try ModelFolder(named: folder.path).voiceNetwork(.campplus)
    }
    #expect(
      error?.message.hasSuffix(
        "; scripts/install-models --folder \(folder.path) installs it again") == true)
  }

  @Test("A file that is as it was installed but of no use is damaged, as whoever measures finds")
  func laidOutOtherwise() throws {
    let folder = try TemporaryFolder()
    let names = VoiceNetwork.allCases.map(\.rawValue)
    try folder.write("Do what you like.", to: "LICENSE.txt")
    let licence = try FileDigest.sha256(path: "\(folder.path)/LICENSE.txt")
    var entries: [String: [String: Any]] = [:]
    for name in names {
      let path = "\(folder.path)/\(name).safetensors"
      let content = Self.tensorFile(name: name, version: "1")
      try content.write(to: URL(filePath: path))
      entries[name] = [
        "file": "\(name).safetensors", "bytes": content.count,
        "sha256": try FileDigest.sha256(path: path),
        "version": "1", "licence": "MIT", "licence_file": "LICENSE.txt",
        "licence_sha256": licence, "source": "here", "package": "none",
      ]
    }
    try JSONSerialization.data(withJSONObject: ["format": 1, "models": entries] as [String: Any])
      .write(to: URL(filePath: "\(folder.path)/manifest.json"))
    let items = ModelInventory(of: ModelFolder(named: folder.path)).items.dropFirst()
    #expect(items.map(\.state) == [.damaged, .damaged])
    for item in items {
      #expect(item.problem?.contains("is missing") == true, "\(item.problem ?? "")")
      #expect(item.sha256 == nil && item.version == "1")
      #expect(item.remedy == "scripts/install-models --folder \(folder.path)")
    }
    #expect(throws: AnalysisError.self) { try VoiceModels(in: ModelFolder(named: folder.path)) }
  }

  /// One number under a name that no network asks for.
  private static func tensorFile(name: String, version: String) -> Data {
    var header =
      #"{"__metadata__":{"name":"\#(name)","version":"\#(version)"},"#
      + #""a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#
    while header.utf8.count % 4 != 0 { header += " " }
    return withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
      + Data(header.utf8) + Data(count: 4)
  }

  @Test("What is installed here is what was installed, and can be used")
  func installed() throws {
    let folder = ModelFolder(named: Self.shipped)
    for (network, item) in zip(
      VoiceNetwork.allCases, ModelInventory(of: folder).items.dropFirst())
    {
      guard item.state != .missing else {
        print("skipped: \(network.rawValue) is not installed; scripts/setup installs it")
        continue
      }
      #expect(item.state == .verified, "\(item.problem ?? "")")
      let (tensors, manifest) = try folder.voiceNetwork(network)
      #expect(manifest.name == network.rawValue && !tensors.tensors.isEmpty)
      // What the networks are read by: no number lies between multiples of four bytes.
      for (name, tensor) in tensors.tensors {
        _ = try tensors.tensor(name, shape: tensor.shape)
      }
    }
  }

  @Test("Each JSON line is an object of the same keys, and a folder's name cannot break it")
  func json() throws {
    let folder = try TemporaryFolder()
    let odd = "\(folder.path)/a \"b\"\n"
    try FileManager.default.createDirectory(atPath: odd, withIntermediateDirectories: false)
    let lines = ModelInventory(of: ModelFolder(named: odd)).jsonLines.split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(
        Set(object.keys) == [
          "name", "needed_for", "state", "problem", "path", "bytes", "sha256", "version", "licence",
          "licence_path", "source", "package", "install_with",
        ])
      #expect(object["state"] as? String == "missing")
      #expect(object["path"] is NSNull)
    }
  }
}
