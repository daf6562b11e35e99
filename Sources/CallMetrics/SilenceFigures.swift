public import SpeechTimeline

/// One stretch in which nobody speaks, neither on hold nor masked.
public struct Silence: Hashable, Sendable {
  /// When.
  public var span: TimeSpan
  /// Who spoke last before it (index); nil where two stopped together or speakers were not told apart.
  public var after: Int?
}

/// Silence within the speech span. Milliseconds; all nil without speech. Masked time is left out of
/// every figure, of dividends and divisors alike, and ends a silence.
public struct SilenceFigures: Hashable, Sendable {
  /// Time in which nobody speaks, hold included, ÷ span, 0–1.
  public var mutualSilenceRatio: Double?
  /// Time in which nobody speaks, hold left out.
  public var silence: Int?
  /// `silence` ÷ span without hold, 0–1.
  public var silenceRatio: Double?
  /// Silences by length, hold left out.
  public var ladder: [LadderRung]?
  /// The longest silence, 0 where there is none.
  public var longest: Int?
  /// Its start; of several as long, the first; nil where there is none.
  public var longestStart: Int?
  /// Silences of at least `deadAirSeconds`, hold left out.
  public var deadAir: Tally?
  /// Hold in the whole recording plus silences longer than `nonTalkSilenceSeconds`.
  public var nonTalkInclHold: Int?

  public init() {}
}

extension MeasuredCall {
  /// Where nobody talks within the span, masked time left out; nil without speech.
  private var unmaskedSilence: Timeline? {
    guard span != nil else { return nil }
    return Timeline(sweep.filter { $0.count == 0 }.map(\.span)).subtracting(conversation.masked)
  }

  /// The silences that every figure but the mutual ratio counts; nil without speech.
  ///
  ///     talk     [===)                       [====)
  ///     hold            [========)
  ///     masked                     [=)
  ///     silences      [=)        [=) [=======)
  var silences: [Silence]? {
    guard let unmaskedSilence else { return nil }
    return unmaskedSilence.subtracting(hold).spans.map {
      Silence(span: $0, after: lastSpeaker(before: $0.start))
    }
  }

  /// Who was the last to stop by `time`; nil where two stopped together or speakers were not told
  /// apart.
  private func lastSpeaker(before time: Int) -> Int? {
    guard speakersAreTold else { return nil }
    var last: (end: Int, speaker: Int?) = (-1, nil)
    for speaker in taking.talkspurts.indices {
      let spurts = taking.talkspurts[speaker].spans
      let next = spurts.partitionIndex { $0.end > time }
      guard next > 0 else { continue }
      let end = spurts[next - 1].end
      if end > last.end {
        last = (end, speaker)
      } else if end == last.end {
        last.speaker = nil
      }
    }
    return last.speaker
  }

  /// Silence within the span.
  ///
  /// - `mutualSilenceRatio` = unmasked time in which nobody talks, hold included ÷ unmasked span.
  /// - `silenceRatio` = the same without hold ÷ unmasked span without hold.
  ///
  /// A silence is a maximal stretch: talk, hold and masked time end it.
  func silence(_ silences: [Silence]?) -> SilenceFigures {
    var figures = SilenceFigures()
    guard let silences, let span, let unmaskedSilence else { return figures }
    let spans = silences.map(\.span)
    let total = spans.reduce(0) { $0 + $1.duration }
    let unmasked = Timeline([span]).subtracting(conversation.masked)
    figures.mutualSilenceRatio = ratio(unmaskedSilence.duration, of: unmasked.duration)
    figures.silence = total
    figures.silenceRatio = ratio(total, of: unmasked.subtracting(hold).duration)
    figures.ladder = ladder(spans, thresholdsSeconds: configuration.silenceLadderSeconds)
    let longestSilence = longest(spans)
    figures.longest = longestSilence?.duration ?? 0
    figures.longestStart = longestSilence?.start
    let deadAir = wholeMilliseconds(configuration.deadAirSeconds)
    figures.deadAir = tally(spans.filter { $0.duration >= deadAir })
    let nonTalk = wholeMilliseconds(configuration.nonTalkSilenceSeconds)
    figures.nonTalkInclHold =
      hold.duration + tally(spans.filter { $0.duration > nonTalk }).total
    return figures
  }
}

/// How many, and how long in all.
func tally(_ spans: [TimeSpan]) -> Tally {
  spans.reduce(into: Tally()) { $0.add($1) }
}
