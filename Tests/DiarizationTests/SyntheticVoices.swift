import SpeechTimeline

@testable import Diarization

/// Directions on the sphere that behave like embeddings of voices: those of one voice scatter around its own
/// direction, those of a window that two share lie between.
struct SyntheticVoices {
  private static let width = CallVoices.dimensionCount
  /// Length of the scatter beside a voice's direction of length 1: two windows of a voice then have a
  /// cosine of 1 / (1 + scatter²).
  var unitScatter: Float = 0.7
  var fineScatter: Float = 1.0
  /// Cosine between the directions of two voices.
  var closeness: Float = 0.3
  private var numbers: RandomNumbers

  init(seed: UInt64 = 1) { numbers = RandomNumbers(state: seed) }

  /// A stretch of speech by one voice.
  struct Turn {
    let voice: Int
    let span: TimeSpan

    init(_ voice: Int, _ start: Int, _ end: Int) {
      self.voice = voice
      span = TimeSpan(start, end)
    }
  }

  /// Turns of 2–4 s with pauses of 0.4 s, by the voices in turn until each has as many as asked for: one
  /// that has had all its turns is passed over.
  mutating func turns(_ counts: [Int]) -> [Turn] {
    var left = counts
    var turns: [Turn] = []
    var time = 1000
    while left.contains(where: { $0 > 0 }) {
      for voice in left.indices where left[voice] > 0 {
        // In proportion, so that a rare voice is not heard at the beginning alone.
        guard left[voice] * (counts.max() ?? 1) >= (left.max() ?? 1) * counts[voice] else {
          continue
        }
        let end = time + 2000 + Int(numbers.next() % 2000)
        turns.append(Turn(voice, time, end))
        time = end + 400
        left[voice] -= 1
      }
    }
    return turns
  }

  /// The call that `turns`, in order of time and apart, make.
  ///
  /// - Parameter fineStep: milliseconds between fine windows: a multiple of 40.
  mutating func call(_ turns: [Turn], fineStep: Int = 40) -> CallVoices {
    let voiceCount = (turns.map(\.voice).max() ?? 0) + 1
    let noise = (0..<Self.noiseRows).map { _ in scatter() }
    var windows: [CallVoices.UnitWindow] = []
    var unitValues: [Float] = []
    var centres: [Int32] = []
    var fineValues: [Float16] = []
    for (unit, turn) in turns.enumerated() {
      let direction = direction(of: turn.voice, among: voiceCount)
      for start in stride(from: turn.span.start, through: turn.span.end - 1500, by: 500) {
        windows.append(.init(unit: unit, span: TimeSpan(start, start + 1500)))
        unitValues += sample(direction, unitScatter, noise)
      }
      var centre = (turn.span.start + 39) / 40 * 40
      while centre < turn.span.end {
        centres.append(Int32(centre))
        fineValues += sample(direction, fineScatter, noise).map { Float16($0) }
        centre += fineStep
      }
    }
    return CallVoices(
      speech: Timeline(turns.map(\.span)), units: turns.map(\.span), unitWindows: windows,
      unitEmbeddings: unitValues, fineCentres: centres, fineEmbeddings: fineValues)
  }

  /// Rows of scatter that windows take theirs from.
  private static let noiseRows = 1009

  private mutating func sample(
    _ direction: [Float], _ scatter: Float, _ noise: [[Float]]
  ) -> [Float] {
    let row = noise[Int(numbers.next() % UInt64(Self.noiseRows))]
    return VoiceVectors.normalized((0..<Self.width).map { direction[$0] + scatter * row[$0] })
  }

  /// All directions have a common part, which gives them their closeness, and one of their own.
  private func direction(of voice: Int, among count: Int) -> [Float] {
    var direction = [Float](repeating: 0, count: Self.width)
    direction[0] = closeness.squareRoot()
    direction[1 + voice] = (1 - closeness).squareRoot()
    return direction
  }

  /// A random direction, beyond those of the first few voices.
  private mutating func scatter() -> [Float] {
    VoiceVectors.normalized(
      (0..<Self.width).map { $0 < 8 ? 0 : numbers.nextSigned() + numbers.nextSigned() })
  }
}

/// SplitMix64 (G. Steele et al., OOPSLA 2014).
struct RandomNumbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// In [-1, 1).
  mutating func nextSigned() -> Float {
    Float(next() >> 40) / Float(1 << 23) - 1
  }
}
