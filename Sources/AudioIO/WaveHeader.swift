/// What the header of a WAVE file says, and where its data begin.
struct WaveHeader {
  /// The relatives of RIFF that are read.
  enum Container: String {
    case wav, rifx, rf64, bw64, w64
  }

  /// What a data chunk says of its own size.
  enum DataClaim: Hashable {
    case bytes(UInt64)
    case unknown
  }

  let container: Container
  let format: WaveFormat
  /// Frames by the `fact` chunk; nil without one, or where it was never filled in.
  let factFrames: Int?
  /// First byte of the samples.
  let dataStart: Int
  let dataClaim: DataClaim
  /// Bytes from `dataStart` to the end of the file.
  let bytesToEnd: Int
  /// Whether what follows `dataStart` is a chain of chunks that ends where the file ends.
  let chunksFollow: Bool
}

/// Which part of the file is decoded, and how far the header is to be believed.
///
///     header │ data, as claimed            │ LIST …      claim inside the file: ok
///     header │ data ……………………………… end of file ┊ missing      claim beyond it: truncated
///     header │ …………………………………… end of file               claim 0: repaired, or size_unknown
///
/// A claim of 0 with bytes behind it is a recorder that was killed before it could write the size:
/// all up to the end of the file is samples. The one exception is a chain of well-formed chunks that
/// ends exactly where the file ends: then the recording is really empty and the chunks describe it.
/// Where the claim is a size inside the file, it is believed and nothing behind it is decoded.
struct WaveExtent: Hashable {
  let dataStart: Int
  let dataCount: Int
  let status: HeaderStatus
  let declaredFrames: Int?
  /// Bytes that are claimed and not there.
  let missingBytes: Int

  init(_ header: WaveHeader, storage: WaveStorage) {
    dataStart = header.dataStart
    let held = header.bytesToEnd
    var count = held
    var missing: UInt64 = 0
    switch header.dataClaim {
    case .unknown:
      status = .sizeUnknown
    case .bytes(0) where held == 0 || header.chunksFollow:
      status = .ok
      count = 0
    case .bytes(0):
      status = .repaired
    case .bytes(let claim) where claim > UInt64(held):
      status = .truncated
      missing = claim - UInt64(held)
    case .bytes(let claim):
      status = .ok
      count = Int(claim)
    }
    // What ends in the middle of a unit, ends before it.
    if status != .ok, let unit = storage.unitBytes { count -= count % unit }
    dataCount = count
    missingBytes = Int(clamping: missing)
    declaredFrames = Self.declaredFrames(header, storage)
  }

  /// Frames that the missing bytes would have held, were they like the `frameCount` frames that the
  /// held ones gave.
  func missingFrames(afterDecoding frameCount: Int) -> Int {
    guard dataCount > 0 else { return 0 }
    let ratio = Double(missingBytes) / Double(dataCount)
    return Int(exactly: (ratio * Double(frameCount)).rounded()) ?? .max
  }

  /// Frames that the claimed bytes decode to. A block codec's last block may be padded: `fact` says
  /// how far, and is believed where it falls inside that block.
  private static func declaredFrames(_ header: WaveHeader, _ storage: WaveStorage) -> Int? {
    guard case .bytes(let claim) = header.dataClaim else { return nil }
    guard let unit = storage.unitBytes, storage.framesPerUnit > 0 else { return header.factFrames }
    let units = claim / UInt64(unit)
    let frames = units.multipliedReportingOverflow(by: UInt64(storage.framesPerUnit))
    guard !frames.overflow, let byBytes = Int(exactly: frames.partialValue) else { return nil }
    if let fact = header.factFrames, fact <= byBytes, byBytes - fact < storage.framesPerUnit {
      return fact
    }
    return byBytes
  }
}
