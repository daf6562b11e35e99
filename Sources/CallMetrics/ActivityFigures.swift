internal import SpeechTimeline

/// Talk and silence of the whole call, of talkspurts. Milliseconds.
public struct ActivityFigures: Hashable, Sendable {
  /// Start of the first talkspurt of anyone; nil without speech.
  public var speechStart: Int?
  /// End of the last talkspurt of anyone; nil without speech.
  public var speechEnd: Int?
  /// From one to the other; nil without speech.
  public var speechSpan: Int?
  /// Sum of the talk of all speakers.
  public var talk = 0
  /// `anySpeech` ÷ duration of the recording, 0–1; nil without speech.
  public var talkOfCallRatio: Double?
  /// At least one speaker talks.
  public var anySpeech = 0
  /// Exactly one speaker talks; nil where speakers were not told apart.
  public var singleTalk: Int?
  /// Two or more talk; nil where speakers were not told apart.
  public var doubleTalk: Int?
  /// Nobody talks, within the span; nil without speech. Masked time and hold included.
  public var mutualSilence: Int?
  /// Talkspurts of all speakers.
  public var talkspurtCount = 0
  /// Their mean length; nil without any.
  public var talkspurtMean: Int?
  /// Mean of all speakers' pauses inside own turns; nil without any.
  public var pauseMean: Int?
  /// From the start of the file to `speechStart`; nil without speech.
  public var leadIn: Int?
  /// From `speechEnd` to the end of the file; nil without speech.
  public var tail: Int?

  public init() {}
}

/// Talk and listening of one speaker. Milliseconds; all nil where speakers were not told apart.
public struct SpeakerActivity: Hashable, Sendable {
  /// Sum of own talkspurts.
  public var talk: Int?
  /// `talk` ÷ sum of the talk of all speakers, 0–1; nil without speech.
  public var talkShareRatio: Double?
  /// `talk` ÷ duration of the recording, 0–1; nil without speech in the call.
  public var talkOfCallRatio: Double?
  /// This one talks and no other does.
  public var singleTalk: Int?
  /// Another talks and this one does not.
  public var listen: Int?
  /// Own talkspurts.
  public var talkspurtCount: Int?
  /// Their mean length; nil without any.
  public var talkspurtMean: Int?
  /// Mean of the pauses inside own turns; nil without any.
  public var pauseMean: Int?

  public init() {}
}

extension MeasuredCall {
  /// Talk and silence of the whole call.
  ///
  ///     agent     [=====)      [====)
  ///     customer      [=====)
  ///     state     [ 1 |2| 1 |0 | 1  )      1 single, 2 double talk, 0 mutual silence
  ///               |<----- span ----->|
  ///
  /// The states partition the span: `singleTalk + doubleTalk + mutualSilence == speechSpan` and
  /// `anySpeech == singleTalk + doubleTalk`, to the millisecond (the states of ITU-T P.59).
  var activity: ActivityFigures {
    var figures = ActivityFigures()
    let spurts = taking.talkspurts.flatMap { $0.spans.map(\.duration) }
    figures.talk = spurts.reduce(0, +)
    figures.talkspurtCount = spurts.count
    figures.talkspurtMean = mean(spurts)
    figures.anySpeech = time { $0.count > 0 }
    if speakersAreTold {
      figures.singleTalk = time { $0.count == 1 }
      figures.doubleTalk = time { $0.count > 1 }
      figures.pauseMean = mean(
        taking.talkspurts.indices.flatMap { taking.pauses(of: $0).map(\.duration) })
    }
    guard let span else { return figures }
    figures.speechStart = span.start
    figures.speechEnd = span.end
    figures.speechSpan = span.duration
    figures.mutualSilence = time { $0.count == 0 }
    figures.talkOfCallRatio = ratio(figures.anySpeech, of: conversation.duration)
    figures.leadIn = span.start
    figures.tail = conversation.duration - span.end
    return figures
  }

  /// Talk and listening of one speaker: `talk == singleTalk + overlap`.
  func activity(of speaker: Int) -> SpeakerActivity {
    var figures = SpeakerActivity()
    let spurts = taking.talkspurts[speaker].spans.map(\.duration)
    let talk = spurts.reduce(0, +)
    figures.talk = talk
    figures.talkShareRatio = ratio(talk, of: taking.talkspurts.reduce(0) { $0 + $1.duration })
    if span != nil { figures.talkOfCallRatio = ratio(talk, of: conversation.duration) }
    figures.singleTalk = time { $0.count == 1 && $0.isActive(speaker) }
    figures.listen = time { $0.count > 0 && !$0.isActive(speaker) }
    figures.talkspurtCount = spurts.count
    figures.talkspurtMean = mean(spurts)
    figures.pauseMean = mean(taking.pauses(of: speaker).map(\.duration))
    return figures
  }
}
