internal import SpeechTimeline

/// Who speaks under whom.
enum OverlapAttribution {
  /// The speech that speakers have in addition where two speak at once: of each stretch that overlaps, the
  /// voice that it sounds like next.
  ///
  ///     stretches   [== 0 ===========)[== 1 ======)
  ///     overlap           [==)     [======)
  ///     added: 1          [==)     [==)
  ///            0                      [===)
  ///
  /// - Parameters:
  ///   - cosines: of the fine windows with each voice: `windows × voiceCount`, row-major.
  ///   - centres: of the fine windows, milliseconds, ascending.
  /// - Returns: one list of spans for each voice, in order of time.
  static func added(
    to stretches: [VoiceStretch], where overlap: Timeline, cosines: [Float], centres: [Int32],
    voiceCount: Int
  ) -> [[TimeSpan]] {
    var added = [[TimeSpan]](repeating: [], count: voiceCount)
    guard voiceCount > 1 else { return added }
    var first = 0
    for span in overlap.spans {
      while first < stretches.count, stretches[first].span.end <= span.start { first += 1 }
      var index = first
      while index < stretches.count, stretches[index].span.start < span.end {
        let stretch = stretches[index]
        index += 1
        guard let shared = stretch.span.intersection(span), !stretch.windows.isEmpty else {
          continue
        }
        let windows = windows(of: stretch, in: shared, centres)
        added[second(to: stretch.voice, windows, cosines, voiceCount)].append(shared)
      }
    }
    return added
  }

  /// The windows of `stretch` with centres in `span`, or else the one closest to its middle.
  private static func windows(
    of stretch: VoiceStretch, in span: TimeSpan, _ centres: [Int32]
  ) -> [Int] {
    let inside = stretch.windows.filter { span.contains(Int(centres[$0])) }
    if !inside.isEmpty { return inside }
    let middle = (span.start + span.end) / 2
    let nearest = stretch.windows.min {
      abs(Int(centres[$0]) - middle) < abs(Int(centres[$1]) - middle)
    }
    return nearest.map { [$0] } ?? []
  }

  /// The voice other than `voice` with the highest sum of cosines over `windows`.
  private static func second(
    to voice: Int, _ windows: [Int], _ cosines: [Float], _ voiceCount: Int
  ) -> Int {
    var best = (voice: voice == 0 ? 1 : 0, sum: -Float.infinity)
    for other in 0..<voiceCount where other != voice {
      let sum = windows.reduce(Float(0)) { $0 + cosines[$1 * voiceCount + other] }
      if sum > best.sum { best = (other, sum) }
    }
    return best.voice
  }
}
