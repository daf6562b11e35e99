public import NeuralNets
internal import Signal
public import SpeechTimeline

/// Takes the voices of a call whose speech is known, from its samples: a second pass over the recording.
///
///     samples ─▶ log-mel frames ─▶ speaker network, piece by piece ─▶ embeddings of windows ─▶ CallVoices
///
/// Nothing is computed of what lies further than 2 s from speech but where it is. Memory holds one piece
/// and the embeddings. The embeddings are the same to the bit however the samples are cut into blocks.
public struct VoiceMeter: ~Copyable {
  /// Hz: what samples must come at.
  public static let sampleRateHz = SpeakerFilterBank.sampleRateHz

  private let speech: Timeline
  private let layout: WindowLayout
  private let pieces: [EmbeddingPiece]
  private let normalization: BandNormalization
  private var queue: BandQueue
  private var evaluation: SpeakerEvaluation
  private var pooling: SpeakerPooling
  private var input: [Float] = []
  /// Index of the piece that is waited for.
  private var piece = 0
  /// Windows whose embeddings are there.
  private var unitCount = 0
  private var fineCount = 0
  private var unitEmbeddings: [Float] = []
  private var fineEmbeddings: [Float16] = []

  /// - Parameters:
  ///   - network: must give embeddings of `CallVoices.dimensionCount` values.
  ///   - speech: of the whole recording.
  ///   - isTelephoneBand: whether it holds nothing above 3.5 kHz: what the network would take for a
  ///     property of the voice.
  public init(network: SpeakerNetwork, speech: Timeline, isTelephoneBand: Bool) {
    precondition(
      network.architecture.embedding == CallVoices.dimensionCount
        && network.architecture.bandCount == SpeakerFilterBank.bandCount,
      "VoiceMeter: \(network.architecture)")
    self.speech = speech
    layout = WindowLayout(of: speech)
    pieces = EmbeddingPiece.pieces(of: speech)
    normalization = BandNormalization(isTelephoneBand: isTelephoneBand)
    queue = BandQueue(noise: isTelephoneBand ? FaintNoise() : nil)
    evaluation = SpeakerEvaluation(of: network, context: .dense)
    pooling = SpeakerPooling(of: network)
    unitEmbeddings.reserveCapacity(layout.unitWindows.count * CallVoices.dimensionCount)
    fineEmbeddings.reserveCapacity(layout.fineCentres.count * CallVoices.dimensionCount)
    if let first = pieces.first { queue.drop(before: Self.wanted(first).lowerBound) }
  }

  /// Takes the next samples of the recording, in [-1, 1], any number of them.
  public mutating func process(_ samples: Span<Float>) {
    var start = 0
    while piece < pieces.count, start < samples.count {
      let wanted = Self.wanted(pieces[piece])
      start += queue.append(samples.extracting(start...), until: wanted.upperBound)
      if queue.endFrame == wanted.upperBound { finishPiece(outputEnd: .max) }
    }
  }

  /// The voices; the recording has ended.
  public consuming func finish() -> CallVoices {
    let inputs = queue.endFrame
    let perOutput = SpeakerNetwork.inputFramesPerOutput
    let outputs = (inputs + perOutput - 1) / perOutput
    while piece < pieces.count, pieces[piece].core.lowerBound < outputs {
      finishPiece(outputEnd: outputs)
    }
    // Speech that lies behind the end, or a recording shorter than a frame, has no windows.
    let unitWindows = layout.unitWindows[..<unitCount]
    return CallVoices(
      speech: speech, units: Array(layout.units[..<(unitWindows.last.map { $0.unit + 1 } ?? 0)]),
      unitWindows: Array(unitWindows), unitEmbeddings: unitEmbeddings,
      fineCentres: Array(layout.fineCentres[..<fineCount]), fineEmbeddings: fineEmbeddings)
  }

  /// Input frames that a piece takes, with those that its means are over.
  private static func wanted(_ piece: EmbeddingPiece) -> Range<Int> {
    let perOutput = SpeakerNetwork.inputFramesPerOutput
    return max(
      0, piece.seen.lowerBound * perOutput - BandNormalization.reach)..<(piece.seen.upperBound
      * perOutput + BandNormalization.reach)
  }
}

// One piece.
extension VoiceMeter {
  /// Computes the embeddings of the windows of the piece that was waited for, and goes on to the next.
  ///
  /// - Parameter outputEnd: output frames of the recording, if it has ended.
  private mutating func finishPiece(outputEnd: Int) {
    let current = pieces[piece]
    piece += 1
    let isLast = piece == pieces.count
    let seen = current.seen.lowerBound..<min(current.seen.upperBound, outputEnd)
    let perOutput = SpeakerNetwork.inputFramesPerOutput
    let inputs =
      (seen.lowerBound * perOutput)..<min(seen.upperBound * perOutput, queue.endFrame)
    normalization.normalize(
      queue.bands, firstFrame: queue.firstFrame, frames: inputs, into: &input)
    Self.evaluate(input, count: inputs.count, with: &evaluation)
    poolUnits(seen, before: isLast ? .max : current.core.upperBound, outputEnd: outputEnd)
    poolFine(seen, before: isLast ? .max : current.core.upperBound, outputEnd: outputEnd)
    if !isLast { queue.drop(before: Self.wanted(pieces[piece]).lowerBound) }
  }

  private static func evaluate(
    _ input: [Float], count: Int, with evaluation: inout SpeakerEvaluation
  ) {
    evaluation.process(input.span.extracting(0..<(count * SpeakerFilterBank.bandCount)))
  }

  private mutating func poolUnits(_ seen: Range<Int>, before end: Int, outputEnd: Int) {
    let windows = Self.frames(
      of: layout.unitWindows[unitCount...].lazy.map(\.span), seen: seen, before: end,
      outputEnd: outputEnd)
    unitCount += windows.count
    pooling.embed(windows, of: evaluation.frames) { rows in
      for index in rows.indices { unitEmbeddings.append(rows[index]) }
    }
  }

  private mutating func poolFine(_ seen: Range<Int>, before end: Int, outputEnd: Int) {
    let windows = Self.frames(
      of: layout.fineSpans[fineCount...], seen: seen, before: end, outputEnd: outputEnd)
    fineCount += windows.count
    pooling.embed(windows, of: evaluation.frames) { rows in
      for index in rows.indices { fineEmbeddings.append(Float16(rows[index])) }
    }
  }

  /// The frames of the windows whose middle lies before `end`, counted from the first that was seen.
  private static func frames(
    of spans: some Sequence<TimeSpan>, seen: Range<Int>, before end: Int, outputEnd: Int
  ) -> [Range<Int>] {
    var windows: [Range<Int>] = []
    for span in spans {
      let frames = EmbeddingPiece.frames(in: span, before: outputEnd)
      guard (frames.lowerBound + frames.upperBound) / 2 < end else { break }
      // The middle lies in the core, which the context goes beyond further than any window.
      let clamped = frames.clamped(to: seen)
      windows.append(
        (clamped.lowerBound - seen.lowerBound)..<(clamped.upperBound - seen.lowerBound))
    }
    return windows
  }
}
