import Foundation
import Testing

@testable import NeuralNets

struct SafetensorsTests {
  @Test("Numbers of both types, shapes and metadata are read as they were written")
  func reads() throws {
    let header = """
      {"__metadata__":{"name":"test","note":"ä"},
       "half":{"dtype":"F16","shape":[2,2],"data_offsets":[8,16]},
       "one":{"dtype":"F32","shape":[],"data_offsets":[4,8]},
       "none":{"dtype":"F32","shape":[0,7],"data_offsets":[8,8]},
       "first":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}
      """
    // 1, -2, 65504 (the largest) and 2^-24 (the smallest) in half precision: IEEE 754-2019, 3.4.
    let half: [UInt8] = [0x00, 0x3C, 0x00, 0xC0, 0xFF, 0x7B, 0x01, 0x00]
    let file = try SafetensorsBytes(
      header: header, numbers: SafetensorsBytes.bytes(of: [0.1, -0x1p-140]) + half
    ).read()
    #expect(file.metadata == ["name": "test", "note": "ä"])
    #expect(try file.requiredMetadata("note") == "ä")
    #expect(Set(file.tensors.keys) == ["half", "one", "none", "first"])
    #expect(try file.values(of: "first", shape: [1]) == [0.1])
    #expect(try file.values(of: "one", shape: []) == [-0x1p-140])
    #expect(try file.values(of: "none", shape: [0, 7]).isEmpty)
    #expect(try file.values(of: "half", shape: [2, 2]) == [1, -2, 65504, 0x1p-24])
  }

  @Test("The digest is that of the file's bytes")
  func digest() throws {
    // SHA-256 of "abc": FIPS 180-2, B.1.
    #expect(
      ModelBytes(path: "", bytes: Array("abc".utf8)).sha256
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test(
    "What a tensor claims is refused unless it is possible and true",
    arguments: [
      (#"{"dtype":"F64","shape":[1],"data_offsets":[0,8]}"#, "holds F64"),
      (#"{"dtype":"F32","shape":[3],"data_offsets":[0,8]}"#, "takes 8 bytes, expected 12 for 3"),
      (#"{"dtype":"F16","shape":[2],"data_offsets":[0,8]}"#, "takes 8 bytes, expected 4"),
      (#"{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}"#, "impossible shape -2"),
      (#"{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,8]}"#, "impossible"),
      (#"{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}"#, "impossible"),
      (#"{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,8]}"#, "header"),
      (#"{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}"#, "header"),
      (#"{"dtype":"F32","shape":[2],"data_offsets":[0,12]}"#, "data_offsets"),
      (#"{"dtype":"F32","shape":[2],"data_offsets":[8,0]}"#, "data_offsets"),
      (#"{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}"#, "data_offsets"),
      (#"{"dtype":"F32","shape":[2],"data_offsets":[0]}"#, "data_offsets"),
      (#"{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}"#, "data_offsets"),
      (#"{"dtype":"F32","shape":[1],"data_offsets":[4,8]}"#, "leaves a gap"),
      (#"{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#, "tensors end at byte"),
      (#"{"dtype":"F32","shape":[2]}"#, "data_offsets"),
      (#"{"dtype":1,"shape":[2],"data_offsets":[0,8]}"#, "dtype"),
      (#"[]"#, "header"), (#"null"#, "header"), ("", "header"),
    ])
  func refusesClaims(_ entry: String, _ expected: String) throws {
    let error = try #require(throws: ModelError.self) {
      try SafetensorsBytes(entry: entry).read()
    }
    #expect(error.code == .malformed)
    #expect(error.path == "model.safetensors")
    #expect(error.message.contains(expected), "\(error)")
  }

  @Test("Tensors may neither overlap nor lie in one another")
  func refusesOverlap() throws {
    for second in ["[4,12]", "[0,8]"] {
      let header = """
        {"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},
         "b":{"dtype":"F32","shape":[2],"data_offsets":\(second)}}
        """
      let error = try #require(throws: ModelError.self) {
        try SafetensorsBytes(header: header, numbers: [UInt8](repeating: 0, count: 12)).read()
      }
      #expect(error.code == .malformed)
      #expect(error.message.contains("\"b\" overlaps"))
    }
  }

  @Test("A header's length is believed only as far as the file and the limit go")
  func refusesLengths() throws {
    var file = SafetensorsBytes()
    let trueLength = UInt64(file.header.utf8.count)
    for (claim, code) in [
      (0, ModelError.Code.malformed), (1, .malformed), (trueLength - 1, .malformed),
      (trueLength + 9, .malformed), (1 << 20, .malformed), (1 << 20 + 1, .tooLarge),
      (1 << 63, .tooLarge), (.max, .tooLarge),
    ] as [(UInt64, ModelError.Code)] {
      file.claimedLength = claim
      let error = #expect(throws: ModelError.self, "\(claim)") { try file.read() }
      #expect(error?.code == code, "\(claim)")
    }
  }

  @Test("A file cut off anywhere is refused, and so is one with a byte too many")
  func refusesTruncation() throws {
    let bytes = SafetensorsBytes().bytes
    for count in 0..<bytes.count {
      #expect(throws: ModelError.self) {
        try SafetensorsFile(ModelBytes(path: "", bytes: Array(bytes.prefix(count))))
      }
    }
    #expect(throws: ModelError.self) {
      try SafetensorsFile(ModelBytes(path: "", bytes: bytes + [0]))
    }
    _ = try SafetensorsFile(ModelBytes(path: "", bytes: bytes))
  }

  @Test("Any byte changed gives a file or an error, never a crash")
  func survivesDamage() throws {
    let bytes = SafetensorsBytes().bytes
    var numbers = TestNumbers(seed: 1)
    for index in bytes.indices {
      for _ in 0..<8 {
        var damaged = bytes
        damaged[index] = UInt8.random(in: .min ... .max, using: &numbers)
        guard let file = try? SafetensorsFile(ModelBytes(path: "", bytes: damaged)) else {
          continue
        }
        for (name, tensor) in file.tensors {
          let values = try? file.values(of: name, shape: tensor.shape)
          #expect(values == nil || values?.count == tensor.count)
        }
      }
    }
  }

  @Test("Text that is no JSON object of strings and tensors is refused")
  func refusesText() throws {
    for header in [
      "[]", " {}", "{", #"{"__metadata__":{"a":1}}"#, #"{"__metadata__":[]}"#, "{\u{0}}",
      #"{"a":{"dtype":"F32","shape":[[2]],"data_offsets":[0,8]}}"#,
      String(repeating: #"{"a":"#, count: 5000),
    ] {
      let error = #expect(throws: ModelError.self, "\(header.prefix(40))") {
        try SafetensorsBytes(header: header, numbers: []).read()
      }
      #expect(error?.code == .malformed)
    }
  }

  @Test("A tensor is given out only under its name, in its shape, with finite numbers")
  func refusesUse() throws {
    let file = try SafetensorsBytes().read()
    #expect(throws: ModelError(.missing, path: file.path, "tensor \"b\" is missing")) {
      try file.values(of: "b", shape: [2])
    }
    #expect(
      throws: ModelError(
        .unsuitableTensor, path: file.path, "tensor \"a\" is 2, expected 2 × 1")
    ) { try file.values(of: "a", shape: [2, 1]) }
    for bad in [Float.nan, .infinity, -.infinity] {
      let file = try SafetensorsBytes(numbers: SafetensorsBytes.bytes(of: [1, bad])).read()
      let error = #expect(throws: ModelError.self) { try file.values(of: "a", shape: [2]) }
      #expect(error?.code == .unsuitableTensor)
    }
  }

  @Test("What is no readable regular file is refused by name")
  func refusesFiles() throws {
    for path in ["/nonexistent", "/tmp", "/dev/zero", "", "a\u{0}b"] {
      let error = #expect(throws: ModelError.self) { try SafetensorsFile(path: path) }
      #expect(error?.code == .unreadable)
      #expect(error?.path == path)
    }
  }

  @Test("A manifest is read from the metadata, and each part of it must be there")
  func manifest() throws {
    let file = try SafetensorsFile(path: NetworkVectorTests.file("kernel-1.safetensors"))
    let manifest = try ModelManifest(of: file)
    #expect(manifest.name == "kernel-1")
    #expect(manifest.version == "1")
    #expect(manifest.source == "scripts/make-network-vectors")
    #expect(manifest.licence == "Apache-2.0")
    #expect(manifest.sha256 == file.sha256 && file.sha256.count == 64)
    let bare = try SafetensorsBytes(
      header: #"{"__metadata__":{"name":"x","version":"1","source":""}}"#, numbers: []
    ).read()
    #expect(
      throws: ModelError(.missing, path: bare.path, "metadata \"source\" is missing or empty")
    ) { try ModelManifest(of: bare) }
  }
}
