import Signal
import Testing

@Suite("Frame grid") struct FrameGridTests {
  private static let rates = [
    6000, 8000, 11025, 12000, 16000, 22050, 32000, 37800, 44100, 48000, 95999, 96000,
  ]

  @Test("Frames partition the samples", arguments: rates)
  func partition(rate: Int) {
    let grid = FrameGrid(sampleRateHz: rate)
    #expect(grid.firstSample(of: 0) == 0)
    var longest = 0
    for frame in 0..<1000 {
      let samples = grid.samples(of: frame)
      #expect(samples.upperBound == grid.firstSample(of: frame + 1))
      #expect((rate / 100...grid.longestFrame).contains(samples.count))
      longest = max(longest, samples.count)
    }
    #expect(longest == grid.longestFrame)
  }

  @Test("Whole frames are those whose last sample is there", arguments: rates)
  func wholeFrames(rate: Int) {
    let grid = FrameGrid(sampleRateHz: rate)
    var frames = 0
    let wrong = (0...(3 * rate / 10)).first { count in
      while grid.samples(of: frames).upperBound <= count { frames += 1 }
      return grid.wholeFrames(inSamples: count) != frames
    }
    #expect(wrong == nil)
  }

  @Test("A day has 8,640,000 frames at any rate, and none drifts", arguments: rates)
  func noDrift(rate: Int) {
    let grid = FrameGrid(sampleRateHz: rate)
    let day = 24 * 3600
    #expect(grid.wholeFrames(inSamples: day * rate) == day * 100)
    #expect(grid.milliseconds(inSamples: day * rate) == day * 1000)
    for second in stride(from: 0, through: day, by: 617) {
      #expect(grid.firstSample(of: second * 100) == second * rate)
      #expect(FrameGrid.milliseconds(atFrame: second * 100) == second * 1000)
    }
    for frame in stride(from: 1, to: day * 100, by: 99_991) {
      let exact = Double(FrameGrid.milliseconds(atFrame: frame)) * Double(rate) / 1000
      #expect((0..<1).contains(exact - Double(grid.firstSample(of: frame))))
    }
  }

  @Test("Milliseconds are rounded to the nearest", arguments: rates)
  func milliseconds(rate: Int) {
    let grid = FrameGrid(sampleRateHz: rate)
    for count in [0, 1, 79, 80, 81, rate - 1, rate, rate + 1, 100 * rate + 3] {
      let exact = Double(count) * 1000 / Double(rate)
      #expect(abs(Double(grid.milliseconds(inSamples: count)) - exact) <= 0.5)
    }
  }

  /// An RF64 header that claimed 2^64 bytes once ended the program.
  @Test("The longest length that a header can claim has milliseconds too", arguments: rates)
  func longestClaim(rate: Int) {
    let grid = FrameGrid(sampleRateHz: rate)
    let (seconds, rest) = Int.max.quotientAndRemainder(dividingBy: rate)
    let found = grid.milliseconds(inSamples: .max)
    #expect((0...1000).contains(found - seconds * 1000))
    #expect(abs(Double(found - seconds * 1000) - Double(rest) * 1000 / Double(rate)) <= 0.5)
  }
}
