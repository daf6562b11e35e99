internal import SpeechTimeline

/// The fine windows of a call whose centres lie in its speech, widened to `Float` piece by piece.
struct FineWindows {
  private let voices: CallVoices
  /// Places among all fine windows of the call, ascending.
  private let places: [Int]
  /// What is speech: not more than was listened to.
  let speech: Timeline
  /// Milliseconds, ascending.
  let centres: [Int32]

  init(_ voices: CallVoices, in speech: Timeline) {
    self.voices = voices
    self.speech = speech
    var next = 0
    places = voices.fineCentres.indices.filter { window in
      let centre = Int(voices.fineCentres[window])
      while next < speech.spans.count, speech.spans[next].end <= centre { next += 1 }
      return next < speech.spans.count && speech.spans[next].start <= centre
    }
    centres = places.map { voices.fineCentres[$0] }
  }

  /// Windows that are widened at once: 1.5 MB of values.
  private static let pieceWindows = 2048

  /// Cosines with `directions`: `windows × directions`, row-major.
  ///
  /// - Parameter directions: rows of `VoiceVectors.width` values of length 1, row-major.
  func cosines(with directions: [Float]) -> [Float] {
    var cosines: [Float] = []
    cosines.reserveCapacity(places.count * directions.count / VoiceVectors.width)
    for start in stride(from: 0, to: places.count, by: Self.pieceWindows) {
      let piece = places[start..<min(start + Self.pieceWindows, places.count)]
      let vectors = VoiceVectors(
        values: values(of: piece), units: [Int](repeating: 0, count: piece.count))
      cosines += vectors.cosines(with: directions)
    }
    return cosines
  }

  /// At most `most` windows, evenly spread over the speech; each run of speech is a unit.
  func spread(most: Int) -> VoiceVectors {
    let step = max(1, (places.count + most - 1) / most)
    let windows = Array(stride(from: 0, to: places.count, by: step))
    var unit = 0
    let units = windows.map { window in
      while unit + 1 < speech.spans.count, speech.spans[unit].end <= Int(centres[window]) {
        unit += 1
      }
      return unit
    }
    return VoiceVectors(values: values(of: windows.map { places[$0] }[...]), units: units)
  }

  private func values(of windows: ArraySlice<Int>) -> [Float] {
    let width = VoiceVectors.width
    var values: [Float] = []
    values.reserveCapacity(windows.count * width)
    for window in windows {
      for value in voices.fineEmbeddings[window * width..<(window + 1) * width] {
        values.append(Float(value))
      }
    }
    return values
  }
}
