import Foundation
import SyntheticSounds
import Testing

@testable import VoiceActivity

@Suite("Moments of two channels") struct ChannelSumsTests {
  /// Pearson's correlation and the difference of variances by definition, two passes.
  private static func naive(_ a: [Float], _ b: [Float]) -> (
    correlation: Double, differenceDB: Double
  ) {
    let meanA = a.reduce(0.0) { $0 + Double($1) } / Double(a.count)
    let meanB = b.reduce(0.0) { $0 + Double($1) } / Double(b.count)
    var (squaresA, squaresB, products) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
      squaresA += (Double(x) - meanA) * (Double(x) - meanA)
      squaresB += (Double(y) - meanB) * (Double(y) - meanB)
      products += (Double(x) - meanA) * (Double(y) - meanB)
    }
    return (products / (squaresA * squaresB).squareRoot(), 10 * log10(squaresA / squaresB))
  }

  @Test(
    "Correlation and level difference of every fourth sample, whatever the blocks",
    arguments: [5, 255, 256, 257, 10_000], [1, 80, 256, 4096])
  func oracle(count: Int, block: Int) throws {
    let shared = Synthetic.noise(count, levelDB: -25, seed: 1)
    let a = Synthetic.mix(shared, Synthetic.noise(count, levelDB: -30, seed: 2)).map { $0 + 0.1 }
    let b = Synthetic.mix(
      shared.map { -0.3 * $0 }, Synthetic.noise(count, levelDB: -40, seed: 3))
    var sums = ChannelSums()
    for start in stride(from: 0, to: count, by: block) {
      let range = start..<min(count, start + block)
      sums.add(a.span.extracting(range), b.span.extracting(range))
    }
    let counted = stride(from: 0, to: count, by: 4)
    let expected = Self.naive(counted.map { a[$0] }, counted.map { b[$0] })
    #expect(abs(try #require(sums.correlation) - expected.correlation) < 1e-4)
    #expect(abs(try #require(sums.levelDifferenceDB) - expected.differenceDB) < 1e-3)
  }

  @Test("Nothing, one sample and channels that stand still have neither")
  func degenerate() {
    var sums = ChannelSums()
    #expect(sums.correlation == nil && sums.levelDifferenceDB == nil)
    let empty: [Float] = []
    sums.add(empty.span, empty.span)
    #expect(sums.correlation == nil)
    let one: [Float] = [0.5]
    sums.add(one.span, one.span)
    #expect(sums.correlation == nil)
    var still = ChannelSums()
    let noise = Synthetic.noise(8000, levelDB: -20, seed: 4)
    let constant = [Float](repeating: 0.25, count: 8000)
    still.add(noise.span, constant.span)
    #expect(still.correlation == nil && still.levelDifferenceDB == nil)
  }
}
