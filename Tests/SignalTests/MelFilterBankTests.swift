import Foundation
import SyntheticSounds
import Testing

@testable import Signal

@Suite("Mel filter bank") struct MelFilterBankTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    var bands: Int
    var size: Int
    var rate: Int
    var lowHz: Double
    var highHz: Double
    var testDescription: String { "\(bands) bands, \(size) points, \(rate) Hz" }

    var bank: MelFilterBank {
      MelFilterBank(
        bandCount: bands, fftSize: size, sampleRateHz: rate, lowHz: lowHz, highHz: highHz)
    }

    /// The triangle as defined: straight on the mel scale between the feet, 1 at the centre.
    func weight(band: Int, bin: Int) -> Double {
      func mel(_ hz: Double) -> Double { 1127 * log(1 + hz / 700) }
      let step = (mel(highHz) - mel(lowHz)) / Double(bands + 1)
      let centre = mel(lowHz) + step * Double(band + 1)
      let here = mel(Double(bin) * Double(rate) / Double(size))
      return max(0, 1 - abs(here - centre) / step)
    }
  }

  static let shapes = [
    Shape(bands: 1, size: 256, rate: 8000, lowHz: 0, highHz: 4000),
    Shape(bands: 23, size: 256, rate: 8000, lowHz: 60, highHz: 3800),
    Shape(bands: 40, size: 512, rate: 16000, lowHz: 20, highHz: 8000),
    Shape(bands: 80, size: 512, rate: 16000, lowHz: 20, highHz: 7600),
    // More bands than bins: the lowest filters hold no bin at all.
    Shape(bands: 200, size: 64, rate: 8000, lowHz: 0, highHz: 4000),
  ]

  private func apply(_ bank: MelFilterBank, to power: [Float]) -> [Float] {
    var bands = [Float](repeating: -1, count: bank.bandCount)
    var span = bands.mutableSpan
    bank.apply(to: power.span, into: &span)
    return bands
  }

  @Test("Bands are those of the dense triangles", arguments: shapes)
  func dense(shape: Shape) {
    let bank = shape.bank
    #expect(bank.binCount == shape.size / 2 + 1)
    var random = RepeatableRandom(seed: 5)
    let power = (0..<bank.binCount).map { _ in abs(random.sample()) }
    let bands = apply(bank, to: power)
    for band in 0..<shape.bands {
      let expected = power.indices.reduce(0.0) {
        $0 + shape.weight(band: band, bin: $1) * Double(power[$1])
      }
      #expect(abs(Double(bands[band]) - expected) < 1e-4)
    }
  }

  @Test("Four bands at once are to the bit what each gives alone", arguments: shapes)
  func fourAtOnce(shape: Shape) {
    let bank = shape.bank
    var random = RepeatableRandom(seed: 6)
    let power = (0..<bank.binCount).map { _ in abs(random.sample()) }
    let alone = apply(bank, to: power)
    for first in stride(from: 0, through: shape.bands - 4, by: 1) {
      let four = bank.fourSums(of: power.span, from: first)
      #expect((0..<4).map { four[$0] } == Array(alone[first..<(first + 4)]), "from \(first)")
    }
  }

  @Test("Between the first and the last centre a bin's weights sum to 1", arguments: shapes)
  func partitionOfUnity(shape: Shape) {
    let bank = shape.bank
    var inside = 0
    for bin in 0..<bank.binCount {
      let step =
        (MelFilterBank.mel(shape.highHz) - MelFilterBank.mel(shape.lowHz)) / Double(shape.bands + 1)
      let here = MelFilterBank.mel(Double(bin) * Double(shape.rate) / Double(shape.size))
      let first = MelFilterBank.mel(shape.lowHz) + step
      let last = MelFilterBank.mel(shape.highHz) - step
      var power = [Float](repeating: 0, count: bank.binCount)
      power[bin] = 1
      let sum = apply(bank, to: power).reduce(0, +)
      if (first...max(first, last)).contains(here) {
        inside += 1
        #expect(abs(sum - 1) < 1e-4)
      } else {
        #expect(sum < 1)
      }
    }
    #expect(inside > 0 || shape.bands == 1)
  }
}
