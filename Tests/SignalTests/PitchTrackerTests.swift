import Foundation
import SyntheticSounds
import Testing

@testable import Signal

@Suite struct PitchTrackerTests {
  private func contour(_ samples: [Float], blocks: Int = 4096) -> [Float] {
    var tracker = PitchTracker()
    var first = 0
    while first < samples.count {
      let count = min(blocks, samples.count - first)
      tracker.process(samples.span.extracting(first..<(first + count)))
      first += count
    }
    return tracker.finish()
  }

  /// Median of voiced frames; NaN without.
  private func median(_ contour: [Float]) -> Float {
    let voiced = contour.filter { $0 > 0 }.sorted()
    return voiced.isEmpty ? .nan : voiced[voiced.count / 2]
  }

  /// Harmonics of `pitchHz` inside `band`, each with a phase of its own.
  private func harmonics(_ pitchHz: Double, in band: ClosedRange<Double>) -> [Float] {
    let numbers = (1...Int(band.upperBound / pitchHz)).filter {
      Double($0) * pitchHz >= band.lowerBound
    }
    return (0..<8000).map { index in
      let time = Double(index) / 8000
      let sum = numbers.reduce(0.0) { sum, number in
        sum + sin(2 * .pi * Double(number) * pitchHz * time + 1.7 * Double(number * number))
      }
      return Float(0.3 * sum / Double(numbers.count).squareRoot())
    }
  }

  private static let pitches: [Double] = [
    63, 75, 90, 110, 131.3, 155, 187.7, 220, 265, 311, 350, 390,
  ]

  @Test("Harmonic sounds have the pitch they are made of, to half a percent", arguments: pitches)
  func wideBand(pitchHz: Double) {
    let contour = contour(harmonics(pitchHz, in: 60...3600))
    #expect(contour.count == 100)
    // The first and last windows hold less than two periods of the lowest pitch.
    for value in contour[3..<97] {
      #expect(abs(Double(value) - pitchHz) < 0.005 * pitchHz)
    }
  }

  @Test("A telephone's band takes the fundamental away, not the pitch", arguments: pitches)
  func missingFundamental(pitchHz: Double) {
    let contour = contour(Synthetic.throughMuLaw(harmonics(pitchHz, in: 300...3400)))
    for value in contour[3..<97] {
      #expect(abs(Double(value) - pitchHz) < 0.01 * pitchHz)
    }
  }

  @Test("Noise and silence have no pitch")
  func unvoiced() {
    let noise = contour(Synthetic.noise(40_000, levelDB: -20, seed: 7))
    // 1 in 50: chance finds a period in 50 ms of noise now and then.
    #expect(noise.filter { $0 > 0 }.count < noise.count / 50)
    #expect(contour([Float](repeating: 0, count: 8000)).allSatisfy { $0 == 0 })
    #expect(contour([Float](repeating: 0.25, count: 8000))[3..<97].allSatisfy { $0 == 0 })
  }

  @Test(
    "A voice's median is that of its excitation to three percent, as is and through a telephone",
    arguments: [85.0, 120, 165, 210, 250, 300])
  func voices(pitchHz: Double) {
    var voice = SyntheticVoice(seed: 1)
    voice.pitchHz = pitchHz
    voice.phraseSeconds = 1...1
    let samples = voice.talk(seconds: 10).samples
    // Pitch falls by 0.2 octaves a second from `pitchHz` on; half a second is the middle. Its swing of
    // 0.15 octaves, 2.3 times a second, lies round that.
    let expected = pitchHz * exp2(-0.1)
    for version in [samples, Synthetic.throughMuLaw(highPassed(samples))] {
      let found = Double(median(contour(version)))
      #expect(abs(found - expected) < 0.03 * expected, "\(found) of \(expected) Hz")
    }
  }

  /// What a line passes: a Butterworth high-pass of the second order at 300 Hz, twice.
  private func highPassed(_ samples: [Float]) -> [Float] {
    let w: Double = tan(Double.pi * 300 / 8000)
    let scale = 1 / (1 + 2.0.squareRoot() * w + w * w)
    let (a1, a2) = (2 * (w * w - 1) * scale, (1 - 2.0.squareRoot() * w + w * w) * scale)
    func pass(_ input: [Float]) -> [Float] {
      var (x1, x2): (Double, Double) = (0, 0)
      var (y1, y2): (Double, Double) = (0, 0)
      return input.map { value in
        let x = Double(value)
        let y = scale * (x - 2 * x1 + x2) - a1 * y1 - a2 * y2
        (x2, x1, y2, y1) = (x1, x, y1, y)
        return Float(y)
      }
    }
    return pass(pass(samples))
  }

  @Test("Leaps of an octave within a steady sound do not happen")
  func octaves() {
    // Every other pulse weaker: the period is two pulses for a strict listener, one for a person.
    let samples: [Float] = (0..<16_000).map { index in
      let pulse = index / 40
      return index % 40 == 0 ? (pulse % 2 == 0 ? 0.5 : 0.46) : 0
    }
    let contour = contour(samples)[5..<195]
    #expect(contour.allSatisfy { abs($0 - 200) < 2 })
  }

  @Test("Nothing hangs on how samples are cut into blocks or how loud they are")
  func invariants() {
    var voice = SyntheticVoice(seed: 9)
    voice.pitchHz = 180
    let samples = voice.talk(seconds: 4).samples
    let whole = contour(samples)
    for blocks in [79, 80, 81, 1000] { #expect(contour(samples, blocks: blocks) == whole) }
    // A power of two scales every value exactly.
    #expect(contour(samples.map { $0 / 16 }) == whole)
  }

  @Test("There are as many values as whole frames", arguments: [0, 1, 79, 80, 81, 400, 8000])
  func frames(count: Int) {
    #expect(contour([Float](repeating: 0.1, count: count)).count == count / 80)
  }

  @Test("The best path is the best of all paths")
  func path() {
    var random = RepeatableRandom(seed: 3)
    for _ in 0..<20 {
      let frames: [[PitchCandidate]] = (0..<5).map { _ in
        (0..<Int.random(in: 0...2, using: &random)).map { _ in
          PitchCandidate(
            frequencyHz: Float.random(in: 60...400, using: &random),
            strength: Float.random(in: 0.2...1, using: &random))
        }
      }
      var path = PitchPath(
        candidateCount: 2, octaveJumpCost: 0.35, voicedUnvoicedCost: 0.14, unvoicedStrength: 0.45)
      for frame in frames { path.append(frame) }
      #expect(path.best() == bruteForce(frames))
    }
  }

  private func bruteForce(_ frames: [[PitchCandidate]]) -> [Float] {
    var best: (score: Float, path: [Float]) = (-.infinity, [])
    func extend(_ path: [Float], _ score: Float) {
      guard path.count < frames.count else {
        if score > best.score { best = (score, path) }
        return
      }
      let states = [PitchCandidate(frequencyHz: 0, strength: 0.45)] + frames[path.count]
      for state in states {
        let cost = path.last.map { transition(from: $0, to: state.frequencyHz) } ?? 0
        extend(path + [state.frequencyHz], score + state.strength - cost)
      }
    }
    extend([], 0)
    return best.path
  }

  private func transition(from: Float, to: Float) -> Float {
    if from == 0, to == 0 { return 0 }
    return from == 0 || to == 0 ? 0.14 : 0.35 * abs(log2(to / from))
  }
}
