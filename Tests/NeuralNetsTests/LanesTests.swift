import Foundation
import Testing

@testable import NeuralNets

struct LanesTests {
  @Test("Powers of two err by at most 2e-7 of themselves")
  func accuracy() {
    var worst = 0.0
    for step in stride(from: -60_000, through: 60_000, by: 7) {
      let exponent = Float(step) / 1000
      let power = Lanes.exponential2(Lanes(repeating: exponent))[3]
      worst = max(worst, abs(Double(power) / exp2(Double(exponent)) - 1))
    }
    #expect(worst < 2e-7)
  }

  @Test("Powers of whole numbers are exact", arguments: [-60, -1, 0, 1, 17, 60])
  func wholeNumbers(exponent: Int) {
    let power = Lanes.exponential2(Lanes(repeating: Float(exponent)))[0]
    #expect(power == Float(exp2(Double(exponent))))
  }

  @Test("Exponents beyond 60 count as 60", arguments: [61, 1e30, Float.infinity])
  func bounds(exponent: Float) {
    #expect(Lanes.exponential2(Lanes(repeating: exponent))[0] == Float(exp2(60.0)))
    #expect(Lanes.exponential2(Lanes(repeating: -exponent))[7] == Float(exp2(-60.0)))
  }

  @Test("The larger and the magnitude are taken lane by lane")
  func larger() {
    let one = Lanes(1, -2, 3, 0, -0.5, 6, -7, 8)
    let other = Lanes(-1, 2, 2, 0, -1, 7, -8, 8)
    #expect(one.larger(other) == Lanes(1, 2, 3, 0, -0.5, 7, -7, 8))
    #expect(one.magnitude == Lanes(1, 2, 3, 0, 0.5, 6, 7, 8))
  }
}

struct LongShortTermMemoryTests {
  @Test("A cell's state and output err by at most 1e-6")
  func cell() {
    func sigmoid(_ x: Float) -> Double { 1 / (1 + exp(-Double(x))) }
    var numbers = TestNumbers(seed: 5)
    var worst = 0.0
    for scale in [Float(0.1), 1, 5, 100] {
      for _ in 0..<2000 {
        let gates = numbers.values(4, scale: scale)
        let state = numbers.values(1)[0]
        let next = LongShortTermMemory.next(
          Lanes(repeating: state), input: Lanes(repeating: gates[0]),
          forget: Lanes(repeating: gates[1]), new: Lanes(repeating: gates[2]),
          out: Lanes(repeating: gates[3]))
        let expected =
          sigmoid(gates[1]) * Double(state) + sigmoid(gates[0]) * tanh(Double(gates[2]))
        let output = sigmoid(gates[3]) * tanh(expected)
        worst = max(worst, abs(Double(next.state[2]) - expected))
        worst = max(worst, abs(Double(next.output[2]) - output))
      }
    }
    #expect(worst < 1e-6)
  }

  @Test("Backwards is forwards over the sequence turned round", arguments: [1, 15, 16, 17, 40])
  func directions(steps: Int) {
    var numbers = TestNumbers(seed: 6)
    let memory = LongShortTermMemory(
      inputs: 5, cells: 8, input: numbers.values(5 * 32), recurrent: numbers.values(8 * 32),
      bias: numbers.values(32))
    let frames = numbers.values(steps * 5)
    let turned = (0..<steps).reversed().flatMap { frames[($0 * 5)..<($0 * 5 + 5)] }
    let layout = LongShortTermMemory.Layout(
      steps: steps, sequences: 1, outputStride: 8, outputStart: 0)
    var scratch = LongShortTermMemory.Scratch()
    var (forward, backward): ([Float], [Float]) = ([], [])
    memory.evaluate(
      frames, layout: layout, direction: .forward, into: &forward, scratch: &scratch)
    memory.evaluate(
      turned, layout: layout, direction: .backward, into: &backward, scratch: &scratch)
    for step in 0..<steps {
      let back = (steps - 1 - step) * 8
      for cell in 0..<8 {
        #expect(abs(forward[step * 8 + cell] - backward[back + cell]) < 1e-6)
      }
    }
  }
}
