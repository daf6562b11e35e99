public import SpeechTimeline

/// How good a hypothesis is, of one recording or of several added up.
public struct Score: Hashable, Sendable {
  /// Speech against no speech.
  public var detection = DetectionScore()
  /// Who speaks when; nil where no reference names speakers.
  public var diarization: DiarizationScore?
  /// What the published figures are off by.
  public var metrics = MetricErrors()
  /// Each voice by itself; empty unless its pitch was asked for.
  public var voices: [VoiceScore] = []
  /// Recordings added up.
  public var recordings = 0

  public init() {}

  /// Adds another recording's score.
  public mutating func add(_ other: Score) {
    detection.add(other.detection)
    if let added = other.diarization {
      diarization = diarization ?? DiarizationScore()
      diarization?.add(added)
    }
    metrics.add(other.metrics)
    voices += other.voices
    recordings += other.recordings
  }
}

extension Score {
  /// Scores one recording.
  ///
  /// Speakers are scored where the reference names them; figures where it names `agent` and `customer`
  /// and nobody else. A hypothesis whose speakers have other names takes those of the reference's
  /// speakers they are mapped to.
  ///
  /// - Parameters:
  ///   - name: Of the recording, as messages and tables show it.
  ///   - map: The time to score; nil scores the whole recording.
  ///   - durationSeconds: Of the recording; nil takes the end of the last label on either side.
  ///   - figures: The figures that the hypothesis's own program published; nil takes them from its
  ///     labels.
  ///   - voicePitchHz: Median pitch of the reference's speakers, by label; nil scores no voices.
  /// - Throws: `LabelError` (`unscorable`).
  public init(
    name: String, hypothesis: LabelFile, reference: LabelFile, map: Timeline? = nil,
    durationSeconds: Double? = nil, figures published: FigureValues? = nil,
    voicePitchHz: [String: Double]? = nil, options: ScoreOptions = ScoreOptions()
  ) throws(LabelError) {
    recordings = 1
    let last = max(hypothesis.labels.end, reference.labels.end, map?.extent?.end ?? 0)
    let seconds = durationSeconds ?? Double(last) / 1000
    let length = Int((seconds * 1000).rounded())
    let whole = Timeline([TimeSpan(0, length)])
    let scored = map.map(whole.intersection) ?? whole
    detection =
      options.byFrame
      ? FrameDetection.score(
        hypothesis: hypothesis, reference: reference, within: scored,
        durationSeconds: seconds, options: options)
      : DetectionScore(
        hypothesis: hypothesis.labels.anyone, reference: reference.labels.anyone, within: scored,
        options: options)
    if let voicePitchHz {
      voices = VoiceScore.voices(
        name: name, hypothesis: hypothesis.labels, reference: reference.labels, within: scored,
        pitchHz: voicePitchHz, options: options)
    }
    guard reference.format.namesSpeakers else { return }
    let comparison = try SpeakerComparison(
      hypothesis: hypothesis, reference: reference, within: scored, options: options)
    diarization = DiarizationScore(comparison)
    guard reference.labels.isCall else { return }
    let named = hypothesis.labels.named(as: reference.labels, by: comparison.mapping)
    let metrics = options.metrics
    self.metrics = MetricErrors(
      call: name,
      hypothesis: published
        ?? comparedFigures(figures(of: named, duration: length, configuration: metrics)),
      reference: comparedFigures(
        figures(of: reference.labels, duration: length, configuration: metrics)))
  }

  /// What the figures of a published record are off by; speech and speakers are not scored.
  public init(
    name: String, figures published: FigureValues, duration: Int?, reference: LabelFile,
    options: ScoreOptions = ScoreOptions()
  ) {
    recordings = 1
    guard reference.labels.isCall else { return }
    metrics = MetricErrors(
      call: name, hypothesis: published,
      reference: comparedFigures(
        figures(
          of: reference.labels, duration: duration ?? reference.labels.end,
          configuration: options.metrics)))
  }
}

extension SpeakerLabels {
  /// Whether all speakers are an agent and a customer.
  var isCall: Bool {
    !isEmpty && labels.allSatisfy { Role(rawValue: $0) != nil }
  }

  /// These labels with the names of the reference's speakers that are mapped to them, unless they are
  /// parties by name already. Speakers that are nobody's keep theirs.
  func named(as reference: SpeakerLabels, by mapping: [Int?]) -> SpeakerLabels {
    guard namesSpeakers, !isCall else { return self }
    var names: [String: String] = [:]
    for (speaker, own) in mapping.enumerated() {
      if let own { names[labels[own]] = reference.labels[speaker] }
    }
    return renamed(names)
  }
}
