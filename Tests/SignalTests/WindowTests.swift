import Foundation
import Testing

@testable import Signal

@Suite("Windows") struct WindowTests {
  @Test(
    "Hann is symmetric about its middle, 0 to 1, with 3N/8 as sum of squares",
    arguments: [4, 80, 256, 1024])
  func hann(size: Int) {
    let window = Window.hann(size)
    #expect(window.count == size)
    #expect(window[0] == 0)
    #expect(window[size / 2] == 1)
    for index in 1..<size { #expect(abs(window[index] - window[size - index]) < 1e-6) }
    let squares = window.reduce(0.0) { $0 + Double($1) * Double($1) }
    #expect(abs(squares - 3 * Double(size) / 8) < 1e-4 * Double(size))
    let halves = (0..<(size / 2)).map { window[$0] + window[$0 + size / 2] }
    #expect(halves.allSatisfy { abs($0 - 1) < 1e-6 })
  }

  @Test(
    "A sinusoid between bins is found to 1/1000 of a bin",
    arguments: stride(from: -0.45, through: 0.45, by: 0.15).map { $0 })
  func peakOffset(offset: Double) {
    let size = 1024
    let bin = 100
    let samples = (0..<size).map {
      Float(0.7 * sin(2 * .pi * (Double(bin) + offset) * Double($0) / Double(size) + 0.4))
    }
    var fft = RealFFT(size: size)
    var power = [Float](repeating: 0, count: size / 2 + 1)
    fft.power(of: samples.span, window: Window.hann(size), into: &power)
    let found = Window.hannPeakOffset(
      left: power[bin - 1].squareRoot(), centre: power[bin].squareRoot(),
      right: power[bin + 1].squareRoot())
    #expect(abs(Double(found) - offset) < 1e-3)
  }

  @Test("Without any power there is no offset")
  func silence() {
    #expect(Window.hannPeakOffset(left: 0, centre: 0, right: 0) == 0)
  }
}
