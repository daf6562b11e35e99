public import SpeechTimeline

/// A piece of the recording inside a window.
public struct RecognitionPiece: Hashable, Sendable {
  /// What is heard, milliseconds of the recording.
  public let recording: TimeSpan
  /// Where it begins in the window, milliseconds.
  public let start: Int

  /// Where it lies in the window.
  public var window: TimeSpan { TimeSpan(start, start + recording.duration) }
}

/// Pieces of one speaker's speech, one behind the other with silence between.
///
///     recording   ...[==a==).........[=b=)....[==c==)...
///     window      [==a==) [=b=) [==c==)
public struct RecognitionWindow: Hashable, Sendable {
  /// At least one, in order of time.
  public internal(set) var pieces: [RecognitionPiece]

  /// Length in milliseconds, to the end of the last piece.
  public var duration: Int { pieces.last.map { $0.window.end } ?? 0 }

  /// The piece that a time of the window belongs to: in silence the nearer one, the earlier of two as near.
  public func piece(at time: Int) -> RecognitionPiece {
    // The first piece that ends after the time, by bisection.
    var low = 0
    var high = pieces.count - 1
    while low < high {
      let middle = (low + high) / 2
      if pieces[middle].window.end > time { high = middle } else { low = middle + 1 }
    }
    let next = pieces[low]
    guard low > 0, time < next.start else { return next }
    let last = pieces[low - 1]
    return time - last.window.end <= next.start - time ? last : next
  }

  /// The time of the recording that a time of the window stands for. Never falls as time rises; exact within
  /// pieces, their nearer edge in silence.
  public func recordingTime(at time: Int) -> Int {
    let piece = piece(at: time)
    let offset = min(max(time - piece.start, 0), piece.recording.duration)
    return piece.recording.start + offset
  }

  /// The window in two of about the same length, and where each lies in it; none where there is one piece.
  ///
  ///     window   [==a==) [b) [===c===)
  ///     halves   [==a==) [b) | [===c===)
  public var halves: [(window: RecognitionWindow, place: TimeSpan)] {
    guard pieces.count > 1 else { return [] }
    let first = pieces.dropLast().count { $0.window.end <= duration / 2 }
    let cut = max(1, first)
    return [pieces[..<cut], pieces[cut...]].map { part in
      let start = part[part.startIndex].start
      let moved = part.map { RecognitionPiece(recording: $0.recording, start: $0.start - start) }
      let window = RecognitionWindow(pieces: moved)
      return (window, TimeSpan(start, start + window.duration))
    }
  }

  /// The time of the window at which a time of the recording is heard, or nil where it is not.
  public func windowTime(at time: Int) -> Int? {
    pieces.first { $0.recording.contains(time) }.map { $0.start + time - $0.recording.start }
  }
}

/// Which parts of a recording are recognised, and in which windows: one speaker's detected speech with a
/// little around it, in order of time.
///
/// Every millisecond of speech is in exactly one piece of one window; no window is longer than allowed.
public struct RecognitionWindows: Hashable, Sendable {
  public let windows: [RecognitionWindow]

  /// - Parameters:
  ///   - speech: of one speaker, within the recording.
  ///   - others: what margins must not reach into: speech of those who share the channel.
  ///   - duration: of the recording, milliseconds.
  ///   - configuration: valid.
  public init(
    speech: Timeline, avoiding others: Timeline = Timeline(), duration: Int,
    configuration: RecognitionConfiguration = RecognitionConfiguration()
  ) {
    let limit = Int((configuration.windowSeconds * 1000).rounded())
    let gap = Int((configuration.gapSeconds * 1000).rounded())
    let margin = Int((configuration.marginSeconds * 1000).rounded())
    let heard = Self.heard(speech, others, duration, margin: margin, gap: gap)
    var packed: [RecognitionWindow] = []
    for span in heard.spans {
      for part in Self.parts(of: span, speech, limit) {
        let start = packed.last.map { $0.duration + gap } ?? 0
        if packed.isEmpty || start + part.duration > limit {
          packed.append(RecognitionWindow(pieces: [RecognitionPiece(recording: part, start: 0)]))
        } else {
          packed[packed.count - 1].pieces.append(RecognitionPiece(recording: part, start: start))
        }
      }
    }
    windows = packed
  }

  /// Speech with its margins; pauses that would be no longer than what stands in for them stay as they are.
  private static func heard(
    _ speech: Timeline, _ others: Timeline, _ duration: Int, margin: Int, gap: Int
  ) -> Timeline {
    let widened = Timeline(
      speech.spans.map { TimeSpan(max(0, $0.start - margin), min(duration, $0.end + margin)) })
    let heard = widened.bridging(gapsShorterThan: gap).subtracting(others).union(speech)
    // What is left of a margin between two that speak holds no speech.
    return Timeline(heard.spans.filter { !speech.clipped(to: $0).isEmpty })
  }

  /// A span in parts of at most `limit`: cut in the middle of the last pause of the second half, or, without
  /// one, at the limit.
  private static func parts(of span: TimeSpan, _ speech: Timeline, _ limit: Int) -> [TimeSpan] {
    var parts: [TimeSpan] = []
    var start = span.start
    while span.end - start > limit {
      let pauses = speech.gaps(in: TimeSpan(start + limit / 2, start + limit)).spans
      let cut = pauses.last.map { ($0.start + $0.end) / 2 } ?? start + limit
      parts.append(TimeSpan(start, cut))
      start = cut
    }
    return parts + [TimeSpan(start, span.end)]
  }
}
