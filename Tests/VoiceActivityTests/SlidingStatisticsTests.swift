import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("Sliding statistics") struct SlidingStatisticsTests {
  private static let sizes = [0, 1, 2, 7, 79, 80, 81, 300]

  private static func values(_ count: Int) -> [Float] {
    var random = RepeatableRandom(seed: UInt64(count) + 1)
    // Few different values: ties must not matter.
    return (0..<count).map { _ in (random.sample() * 20).rounded() }
  }

  private static func mask(_ count: Int, oneIn: Int) -> [Bool] {
    var random = RepeatableRandom(seed: UInt64(count * 31 + oneIn))
    return (0..<count).map { _ in Int.random(in: 0..<oneIn, using: &random) == 0 }
  }

  @Test("The moving average is the mean of the window", arguments: sizes, [1, 2, 3, 9, 80, 1000])
  func average(count: Int, width: Int) {
    let values = Self.values(count)
    let averages = movingAverage(values, width: width)
    #expect(averages.count == count)
    for index in values.indices {
      let window = values[max(0, index - width / 2)..<min(count, index + width - width / 2)]
      #expect(abs(averages[index] - window.reduce(0, +) / Float(window.count)) < 1e-4)
    }
  }

  @Test("The running sum does not drift over an hour of frames")
  func noDrift() {
    var levels = [Float](repeating: 1e-9, count: 360_000)
    for index in stride(from: 0, to: 180_000, by: 7) { levels[index] = 1 }
    let averages = movingAverage(levels, width: 300)
    #expect(abs(averages[359_000] / 1e-9 - 1) < 0.01)
  }

  @Test("The moving minimum is the minimum of the window", arguments: sizes, [0, 1, 3, 80, 1000])
  func minimum(count: Int, reach: Int) {
    let values = Self.values(count)
    let expected = values.indices.map {
      values[max(0, $0 - reach)...min(count - 1, $0 + reach)].min()
    }
    #expect(movingMinimum(values, reach: reach) == expected)
  }

  @Test("A dilated mask holds what is near", arguments: sizes, [0, 1, 3, 80, 1000])
  func dilation(count: Int, reach: Int) {
    for oneIn in [1, 2, 10, 100] {
      let mask = Self.mask(count, oneIn: oneIn)
      let expected = mask.indices.map {
        mask[max(0, $0 - reach)...min(count - 1, $0 + reach)].contains(true)
      }
      #expect(dilated(mask, reach: reach) == expected)
    }
  }

  @Test("Runs give the mask back, apart and in order", arguments: sizes)
  func maskRuns(count: Int) {
    for oneIn in [1, 2, 10, 1000] {
      let mask = Self.mask(count, oneIn: oneIn)
      let found = runs(of: mask)
      var rebuilt = [Bool](repeating: false, count: count)
      for run in found { for index in run { rebuilt[index] = true } }
      #expect(rebuilt == mask)
      #expect(found.allSatisfy { !$0.isEmpty })
      #expect(zip(found, found.dropFirst()).allSatisfy { $0.upperBound < $1.lowerBound })
    }
  }
}

@Suite("Level histogram") struct LevelHistogramTests {
  private static func levels(_ count: Int) -> [Float] {
    var random = RepeatableRandom(seed: UInt64(count))
    return (0..<count).map { _ in -40 + 60 * random.sample() }
  }

  @Test(
    "Percentiles are those of the sorted values to half a step", arguments: [1, 2, 3, 10, 1000])
  func percentiles(count: Int) throws {
    let levels = Self.levels(count)
    var histogram = LevelHistogram()
    for level in levels { histogram.add(level) }
    #expect(histogram.count == count)
    let sorted = levels.sorted()
    for percent in stride(from: 0.0, through: 100, by: 12.5) {
      let found = try #require(histogram.percentile(percent))
      #expect(abs(found - sorted[Int(percent / 100 * Double(count - 1))]) <= 0.0501)
    }
  }

  @Test("What is taken back leaves no trace; an empty one has no percentile")
  func removal() {
    var histogram = LevelHistogram()
    #expect(histogram.percentile(50) == nil)
    for level in Self.levels(50) { histogram.add(level) }
    histogram.add(-33)
    for level in Self.levels(50) { histogram.remove(level) }
    #expect(histogram.count == 1)
    #expect(abs((histogram.percentile(0) ?? 0) + 33) <= 0.0501)
    histogram.remove(-33)
    #expect(histogram.percentile(50) == nil)
  }

  @Test("Levels beyond its ends count at its ends", arguments: [(-500, -120), (200, 40)])
  func ends(level: Int, counted: Int) {
    var histogram = LevelHistogram()
    histogram.add(Float(level))
    #expect(histogram.percentile(50) == Float(counted))
  }
}
