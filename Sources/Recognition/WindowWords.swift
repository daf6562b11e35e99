internal import Glibc
public import SpeechTimeline

/// What was heard in a window as words at their places in the recording.
///
/// An engine that gives times of segments only gets its words spread over the speech inside the segment, by
/// their syllables; those are marked as estimated. A word never reaches from one piece into another.
///
///     segment in the window     [------ 여보세요 누구세요 ------]
///     speech in the window        [===)        [======)
///     words in the recording      여보세요        누구세요
public struct WindowWords: Sendable {
  let window: RecognitionWindow
  /// Detected speech of the speaker, in the recording.
  let speech: Timeline
  let configuration: RecognitionConfiguration

  /// How far a segment's edge may be from a piece's to mean that: Whisper rounds times, often to whole
  /// seconds, so half of one.
  private static let snapMilliseconds = 500

  public init(
    window: RecognitionWindow, speech: Timeline,
    configuration: RecognitionConfiguration = RecognitionConfiguration()
  ) {
    self.window = window
    self.speech = speech
    self.configuration = configuration
  }

  /// The words of each segment, in order, segments divided where the recording was; those that give none are
  /// left out. `segment` is 0 in all of them.
  public func words(of heard: RecognisedWindow) -> [[TranscriptWord]] {
    guard isBelievable(heard) else { return [] }
    // Four digits are more than it is worth.
    let usual = heard.averageLogProbability.map { (min(1, exp($0)) * 10_000).rounded() / 10_000 }
    return heard.segments.flatMap { segment in
      let words =
        segment.words.isEmpty
        ? spread(segment, confidence: segment.confidence ?? usual)
        : timed(segment.words, confidence: segment.confidence ?? usual)
      return byPiece(words)
    }
  }

  /// The words in runs that lie in one piece each: what is seconds apart is no one utterance.
  private func byPiece(_ words: [TranscriptWord]) -> [[TranscriptWord]] {
    var runs: [[TranscriptWord]] = []
    var last: TimeSpan?
    for word in words {
      let middle = (word.span.start + word.span.end) / 2
      let piece = window.pieces.last { $0.recording.start <= middle }?.recording
      if piece != last || runs.isEmpty { runs.append([]) }
      runs[runs.count - 1].append(word)
      last = piece
    }
    return runs
  }

  /// Whether a window's words can be what somebody said; see `RecognitionConfiguration`.
  public func isBelievable(_ heard: RecognisedWindow) -> Bool {
    if let silence = heard.noSpeechProbability, silence > configuration.noSpeechLimit {
      return false
    }
    if let mean = heard.averageLogProbability, mean < configuration.logProbabilityLimit {
      return false
    }
    if let ratio = heard.compressionRatio, ratio > configuration.compressionLimit { return false }
    return true
  }

  /// Words that came with times.
  private func timed(_ words: [RecognisedWord], confidence: Double?) -> [TranscriptWord] {
    words.flatMap { word -> [TranscriptWord] in
      let parts = SpokenWord.split(word.text)
      let piece = window.piece(at: (word.span.start + word.span.end) / 2)
      let start = clamped(word.span.start, to: piece)
      let end = max(start, clamped(word.span.end, to: piece))
      return parts.map {
        TranscriptWord(
          $0.text, TimeSpan(start, end), segment: 0, confidence: word.confidence ?? confidence)
      }
    }
  }

  private func clamped(_ time: Int, to piece: RecognitionPiece) -> Int {
    piece.recording.start + min(max(time - piece.start, 0), piece.recording.duration)
  }

  // MARK: Times by syllables

  private func spread(_ segment: RecognisedSegment, confidence: Double?) -> [TranscriptWord] {
    let words = SpokenWord.split(segment.text)
    guard !words.isEmpty else { return [] }
    let voiced = voicedSpans(in: snapped(segment.span))
    let total = voiced.reduce(0) { $0 + $1.duration }
    let syllables = words.reduce(0) { $0 + $1.weight }
    guard total > 0, syllables * 1000 <= configuration.syllableRateLimit * Double(total) else {
      return []
    }
    var said = 0.0
    return words.map { word in
      let from = Double(total) * said / syllables
      said += word.weight
      let to = Double(total) * said / syllables
      return TranscriptWord(
        word.text, Self.place(from, to, in: voiced), segment: 0, confidence: confidence,
        isEstimated: true)
    }
  }

  /// Speech of the recording that a span of the window holds; where it holds none, the nearest piece's.
  private func voicedSpans(in span: TimeSpan) -> [TimeSpan] {
    let found = window.pieces.flatMap { piece -> [TimeSpan] in
      guard let shared = piece.window.intersection(span) else { return [] }
      let heard = shared.shifted(by: piece.recording.start - piece.start)
      return speech.clipped(to: heard).spans
    }
    if !found.isEmpty { return found }
    let nearest = window.piece(at: (span.start + span.end) / 2).recording
    return speech.clipped(to: nearest).spans
  }

  /// The span with edges near a piece's edge moved into the silence beside it.
  private func snapped(_ span: TimeSpan) -> TimeSpan {
    let start = nearest(to: span.start, among: window.pieces.map(\.start))
    let end = nearest(to: span.end, among: window.pieces.map(\.window.end))
    return start < end ? TimeSpan(start, end) : span
  }

  private func nearest(to time: Int, among edges: [Int]) -> Int {
    let nearest = edges.min { abs($0 - time) < abs($1 - time) } ?? time
    return abs(nearest - time) <= Self.snapMilliseconds ? nearest : time
  }

  /// The part of `spans`, laid end to end, from `from` to `to` milliseconds; of several the longest, so that a
  /// word stays in one.
  private static func place(_ from: Double, _ to: Double, in spans: [TimeSpan]) -> TimeSpan {
    var best: TimeSpan?
    var passed = 0.0
    for span in spans {
      let length = Double(span.duration)
      let start = Int(min(max(from - passed, 0), length).rounded())
      let end = Int(min(max(to - passed, 0), length).rounded())
      let part = TimeSpan(span.start + start, span.start + max(start, end))
      if part.duration > best?.duration ?? -1 { best = part }
      passed += length
    }
    return best ?? TimeSpan(0, 0)
  }
}
