/// The byte stream that the decoder sees in place of the file: a header of our own, then a part of
/// the file.
///
///     file:     wild header │ LIST … │ data …………………… │ LIST …
///     decoder:   our header │          data ……………………
///
/// So the decoder never meets a size that is wrong, a chunk that is oddly padded or a container that
/// it does not know, and never reads behind the samples. For files outside the WAVE family the header
/// is empty and the part is the whole file.
///
/// An MPEG stream without a table of its own length is announced `stretch` times as long as it is:
/// libsndfile guesses the frames of such a stream from its size and the first frame's, and stops at
/// that guess, which loses the end of a variable-rate stream that begins loud and goes on quiet
/// (95,156 of 241,344 frames in one of ten seconds of noise and twenty of silence). Announced long
/// enough, it decodes until the bytes end.
final class DecoderInput {
  let file: HashedFile
  private let header: [UInt8]
  private let dataStart: Int
  private let dataCount: Int
  /// What is announced as the last byte's successor; `count` unless the stream is stretched.
  let announcedCount: Int
  /// Where the decoder reads next.
  private(set) var position = 0

  /// The whole of `file` as it is.
  init(wholeOf file: HashedFile, stretched: Bool) {
    self.file = file
    header = []
    dataStart = 0
    dataCount = file.sizeBytes
    announcedCount = stretched ? Self.stretched(dataCount) : dataCount
  }

  /// A WAVE file of `extent` alone.
  init(
    _ extent: WaveExtent, storage: WaveStorage, bigEndian: Bool, stretched: Bool,
    of file: HashedFile
  ) {
    self.file = file
    let announced = stretched ? Self.stretched(extent.dataCount) : extent.dataCount
    header = Self.header(
      formatBody: storage.formatBody, dataCount: announced, bigEndian: bigEndian)
    dataStart = extent.dataStart
    dataCount = extent.dataCount
    announcedCount = header.count + announced
  }

  /// Whether more is announced than there is: a length by the decoder is then no length.
  var isStretched: Bool { announcedCount > count }

  /// Bytes from the first to the last, without any stretch.
  private var count: Int { header.count + dataCount }

  /// More than the ratio of the highest to the lowest bit rate of MPEG audio (320 and 8 kbit/s).
  private static let stretch = 64

  /// The bytes in which mpg123 looks for an ID3v1 tag, which stands at the very end.
  private static let tagCount = 128

  /// Within what a RIFF header can announce.
  private static func stretched(_ count: Int) -> Int {
    let product = count.multipliedReportingOverflow(by: stretch)
    return max(count, product.overflow ? 0 : min(product.partialValue, mostRIFFBytes))
  }

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
    guard wanted > 0 else { return done > 0 ? done : readTag(into: &destination) }
    let copied = file.copyBytes(
      at: dataStart + position - header.count, into: &destination, part: done..<(done + wanted))
    position += copied
    return done + copied
  }

  /// Zeros at the end of a stretched stream: no tag. Between its bytes and there it reads as ended.
  private func readTag(into destination: inout MutableRawSpan) -> Int {
    guard announcedCount > count + Self.tagCount, position >= announcedCount - Self.tagCount else {
      return 0
    }
    let wanted = max(0, min(destination.byteCount, announcedCount - position))
    for offset in 0..<wanted { destination.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self) }
    position += wanted
    return wanted
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
