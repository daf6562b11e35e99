internal import Recognition
internal import SpeechTimeline

/// Picks one speaker's windows out of a stream of samples; holds one window at a time.
struct WindowCollector {
  private let windows: [RecognitionWindow]
  private var window = 0
  private var piece = 0
  /// Of the window so far.
  private var samples: [Float] = []
  /// Of the stream so far.
  private var position = 0

  private static let samplesPerMillisecond = recognitionRateHz / 1000

  init(_ windows: [RecognitionWindow]) {
    self.windows = windows
  }

  /// Takes the next samples of the stream; hands over each window that they complete.
  mutating func process<Failure: Error>(
    _ block: [Float], _ deliver: (RecognitionWindow, [Float]) throws(Failure) -> Void
  ) throws(Failure) {
    let end = position + block.count
    while window < windows.count {
      let pieces = windows[window].pieces
      let wanted = Self.range(of: pieces[piece])
      guard wanted.lowerBound < end else { break }
      let taken = max(wanted.lowerBound, position)..<min(wanted.upperBound, end)
      if !taken.isEmpty {
        samples += block[(taken.lowerBound - position)..<(taken.upperBound - position)]
      }
      guard wanted.upperBound <= end else { break }
      piece += 1
      if piece < pieces.count {
        silence(until: pieces[piece])
      } else {
        try handOver(deliver)
      }
    }
    position = end
  }

  /// Hands over what there is of the last window, where the stream ended in it.
  mutating func finish<Failure: Error>(
    _ deliver: (RecognitionWindow, [Float]) throws(Failure) -> Void
  ) throws(Failure) {
    if window < windows.count, !samples.isEmpty { try handOver(deliver) }
  }

  private mutating func handOver<Failure: Error>(
    _ deliver: (RecognitionWindow, [Float]) throws(Failure) -> Void
  ) throws(Failure) {
    try deliver(windows[window], samples)
    window += 1
    piece = 0
    samples.removeAll(keepingCapacity: true)
  }

  private mutating func silence(until piece: RecognitionPiece) {
    let missing = piece.start * Self.samplesPerMillisecond - samples.count
    if missing > 0 { samples += repeatElement(0, count: missing) }
  }

  private static func range(of piece: RecognitionPiece) -> Range<Int> {
    (piece.recording.start * samplesPerMillisecond)..<(piece.recording.end * samplesPerMillisecond)
  }
}
