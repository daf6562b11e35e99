public import SpeechTimeline

/// What a transcript is once every word has its speaker.
public struct AttributedTranscript: Hashable, Sendable {
  /// What was said, in order of time: stretches of one speaker's words in one segment. Words outside
  /// speech are not in here.
  public var utterances: [Utterance]
  /// Words outside speech, in the transcript's order: nobody is heard to say them.
  public var outside: [TranscriptWord]
  /// How the transcript fits the speech.
  public var checks: TranscriptChecks
}

/// Gives the words of a transcript to the speakers who are heard.
///
/// The channel decides first: words heard on a channel that is one speaker's alone are that speaker's. Else
/// time does: a word is whose speech it lies in. Where it lies in several speakers' speech, or in nobody's,
/// the transcript's own name for the speaker decides, which stands for the one whose speech most of that
/// name's words lie in. A segment over two speakers' turns thus falls in two.
public struct WordAttribution: Sendable {
  private let configuration: AttributionConfiguration

  /// - Parameter configuration: valid.
  public init(configuration: AttributionConfiguration = AttributionConfiguration()) {
    self.configuration = configuration
  }

  /// `transcript` shared out among the speakers of `conversation`.
  public func attribute(
    _ transcript: Transcript, to conversation: Conversation
  ) -> AttributedTranscript {
    let tolerance = milliseconds(configuration.toleranceSeconds)
    let speech = conversation.speech.map {
      SpeechIndex($0.grown(by: tolerance, within: conversation.duration))
    }
    let shares = transcript.words.map { word in speech.map { $0.time(in: word.span) } }
    let names = SpeakerNames(transcript.words, shares: shares, conversation: conversation)
    let likeness = likenesses(of: transcript, to: conversation)
    var checks = TranscriptChecks()
    var said: [(speaker: Int, word: TranscriptWord)] = []
    var outside: [TranscriptWord] = []
    let masked = SpeechIndex(conversation.masked)
    for (word, share) in zip(transcript.words, shares) {
      // What was masked is not heard, and its words are none.
      if 2 * masked.time(in: word.span) > word.span.duration { continue }
      let speaker = names.speaker(
        of: word, shares: share, likeness: likeness[word.segment] ?? [])
      checks.wordCount += 1
      if word.isEstimated { checks.estimatedCount += 1 }
      guard isHeard(word, for: share[speaker], in: speech[speaker]) else {
        checks.outsideCount += 1
        outside.append(word)
        continue
      }
      if let named = names.speakerNamed(by: word) {
        checks.labelledCount += 1
        if named == speaker { checks.agreeingCount += 1 }
      }
      said.append((speaker, word))
    }
    measureSpeech(conversation, said: said, into: &checks)
    measureTimes(transcript, conversation, names: names, into: &checks)
    return AttributedTranscript(
      utterances: utterances(said, in: conversation), outside: outside, checks: checks)
  }

  /// Of each segment and each speaker, how alike the segment and the speaker's speech are.
  private func likenesses(
    of transcript: Transcript, to conversation: Conversation
  ) -> [Int: [Double]] {
    var spans: [Int: TimeSpan] = [:]
    for word in transcript.words {
      let known = spans[word.segment] ?? word.span
      spans[word.segment] = TimeSpan(
        min(known.start, word.span.start), max(known.end, word.span.end))
    }
    let speech = conversation.speech.map { SpeechIndex($0.bridging(gapsShorterThan: 300)) }
    return spans.mapValues { span in speech.map { $0.likeness(to: span) } }
  }

  /// The least time of speech that lets a long word count as heard: some recognisers stretch the last word
  /// before a pause over all of it.
  private static let heardMilliseconds = 300

  /// Whether at least half of a word lies in speech, or as much as a word takes.
  private func isHeard(_ word: TranscriptWord, for share: Int, in speech: SpeechIndex) -> Bool {
    guard !word.span.isEmpty else { return speech.contains(word.span.start) }
    return share > 0 && 2 * share >= min(word.span.duration, 2 * Self.heardMilliseconds)
  }

  /// How much speech stays without words.
  private func measureSpeech(
    _ conversation: Conversation, said: [(speaker: Int, word: TranscriptWord)],
    into checks: inout TranscriptChecks
  ) {
    let reach = milliseconds(configuration.wordlessSeconds)
    for (speaker, speech) in conversation.speech.enumerated() {
      let words = Timeline(
        said.lazy.filter { $0.speaker == speaker }.map {
          TimeSpan(max(0, $0.word.span.start - reach), $0.word.span.end + reach)
        })
      checks.speechDuration += speech.duration
      checks.wordlessDuration += speech.subtracting(words).duration
    }
  }

  private func measureTimes(
    _ transcript: Transcript, _ conversation: Conversation, names: SpeakerNames,
    into checks: inout TranscriptChecks
  ) {
    let meter = OffsetMeter(conversation)
    let words = transcript.words.map {
      OffsetMeter.PlacedWord(speaker: names.speakerOfChannel($0.channel), span: $0.span)
    }.sorted { $0.span < $1.span }
    let middle = words.count / 2
    checks.offset = meter.offset(of: words[...])
    guard let early = meter.offset(of: words[..<middle]),
      let late = meter.offset(of: words[middle...])
    else { return }
    checks.drift = late - early
  }

  /// Stretches of one speaker's words within one segment, in order of time.
  private func utterances(
    _ said: [(speaker: Int, word: TranscriptWord)], in conversation: Conversation
  ) -> [Utterance] {
    var utterances: [Utterance] = []
    for (speaker, word) in said {
      if let last = utterances.last, last.speaker == speaker,
        last.words[0].segment == word.segment
      {
        utterances[utterances.count - 1].words.append(word)
      } else {
        utterances.append(
          Utterance(speaker: speaker, role: conversation.speakers[speaker].role, words: [word]))
      }
    }
    return utterances.enumerated().sorted {
      ($0.element.words[0].span.start, $0.offset) < ($1.element.words[0].span.start, $1.offset)
    }.map(\.element)
  }

  private func milliseconds(_ seconds: Double) -> Int { Int((seconds * 1000).rounded()) }
}

extension Timeline {
  /// Every span `margin` milliseconds longer at both ends, within `[0, duration)`.
  fileprivate func grown(by margin: Int, within duration: Int) -> Timeline {
    Timeline(spans.map { TimeSpan(max(0, $0.start - margin), min(duration, $0.end + margin)) })
  }
}
