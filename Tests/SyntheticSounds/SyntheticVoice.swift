internal import Foundation

/// Somebody who talks: phrases of vowels with gliding pitch between pauses.
///
///     phrase   [ syllable syllable syllable ]     pause     [ syllable … ]
///
/// A pulse train whose pitch moves all the time excites three resonances (Klatt's two-pole filters) that
/// move from vowel to vowel. No person's voice, but what distinguishes voices from tones and noise: harmonics
/// that glide, syllables at 4–5 Hz, pauses.
public struct SyntheticVoice: Sendable {
  /// Mean pitch, Hz.
  public var pitchHz = 120.0
  /// Level over the phrases, dB re full scale.
  public var levelDB = -22.0
  /// Length of phrases and of the pauses between them, seconds.
  public var phraseSeconds = 0.8...2.4
  public var pauseSeconds = 0.5...2.5
  public var rate = 8000
  public var seed: UInt64

  public init(seed: UInt64) { self.seed = seed }

  /// Formants of /a e i o u/, Hz (Peterson and Barney, 1952, rounded).
  private static let vowels: [[Double]] = [
    [730, 1090, 2440], [530, 1840, 2480], [300, 2200, 2950], [570, 840, 2410], [320, 880, 2240],
  ]

  /// `seconds` of talk over silence, and its phrases as ranges of samples.
  public func talk(seconds: Double) -> (samples: [Float], phrases: [Range<Int>]) {
    var random = RepeatableRandom(seed: seed)
    let count = Int(seconds * Double(rate))
    var phrases: [Range<Int>] = []
    var time = Double.random(in: 0.3...1.5, using: &random)
    while true {
      let length = Double.random(in: phraseSeconds, using: &random)
      guard time + length < seconds - 0.2 else { break }
      phrases.append(Int(time * Double(rate))..<Int((time + length) * Double(rate)))
      time += length + Double.random(in: pauseSeconds, using: &random)
    }
    return (say(phrases, count: count, &random), phrases)
  }

  /// `count` samples in which exactly `phrases` are spoken.
  public func say(_ phrases: [Range<Int>], count: Int) -> [Float] {
    var random = RepeatableRandom(seed: seed)
    return say(phrases, count: count, &random)
  }

  private func say(_ phrases: [Range<Int>], count: Int, _ random: inout RepeatableRandom) -> [Float]
  {
    var samples = [Float](repeating: 0, count: count)
    for phrase in phrases {
      let spoken = utter(phrase.count, &random)
      let gain = Synthetic.amplitude(levelDB - Synthetic.levelDB(spoken))
      for (offset, value) in spoken.enumerated() {
        samples[phrase.lowerBound + offset] = value * Float(gain)
      }
    }
    return samples
  }

  /// One phrase of `count` samples, at no particular level.
  private func utter(_ count: Int, _ random: inout RepeatableRandom) -> [Float] {
    var filters = [Resonance](repeating: Resonance(), count: 3)
    var output = [Float](repeating: 0, count: count)
    let melody = Double.random(in: 0...(2 * .pi), using: &random)
    var phase = 0.0
    var vowel = Self.vowels[0]
    var syllableEnd = 0
    var syllableStart = 0
    for index in 0..<count {
      if index >= syllableEnd {
        syllableStart = index
        syllableEnd = index + Int(Double(rate) * Double.random(in: 0.16...0.26, using: &random))
        if count - syllableEnd < rate / 10 { syllableEnd = count }
        vowel = Self.vowels[Int.random(in: 0..<Self.vowels.count, using: &random)]
      }
      let time = Double(index) / Double(rate)
      // Pitch falls by a fifth of an octave a second and sways by a semitone twice a second and more.
      let pitch = pitchHz * exp2(-0.2 * time + 0.15 * sin(2 * .pi * 2.3 * time + melody))
      phase += pitch / Double(rate)
      var excitation = 0.02 * Double(random.sample())
      if phase >= 1 {
        phase -= 1
        excitation += 1
      }
      var value = excitation
      for (number, formant) in vowel.enumerated() {
        value = filters[number].next(value, formantHz: formant, rate: rate)
      }
      let place = Double(index - syllableStart) / Double(syllableEnd - syllableStart)
      output[index] = Float(value * (0.15 + 0.85 * sin(.pi * place)))
    }
    return output
  }
}

/// A two-pole resonance, 80 Hz wide, of unit gain at 0 Hz (Klatt 1980, equation 2).
private struct Resonance {
  private var last = 0.0
  private var beforeLast = 0.0

  mutating func next(_ input: Double, formantHz: Double, rate: Int) -> Double {
    let c = -exp(-2 * .pi * 80 / Double(rate))
    let b = 2 * exp(-.pi * 80 / Double(rate)) * cos(2 * .pi * formantHz / Double(rate))
    let output = (1 - b - c) * input + b * last + c * beforeLast
    beforeLast = last
    last = output
    return output
  }
}
