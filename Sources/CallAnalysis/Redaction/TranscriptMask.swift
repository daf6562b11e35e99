internal import PersonalData
internal import SpeechTimeline
internal import SpokenText
internal import Transcripts

/// Finds the words of a transcript that hold personal data, and writes the transcript without them.
struct TranscriptMask {
  /// Words by their place in the transcript, with what they hold.
  private(set) var types: [Int: PersonalDataType] = [:]
  /// Channel of the speaker of each masked word, where it is known.
  private(set) var channels: [Int: Int] = [:]
  /// How the transcript fits the recording.
  let checks: TranscriptChecks

  /// Looks for personal data twice, and masks what either way finds: by the parties that were heard, and by the
  /// transcript's own names for speakers, in which words that nobody was heard to say are included.
  init(
    _ transcript: Transcript, in conversation: Conversation, attribution: WordAttribution,
    detector: PersonalDataDetector
  ) {
    var places: [WordKey: [Int]] = [:]
    for (index, word) in transcript.words.enumerated() {
      places[WordKey(word), default: []].append(index)
    }
    let attributed = attribution.attribute(transcript, to: conversation)
    checks = attributed.checks
    let heard = attributed.utterances
    take(detector.detect(in: heard), in: heard, places) {
      conversation.speakers[$0].channel
    }
    let labelled = Self.labelled(transcript)
    take(detector.detect(in: labelled), in: labelled, places) { _ in nil }
  }

  private mutating func take(
    _ report: PersonalDataReport, in utterances: [Utterance], _ places: [WordKey: [Int]],
    channel: (Int) -> Int?
  ) {
    for word in report.maskedWords {
      let utterance = utterances[word.place.utterance]
      let spoken = utterance.words[word.place.word]
      for index in places[WordKey(spoken)] ?? [] {
        types[index] = types[index] ?? word.type
        channels[index] = channels[index] ?? channel(utterance.speaker) ?? spoken.channel
      }
    }
  }

  /// What tells a word of a transcript from the others; of two that are the same both are masked.
  private struct WordKey: Hashable {
    let span: TimeSpan
    let segment: Int
    let text: [UInt8]

    init(_ word: TranscriptWord) {
      span = word.span
      segment = word.segment
      text = Array(word.text.utf8)
    }
  }

  /// Every word, in utterances of one segment and one name each; without names all are one speaker's.
  private static func labelled(_ transcript: Transcript) -> [Utterance] {
    var speakers: [String: Int] = [:]
    var utterances: [Utterance] = []
    var key: (segment: Int, label: String)?
    for word in transcript.words {
      let label = word.speaker ?? word.channel.map { "channel \($0)" } ?? ""
      let speaker = speakers[label] ?? speakers.count
      speakers[label] = speaker
      if let key, key.segment == word.segment, key.label == label {
        utterances[utterances.count - 1].words.append(word)
      } else {
        utterances.append(Utterance(speaker: speaker, words: [word]))
        key = (word.segment, label)
      }
    }
    return utterances
  }

  /// The transcript with each of those words written as what it holds: `[mobile_phone]`; and with names for
  /// speakers that name nobody.
  func masked(_ transcript: Transcript) -> Transcript {
    var masked = transcript
    let names = MaskedNames(transcript)
    for index in masked.words.indices {
      masked.words[index].speaker = masked.words[index].speaker.map { names[$0] }
      if let type = types[index] { masked.words[index].text = "[\(type.rawValue)]" }
    }
    return masked
  }

  /// The words with their times, in the transcript's order. Where a word's times are estimated, it may be
  /// anywhere in its segment, and all of that is to be masked.
  func words(of transcript: Transcript) -> [MaskedStretches.Word] {
    var segments: [Int: TimeSpan] = [:]
    for word in transcript.words {
      let known = segments[word.segment] ?? word.span
      segments[word.segment] = TimeSpan(
        min(known.start, word.span.start), max(known.end, word.span.end))
    }
    return types.keys.sorted().compactMap { index in
      let word = transcript.words[index]
      let span = word.isEstimated ? segments[word.segment] ?? word.span : word.span
      return types[index].map {
        MaskedStretches.Word(span: span, type: $0, channel: channels[index])
      }
    }
  }
}
