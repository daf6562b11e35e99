internal import SpeechTimeline

/// The fine windows of a call, widened to `Float` piece by piece.
struct FineWindows {
  private let voices: CallVoices

  init(_ voices: CallVoices) { self.voices = voices }

  /// Windows that are widened at once: 1.5 MB of values.
  private static let pieceWindows = 2048

  /// Cosines with `directions`: `windows × directions`, row-major.
  ///
  /// - Parameter directions: rows of `VoiceVectors.width` values of length 1, row-major.
  func cosines(with directions: [Float]) -> [Float] {
    var cosines: [Float] = []
    cosines.reserveCapacity(voices.fineCentres.count * directions.count / VoiceVectors.width)
    var start = 0
    while start < voices.fineCentres.count {
      let end = min(start + Self.pieceWindows, voices.fineCentres.count)
      let piece = VoiceVectors(
        values: values(of: start..<end), units: [Int](repeating: 0, count: end - start))
      cosines += piece.cosines(with: directions)
      start = end
    }
    return cosines
  }

  /// At most `most` windows, evenly spread over the speech; each run of speech is a unit.
  func spread(most: Int) -> VoiceVectors {
    let count = voices.fineCentres.count
    let step = max(1, (count + most - 1) / most)
    let windows = Array(stride(from: 0, to: count, by: step))
    var unit = 0
    let units = windows.map { window in
      let centre = Int(voices.fineCentres[window])
      while unit + 1 < voices.speech.spans.count, voices.speech.spans[unit].end <= centre {
        unit += 1
      }
      return unit
    }
    return VoiceVectors(
      values: windows.flatMap { values(of: $0..<$0 + 1) }, units: units)
  }

  private func values(of windows: Range<Int>) -> [Float] {
    let width = VoiceVectors.width
    return voices.fineEmbeddings[windows.lowerBound * width..<windows.upperBound * width]
      .map { Float($0) }
  }
}
