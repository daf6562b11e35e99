/// Frames of 10 ms in a length of time, to the nearest.
func frames(inSeconds seconds: Double) -> Int { Int((seconds * 100).rounded()) }

/// Mean over a centred window of `width` values, truncated at the ends.
///
/// *Shape*: as many values as given. *Cost*: linear, whatever the width.
func movingAverage(_ values: [Float], width: Int) -> [Float] {
  precondition(width >= 1, "movingAverage: width \(width)")
  var averages = [Float](repeating: 0, count: values.count)
  let before = width / 2
  let after = width - before
  // Double: a running sum over minutes must not drift.
  var sum = 0.0
  var first = 0
  var last = 0
  for index in values.indices {
    while last < min(values.count, index + after) {
      sum += Double(values[last])
      last += 1
    }
    while first < index - before {
      sum -= Double(values[first])
      first += 1
    }
    averages[index] = Float(sum / Double(last - first))
  }
  return averages
}

/// Minimum over a centred window reaching `reach` values to each side, truncated at the ends.
///
/// *Shape*: as many values as given. *Cost*: linear (a queue of candidates, each entered and left once).
func movingMinimum(_ values: [Float], reach: Int) -> [Float] {
  precondition(reach >= 0, "movingMinimum: reach \(reach)")
  var minima = [Float](repeating: 0, count: values.count)
  var queue = [Int](repeating: 0, count: values.count)
  var head = 0
  var tail = 0
  var entered = 0
  for index in values.indices {
    while entered < min(values.count, index + reach + 1) {
      while tail > head, values[queue[tail - 1]] >= values[entered] { tail -= 1 }
      queue[tail] = entered
      tail += 1
      entered += 1
    }
    while queue[head] < index - reach { head += 1 }
    minima[index] = values[queue[head]]
  }
  return minima
}

/// The mask grown by `reach` frames to each side.
///
///     mask    ....##......
///     result  ..######....   (reach 2)
func dilated(_ mask: [Bool], reach: Int) -> [Bool] {
  var grown = [Bool](repeating: false, count: mask.count)
  var filled = 0
  for index in mask.indices where mask[index] {
    let first = max(filled, index - reach)
    let last = min(mask.count, index + reach + 1)
    if first < last { for position in first..<last { grown[position] = true } }
    filled = max(filled, last)
  }
  return grown
}

/// The runs of true values, in order.
func runs(of mask: [Bool]) -> [Range<Int>] {
  var found: [Range<Int>] = []
  var start: Int?
  for index in mask.indices {
    if mask[index] {
      if start == nil { start = index }
    } else if let first = start {
      found.append(first..<index)
      start = nil
    }
  }
  if let first = start { found.append(first..<mask.count) }
  return found
}

/// A histogram of levels in steps of 0.1 dB from -120 to 40 dB: percentiles in bounded memory, exact to
/// half a step.
struct LevelHistogram {
  private static let lowest: Float = -120
  private static let stepsPerDB: Float = 10
  private var counts = [Int32](repeating: 0, count: 1601)
  private(set) var count = 0

  mutating func add(_ levelDB: Float) {
    counts[Self.bin(levelDB)] += 1
    count += 1
  }

  /// Takes back a level that was added.
  mutating func remove(_ levelDB: Float) {
    counts[Self.bin(levelDB)] -= 1
    count -= 1
  }

  /// The level below which `percent` of the values lie; nil when empty.
  func percentile(_ percent: Double) -> Float? {
    guard count > 0 else { return nil }
    let wanted = percent / 100 * Double(count - 1)
    var below = 0.0
    for (bin, number) in counts.enumerated() where number > 0 {
      below += Double(number)
      if below > wanted { return Self.lowest + Float(bin) / Self.stepsPerDB }
    }
    return nil
  }

  private static func bin(_ levelDB: Float) -> Int {
    let step = ((levelDB - lowest) * stepsPerDB).rounded()
    return Int(max(0, min(1600, step)))
  }
}
