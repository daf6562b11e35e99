internal import SpeechTimeline

extension RandomAccessCollection where Index == Int {
  /// The first index whose element meets `condition`, given that all after it do; else the end.
  /// Logarithmic time.
  func partitionIndex(where condition: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// The quotient rounded to the nearest whole number, halves away from zero, so that the mean of
/// mirrored values is the mirrored mean.
///
/// - Precondition: `divisor > 0`.
func roundedQuotient(_ dividend: Int, _ divisor: Int) -> Int {
  precondition(divisor > 0, "roundedQuotient: divisor \(divisor)")
  let magnitude = (2 * abs(dividend) + divisor) / (2 * divisor)
  return dividend < 0 ? -magnitude : magnitude
}

/// Rounded mean, or nil of nothing.
func mean(_ values: [Int]) -> Int? {
  values.isEmpty ? nil : roundedQuotient(values.reduce(0, +), values.count)
}

/// The middle value, of an even number the rounded mean of the middle two, or nil of nothing.
func median(_ values: [Int]) -> Int? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  guard sorted.count.isMultiple(of: 2) else { return sorted[middle] }
  return roundedQuotient(sorted[middle - 1] + sorted[middle], 2)
}

/// The smallest value that at least `percent` of the values do not exceed (nearest rank), or nil of
/// nothing.
///
/// - Precondition: `1 <= percent <= 100`.
func percentile(_ percent: Int, of values: [Int]) -> Int? {
  precondition((1...100).contains(percent), "percentile: \(percent)")
  guard !values.isEmpty else { return nil }
  let rank = (percent * values.count + 99) / 100
  return values.sorted()[rank - 1]
}

/// `part` ÷ `whole`, or nil where the whole is nothing.
func ratio(_ part: Int, of whole: Int?) -> Double? {
  guard let whole, whole > 0 else { return nil }
  return Double(part) / Double(whole)
}

/// `count` per minute of `span` (milliseconds), or nil where the span is nothing.
func perMinute(_ count: Int, in span: Int?) -> Double? {
  guard let span, span > 0 else { return nil }
  return Double(count) * 60_000 / Double(span)
}

/// The longest span, of several as long the first; nil of nothing.
func longest(_ spans: [TimeSpan]) -> TimeSpan? {
  spans.reduce(nil) { best, span in
    guard let best else { return span }
    return span.duration > best.duration ? span : best
  }
}

/// One rung for each threshold: what is at least that long, how many and how much in all.
func ladder(_ spans: [TimeSpan], thresholdsSeconds: [Double]) -> [LadderRung] {
  thresholdsSeconds.map { seconds in
    let threshold = wholeMilliseconds(seconds)
    let reached = spans.filter { $0.duration >= threshold }
    return LadderRung(
      threshold: threshold, count: reached.count, total: reached.reduce(0) { $0 + $1.duration })
  }
}
