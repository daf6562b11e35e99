/// How long a batch will still take, learned from the calls it has measured.
///
///     time left = Σ over classes of size (bytes left × time a byte of that class)
///                 × seconds of the clock ÷ seconds of work expected, lately
///
/// Sizes are known beforehand, lengths are not: a class of size (`InputTotals`) costs what its own calls
/// have cost so far. One of which none was measured costs what the nearest has: a byte as much where it is
/// smaller; where it is larger, a byte more as much as between the smallest and the largest class measured,
/// so that what every call costs at least is not taken for the price of a byte.
///
/// What a file's size does not tell is not known here: a call on one channel costs about twenty times as
/// much a byte as one on two. Where they are mixed, their shares so far are taken for those to come; where
/// all of one kind come first, the estimate is wrong until the other kind has come.
public struct RemainingTime: Sendable {
  /// What the calls of a class took, on average.
  private struct Cost {
    /// Calls learned from, `memory` at most, and then still the latest.
    var count = 0
    var bytes = 0.0
    var seconds = 0.0

    /// What a call of this class is expected to take; nil where none was measured.
    func seconds(ofBytes size: Int) -> Double? {
      count == 0 ? nil : bytes > 0 ? Double(size) * seconds / bytes : seconds
    }

    mutating func learn(bytes newBytes: Double, seconds newSeconds: Double, memory: Int) {
      count = min(count + 1, memory)
      bytes += (newBytes - bytes) / Double(count)
      seconds += (newSeconds - seconds) / Double(count)
    }
  }

  private var left: InputTotals
  private var costs = [Cost](repeating: Cost(), count: Int.bitWidth)
  /// Seconds of all calls measured.
  private var work = 0.0
  /// What the latest calls were expected to take, and what they took by the clock, in seconds; older ones
  /// count less. Their ratio says how many calls run at once, and whether the machine has become slower.
  private var recentExpected = 0.0
  private var recentWall = 0.0
  private var seenAt = Duration.zero

  /// Calls of a class whose average is kept: enough that a mixture of lengths within it evens out.
  private static let memory = 500
  /// Seconds of work within which nothing fades much: the first calls alone say little of the pace.
  private static let leastFading = 10.0

  /// - Parameter totals: All that is to be done.
  public init(of totals: InputTotals) {
    left = totals
  }

  /// Bytes not yet delivered.
  public var bytesLeft: Int { left.bytes }

  /// Learns of a call that was delivered.
  ///
  /// - Parameters:
  ///   - bytes: As counted beforehand (`CallInput.readableBytes`).
  ///   - processing: What measuring it took; nil where nothing was tried.
  ///   - elapsed: Since the batch began.
  public mutating func learn(bytes: Int, processing: Duration?, at elapsed: Duration) {
    left.remove(bytes: bytes)
    let wall = max(0, (elapsed - seenAt) / .seconds(1))
    seenAt = max(seenAt, elapsed)
    guard let processing else {
      recentWall += wall
      return
    }
    let seconds = processing / .seconds(1)
    let index = InputTotals.sizeClass(ofBytes: bytes)
    let expected = costs[index].seconds(ofBytes: bytes) ?? seconds
    costs[index].learn(bytes: Double(bytes), seconds: seconds, memory: Self.memory)
    work += seconds
    // What was done when the run was half as long counts half of what is done now: however long it is, its
    // pace is that of its later part.
    let fading = 1 / (1 + seconds / max(Self.leastFading, work))
    recentExpected = recentExpected * fading + expected
    recentWall = recentWall * fading + wall
  }

  /// The time left, or nil before the first call was measured.
  public var estimate: Duration? {
    let known = costs.indices.filter { costs[$0].bytes > 0 }
    guard recentExpected > 0, recentWall > 0, !known.isEmpty else { return nil }
    var seconds = 0.0
    for (index, inputs) in left.classes.enumerated() where inputs.count > 0 {
      seconds += self.seconds(of: inputs, class: index, known: known)
    }
    return .seconds(seconds * recentWall / recentExpected)
  }

  /// Seconds of work in `inputs`, where something is known of the classes `known`, in their order.
  private func seconds(of inputs: InputTotals.SizeClass, class index: Int, known: [Int]) -> Double {
    let (bytes, count) = (Double(inputs.bytes), Double(inputs.count))
    guard index > 0 else { return count * costs[index].seconds }
    guard let nearest = known.min(by: { abs($0 - index) < abs($1 - index) }) else { return 0 }
    let cost = costs[nearest]
    let smallest = costs[known[0]]
    guard nearest < index, smallest.bytes < cost.bytes else {
      return bytes * cost.seconds / cost.bytes
    }
    let secondsPerByte = max(0, (cost.seconds - smallest.seconds) / (cost.bytes - smallest.bytes))
    return count * cost.seconds + max(0, bytes - count * cost.bytes) * secondsPerByte
  }
}
