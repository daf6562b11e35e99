/// Reads the header of a RIFF, RIFX, RF64, BW64 or W64 file by its own means and believes none of its
/// sizes: nothing is allocated by what the header claims, no more than `mostChunks` chunks are
/// visited, and every sum is checked.
struct WaveProbe {
  private let file: HashedFile
  private let dialect: ChunkDialect

  /// Chunks visited before the samples must begin. Broadcast recorders write about ten.
  private static let mostChunks = 1024

  /// The header of `file`, or nil when it is not of the WAVE family.
  ///
  /// Throws `truncated_header`, `malformed_header`, `unsupported_codec`, `not_audio` (RIFF of another
  /// form: AVI, WebP …) or what reading throws.
  static func header(of file: HashedFile) throws(AudioError) -> WaveHeader? {
    guard let dialect = try ChunkDialect(file) else { return nil }
    return try WaveProbe(file: file, dialect: dialect).walk()
  }

  private func walk() throws(AudioError) -> WaveHeader {
    var format: WaveFormat?
    var factFrames: Int?
    var longSizes: ByteFields?
    var offset = dialect.firstChunk
    for _ in 0..<Self.mostChunks {
      guard let chunk = try dialect.chunk(at: offset, in: file) else { break }
      switch chunk.identifier {
      case "fmt " where format == nil: format = try self.format(chunk)
      case "fact":
        let field = ByteFields(try body(chunk), bigEndian: dialect.bigEndian).uint32(at: 0)
        factFrames = field.flatMap { $0 == 0 || $0 == .max ? nil : Int($0) }
      case "ds64": longSizes = ByteFields(try body(chunk))
      case "data":
        guard let format else {
          throw AudioError(.malformedHeader, path: file.path, "data chunk before any fmt chunk")
        }
        return try header(chunk, format, factFrames, longSizes)
      default: break
      }
      guard let next = try dialect.offset(after: chunk, in: file) else { break }
      offset = next
    }
    throw noData(format: format, offset: offset)
  }

  private func body(_ chunk: Chunk) throws(AudioError) -> [UInt8] {
    let count = min(chunk.bodyCount ?? 0, UInt64(WaveFormat.longestBody))
    return try file.bytes(at: chunk.bodyStart, count: Int(count))
  }

  private func format(_ chunk: Chunk) throws(AudioError) -> WaveFormat {
    let bytes = try body(chunk)
    let claim = chunk.bodyCount ?? 0
    if bytes.count < min(Int(clamping: claim), WaveFormat.longestBody) {
      throw AudioError(
        .truncatedHeader, path: file.path,
        "fmt chunk claims \(claim) bytes, file holds \(bytes.count)")
    }
    return try WaveFormat(body: bytes, bigEndian: dialect.bigEndian, path: file.path)
  }

  private func header(
    _ data: Chunk, _ format: WaveFormat, _ factFrames: Int?, _ longSizes: ByteFields?
  ) throws(AudioError) -> WaveHeader {
    var claim = data.bodyCount.map { WaveHeader.DataClaim.bytes($0) } ?? .unknown
    if dialect.hasLongSizes, claim == .unknown, let size = longSizes?.uint64(at: 8) {
      claim = ChunkDialect.isPlaceholder(size) ? .unknown : .bytes(size)
    }
    let isEmpty = claim == .bytes(0)
    return WaveHeader(
      container: dialect.container, format: format, factFrames: factFrames,
      dataStart: data.bodyStart, dataClaim: claim,
      bytesToEnd: max(0, file.sizeBytes - data.bodyStart),
      chunksFollow: isEmpty ? try chunksFollow(data.bodyStart) : false)
  }

  /// Whether well-formed chunks, one at least, lead from `start` exactly to the end of the file.
  private func chunksFollow(_ start: Int) throws(AudioError) -> Bool {
    var offset = start
    for _ in 0..<Self.mostChunks {
      guard let chunk = try dialect.chunk(at: offset, in: file), chunk.identifier.isPrintable,
        let end = dialect.end(of: chunk), end <= file.sizeBytes
      else { return false }
      if file.sizeBytes - end < dialect.alignment { return true }
      guard let next = try dialect.offset(after: chunk, in: file) else { return false }
      offset = next
    }
    return false
  }

  private func noData(format: WaveFormat?, offset: Int) -> AudioError {
    let missing = format == nil ? "fmt or data chunk" : "data chunk"
    guard let claim = dialect.claimedFileSize, claim > UInt64(file.sizeBytes) else {
      return AudioError(.malformedHeader, path: file.path, "no \(missing) in the header")
    }
    return AudioError(
      .truncatedHeader, path: file.path,
      "no \(missing): header claims a file of \(claim) bytes, file holds \(file.sizeBytes)")
  }
}
