import Foundation
import SyntheticSounds
import Testing

@testable import Signal

@Suite("Real FFT") struct RealFFTTests {
  private static let sizes = [2, 4, 80, 256, 1024]

  /// The definition, in Double.
  private static func transform(_ samples: [Float]) -> [(real: Double, imaginary: Double)] {
    (0...(samples.count / 2)).map { bin in
      var (real, imaginary) = (0.0, 0.0)
      for (index, sample) in samples.enumerated() {
        let turn = 2 * Double.pi * Double(bin * index % samples.count) / Double(samples.count)
        real += Double(sample) * cos(turn)
        imaginary -= Double(sample) * sin(turn)
      }
      return (real, imaginary)
    }
  }

  private static func random(_ count: Int, seed: UInt64 = 7) -> [Float] {
    Synthetic.noise(count, levelDB: -6, seed: seed + UInt64(count))
  }

  @Test("The spectrum of windowed samples is that of the definition", arguments: sizes)
  func spectrum(size: Int) {
    let samples = Self.random(size)
    let window = Self.random(size, seed: 99)
    var fft = RealFFT(size: size)
    var real = [Float](repeating: -1, count: size / 2 + 1)
    var imaginary = real
    fft.spectrum(of: samples.span, window: window, real: &real, imaginary: &imaginary)
    let expected = Self.transform(zip(samples, window).map { $0 * $1 })
    // Single precision: errors grow with log N; 1e-6 of the largest possible sum.
    let tolerance = 1e-6 * Double(size)
    let errors = expected.indices.flatMap { bin in
      [Double(real[bin]) - expected[bin].real, Double(imaginary[bin]) - expected[bin].imaginary]
    }
    #expect((errors.map(abs).max() ?? .infinity) < tolerance)
  }

  @Test(
    "Fewer samples than the size are as good as padded with zeros, whatever was there before",
    arguments: sizes)
  func zeroPadding(size: Int) {
    var fft = RealFFT(size: size)
    let ones = [Float](repeating: 1, count: size)
    var power = [Float](repeating: 0, count: size / 2 + 1)
    var padded = power
    for count in [0, 1, size / 2, size - 1, size] {
      let samples = Self.random(count)
      fft.power(of: Self.random(size, seed: 3).span, window: ones, into: &power)
      fft.power(of: samples.span, window: Array(ones.prefix(count)), into: &power)
      let zeros = [Float](repeating: 0, count: size - count)
      fft.power(of: (samples + zeros).span, window: ones, into: &padded)
      #expect(power == padded)
    }
  }

  @Test("Power over both halves is N times the energy (Parseval)", arguments: sizes)
  func parseval(size: Int) {
    let samples = Self.random(size)
    var fft = RealFFT(size: size)
    var power = [Float](repeating: 0, count: size / 2 + 1)
    fft.power(
      of: samples.span, window: [Float](repeating: 1, count: size), into: &power)
    let inner = power[1..<(size / 2)].reduce(0.0) { $0 + 2 * Double($1) }
    let both = inner + Double(power[0]) + Double(power[size / 2])
    let energy = samples.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(both / (Double(size) * energy) - 1) < 1e-5)
  }

  @Test(
    "The autocorrelation of a power spectrum is the circular autocorrelation, N times",
    arguments: sizes)
  func autocorrelation(size: Int) {
    let samples = Self.random(size)
    var fft = RealFFT(size: size)
    var power = [Float](repeating: 0, count: size / 2 + 1)
    var lags = power
    fft.power(
      of: samples.span, window: [Float](repeating: 1, count: size), into: &power)
    fft.autocorrelation(ofPower: power, into: &lags)
    let tolerance = 1e-5 * Double(lags[0])
    let errors = (0...(size / 2)).map { lag in
      let sum = samples.indices.reduce(0.0) {
        $0 + Double(samples[$1]) * Double(samples[($1 + lag) % size])
      }
      return abs(Double(lags[lag]) - Double(size) * sum)
    }
    #expect((errors.max() ?? .infinity) < tolerance)
  }

  @Test("Plans made and destroyed by many threads at once neither crash nor differ")
  func threads() async {
    let samples = Self.random(256)
    let outcomes = await withTaskGroup(of: [Float].self) { group in
      for task in 0..<8 {
        group.addTask {
          var power = [Float](repeating: 0, count: 129)
          for round in 0..<50 {
            // Other sizes too: each is a plan of its own.
            let passing = RealFFT(size: 2 * (1 + (task + round) % 40))
            #expect(passing.binCount == passing.size / 2 + 1)
            var fft = RealFFT(size: 256)
            fft.power(of: samples.span, window: Window.hann(256), into: &power)
          }
          return power
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(outcomes).count == 1)
  }

  @Test("Sizes that are odd or below 2 are a programmer's mistake")
  func badSizes() async {
    await #expect(processExitsWith: .failure) { _ = RealFFT(size: 0) }
    await #expect(processExitsWith: .failure) { _ = RealFFT(size: 255) }
  }
}
