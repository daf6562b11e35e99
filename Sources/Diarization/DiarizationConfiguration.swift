/// What may be tuned in telling speakers apart by voice. Times are seconds, similarities of voices cosines,
/// shares and probabilities 0–1.
///
/// The defaults were chosen on the mono mixes of fourteen two-party calls, their 28 single channels and
/// twelve mixes of three voices, with the true speech and with the detector's.
public struct DiarizationConfiguration: Sendable, Hashable, Codable {
  /// How many voices there are: `auto` finds it.
  public var speakers: SpeakerCount = .automatic
  public var count = VoiceCountConfiguration()
  public var path = SpeakerPathConfiguration()
  public var overlap = OverlapConfiguration()
  public var fusion = SpeechFusionConfiguration()
  public var confidence = DiarizationConfidenceConfiguration()

  public init() {}

  /// Checks every field.
  ///
  /// - Throws: `DiarizationConfigurationError` naming the field, its value and the range.
  public func validate() throws(DiarizationConfigurationError) {
    let counts = SpeakerCount.range
    try check(
      Double(speakers.most), Double(counts.lowerBound)...Double(counts.upperBound),
      "diarization.speakers")
    try count.validate()
    try path.validate()
    try overlap.validate()
    try fusion.validate()
    try confidence.validate()
  }
}

/// How voices are counted and told apart: the speech is divided in two as long as the division gains on
/// speech that took no part in it.
public struct VoiceCountConfiguration: Sendable, Hashable, Codable {
  /// A division must gain this much, 0–0.1. Larger = fewer speakers. With the detector's speech 0.009 to
  /// 0.015 counted all fourteen calls right and 27 of 28 single channels.
  public var leastGain = 0.012
  /// The gain is the mean over all halves less so many standard deviations, 0–3. Larger = fewer speakers,
  /// above all such as say little. Without it only 10 to 12 of the calls were counted right.
  public var deviations = 0.75
  /// Ways to halve the speech, each used in both directions, 1–32. Larger = steadier, slower.
  public var splits = 8
  /// Shares of the speech, 0–0.5, that the smaller side of a start of division must hold; 1 to 8 of them.
  /// More = slower.
  public var startShares = [0.03, 0.12, 0.25]
  /// In long calls a voice of a smaller share is sought too, from this many windows (of half a second), 4–100,
  public var rareWindows = 12
  /// if its division gains this much, 0–0.2: twice the usual, for rare sounds are often no voice.
  public var rareGain = 0.024
  /// Units of speech (some 1–3 s each) that are not divided further when fewer, 4–100.
  public var leastUnitsDivided = 4
  /// Units of speech below which a voice that was not asked for is none, 1–100.
  public var leastUnits = 2
  /// How much closer, as a cosine, the windows of a voice that was not asked for must be to its other units
  /// of speech than to the next voice on average, 0–0.5: strays have about 0, voices 0.1 and more.
  public var leastMargin = 0.05
  /// Speech in seconds below which a voice that was not asked for is none, 0–30: it goes to the others.
  public var leastSpeechSeconds = 2.0
  /// A voice that was not asked for is no voice, and what it says no speech, where the probability that anyone
  /// speaks is below this on average, 0–1: beeps and music that passed for speech.
  public var leastVoice: Float = 0.4
  /// Where the number of speakers is given, each is first sought among groups that hold this share of an
  /// even part of the speech, 0–1. Confusion 1.3 % at 0.16, 4.3 % at 0, measured with two speakers.
  public var leastEvenShare = 0.16
  /// Windows that counting and clustering look at, 100–5000: whole units of speech, evenly spread. Time grows
  /// with the square; calls up to some 15 minutes of speech are looked at in full.
  public var mostWindows = 2000

  public init() {}

  func validate() throws(DiarizationConfigurationError) {
    try check(leastGain, 0...0.1, "diarization.count.leastGain")
    try check(deviations, 0...3, "diarization.count.deviations")
    try check(Double(splits), 1...32, "diarization.count.splits")
    try check(Double(startShares.count), 1...8, "diarization.count.startShares.count")
    for share in startShares { try check(share, 0...0.5, "diarization.count.startShares") }
    try check(Double(rareWindows), 4...100, "diarization.count.rareWindows")
    try check(rareGain, 0...0.2, "diarization.count.rareGain")
    try check(Double(leastUnitsDivided), 4...100, "diarization.count.leastUnitsDivided")
    try check(Double(leastUnits), 1...100, "diarization.count.leastUnits")
    try check(leastMargin, 0...0.5, "diarization.count.leastMargin")
    try check(leastSpeechSeconds, 0...30, "diarization.count.leastSpeechSeconds")
    try check(Double(leastVoice), 0...1, "diarization.count.leastVoice")
    try check(leastEvenShare, 0...1, "diarization.count.leastEvenShare")
    try check(Double(mostWindows), 100...5000, "diarization.count.mostWindows")
  }
}

/// How the speech is shared out among the voices over time: the sequence of speakers with the highest sum of
/// cosines over time, less a price for each change.
public struct SpeakerPathConfiguration: Sendable, Hashable, Codable {
  /// Price of a change of speaker, 0–1 s: so long must speech sound more like another voice, by a cosine
  /// of 1. Larger = fewer, longer turns. Error is flat from 0.01 to 0.03.
  public var switchSeconds = 0.02
  /// Where speech pauses, a change costs this share of the price, 0–1.
  public var pauseShare = 0.6
  /// Gaps of the speech from this length are pauses, 0–2 s.
  public var pauseSeconds = 0.2

  public init() {}

  func validate() throws(DiarizationConfigurationError) {
    try check(switchSeconds, 0...1, "diarization.path.switchSeconds")
    try check(pauseShare, 0...1, "diarization.path.pauseShare")
    try check(pauseSeconds, 0...2, "diarization.path.pauseSeconds")
  }
}

/// Where a second speaker is heard under the first.
public struct OverlapConfiguration: Sendable, Hashable, Codable {
  /// Whether it is looked for, at a third of the time that voices take. Without it nobody speaks under
  /// another, and few backchannels are found.
  public var isSought = true
  /// Probability of overlap from which two speak, 0–1. Larger = fewer backchannels found, more of them
  /// right. Error of diarization is flat from 0.5 to 0.7; the share of overlap in real calls is 1.5 points
  /// off at 0.5, 2.4 at 0.6.
  public var threshold: Float = 0.5
  /// Shorter overlaps are dropped, 0–1 s.
  public var leastSeconds = 0.06

  public init() {}

  func validate() throws(DiarizationConfigurationError) {
    try check(Double(threshold), 0...1, "diarization.overlap.threshold")
    try check(leastSeconds, 0...1, "diarization.overlap.leastSeconds")
  }
}

/// Where speech is, decided again with what the network of overlap says of it.
///
///     log odds of speech = the detector's + weight · log odds that anyone speaks, limited + bias
///
/// Chosen on the mono mixes of two real and twelve simulated calls, where error is flat around the defaults: weight
/// 0.4 to 0.75, limit 2 to 3, bias -0.75 to -0.5.
public struct SpeechFusionConfiguration: Sendable, Hashable, Codable {
  /// Whether it is decided again; only where overlap is sought, for its network is asked.
  public var isApplied = true
  /// Share of the network's log odds that counts, 0–2. Larger = more of what the detector hardly hears is found,
  /// and more of what the network takes for speech.
  public var weight: Float = 0.75
  /// Its log odds count up to this in either direction, 0–10. Larger = it can overrule the detector: better with
  /// far microphones, worse on the telephone.
  public var mostLogOdds: Float = 2
  /// Added to the sum, -5–5. Larger = more speech.
  public var bias: Float = -0.75
  /// Where speech is possible: what would be speech if the detector's log odds were higher by this, 0–5.
  /// Nothing else is listened to, or can become speech: less than `weight · mostLogOdds + bias` leaves something
  /// out, more only costs time.
  public var possibleLogOdds: Float = 0.75

  public init() {}

  func validate() throws(DiarizationConfigurationError) {
    try check(Double(weight), 0...2, "diarization.fusion.weight")
    try check(Double(mostLogOdds), 0...10, "diarization.fusion.mostLogOdds")
    try check(Double(bias), -5...5, "diarization.fusion.bias")
    try check(Double(possibleLogOdds), 0...5, "diarization.fusion.possibleLogOdds")
  }
}

/// How far the result is to be trusted.
///
///     error of a window = 1 / (1 + exp(marginSlope · margin - marginOffset))
///
/// where the margin is how much closer it is to its own voice, learned from the other units of speech, than
/// to the next. Where the division into these voices gains little on held-out speech the error is as good
/// as unknown and `unclearError` takes its place.
///
/// Chosen on 42 calls made of recorded prompts, half of them of two voices that are nearly the same: those
/// called usable (a third) had 2 % of their speech with the wrong speaker, the others 22 %.
public struct DiarizationConfidenceConfiguration: Sendable, Hashable, Codable {
  /// Fall of the log odds of an error per margin of 1, 0–200.
  public var marginSlope = 30.0
  /// Log odds of an error at a margin of 0, -10–10.
  public var marginOffset = 0.5
  /// Error of voices that cannot be told apart, 0–1: the mean of such calls.
  public var unclearError = 0.25
  /// Voices whose division gains less than this cannot be told apart, 0–0.2;
  public var unclearGain = 0.01
  /// those whose division gains more are clear, 0–0.2. Below, the number of speakers is doubtful.
  public var clearGain = 0.02
  /// The number is doubtful too where a division that was refused gains more than this, 0–0.2.
  public var doubtfulGain = 0.008
  /// Predicted error beyond which figures by speaker are not to be used, 0–1.
  public var mostError = 0.08
  /// Speech in seconds below which the number of speakers is doubtful, 0–120: voices of less than some
  /// 5 s cannot be counted.
  public var leastSpeechSeconds = 20.0

  public init() {}

  func validate() throws(DiarizationConfigurationError) {
    try check(marginSlope, 0...200, "diarization.confidence.marginSlope")
    try check(marginOffset, -10...10, "diarization.confidence.marginOffset")
    try check(unclearError, 0...1, "diarization.confidence.unclearError")
    try check(unclearGain, 0...0.2, "diarization.confidence.unclearGain")
    try check(clearGain, 0...0.2, "diarization.confidence.clearGain")
    try check(doubtfulGain, 0...0.2, "diarization.confidence.doubtfulGain")
    try check(mostError, 0...1, "diarization.confidence.mostError")
    try check(leastSpeechSeconds, 0...120, "diarization.confidence.leastSpeechSeconds")
  }
}
