internal import SpeechTimeline
public import VoiceActivity

/// Tells the speakers of one channel apart by how they sound.
///
///     evidence, overlap ─▶ where speech is
///     unit windows ─▶ how many voices, the direction of each ─▶ fine windows: whose turn ─▶ speech
///     overlap ────────────────────────────────────────────────────────────▶ who speaks under whom
///
/// Everything here is cheap beside making the embeddings, so that it can be repeated with other settings.
/// The same input gives the same result.
public struct EmbeddingDiarizer: Sendable {
  private let configuration: DiarizationConfiguration

  public init(configuration: DiarizationConfiguration = DiarizationConfiguration()) {
    self.configuration = configuration
  }

  /// Who speaks when.
  ///
  /// Voices that were not asked for are sought only in speech of several seconds. A number that is given is
  /// kept to, even where a voice then has next to nothing; only where there are fewer windows of
  /// speech than speakers, the last of them have no speech.
  ///
  /// - Parameters:
  ///   - voices: finite (`CallVoices.isFinite`).
  ///   - overlap: where two speak at once, finite too; nil where it was not looked for.
  ///   - evidence: by which speech was found on the channels that were listened to; empty where that is not
  ///     known.
  /// - Returns: all of `voices.speech`, or of what `evidence` and `overlap` together make of it, each moment
  ///   with one speaker or two, but for what proves to be no voice while speakers are counted. No speech: no
  ///   speakers, or as many as asked for without any.
  public func cluster(
    _ voices: CallVoices, overlap: OverlapTrack?, evidence: [SpeechEvidence] = []
  ) -> DiarizedSpeech {
    let speakers = configuration.speakers
    let fine = FineWindows(voices, in: speech(voices, overlap, evidence))
    var clusterer = VoiceClusterer(
      vectors: material(voices, fine, speakers), settings: configuration.count)
    var clustering: VoiceClustering
    var turns: Turns
    switch speakers {
    case .automatic(let most):
      clustering = clusterer.counted(most: max(most, 1))
      turns = self.turns(fine, clustering)
      while let faint = faintestVoice(turns), clustering.voiceCount > 1 {
        clustering = clusterer.removing(faint, from: clustering)
        turns = self.turns(fine, clustering)
      }
      if let overlap, let heard = voicesHeard(turns, overlap) {
        let rows = clustering.voices.indices.filter { heard.contains(clustering.voices[$0]) }
        clusterer = VoiceClusterer(
          vectors: clusterer.vectors.selecting(rows), settings: configuration.count)
        clustering = clusterer.keeping(heard, of: clustering)
        turns = turns.keeping(heard)
      }
    case .exactly(let count):
      clustering = clusterer.divided(into: max(1, min(count, clusterer.vectors.count)))
      turns = self.turns(fine, clustering)
    }
    return result(
      clusterer.vectors, clustering, speech: turns.duration,
      spans(within: fine.speech, overlap, turns))
  }

  /// What is speech: as first found, or as decided again.
  private func speech(
    _ voices: CallVoices, _ overlap: OverlapTrack?, _ evidence: [SpeechEvidence]
  ) -> Timeline {
    guard configuration.fusion.isApplied, let overlap, !evidence.isEmpty else {
      return voices.speech
    }
    return SpeechFusion(configuration.fusion).speech(evidence, overlap)
      .intersection(voices.possible)
  }

  // MARK: What clustering looks at

  /// Unit windows, at most as many as set: whole units, evenly spread. Where there are too few for a given
  /// number of speakers, fine windows in their place, each run of speech a unit.
  private func material(
    _ voices: CallVoices, _ fine: FineWindows, _ speakers: SpeakerCount
  ) -> VoiceVectors {
    let units = voices.unitWindows.map(\.unit)
    let all = VoiceVectors(values: voices.unitEmbeddings, units: units)
    let kept = Self.windows(of: voices, heardIn: fine.speech)
    let vectors = kept.count < units.count ? all.selecting(kept) : all
    if case .exactly(let count) = speakers, count > 1, vectors.count < Self.windowsASpeaker * count
    {
      return fine.spread(most: configuration.count.mostWindows)
    }
    return vectors.thinned(toAtMost: configuration.count.mostWindows)
  }

  /// Places of the unit windows of which at least half is speech.
  private static func windows(of voices: CallVoices, heardIn speech: Timeline) -> [Int] {
    var first = 0
    return voices.unitWindows.indices.filter { index in
      let window = voices.unitWindows[index].span
      while first < speech.spans.count, speech.spans[first].end <= window.start { first += 1 }
      var heard = 0
      var next = first
      while next < speech.spans.count, speech.spans[next].start < window.end {
        heard += speech.spans[next].intersection(window)?.duration ?? 0
        next += 1
      }
      return 2 * heard >= window.duration
    }
  }

  /// Unit windows for each speaker asked for below which fine windows say more.
  private static let windowsASpeaker = 2

  // MARK: Whose turn

  /// The stretches of each voice along the best path.
  private struct Turns {
    let stretches: [VoiceStretch]
    let cosines: [Float]
    let centres: [Int32]
    let voiceCount: Int

    /// Of all stretches, milliseconds.
    var duration: Int { stretches.reduce(0) { $0 + $1.span.duration } }

    /// Those of `voices` alone, which take their numbers from their places in it.
    func keeping(_ voices: [Int]) -> Turns {
      Turns(
        stretches: stretches.compactMap { stretch in
          voices.firstIndex(of: stretch.voice).map {
            VoiceStretch(span: stretch.span, voice: $0, windows: stretch.windows)
          }
        },
        cosines: centres.indices.flatMap { window in
          voices.map { cosines[window * voiceCount + $0] }
        }, centres: centres, voiceCount: voices.count)
    }
  }

  private func turns(_ fine: FineWindows, _ clustering: VoiceClustering) -> Turns {
    let count = max(clustering.voiceCount, 1)
    let cosines = count > 1 ? fine.cosines(with: clustering.centroids) : []
    let path =
      count > 1
      ? SpeakerPath(
        cosines: cosines, centres: fine.centres, voiceCount: count, settings: configuration.path
      ).voices : [Int](repeating: 0, count: fine.centres.count)
    return Turns(
      stretches: VoiceStretch.stretches(of: fine.speech, centres: fine.centres, voices: path),
      cosines: cosines, centres: fine.centres, voiceCount: count)
  }

  /// The voice with the least speech, if that is less than a speaker needs.
  private func faintestVoice(_ turns: Turns) -> Int? {
    var durations = [Int](repeating: 0, count: turns.voiceCount)
    for stretch in turns.stretches { durations[stretch.voice] += stretch.span.duration }
    let least = Int(configuration.count.leastSpeechSeconds * 1000)
    return durations.indices.filter { durations[$0] < least }
      .min { durations[$0] < durations[$1] }
  }

  /// Which of several voices are heard as voices, by the probability that anyone speaks in their stretches;
  /// nil where they all are or none is.
  private func voicesHeard(_ turns: Turns, _ overlap: OverlapTrack) -> [Int]? {
    guard turns.voiceCount > 1 else { return nil }
    var sums = [Float](repeating: 0, count: turns.voiceCount)
    var counts = [Float](repeating: 0, count: turns.voiceCount)
    for stretch in turns.stretches {
      let first = OverlapTrack.frame(at: stretch.span.start)
      let end = min(overlap.frameCount, OverlapTrack.frame(at: stretch.span.end))
      for frame in first..<max(first, end) {
        sums[stretch.voice] += overlap.voice[frame]
        counts[stretch.voice] += 1
      }
    }
    let heard = sums.indices.filter {
      counts[$0] == 0 || sums[$0] >= configuration.count.leastVoice * counts[$0]
    }
    return heard.isEmpty || heard.count == turns.voiceCount ? nil : heard
  }

  /// The spans of each voice, overlap included.
  private func spans(
    within speech: Timeline, _ overlap: OverlapTrack?, _ turns: Turns
  ) -> [Timeline] {
    var spans = [[TimeSpan]](repeating: [], count: turns.voiceCount)
    for stretch in turns.stretches { spans[stretch.voice].append(stretch.span) }
    if let overlap {
      let settings = configuration.overlap
      let double = overlap.timeline(above: settings.threshold).intersection(speech)
        .dropping(spansShorterThan: Int(settings.leastSeconds * 1000))
      let added = OverlapAttribution.added(
        to: turns.stretches, where: double, cosines: turns.cosines, centres: turns.centres,
        voiceCount: turns.voiceCount)
      for (voice, more) in added.enumerated() { spans[voice] += more }
    }
    return spans.map { Timeline($0) }
  }

  // MARK: What it is worth

  /// - Parameter duration: of the speech in which `vectors` were heard, milliseconds.
  private func result(
    _ vectors: VoiceVectors, _ clustering: VoiceClustering, speech duration: Int,
    _ spans: [Timeline]
  ) -> DiarizedSpeech {
    let settings = configuration.confidence
    var speech = spans.filter { !$0.isEmpty }
      .sorted { ($0.spans[0].start, $0.spans[0].end) < ($1.spans[0].start, $1.spans[0].end) }
    var isCounted = true
    if case .exactly(let count) = configuration.speakers {
      isCounted = false
      speech += [Timeline](repeating: Timeline(), count: max(0, count - speech.count))
    }
    let isShort = duration < Int(settings.leastSpeechSeconds * 1000)
    // One voice may be two that are nearly the same: the gain of dividing it is then as small as within one.
    let isDoubtful =
      isCounted
      && (isShort || speech.count < 2 || (clustering.weakestKept ?? .infinity) < settings.clearGain
        || (clustering.strongestRefused ?? 0) > settings.doubtfulGain)
    let predicted =
      vectors.count > 0 && !(isCounted && isShort)
      ? PredictedError.value(vectors, clustering, settings: settings) : nil
    let confidence = predicted.map { (1 - $0) * (isDoubtful ? 0.5 : 1) } ?? 0
    return DiarizedSpeech(
      speech: speech, isCounted: isCounted, isCountDoubtful: isDoubtful,
      predictedError: predicted, confidence: confidence,
      isUsable: (predicted ?? 1) <= settings.mostError && !isDoubtful)
  }
}
