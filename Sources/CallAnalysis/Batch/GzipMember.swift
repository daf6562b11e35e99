internal import CZlib

/// Bytes as one member of a gzip file (RFC 1952): such members, one after the other, are a gzip file.
///
/// The same bytes give the same member: it bears no time and no name.
///
/// - Throws: `AnalysisError` (`unwritable`) where zlib has no memory.
func gzipMember(_ bytes: [UInt8]) throws(AnalysisError) -> [UInt8] {
  var stream = z_stream()
  // 15 bits of window, 16 more for gzip's frame; level 6 and memory level 8 are zlib's defaults.
  var status = deflateInit2_(
    &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  guard status == Z_OK else { throw AnalysisError(.unwritable, "zlib: error \(status)") }
  defer { deflateEnd(&stream) }
  // The bound holds for one call that finishes, so one call does.
  var member = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
  let count = bytes.withUnsafeBufferPointer { source in
    member.withUnsafeMutableBufferPointer { target in
      // zlib does not write to what it reads; its declaration says so only with ZLIB_CONST.
      stream.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      stream.avail_in = UInt32(source.count)
      stream.next_out = target.baseAddress
      stream.avail_out = UInt32(target.count)
      status = deflate(&stream, Z_FINISH)
      return target.count - Int(stream.avail_out)
    }
  }
  guard status == Z_STREAM_END else { throw AnalysisError(.unwritable, "zlib: error \(status)") }
  member.removeLast(member.count - count)
  return member
}

/// Undoes a gzip file member by member, as its bytes come.
struct GunzipStream: ~Copyable {
  /// Bytes of whole members taken so far.
  private(set) var wholeMemberBytes = 0
  /// Bytes taken so far.
  private(set) var takenBytes = 0
  /// Whether bytes came that are no gzip: nothing more is undone.
  private(set) var isBroken = false

  private let stream: UnsafeMutablePointer<z_stream>
  private let hasStream: Bool
  private var output = [UInt8](repeating: 0, count: outputSize)

  /// As much as is undone at a time.
  private static let outputSize = 1 << 17

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    hasStream =
      inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    isBroken = !hasStream
  }

  deinit {
    if hasStream { inflateEnd(stream) }
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Takes the next bytes of the file; hands on what they hold, and `true` behind the last of each member.
  mutating func take<Failure>(
    _ bytes: borrowing [UInt8],
    _ body: (ArraySlice<UInt8>, _ endsMember: Bool) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    while start < bytes.count, !isBroken {
      let (read, written, status) = inflateOnce(bytes, from: start)
      start += read
      takenBytes += read
      let ends = status == Z_STREAM_END
      isBroken = !ends && status != Z_OK && status != Z_BUF_ERROR
      if isBroken { return }
      if ends {
        wholeMemberBytes = takenBytes
        isBroken = inflateReset(stream) != Z_OK
      }
      if written > 0 || ends { try body(output[..<written], ends) }
      if read == 0, written == 0, !ends { return }
    }
  }

  private mutating func inflateOnce(
    _ bytes: borrowing [UInt8], from start: Int
  ) -> (read: Int, written: Int, status: Int32) {
    let stream = stream
    return bytes.withUnsafeBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        // zlib reads `source` from `start` to its end and writes `target`; neither leaves this closure.
        stream.pointee.next_in = UnsafeMutablePointer(
          mutating: source.baseAddress?.advanced(by: start))
        stream.pointee.avail_in = UInt32(source.count - start)
        stream.pointee.next_out = target.baseAddress
        stream.pointee.avail_out = UInt32(target.count)
        let status = inflate(stream, Z_NO_FLUSH)
        return (
          source.count - start - Int(stream.pointee.avail_in),
          target.count - Int(stream.pointee.avail_out), status
        )
      }
    }
  }
}
