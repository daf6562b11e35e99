import Foundation
import Testing

@testable import Signal

@Suite("Levels of bands in a byte") struct BandLevelTests {
  /// What log10 says, in double precision, inside what a byte can say.
  private static func decibels(_ power: Float) -> Double {
    power > 1e-10 ? min(27.5, max(-100, 10 * log10(Double(power)))) : -100
  }

  @Test("At every exponent and along every octave it is log10 to half a step and the promised rest")
  func oracle() {
    var largest = 0.0
    for exponent in UInt32(0)...254 {
      for step in UInt32(0)..<256 {
        let power = Float(bitPattern: exponent << 23 | step << 15)
        let found = Double(BandLevel(power: power).decibels)
        largest = max(largest, abs(found - Self.decibels(power)))
      }
    }
    #expect(largest <= 0.26)
  }

  @Test("More power is never a lower level")
  func monotonic() {
    var last: UInt8 = 0
    var falls = 0
    // From 1e-11 to 1e4, every 997th number.
    for bits in stride(from: Float(1e-11).bitPattern, to: Float(1e4).bitPattern, by: 997) {
      let code = BandLevel(power: Float(bitPattern: bits)).code
      if code < last { falls += 1 }
      last = code
    }
    #expect(falls == 0)
    #expect(last == 255)
  }

  @Test("Beyond both ends it is the end: silence, nothing below, nothing above, no number")
  func ends() {
    for power: Float in [0, -1, -.infinity, 1e-10, 1e-38, .leastNonzeroMagnitude, .nan] {
      #expect(BandLevel(power: power).code == 0)
    }
    for power: Float in [562.4, 1e6, .greatestFiniteMagnitude, .infinity] {
      #expect(BandLevel(power: power).code == 255)
    }
    #expect(BandLevel(power: 1).decibels == 0)
  }

  @Test("Every code is a level that has this code", arguments: UInt8.min...UInt8.max)
  func roundTrip(code: UInt8) {
    let level = BandLevel(code: code)
    #expect(level.decibels == Float(code) / 2 - 100)
    #expect(BandLevel(power: Float(pow(10, Double(level.decibels) / 10))) == level)
  }
}
