public import CallAnalysis
public import Scoring
public import SpeechTimeline

/// One call frame by frame, held against labels where there are any.
public struct Inspection: Sendable {
  public let call: InspectedCall
  /// The part of the recording that is shown, milliseconds.
  public let span: TimeSpan
  /// Held against labels, parallel to the call's channels; nil without labels.
  public let comparisons: [ChannelComparison]?
  /// Gaps of at most this were filled on both sides before they were compared, seconds.
  public let bridgeSeconds: Double

  /// - Parameters:
  ///   - span: nil shows the whole recording; what lies beyond its end is cut off.
  ///   - reference: who speaks when in the recording; nil where nobody knows.
  ///   - bridgeSeconds: gaps of at most this are filled on both sides, 0–10.
  /// - Throws: `ScoreOptionsError`, `LabelError`.
  public init(
    _ call: InspectedCall, span: TimeSpan? = nil, reference: LabelFile? = nil,
    bridgeSeconds: Double = 0
  ) throws {
    let whole = TimeSpan(0, call.facts.duration)
    let shown = span.map { whole.intersection($0) ?? TimeSpan(0, 0) } ?? whole
    self.call = call
    self.span = shown
    self.bridgeSeconds = bridgeSeconds
    var options = ScoreOptions()
    options.bridgeSeconds = bridgeSeconds
    try options.validate()
    comparisons = try reference.map { reference in
      try call.channels.map { channel throws(LabelError) in
        try ChannelComparison(
          channel, of: call, reference: reference.labels, within: shown, options: options)
      }
    }
  }

  private init(
    _ call: InspectedCall, _ span: TimeSpan, _ comparisons: [ChannelComparison]?,
    bridgeSeconds: Double
  ) {
    self.call = call
    self.span = span
    self.comparisons = comparisons
    self.bridgeSeconds = bridgeSeconds
  }

  /// The same of one channel, counted from 1; without channels where there is no such channel.
  public func only(channel number: Int) -> Inspection {
    let kept = call.channels.indices.filter { call.channels[$0].channel == number }
    var part = call
    part.channels = kept.map { call.channels[$0] }
    return Inspection(
      part, span, comparisons.map { all in kept.map { all[$0] } }, bridgeSeconds: bridgeSeconds)
  }

  /// Whether only a part of the recording is shown.
  public var isPart: Bool { span.duration < call.facts.duration }
}

/// What was detected on one channel, against what is so.
///
///     reference   [=====)      [====)
///     detected      [=======)
///     missed      [=)          [====)
///     false alarm       [===)
public struct ChannelComparison: Hashable, Sendable {
  /// Whose speech the reference is: the party on this channel, or nil for anyone's.
  public let role: Role?
  /// Both sides with their gaps filled as asked for, of the whole recording.
  public let reference: Timeline
  public let detected: Timeline
  public let missed: Timeline
  public let falseAlarm: Timeline
  /// Of the part that is shown.
  public let score: DetectionScore

  /// Labels that name the party on this channel are held against the channel; any others, as speech of
  /// anyone, against what was found on all channels together.
  init(
    _ channel: InspectedChannel, of call: InspectedCall, reference labels: SpeakerLabels,
    within span: TimeSpan, options: ScoreOptions
  ) throws(LabelError) {
    let parties = Set(call.channels.compactMap { $0.role?.rawValue })
    let byParty = channel.role != nil && parties.isSuperset(of: labels.labels)
    let truth: Timeline
    let found: Timeline
    if byParty, let role = channel.role {
      (truth, found) = (labels[role.rawValue], channel.speech)
    } else {
      truth = labels.anyone
      found = call.channels.reduce(Timeline()) { $0.union($1.speech) }
    }
    role = byParty ? channel.role : nil
    let gap = Int((options.bridgeSeconds * 1000).rounded())
    reference = gap > 0 ? truth.bridging(gapsShorterThan: gap + 1) : truth
    detected = gap > 0 ? found.bridging(gapsShorterThan: gap + 1) : found
    missed = reference.subtracting(detected)
    falseAlarm = detected.subtracting(reference)
    score = try Score(
      name: call.path, hypothesis: Self.file(found), reference: Self.file(truth),
      map: Timeline([span]), durationSeconds: Double(call.facts.duration) / 1000,
      options: options
    ).detection
  }

  private static func file(_ speech: Timeline) -> LabelFile {
    LabelFile(path: "", format: .speech, labels: SpeakerLabels(speech: speech))
  }
}
