internal import Recognition
internal import SpeechTimeline

/// Hears one speaker of a conversation.
struct SpeakerListener {
  let channel: Int?
  private let label: String
  private let speech: Timeline
  private var collector: WindowCollector

  init(
    _ index: Int, in conversation: Conversation, configuration: RecognitionConfiguration
  ) {
    let speaker = conversation.speakers[index]
    channel = speaker.channel
    label = speaker.label
    speech = conversation.speech[index]
    // Those who speak on the same channel.
    var others = Timeline()
    for other in conversation.speakers.indices
    where other != index && conversation.speakers[other].channel == speaker.channel {
      others = others.union(conversation.speech[other])
    }
    let planned = RecognitionWindows(
      speech: speech, avoiding: others, duration: conversation.duration,
      configuration: configuration)
    collector = WindowCollector(planned.windows)
  }

  /// Takes the next samples of its channel; what they complete is recognised.
  ///
  /// - Throws: `RecognitionError`.
  mutating func hear(
    _ samples: [Float], isLast: Bool, into collected: inout CollectedWords
  ) throws(RecognitionError) {
    let (label, channel, speech) = (label, channel, speech)
    let deliver = { (window: RecognitionWindow, samples: [Float]) throws(RecognitionError) in
      try collected.recognise(samples, window, of: speech, speaker: label, channel: channel)
    }
    try collector.process(samples, deliver)
    if isLast { try collector.finish(deliver) }
  }
}

/// The words of a call as they come in.
struct CollectedWords {
  let engine: any RecognitionEngine
  let configuration: RecognitionConfiguration
  let deadline: ContinuousClock.Instant?
  private var segments: [[TranscriptWord]] = []
  /// Heard, once in enough speech to be kept.
  private var language: String?
  /// The last one heard in less.
  private var supposed: String?

  /// Speech that a language is taken from, milliseconds: a short answer tells little. Chosen, not measured.
  private static let languageMilliseconds = 5000

  init(
    engine: any RecognitionEngine, configuration: RecognitionConfiguration,
    until deadline: ContinuousClock.Instant?
  ) {
    self.engine = engine
    self.configuration = configuration
    self.deadline = deadline
    language = configuration.givenLanguage
  }

  /// Has a window recognised. One whose words cannot be believed is tried once more in halves: a model that
  /// repeats itself or gives up does so to the end of its window.
  mutating func recognise(
    _ samples: [Float], _ window: RecognitionWindow, of speech: Timeline, speaker: String,
    channel: Int?, divides: Bool = true
  ) throws(RecognitionError) {
    let heard = try engine.recognise(samples, language: language, until: deadline)
    let reader = WindowWords(window: window, speech: speech, configuration: configuration)
    if divides, !reader.isBelievable(heard) {
      for half in window.halves {
        let last = min(samples.count, half.place.end * Self.samplesPerMillisecond)
        let first = min(last, half.place.start * Self.samplesPerMillisecond)
        try recognise(
          Array(samples[first..<last]), half.window, of: speech, speaker: speaker, channel: channel,
          divides: false)
      }
      return
    }
    let found = reader.words(of: heard)
    if language == nil, !found.isEmpty { suppose(heard.language, window, speech) }
    segments += found.map { words in
      words.map { word in
        var word = word
        word.speaker = speaker
        word.channel = channel
        return word
      }
    }
  }

  private static let samplesPerMillisecond = recognitionRateHz / 1000

  private mutating func suppose(
    _ heard: String?, _ window: RecognitionWindow, _ speech: Timeline
  ) {
    supposed = heard
    let spoken = window.pieces.reduce(0) { $0 + speech.clipped(to: $1.recording).duration }
    if spoken >= Self.languageMilliseconds { language = heard }
  }

  /// All of them, segments in order of time.
  func transcript() -> Transcript {
    let order = segments.enumerated().sorted { left, right in
      let (first, second) = (left.element[0].span.start, right.element[0].span.start)
      return first == second ? left.offset < right.offset : first < second
    }
    var transcript = Transcript(language: language ?? supposed)
    for (number, segment) in order.enumerated() {
      transcript.words += segment.element.map { word in
        var word = word
        word.segment = number
        return word
      }
    }
    return transcript
  }
}
