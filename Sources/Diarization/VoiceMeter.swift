public import NeuralNets
internal import Signal
public import SpeechTimeline

/// Takes the voices of a call whose speech is known, from its samples: a second pass over the recording.
///
///     samples ─▶ log-mel frames of speech ─▶ speaker network, piece by piece ─▶ embeddings ─▶ CallVoices
///
/// Memory holds one piece and the embeddings, which are the same to the bit however the samples are cut
/// into blocks.
public struct VoiceMeter: ~Copyable {
  /// Hz: what samples must come at.
  public static let sampleRateHz = SpeakerFilterBank.sampleRateHz

  private let speech: Timeline
  private let possible: Timeline
  private let layout: WindowLayout
  private let frames: SpeechFrames
  private let pieces: [EmbeddingPiece]
  private var bands: SpeechBands
  private var evaluation: SpeakerEvaluation
  private var pooling: SpeakerPooling
  /// Index of the piece that is waited for.
  private var piece = 0
  /// Position that the first row of `bands` belongs to.
  private var firstPosition = 0
  /// Windows whose embeddings are there.
  private var unitCount = 0
  private var fineCount = 0
  private var unitEmbeddings: [Float] = []
  private var fineEmbeddings: [Float16] = []

  /// - Parameters:
  ///   - network: must give embeddings of `CallVoices.dimensionCount` values.
  ///   - speech: of the whole recording.
  ///   - possible: where there may be more of it, that speech included; nil where nowhere else.
  ///   - isTelephoneBand: whether it holds nothing above 3.5 kHz: what the network would take for a
  ///     property of the voice.
  public init(
    network: SpeakerNetwork, speech: Timeline, possible: Timeline? = nil, isTelephoneBand: Bool
  ) {
    precondition(
      network.architecture.embedding == CallVoices.dimensionCount
        && network.architecture.bandCount == SpeakerFilterBank.bandCount,
      "VoiceMeter: \(network.architecture)")
    self.speech = speech
    let possible = possible.map { $0.union(speech) } ?? speech
    self.possible = possible
    layout = WindowLayout(of: speech, possible: possible)
    let frames = SpeechFrames(of: possible)
    self.frames = frames
    pieces = EmbeddingPiece.pieces(of: frames.count)
    bands = SpeechBands(of: frames, isTelephoneBand: isTelephoneBand)
    evaluation = SpeakerEvaluation(of: network, context: .dense)
    pooling = SpeakerPooling(of: network)
    unitEmbeddings.reserveCapacity(layout.unitWindows.count * CallVoices.dimensionCount)
    fineEmbeddings.reserveCapacity(layout.fineCentres.count * CallVoices.dimensionCount)
  }

  /// Takes the next samples of the recording, in [-1, 1], any number of them.
  public mutating func process(_ samples: Span<Float>) {
    var start = 0
    while piece < pieces.count, start < samples.count {
      let wanted =
        (pieces[piece].seen.upperBound - firstPosition) * SpeakerNetwork.inputFramesPerOutput
      start += bands.append(samples.extracting(start...), until: wanted)
      if bands.rowCount == wanted { finishPiece() }
    }
  }

  /// The voices; the recording has ended.
  public consuming func finish() -> CallVoices {
    bands.finish()
    while piece < pieces.count, pieces[piece].core.lowerBound < endPosition { finishPiece() }
    // Speech that lies behind the end, or a recording shorter than a frame, has no windows.
    let unitWindows = layout.unitWindows[..<unitCount]
    return CallVoices(
      speech: speech, possible: possible,
      units: Array(layout.units[..<(unitWindows.last.map { $0.unit + 1 } ?? 0)]),
      unitWindows: Array(unitWindows), unitEmbeddings: unitEmbeddings,
      fineCentres: Array(layout.fineCentres[..<fineCount]), fineEmbeddings: fineEmbeddings)
  }

  /// The position behind the last whose row is there.
  private var endPosition: Int {
    let perOutput = SpeakerNetwork.inputFramesPerOutput
    return firstPosition + (bands.rowCount + perOutput - 1) / perOutput
  }
}

// One piece.
extension VoiceMeter {
  /// Computes the embeddings of the windows of the piece that was waited for, and goes on to the next.
  private mutating func finishPiece() {
    let current = pieces[piece]
    piece += 1
    let seen = current.seen.lowerBound..<min(current.seen.upperBound, endPosition)
    Self.evaluate(bands.rows, with: &evaluation)
    let end = piece == pieces.count ? Int.max : current.core.upperBound
    poolUnits(seen, before: end)
    poolFine(seen, before: end)
    if piece < pieces.count {
      let passed = min(pieces[piece].seen.lowerBound, seen.upperBound) - firstPosition
      bands.dropRows(min(bands.rowCount, passed * SpeakerNetwork.inputFramesPerOutput))
      firstPosition += passed
    }
  }

  private static func evaluate(_ rows: [Float], with evaluation: inout SpeakerEvaluation) {
    evaluation.process(rows.span)
  }

  private mutating func poolUnits(_ seen: Range<Int>, before end: Int) {
    let windows = positions(
      of: layout.unitWindows[unitCount...].lazy.map(\.span), seen: seen, before: end)
    unitCount += windows.count
    pooling.embed(windows, of: evaluation.frames) { rows in
      for index in rows.indices { unitEmbeddings.append(rows[index]) }
    }
  }

  private mutating func poolFine(_ seen: Range<Int>, before end: Int) {
    let windows = positions(of: layout.fineSpans[fineCount...], seen: seen, before: end)
    fineCount += windows.count
    pooling.embed(windows, of: evaluation.frames) { rows in
      for index in rows.indices { fineEmbeddings.append(Float16(rows[index])) }
    }
  }

  /// The positions of the windows whose middle lies before `end`, counted from the first that was seen.
  private func positions(
    of spans: some Sequence<TimeSpan>, seen: Range<Int>, before end: Int
  ) -> [Range<Int>] {
    var windows: [Range<Int>] = []
    for span in spans {
      let window = frames.positions(of: span)
      guard (window.lowerBound + window.upperBound) / 2 < end else { break }
      // The middle lies in the core, which the context goes beyond further than any window. Only the end
      // of the recording cuts windows short.
      let heard = window.clamped(to: seen)
      let last = seen.upperBound - 1 - seen.lowerBound
      windows.append(
        heard.isEmpty
          ? last..<(last + 1)
          : (heard.lowerBound - seen.lowerBound)..<(heard.upperBound - seen.lowerBound))
    }
    return windows
  }
}
