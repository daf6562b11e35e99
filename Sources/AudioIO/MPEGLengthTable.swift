/// The table in the first frame of an MPEG stream that says how long the stream is: LAME's and
/// Xing's, or Fraunhofer's. Without one, a decoder can only guess the length of a stream of variable
/// rate.
enum MPEGLengthTable {
  /// Bytes of the stream that are searched: no frame is longer, and the table is in the first.
  private static let reach = 4096

  private static let names: [[UInt8]] = ["Xing", "Info", "VBRI"].map { Array($0.utf8) }

  /// Whether the stream that begins at `offset` has one.
  static func isPresent(in file: HashedFile, at offset: Int) throws(AudioError) -> Bool {
    let start = offset + (try tagCount(in: file, at: offset))
    let bytes = try file.bytes(at: start, count: reach)
    guard bytes.count >= 4 else { return false }
    return (0...(bytes.count - 4)).contains { index in
      names.contains { $0[0] == bytes[index] && $0[...] == bytes[index..<(index + 4)] }
    }
  }

  /// Bytes of the ID3v2 tag at `offset`: 0 without one. Its size is written with 7 bits a byte
  /// (ID3v2.4, clause 3.1).
  private static func tagCount(in file: HashedFile, at offset: Int) throws(AudioError) -> Int {
    let bytes = try file.bytes(at: offset, count: 10)
    guard bytes.count == 10, bytes.starts(with: "ID3".utf8) else { return 0 }
    return 10 + bytes[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
  }
}
