import Foundation

@testable import NeuralNets

/// A safetensors file put together by hand, right or wrong.
struct SafetensorsBytes {
  /// The header's text.
  var header: String
  /// What the first eight bytes claim; the header's true length unless set.
  var claimedLength: UInt64?
  var numbers: [UInt8] = []

  /// One tensor `a` of two 32-bit floats, 1 and -2, where nothing else is said.
  init(
    entry: String = #"{"dtype":"F32","shape":[2],"data_offsets":[0,8]}"#, numbers: [UInt8]? = nil
  ) {
    header = #"{"a":"# + entry + "}"
    self.numbers = numbers ?? Self.bytes(of: [1, -2])
  }

  init(header: String, numbers: [UInt8]) {
    self.header = header
    self.numbers = numbers
  }

  var bytes: [UInt8] {
    let length = claimedLength ?? UInt64(header.utf8.count)
    return withUnsafeBytes(of: length.littleEndian) { Array($0) } + Array(header.utf8) + numbers
  }

  func read() throws -> SafetensorsFile {
    try SafetensorsFile(ModelBytes(path: "model.safetensors", bytes: bytes))
  }

  static func bytes(of values: [Float]) -> [UInt8] {
    values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) } }
  }
}
