/// The latest samples of a channel, contiguous, in one array that never grows.
struct RecentSamples {
  private var storage: [Float]
  /// Samples held.
  private(set) var count = 0
  /// Position in the recording of the first sample held.
  private(set) var origin = 0

  init(capacity: Int) { storage = [Float](repeating: 0, count: capacity) }

  var isFull: Bool { count == storage.count }
  /// One past the last sample held, as a position in the recording.
  var end: Int { origin + count }

  /// The array whose first `count` values are the samples held. A span of a stored array excludes changes
  /// to its owner: whoever reads while changing something else reads through this second reference.
  var values: [Float] { storage }

  /// Takes what there is room for of `samples`, from `first` on, and returns how many that was.
  mutating func append(_ samples: Span<Float>, from first: Int) -> Int {
    let taken = min(storage.count - count, samples.count - first)
    storage.withUnsafeMutableBufferPointer { room in
      samples.withUnsafeBufferPointer { given in
        // Rebasing checks both ranges; the array and the caller's span do not overlap.
        let place = UnsafeMutableBufferPointer(rebasing: room[count..<(count + taken)])
        _ = place.update(fromContentsOf: given[first..<(first + taken)])
      }
    }
    count += taken
    return taken
  }

  /// Drops the samples before position `first`.
  mutating func forget(before first: Int) {
    let dropped = first - origin
    guard dropped > 0 else { return }
    let kept = count - dropped
    var values = storage.mutableSpan
    for index in 0..<kept { values[index] = values[dropped + index] }
    count = kept
    origin = first
  }
}
