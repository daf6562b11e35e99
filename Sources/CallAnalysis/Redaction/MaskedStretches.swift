internal import PersonalData
internal import SpeechTimeline

/// Makes the stretches of a recording to mask of the words that hold personal data.
///
///     word            [=======]
///     with margin  [=============]
///     speech     [========================]          [===]
///     stretch    [===================]                          moved to an edge that is near
struct MaskedStretches {
  /// A word to mask.
  struct Word {
    var span: TimeSpan
    var type: PersonalDataType
    /// Channel of its speaker, or nil for all.
    var channel: Int?
  }

  /// Added on both sides: recognisers give a word's times to some 100 ms, milliseconds.
  static let margin = 150
  /// An edge inside speech moves outwards to where that begins or ends, where it is this near, milliseconds.
  static let reach = 250

  /// Whether only the channels of those who speak are masked.
  let onlyChannel: Bool
  /// Anybody's speech.
  let speech: Timeline
  /// Milliseconds.
  let duration: Int

  /// In order of time; stretches of the same channels that touch are one.
  func stretches(_ words: [Word]) -> [RedactionMap.Stretch] {
    var byChannel: [Int: [Word]] = [:]
    for word in words { byChannel[onlyChannel ? word.channel ?? 0 : 0, default: []].append(word) }
    var stretches: [RedactionMap.Stretch] = []
    for channel in byChannel.keys.sorted() {
      stretches += merged(byChannel[channel] ?? [], channels: channel == 0 ? nil : [channel])
    }
    return stretches.sorted {
      ($0.span, $0.channels?.first ?? 0) < ($1.span, $1.channels?.first ?? 0)
    }
  }

  private func merged(_ words: [Word], channels: [Int]?) -> [RedactionMap.Stretch] {
    var stretches: [RedactionMap.Stretch] = []
    var types: Set<PersonalDataType> = []
    for word in words.sorted(by: { $0.span < $1.span }) {
      guard let span = widened(word.span) else { continue }
      if let last = stretches.last, span.start <= last.span.end {
        types.insert(word.type)
        stretches[stretches.count - 1].span = TimeSpan(
          min(last.span.start, span.start), max(last.span.end, span.end))
      } else {
        types = [word.type]
        stretches.append(RedactionMap.Stretch(span: span, channels: channels, types: []))
      }
      stretches[stretches.count - 1].types = PersonalDataType.allCases.filter(types.contains)
    }
    return stretches
  }

  /// Nil where nothing of it lies in the recording.
  private func widened(_ span: TimeSpan) -> TimeSpan? {
    var start = max(0, span.start - Self.margin)
    var end = min(duration, span.end + Self.margin)
    if let around = speech.spans.first(where: { $0.start < start && start < $0.end }),
      start - around.start <= Self.reach
    {
      start = around.start
    }
    if let around = speech.spans.first(where: { $0.start < end && end < $0.end }),
      around.end - end <= Self.reach
    {
      end = around.end
    }
    return start < end ? TimeSpan(start, end) : nil
  }
}
