internal import Reporting

/// What a batch has to do, as far as the sizes of its files tell: calls and bytes, divided by size.
///
///     class     … 14        15        16 …        a file of 20,000 bytes is of class 15
///     bytes     8–16 KiB  16–32 KiB  32–64 KiB    (its number of binary digits)
///
/// 64 pairs of numbers, however many inputs there are.
public struct InputTotals: Hashable, Sendable {
  /// Inputs of one class of size.
  struct SizeClass: Hashable, Sendable {
    var count = 0
    var bytes = 0
  }

  /// By number of binary digits of the size; files of no byte, and what is not read, are of class 0.
  private(set) var classes = [SizeClass](repeating: SizeClass(), count: Int.bitWidth)

  public init() {}

  /// Inputs in all.
  public var count: Int { classes.reduce(0) { $0 + $1.count } }
  /// Bytes of all files that are to be read.
  public var bytes: Int { classes.reduce(0) { $0 + $1.bytes } }

  /// Counts one input in that has so many bytes.
  public mutating func add(bytes: Int) {
    classes[Self.sizeClass(ofBytes: bytes)].count += 1
    classes[Self.sizeClass(ofBytes: bytes)].bytes += bytes
  }

  /// Takes one input out; never below nothing, for a file may have grown since it was counted.
  mutating func remove(bytes: Int) {
    let index = Self.sizeClass(ofBytes: bytes)
    classes[index].count = max(0, classes[index].count - 1)
    classes[index].bytes = classes[index].count > 0 ? max(0, classes[index].bytes - bytes) : 0
  }

  /// Number of binary digits of a size, 0 for none.
  static func sizeClass(ofBytes bytes: Int) -> Int {
    Int.bitWidth - max(0, bytes).leadingZeroBitCount
  }

  /// The totals of what `source` holds, asking the file system for each size; nil once `isInterrupted`.
  ///
  /// - Throws: `AnalysisError` where the list cannot be read.
  public static func counting(
    _ source: some InputSource, isInterrupted: () -> Bool = { false }
  ) throws(AnalysisError) -> InputTotals? {
    var source = source
    var totals = InputTotals()
    while !isInterrupted() {
      switch try source.next(waiting: true) {
      case .input(let input): totals.add(bytes: input.readableBytes)
      case .pending: continue
      case .end: return totals
      }
    }
    return nil
  }
}

extension CallInput {
  /// Bytes of the file that measuring reads; 0 where the call is refused, or there is no regular file.
  public var readableBytes: Int {
    guard refusal == nil, let facts = FileFacts(file), facts.kind == .regular else { return 0 }
    return facts.byteCount
  }
}
