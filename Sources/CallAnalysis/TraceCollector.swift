internal import Signal
internal import VoiceActivity

/// Gathers what one pass over a recording sees, within a range of frames: traces as sections are
/// decided, and spectra of the samples where they are wanted.
///
/// Holds about 60 bytes a frame and channel of traces, 129 more of spectra.
struct TraceCollector: ~Copyable {
  /// One a measured channel; empty until something was decided.
  private(set) var traces: [ChannelTrace] = []

  private let frames: Range<Int>
  private var first: SpectrogramAnalyzer?
  private var second: SpectrogramAnalyzer?

  /// - Parameter frames: of the recording, those to keep.
  init(frames: Range<Int>, includesSpectra: Bool) {
    self.frames = frames
    guard includesSpectra else { return }
    first = SpectrogramAnalyzer(frames: frames)
    second = SpectrogramAnalyzer(frames: frames)
  }

  /// Spectra of the channel at `index`, 0 or 1; nil where none were wanted.
  func spectrogram(_ index: Int) -> Spectrogram? {
    switch index {
    case 0: Self.spectrogram(of: first)
    default: Self.spectrogram(of: second)
    }
  }

  private static func spectrogram(of analyzer: borrowing SpectrogramAnalyzer?) -> Spectrogram? {
    switch analyzer {
    case .some(let analyzer): analyzer.spectrogram
    case .none: nil
    }
  }

  /// Takes samples of a recording of one channel.
  mutating func take(_ samples: [Float]) {
    Self.process(samples, with: &first)
  }

  /// Takes samples of the two measured channels.
  mutating func take(_ one: [Float], _ two: [Float]) {
    Self.process(one, with: &first)
    Self.process(two, with: &second)
  }

  /// Takes what was decided of the next section.
  mutating func take(_ section: SectionDecisions) {
    for (index, trace) in section.traces.enumerated() {
      let kept = trace.clipped(to: frames)
      if index < traces.count { traces[index].append(kept) } else { traces.append(kept) }
    }
  }

  /// Takes the last section; no samples come after it.
  mutating func finish(_ section: SectionDecisions) {
    take(section)
    first?.finish()
    second?.finish()
  }

  private static func process(_ samples: [Float], with analyzer: inout SpectrogramAnalyzer?) {
    analyzer?.process(samples.span)
  }
}
