internal import SpeechTimeline

/// What is heard in the whole recording that is not speech, on any channel (a tone heard on two
/// channels at once counts once). Milliseconds.
public struct ToneFigures: Hashable, Sendable {
  /// Stretches on hold.
  public var hold = Tally()
  /// The longest of them; 0 without any.
  public var holdLongest = 0
  /// The far end rings.
  public var ringback = 0
  /// Engaged or congested.
  public var busy = 0
  /// Waiting for digits.
  public var dialTone = 0
  /// Key presses.
  public var dtmfCount = 0
  /// Music, on hold or not.
  public var music = 0
  /// Comfort tone, on hold or not.
  public var comfortTone = 0
  /// Single short tones.
  public var beepCount = 0

  public init() {}
}

/// Stretches on hold: music or comfort tone on any channel, gaps shorter than `holdBridgeSeconds`
/// bridged, at least `holdSeconds` long.
///
///     music 1     [======) [=====)
///     comfort 2                [======)   [=)
///     hold        [===================)
func holdTimeline(_ tones: [ToneEvent], configuration: MetricsConfiguration) -> Timeline {
  Timeline(tones.filter { $0.kind == .music || $0.kind == .comfortTone }.map(\.span))
    .bridging(gapsShorterThan: wholeMilliseconds(configuration.holdBridgeSeconds))
    .dropping(spansShorterThan: wholeMilliseconds(configuration.holdSeconds))
}

extension MeasuredCall {
  /// What is heard that is not speech.
  var toneFigures: ToneFigures {
    func heard(_ kind: ToneKind) -> Timeline {
      Timeline(tones.filter { $0.kind == kind }.map(\.span))
    }
    var figures = ToneFigures()
    figures.hold = tally(hold.spans)
    figures.holdLongest = longest(hold.spans)?.duration ?? 0
    figures.ringback = heard(.ringback).duration
    figures.busy = heard(.busy).duration
    figures.dialTone = heard(.dialTone).duration
    figures.dtmfCount = heard(.dtmf).spans.count
    figures.music = heard(.music).duration
    figures.comfortTone = heard(.comfortTone).duration
    figures.beepCount = heard(.beep).spans.count
    return figures
  }
}
