internal import Foundation

/// A pitch that a frame may have.
struct PitchCandidate {
  var frequencyHz: Float
  /// About 0 to 1: how periodic the frame is at that pitch.
  var strength: Float
}

/// The path through frames' candidates whose strengths less its transitions' costs are largest.
struct PitchPath {
  private let candidateCount: Int
  private let octaveJumpCost: Float
  private let voicedUnvoicedCost: Float
  private let unvoicedStrength: Float
  /// `candidateCount` for each frame, Hz; 0 where there are fewer.
  private var frequencies: [Float] = []
  /// For each frame and state, the best state before it. State 0 is unvoiced, state n candidate n - 1.
  private var origins: [UInt8] = []
  /// Of the best path to each state of the last frame; nothing before the first.
  private var scores: [Float] = []
  /// log2 of the last frame's frequencies.
  private var octaves: [Float]

  /// Of states that a frame does not have.
  private static let impossible = -Float.greatestFiniteMagnitude

  init(
    candidateCount: Int, octaveJumpCost: Float, voicedUnvoicedCost: Float, unvoicedStrength: Float
  ) {
    self.candidateCount = candidateCount
    self.octaveJumpCost = octaveJumpCost
    self.voicedUnvoicedCost = voicedUnvoicedCost
    self.unvoicedStrength = unvoicedStrength
    octaves = [Float](repeating: 0, count: candidateCount)
  }

  /// Adds a frame. - Precondition: at most `candidateCount` candidates.
  mutating func append(_ candidates: [PitchCandidate]) {
    precondition(
      candidates.count <= candidateCount,
      "PitchPath: \(candidates.count) candidates, at most \(candidateCount)")
    var next = [Float](repeating: Self.impossible, count: candidateCount + 1)
    for state in 0...candidateCount {
      guard state <= candidates.count else {
        origins.append(0)
        continue
      }
      let octave = state == 0 ? nil : log2(candidates[state - 1].frequencyHz)
      let strength = state == 0 ? unvoicedStrength : candidates[state - 1].strength
      let (origin, score) = bestOrigin(of: octave)
      next[state] = score + strength
      origins.append(UInt8(origin))
    }
    for index in 0..<candidateCount {
      let frequency = index < candidates.count ? candidates[index].frequencyHz : 0
      frequencies.append(frequency)
      octaves[index] = frequency > 0 ? log2(frequency) : 0
    }
    // Only differences count; a sum over hours would lose its digits.
    let largest = next.max() ?? 0
    scores = next.map { $0 == Self.impossible ? $0 : $0 - largest }
  }

  /// The state before one at `octave` (nil: unvoiced) that leaves most, and what it leaves; the first of
  /// equals.
  private func bestOrigin(of octave: Float?) -> (state: Int, score: Float) {
    var best = (state: 0, score: scores.isEmpty ? 0 : Self.impossible)
    for state in scores.indices where scores[state] > Self.impossible {
      let score = scores[state] - transitionCost(from: state, to: octave)
      if score > best.score { best = (state, score) }
    }
    return best
  }

  /// Boersma, equation 27.
  private func transitionCost(from state: Int, to octave: Float?) -> Float {
    guard let octave else { return state == 0 ? 0 : voicedUnvoicedCost }
    return state == 0
      ? voicedUnvoicedCost : octaveJumpCost * abs(octave - octaves[state - 1])
  }

  /// The best path's frequency at each frame, Hz; 0 = unvoiced.
  func best() -> [Float] {
    let stateCount = candidateCount + 1
    let count = origins.count / stateCount
    var result = [Float](repeating: 0, count: count)
    var state = scores.indices.max { scores[$0] < scores[$1] } ?? 0
    for frame in (0..<count).reversed() {
      if state > 0 { result[frame] = frequencies[frame * candidateCount + state - 1] }
      state = Int(origins[frame * stateCount + state])
    }
    return result
  }
}
