import Foundation
import Testing

@testable import Signal

struct SpeakerFilterBankTests {
  private static func bands(of samples: [Float]) -> [Float] {
    var bank = SpeakerFilterBank()
    var bands = [Float](repeating: 0, count: SpeakerFilterBank.bandCount)
    bank.bands(of: samples.span, into: &bands, from: 0)
    return bands
  }

  /// A frame of noise that rests on a constant, quieter from one seed to the next.
  private static func frame(_ seed: UInt64) -> [Float] {
    var state = seed
    return (0..<SpeakerFilterBank.frameLength).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(Int32(truncatingIfNeeded: state >> 32)) * 0x1p-32 / Float(seed * seed) + 0.1
    }
  }

  /// The definition, in double precision: a sum for each bin, a weight for each band and bin.
  private static func reference(_ samples: [Float]) -> [Double] {
    let count = samples.count
    let mean = samples.reduce(0.0) { $0 + Double($1) } / Double(count)
    let centred = samples.map { Double($0) - mean }
    let shaped = centred.indices.map { n in
      let before = centred[max(0, n - 1)]
      let hann = 0.5 - 0.5 * cos(2 * .pi * Double(n) / Double(count - 1))
      return (centred[n] - 0.97 * before) * pow(hann, 0.85)
    }
    let power = (0...256).map { k in
      var (real, imaginary) = (0.0, 0.0)
      for (n, x) in shaped.enumerated() {
        real += x * cos(2 * .pi * Double(k * n) / 512)
        imaginary += x * sin(2 * .pi * Double(k * n) / 512)
      }
      return real * real + imaginary * imaginary
    }
    func mel(_ hertz: Double) -> Double { 1127 * log(1 + hertz / 700) }
    let step = (mel(8000) - mel(20)) / 81
    return (0..<80).map { band in
      let centre = mel(20) + step * Double(band + 1)
      let sum = power.indices.reduce(0.0) { sum, k in
        let distance = abs(mel(Double(k) * 16_000 / 512) - centre) / step
        return sum + power[k] * max(0, 1 - distance)
      }
      return log(max(sum, 1.1920929e-7))
    }
  }

  @Test("Bands are what the definition gives, at any level", arguments: [1, 3, 30])
  func definition(_ seed: UInt64) {
    let frame = Self.frame(seed)
    let worst = zip(Self.bands(of: frame), Self.reference(frame)).reduce(0) {
      max($0, abs(Double($1.0) - $1.1))
    }
    #expect(worst < 1e-3)
  }

  @Test("Silence, and a constant, lie on the floor", arguments: [0, 0.5])
  func silence(_ level: Float) {
    let bands = Self.bands(of: [Float](repeating: level, count: SpeakerFilterBank.frameLength))
    #expect(bands.allSatisfy { $0 == log(Float.ulpOfOne) })
  }

  @Test("A recording has the frames that lie within it")
  func count() {
    let counts = [0, 399, 400, 559, 560, 16_000].map {
      SpeakerFilterBank.frameCount(sampleCount: $0)
    }
    #expect(counts == [0, 0, 1, 1, 2, 98])
  }
}
