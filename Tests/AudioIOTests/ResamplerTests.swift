import AudioIO
import Foundation
import Testing

@Suite("Resampling")
struct ResamplerTests {
  static let pairs = [
    [16_000, 8000], [44_100, 8000], [48_000, 8000], [48_000, 16_000], [8000, 16_000],
    [11_025, 8000], [22_050, 16_000], [96_000, 8000], [6000, 8000],
  ]

  private func resample(_ input: [Float], _ from: Int, _ to: Int, block: Int) throws -> [Float] {
    var resampler = try Resampler(fromHz: from, toHz: to)
    var output: [Float] = []
    var start = 0
    while start < input.count {
      let end = min(start + block, input.count)
      try resampler.process(input.span.extracting(start..<end), into: &output)
      start = end
    }
    try resampler.finish(into: &output)
    return output
  }

  @Test("n samples give round(n · to ÷ from)", arguments: pairs, [0, 1, 2, 3, 100, 44_099, 44_100])
  func length(pair: [Int], count: Int) throws {
    let output = try resample(
      [Float](repeating: 0.5, count: count), pair[0], pair[1], block: 1000)
    let exact = Double(count) * Double(pair[1]) / Double(pair[0])
    #expect(output.count == Int(exact.rounded(.toNearestOrAwayFromZero)))
  }

  @Test("A tone keeps its frequency, level and phase", arguments: pairs)
  func tone(pair: [Int]) throws {
    let (from, to) = (pair[0], pair[1])
    let hertz = 1000.0
    let input = (0..<(from * 2)).map {
      Float(0.5 * sin(2 * .pi * hertz * Double($0) / Double(from)))
    }
    let output = try resample(input, from, to, block: 4096)
    // The first and last tenth of a second hold the filter's edges.
    for index in (to / 10)..<(2 * to - to / 10) {
      let expected = Float(0.5 * sin(2 * .pi * hertz * Double(index) / Double(to)))
      guard abs(output[index] - expected) > 1e-3 else { continue }
      Issue.record("sample \(index) is \(output[index]), expected \(expected)")
      return
    }
  }

  @Test("What the new rate cannot hold is removed by 100 dB and more")
  func alias() throws {
    let input = (0..<96_000).map { Float(0.5 * sin(2 * .pi * 5000 * Double($0) / 48_000)) }
    let output = try resample(input, 48_000, 8000, block: 4096)
    let middle = output[1600..<14_400]
    let power = middle.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(middle.count)
    #expect(10 * log10(power / 0.125) < -100)
  }

  @Test("An impulse stays where it was", arguments: pairs)
  func impulse(pair: [Int]) throws {
    var input = [Float](repeating: 0, count: pair[0] * 2)
    input[pair[0]] = 1
    let output = try resample(input, pair[0], pair[1], block: 777)
    let peak = output.indices.max { abs(output[$0]) < abs(output[$1]) }
    #expect(peak == pair[1])
  }

  @Test("The size of the blocks changes nothing", arguments: [1, 160, 4096, 100_000])
  func blocks(size: Int) throws {
    let input = noise16(30_000).map { Float($0) / 32768 }
    let expected = try resample(input, 44_100, 8000, block: 30_000)
    #expect(try resample(input, 44_100, 8000, block: size) == expected)
  }

  @Test("Equal rates pass samples unchanged")
  func equalRates() throws {
    let input = noise16(1000).map { Float($0) / 32768 }
    #expect(try resample(input, 8000, 8000, block: 300) == input)
  }
}
