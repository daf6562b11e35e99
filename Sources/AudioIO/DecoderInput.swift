/// The byte stream that the decoder sees in place of the file: a header of our own, then a part of
/// the file.
///
///     file:     wild header │ LIST … │ data …………………… │ LIST …
///     decoder:   our header │          data ……………………
///
/// So the decoder never meets a size that is wrong, a chunk that is oddly padded or a container that
/// it does not know, and never reads behind the samples. For files outside the WAVE family the header
/// is empty and the part is the whole file.
final class DecoderInput {
  let file: HashedFile
  private let header: [UInt8]
  private let dataStart: Int
  private let dataCount: Int
  /// Where the decoder reads next.
  private(set) var position = 0

  /// The whole of `file` as it is.
  init(wholeOf file: HashedFile) {
    self.file = file
    header = []
    dataStart = 0
    dataCount = file.sizeBytes
  }

  /// A WAVE file of `extent` alone.
  init(_ extent: WaveExtent, storage: WaveStorage, bigEndian: Bool, of file: HashedFile) {
    self.file = file
    header = Self.header(
      formatBody: storage.formatBody, dataCount: extent.dataCount, bigEndian: bigEndian)
    dataStart = extent.dataStart
    dataCount = extent.dataCount
  }

  /// Bytes from the first to the last.
  var count: Int { header.count + dataCount }

  /// Moves to `target`, which may lie behind the end, and returns it; nil where it is negative.
  func seek(to target: Int) -> Int? {
    guard target >= 0 else { return nil }
    position = target
    return target
  }

  /// Copies what comes next into `destination`; returns the bytes copied, 0 at the end.
  func read(into destination: inout MutableRawSpan) -> Int {
    var done = 0
    while position < header.count, done < destination.byteCount {
      destination.storeBytes(of: header[position], toByteOffset: done, as: UInt8.self)
      position += 1
      done += 1
    }
    let wanted = min(destination.byteCount - done, count - position)
    guard wanted > 0 else { return done }
    let copied = file.copyBytes(
      at: dataStart + position - header.count, into: &destination, part: done..<(done + wanted))
    position += copied
    return done + copied
  }

  /// Data up to this size are announced in a RIFF header, which every codec may stand in; larger ones
  /// in RF64. 4 KiB below what 32 bits hold leave room for the header.
  private static let mostRIFFBytes = 0xFFFF_FFFF - 4096

  private static func header(formatBody: [UInt8], dataCount: Int, bigEndian: Bool) -> [UInt8] {
    let isLong = dataCount > mostRIFFBytes
    let formatCount = formatBody.count + formatBody.count % 2
    let riffCount = 4 + (isLong ? 36 : 0) + 8 + formatCount + 8 + dataCount
    var header = ByteBuilder(bigEndian: bigEndian)
    header.append(isLong ? "RF64" : bigEndian ? "RIFX" : "RIFF")
    header.append(isLong ? UInt32.max : UInt32(riffCount))
    header.append("WAVE")
    if isLong {
      header.append("ds64")
      header.append(UInt32(28))
      header.append(UInt64(riffCount))
      header.append(UInt64(dataCount))
      header.append(UInt64(0))
      header.append(UInt32(0))
    }
    header.append("fmt ")
    header.append(UInt32(formatBody.count))
    header.append(formatBody)
    if formatBody.count % 2 == 1 { header.append([0]) }
    header.append("data")
    header.append(isLong ? UInt32.max : UInt32(dataCount))
    return header.bytes
  }
}
