import Foundation
import Testing

@testable import NeuralNets

struct MappedTensorsTests {
  private let folder: TemporaryModels

  init() throws { folder = try TemporaryModels() }

  private func map(_ file: SafetensorsBytes) throws -> MappedTensors {
    try MappedTensors(path: folder.write(file.bytes, to: "model.safetensors"))
  }

  /// A header padded so that the numbers begin at a multiple of 64 bytes, plus `extra`.
  private func aligned(_ header: String, extra: Int = 0) -> String {
    let filling = (64 - (8 + header.utf8.count) % 64) % 64
    return header + String(repeating: " ", count: filling + extra)
  }

  @Test("Numbers and metadata are those that SafetensorsFile reads of the same file")
  func agrees() throws {
    let header = """
      {"__metadata__":{"name":"test"},
       "b":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},
       "none":{"dtype":"F32","shape":[0,7],"data_offsets":[16,16]},
       "one":{"dtype":"F32","shape":[],"data_offsets":[16,20]}}
      """
    let bytes = SafetensorsBytes(
      header: aligned(header),
      numbers: SafetensorsBytes.bytes(of: [0.1, -0x1p-140, .greatestFiniteMagnitude, 0, 7]))
    let mapped = try map(bytes)
    let read = try bytes.read()
    #expect(mapped.metadata == read.metadata && mapped.tensors == read.tensors)
    #expect(mapped.byteCount == bytes.bytes.count)
    #expect(try mapped.requiredMetadata("name") == "test")
    for (name, shape) in [("b", [2, 2]), ("none", [0, 7]), ("one", [])] {
      let tensor = try mapped.tensor(name, shape: shape)
      #expect(tensor.values == (try read.values(of: name, shape: shape)))
      #expect(tensor.count == tensor.values.count && tensor.shape == shape)
    }
  }

  @Test("Numbers stay when the file is replaced and its reader gone, as installing does")
  func replaced() throws {
    let path = try folder.write(
      SafetensorsBytes(header: aligned(Self.two), numbers: Self.numbers).bytes, to: "a")
    let tensor = try MappedTensors(path: path).tensor("a", shape: [2])
    let other = try folder.write(
      SafetensorsBytes(
        header: aligned(Self.two), numbers: SafetensorsBytes.bytes(of: [3, 4])
      ).bytes, to: "b")
    #expect(rename(other, path) == 0)
    #expect(tensor.values == [1, -2])
    #expect(try MappedTensors(path: path).tensor("a", shape: [2]).values == [3, 4])
  }

  @Test(
    "What a header claims is refused as SafetensorsFile refuses it",
    arguments: [
      #"{"dtype":"F32","shape":[3],"data_offsets":[0,8]}"#,
      #"{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,8]}"#,
      #"{"dtype":"F32","shape":[2],"data_offsets":[0,12]}"#,
      #"{"dtype":"F32","shape":[1],"data_offsets":[4,8]}"#,
      #"{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#,
      #"{"dtype":"I64","shape":[1],"data_offsets":[0,8]}"#,
    ])
  func refusesClaims(_ entry: String) throws {
    let bytes = SafetensorsBytes(entry: entry)
    let mapped = try #require(throws: ModelError.self) { try map(bytes) }
    let read = try #require(throws: ModelError.self) { try bytes.read() }
    #expect(mapped.code == .malformed && mapped.message == read.message)
  }

  @Test("A file cut anywhere in or behind its header is refused, and so is an empty one")
  func refusesCutFiles() throws {
    let whole = SafetensorsBytes(header: aligned(Self.two), numbers: Self.numbers).bytes
    for count in [0, 1, 7, 8, 9, 40, whole.count - 8, whole.count - 1] {
      let path = try folder.write(Array(whole.prefix(count)), to: "cut")
      let error = try #require(throws: ModelError.self) { try MappedTensors(path: path) }
      #expect(error.code == .malformed, "\(count): \(error)")
    }
  }

  @Test("A length that no file has is refused before anything is read")
  func refusesLength() throws {
    for claimed in [UInt64.max, UInt64(Int.max), 1 << 21] {
      var bytes = SafetensorsBytes()
      bytes.claimedLength = claimed
      let error = try #require(throws: ModelError.self) { try map(bytes) }
      #expect(error.code == .tooLarge, "\(error)")
    }
  }

  @Test("What is no regular file is refused")
  func refusesOthers() throws {
    for path in [folder.path, "/dev/null", "\(folder.path)/none", "a\0b"] {
      let error = try #require(throws: ModelError.self) { try MappedTensors(path: path) }
      #expect(error.code == .unreadable, "\(error)")
    }
  }

  @Test("A tensor of another shape or type, NaN or infinity is refused, and so is a missing one")
  func refusesTensors() throws {
    for bad: Float in [.nan, .infinity, -.infinity] {
      let mapped = try map(
        SafetensorsBytes(
          header: aligned(Self.two), numbers: SafetensorsBytes.bytes(of: [1, bad])))
      let error = try #require(throws: ModelError.self) { try mapped.tensor("a", shape: [2]) }
      #expect(error.code == .unsuitableTensor && error.message.contains("at 1, expected finite"))
    }
    let mapped = try map(SafetensorsBytes(header: aligned(Self.two), numbers: Self.numbers))
    for shape in [[1, 2], [2, 1], [3], []] {
      let error = try #require(throws: ModelError.self) { try mapped.tensor("a", shape: shape) }
      #expect(error.code == .unsuitableTensor && error.message.contains("is 2, expected"))
    }
    #expect(throws: ModelError(.missing, path: mapped.path, "tensor \"b\" is missing")) {
      try mapped.tensor("b", shape: [2])
    }
    let half = #"{"a":{"dtype":"F16","shape":[4],"data_offsets":[0,8]}}"#
    let error = try #require(throws: ModelError.self) {
      try map(SafetensorsBytes(header: aligned(half), numbers: Self.numbers))
        .tensor("a", shape: [4])
    }
    #expect(error.message.contains("holds F16, expected F32"))
  }

  @Test("Numbers that begin between multiples of four bytes are refused, at others they are read")
  func alignment() throws {
    for extra in 0..<8 {
      let bytes = SafetensorsBytes(header: aligned(Self.two, extra: extra), numbers: Self.numbers)
      let mapped = try map(bytes)
      if extra % 4 == 0 {
        #expect(try mapped.tensor("a", shape: [2]).values == [1, -2])
      } else {
        let error = try #require(throws: ModelError.self) { try mapped.tensor("a", shape: [2]) }
        #expect(error.message.contains("expected a multiple of 4"))
      }
    }
  }

  @Test("Any byte changed gives tensors or an error, never a crash")
  func survivesDamage() throws {
    let bytes = SafetensorsBytes(header: aligned(Self.two), numbers: Self.numbers).bytes
    var numbers = TestNumbers(seed: 2)
    for index in bytes.indices {
      for _ in 0..<4 {
        var damaged = bytes
        damaged[index] = UInt8.random(in: .min ... .max, using: &numbers)
        let path = try folder.write(damaged, to: "damaged")
        guard let mapped = try? MappedTensors(path: path) else { continue }
        for (name, tensor) in mapped.tensors {
          let values = try? mapped.tensor(name, shape: tensor.shape).values
          #expect(values == nil || values?.count == tensor.count)
        }
      }
    }
  }

  @Test("Many readers on many threads see the same numbers")
  func threads() async throws {
    let tensor = try map(SafetensorsBytes(header: aligned(Self.two), numbers: Self.numbers))
      .tensor("a", shape: [2])
    await withTaskGroup(of: [Float].self) { group in
      for _ in 0..<16 { group.addTask { tensor.values } }
      for await values in group { #expect(values == [1, -2]) }
    }
  }

  private static let two = #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}"#
  private static let numbers = SafetensorsBytes.bytes(of: [1, -2])
}
