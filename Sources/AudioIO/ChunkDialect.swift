/// One chunk of a file of the RIFF family.
struct Chunk {
  let identifier: FourCharacters
  /// First byte behind identifier and size.
  let bodyStart: Int
  /// Claimed size of the body; nil where the header holds a placeholder for "not known".
  let bodyCount: UInt64?
}

/// How the members of the RIFF family write identifiers and sizes.
///
///     RIFF, RIFX, RF64, BW64:  id 4 │ size 4 of the body    │ body, padded to 2
///     W64:                     id 16 │ size 8 of everything  │ body, padded to 8
struct ChunkDialect {
  let container: WaveHeader.Container
  let bigEndian: Bool
  /// Offset of the first chunk.
  let firstChunk: Int
  /// Chunks begin at multiples of this.
  let alignment: Int
  /// Size of the whole file by the outermost chunk; nil where it says that it does not know.
  let claimedFileSize: UInt64?

  private let headerCount: Int

  /// Whether a `ds64` chunk holds the sizes that do not fit.
  var hasLongSizes: Bool { container == .rf64 || container == .bw64 }

  /// Bytes 4–15 of the identifiers of a W64 file other than the outermost.
  private static let w64Tail: [UInt8] = [
    0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A,
  ]
  /// The same of the outermost.
  private static let w64OuterTail: [UInt8] = [
    0x2E, 0x91, 0xCF, 0x11, 0xA5, 0xD6, 0x28, 0xDB, 0x04, 0xC1, 0x00, 0x00,
  ]

  /// The dialect of `file`, or nil when it is none of them.
  ///
  /// Throws `truncated_header` for a file that ends inside the outermost chunk's header, `not_audio`
  /// when that chunk holds something other than WAVE.
  init?(_ file: HashedFile) throws(AudioError) {
    let start = try file.bytes(at: 0, count: 40)
    guard let outer = ByteFields(start).fourCharacters(at: 0) else {
      if "RIFF".utf8.starts(with: start) || "riff".utf8.starts(with: start) {
        throw Self.cut(file, expected: 12)
      }
      return nil
    }
    let containers: [FourCharacters: WaveHeader.Container] = [
      "RIFF": .wav, "RIFX": .rifx, "RF64": .rf64, "BW64": .bw64, "riff": .w64,
    ]
    guard let container = containers[outer] else { return nil }
    let isW64 = container == .w64
    if isW64, !Self.w64OuterTail.starts(with: start.dropFirst(4).prefix(12)) { return nil }
    self.container = container
    bigEndian = container == .rifx
    firstChunk = isW64 ? 40 : 12
    headerCount = isW64 ? 24 : 8
    alignment = isW64 ? 8 : 2
    guard start.count >= firstChunk else { throw Self.cut(file, expected: firstChunk) }
    let fields = ByteFields(start, bigEndian: bigEndian)
    let form = fields.fourCharacters(at: isW64 ? 24 : 8)
    guard form == (isW64 ? "wave" : "WAVE") else {
      throw AudioError(
        .notAudio, path: file.path,
        "RIFF file of form '\(form?.description ?? "")', expected 'WAVE'")
    }
    let size = isW64 ? fields.uint64(at: 16) : fields.uint32(at: 4).map { UInt64($0) + 8 }
    claimedFileSize = size.flatMap { Self.isPlaceholder($0 - min($0, 8)) ? nil : $0 }
  }

  /// The chunk whose header stands at `offset`; nil at the end of the file.
  ///
  /// Throws `malformed_header` for a W64 chunk smaller than its own header, and what reading throws.
  func chunk(at offset: Int, in file: HashedFile) throws(AudioError) -> Chunk? {
    let bytes = try file.bytes(at: offset, count: headerCount)
    let fields = ByteFields(bytes, bigEndian: bigEndian)
    guard bytes.count == headerCount, let identifier = fields.fourCharacters(at: 0) else {
      return nil
    }
    let bodyStart = offset + headerCount
    guard container == .w64 else {
      let size = fields.uint32(at: 4).map { UInt64($0) }
      return Chunk(
        identifier: identifier, bodyStart: bodyStart,
        bodyCount: size.flatMap { Self.isPlaceholder($0) ? nil : $0 })
    }
    guard let size = fields.uint64(at: 16) else { return nil }
    let isKnown = Array(bytes[4..<16]) == Self.w64Tail
    guard size >= UInt64(headerCount) || size == 0 else {
      throw AudioError(
        .malformedHeader, path: file.path,
        "W64 chunk '\(identifier.description)' claims \(size) bytes, its header takes 24")
    }
    return Chunk(
      identifier: isKnown ? identifier : "????", bodyStart: bodyStart,
      bodyCount: Self.isPlaceholder(size) ? nil : size - min(size, UInt64(headerCount)))
  }

  /// First byte behind the body of `chunk`, padding not counted; nil where no size is known or it
  /// leads out of any file.
  func end(of chunk: Chunk) -> Int? {
    guard let count = chunk.bodyCount, let count = Int(exactly: count) else { return nil }
    let end = chunk.bodyStart.addingReportingOverflow(count)
    return end.overflow || end.partialValue > Int.max - alignment ? nil : end.partialValue
  }

  /// Offset of the chunk behind `chunk`; nil when that is behind the end of the file.
  ///
  /// Some writers leave out the byte that pads an odd body. The unpadded place is the next chunk's
  /// where what stands there looks more like an identifier than what stands at the padded one.
  func offset(after chunk: Chunk, in file: HashedFile) throws(AudioError) -> Int? {
    guard let end = end(of: chunk), end < file.sizeBytes else { return nil }
    let overhang = (end - chunk.bodyStart) % alignment
    guard overhang != 0 else { return end }
    let padded = end + alignment - overhang
    let here = ByteFields(try file.bytes(at: end, count: 4)).fourCharacters(at: 0)
    let there = ByteFields(try file.bytes(at: padded, count: 4)).fourCharacters(at: 0)
    return Self.likeness(here) > Self.likeness(there) ? end : padded
  }

  /// 2 for an identifier that stands in recordings, 1 for any other that could be one, else 0.
  private static func likeness(_ identifier: FourCharacters?) -> Int {
    guard let identifier, identifier.isPrintable else { return 0 }
    return knownIdentifiers.contains(identifier) ? 2 : 1
  }

  /// Whether a size stands for "not known". Writers into a pipe leave the largest number of their
  /// type, signed or not, or one that leaves room for the header below it (0xFFFFFFFF, 0x7FFFFFFF,
  /// 0x7FFFF000 …): the uppermost 4 KiB below 2^32 and 2^31, and whatever no disk holds.
  static func isPlaceholder(_ size: UInt64) -> Bool {
    (0xFFFF_F000...0xFFFF_FFFF).contains(size) || (0x7FFF_F000...0x7FFF_FFFF).contains(size)
      || size >= 1 << 62
  }

  /// Identifiers that stand in recordings, to find a chunk where the padding is in doubt.
  private static let knownIdentifiers: Set<FourCharacters> = [
    "fmt ", "data", "fact", "LIST", "JUNK", "junk", "PAD ", "bext", "cue ", "plst", "smpl", "inst",
    "iXML", "id3 ", "ID3 ", "PEAK", "cart", "chna", "axml", "ds64", "FLLR", "DISP", "acid", "labl",
    "note", "levl", "umid", "minf", "elm1", "regn", "_PMX", "aXML", "MD5 ",
  ]

  private static func cut(_ file: HashedFile, expected: Int) -> AudioError {
    AudioError(
      .truncatedHeader, path: file.path,
      "file holds \(file.sizeBytes) bytes, its header takes \(expected)")
  }
}
