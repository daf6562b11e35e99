import SpeechTimeline

@testable import Scoring

/// Labels as drawn: one line per label, 100 ms per character, anything but a space or a dash is speech
/// of the label that the character names.
func drawn(_ lines: String...) -> SpeakerLabels {
  SpeakerLabels(
    lines.flatMap { line in
      line.enumerated().filter { $0.element != " " && $0.element != "-" }.map {
        (String($0.element), TimeSpan($0.offset * 100, $0.offset * 100 + 100))
      }
    })
}

/// The labels as if they had been read.
func file(_ labels: SpeakerLabels, _ format: LabelFormat = .rttm) -> LabelFile {
  LabelFile(path: "drawn.rttm", format: format, labels: labels)
}

/// The score of one against the other, of a recording of ten seconds or longer.
func score(
  _ hypothesis: SpeakerLabels, against reference: SpeakerLabels, map: Timeline? = nil,
  duration: Int = 10_000, options: ScoreOptions = ScoreOptions()
) throws -> Score {
  try Score(
    name: "drawn", hypothesis: file(hypothesis), reference: file(reference), map: map,
    durationSeconds: Double(duration) / 1000, options: options)
}

/// Options with some changed.
func options(_ change: (inout ScoreOptions) -> Void) -> ScoreOptions {
  var options = ScoreOptions()
  change(&options)
  return options
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every run.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Some spans of some labels within `duration` milliseconds.
func randomLabels(
  _ names: [String], duration: Int, using generator: inout SplitMix
) -> SpeakerLabels {
  SpeakerLabels(
    names.flatMap { name in
      (0..<Int.random(in: 0...8, using: &generator)).map { _ in
        let start = Int.random(in: 0..<duration, using: &generator)
        let end = min(duration, start + Int.random(in: 1...4000, using: &generator))
        return (name, TimeSpan(start, end))
      }
    })
}
