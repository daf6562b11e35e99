/// What the header of an AU or AIFF file claims of its size, held against the file. libsndfile cuts
/// such claims down to the file without a word; other kinds claim nothing that could be held against
/// them here.
struct ForeignClaim: Hashable {
  let status: HeaderStatus
  /// Bytes that are claimed and not there.
  let missingBytes: Int

  init(_ start: [UInt8], fileSize: Int) {
    let fields = ByteFields(start, bigEndian: true)
    let size = fields.uint32(at: 4).map { Int($0) } ?? 0
    var end = 0
    var isUnknown = false
    switch fields.fourCharacters(at: 0) {
    case ".snd":
      // The first number is where the samples begin, the second their size; 0xFFFFFFFF is the
      // documented "not known".
      let count = fields.uint32(at: 8) ?? 0
      isUnknown = count == .max
      end = isUnknown ? 0 : size + Int(count)
    case "FORM":
      end = 8 + size
    default:
      break
    }
    missingBytes = max(0, end - fileSize)
    status = isUnknown ? .sizeUnknown : missingBytes > 0 ? .truncated : .ok
  }
}
