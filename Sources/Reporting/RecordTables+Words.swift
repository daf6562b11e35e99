internal import CallMetrics
internal import SpeechTimeline

/// Null rules that many figures share.
private let withoutWords = "there is no transcript"
private let withoutWordsOrNames = "there is no transcript, or it names nobody"
private let withoutRules = "there is no transcript, or no rules"
private let withoutScript = "there is no transcript, or no script"

extension RecordTables {
  static let transcript = RecordTable<CallFigures>.group(
    transcriptOrigin + transcriptFit + transcriptText + transcriptScript)

  private static let transcriptOrigin: [Column<CallFigures>] = [
    .choice(
      "source",
      "`file` a transcript made elsewhere; `recognition` speech-to-text of this run.",
      null: "none was asked for"
    ) { $0.transcript.origin?.source },
    .string("format", "Of a file, its format.", null: "there is no file that could be read") {
      $0.transcript.origin?.format
    },
    .string("recognizer", "Of recognition, what did it.", null: "there was none") {
      $0.transcript.origin?.recognizer
    },
    .integer("size_bytes", "Size of the file.", unit: "bytes", null: "there is no file") {
      $0.transcript.origin?.sizeBytes
    },
    .string("sha256", "SHA-256 of the file, lower-case hexadecimal.", null: "there is no file") {
      $0.transcript.origin?.sha256
    },
    .string("language", "Language as BCP 47.", null: "not told") {
      $0.transcript.origin?.language
    },
    .string(
      "error", "Why a transcript that was asked for could not be had; stable, lower case.",
      null: "nothing is wrong"
    ) { $0.transcript.origin?.failure },
  ]

  private static let transcriptFit: [Column<CallFigures>] = [
    .boolean(
      "doubtful",
      "Whether the words fit the speech so badly that they should not be relied on: `words_outside_speech_ratio` over `wordsOutsideSpeechThreshold` (0.05), `speaker_label_agreement_ratio` below `labelAgreementThreshold` (0.8), or no words though somebody speaks, or offset or drift over `transcriptOffsetSeconds` (0.5 s).",
      null: withoutWords
    ) { $0.transcript.isDoubtful },
    .integer(
      "word_count",
      "Words inside the speech of their speaker: those that every figure below counts.",
      null: withoutWords
    ) { $0.transcript.wordCount },
    .integer(
      "outside_word_count",
      "Words outside the speech of their speaker, left out: invented, misplaced in time, or on the wrong channel.",
      null: withoutWords
    ) { $0.transcript.outsideWordCount },
    .ratio(
      "words_outside_speech_ratio",
      "`outside_word_count` ÷ (`word_count` + `outside_word_count`).",
      null: "there is no transcript, or no word in it"
    ) { $0.transcript.wordsOutsideSpeechRatio },
    .ratio(
      "speech_without_words_ratio",
      "Speech more than 0.5 s from any word of its speaker ÷ speech of all speakers.",
      null: "there is no transcript, or no speech"
    ) { $0.transcript.speechWithoutWordsRatio },
    .ratio(
      "speaker_label_agreement_ratio",
      "Words whose name for the speaker belongs to the one who is heard ÷ words inside speech that bear a name.",
      null: withoutWordsOrNames
    ) { $0.transcript.labelAgreementRatio },
    .ratio(
      "estimated_times_ratio",
      "Words whose times the transcript does not give (shared out by syllables) ÷ all words.",
      null: "there is no transcript, or no word in it"
    ) { $0.transcript.estimatedTimesRatio },
    .seconds(
      "stt_offset_s",
      "How much later than the speech the words stand: the shift at which they fit best, within ± 10 s.",
      null: "there is no transcript, fewer than 20 words, or no shift fits", signed: true
    ) { $0.transcript.offset },
    .seconds(
      "stt_drift_s", "That shift in the second half of the words − in the first half.",
      null: "there is no transcript, fewer than 40 words, or no shift fits", signed: true
    ) { $0.transcript.drift },
  ]

  private static let transcriptText: [Column<CallFigures>] = [
    .integer(
      "syllable_count", "Syllables as spoken: a Hangul block is one, numbers count as read aloud.",
      null: withoutWords
    ) { $0.transcript.syllableCount },
    .integer("question_count", "Questions.", null: withoutWords) { $0.transcript.questionCount },
    .integer("filler_count", "Hesitations: 음, 어, um.", null: withoutWords) {
      $0.transcript.fillerCount
    },
    .perMinute(
      "filler_per_min", "`filler_count` ÷ minutes of `activity.talk_s`.",
      null: "there is no transcript, or no speech"
    ) { $0.transcript.fillersPerMinute },
    .array(
      "keyword_hits", "How often each rule was met, in order of the rules' names.", of: ruleCount,
      null: withoutRules
    ) { $0.transcript.keywordHits },
    .string("text_analyzer", "What took words apart.", null: withoutWords) {
      $0.transcript.analyzer
    },
  ]

  private static let ruleCount = RecordTable<RuleCount>.present([
    .string("rule", "Its name.") { $0.rule },
    .integer("count", "How often.") { $0.count },
  ])

  private static let transcriptScript: [Column<CallFigures>] =
    [
      .ratio(
        "script_coverage_ratio",
        "`script_said_count` ÷ sentences of the script; those to review are not counted as said.",
        null: withoutScript
      ) { $0.transcript.script?.coverageRatio },
      .ratio(
        "script_coverage_possible_ratio",
        "(`script_said_count` + `script_review_count`) ÷ sentences of the script: what the coverage may be.",
        null: withoutScript
      ) { $0.transcript.script?.possibleCoverageRatio },
      .integer("script_said_count", "Sentences that were said.", null: withoutScript) {
        $0.transcript.script?.saidCount
      },
      .integer(
        "script_review_count", "Sentences that a person should look at.", null: withoutScript
      ) { $0.transcript.script?.reviewCount },
      .integer("script_missing_count", "Sentences that were not found.", null: withoutScript) {
        $0.transcript.script?.missingCount
      },
    ]
    + part("greeting", \.greeting) + part("closing", \.closing)
    + part("recording_notice", \.recordingNotice)

  private static func part(
    _ name: String, _ part: @escaping @Sendable (ScriptFigures) -> ScriptPartFigures?
  ) -> [Column<CallFigures>] {
    [
      .choice(
        name, "`said`, `review` or `missing`: the best of the script's sentences of this purpose.",
        null: "there is no transcript, or no such sentence"
      ) { $0.transcript.script.flatMap(part)?.verdict },
      .seconds(
        "\(name)_at_s", "When it begins.", null: "there is none, or it is missing"
      ) { $0.transcript.script.flatMap(part)?.start },
    ]
  }

  static let speakerWords: [Column<SpeakerFigures>] = [
    .integer("word_count", "Own words inside own speech.", null: notToldOrNoWords) {
      $0.words.wordCount
    },
    .integer("syllable_count", "Own syllables.", null: notToldOrNoWords) {
      $0.words.syllableCount
    },
    .integer("question_count", "Own questions.", null: notToldOrNoWords) {
      $0.words.questionCount
    },
    .integer("filler_count", "Own hesitations.", null: notToldOrNoWords) {
      $0.words.fillerCount
    },
    .perMinute(
      "filler_per_min", "`filler_count` ÷ minutes of own `talk_s`.",
      null: "`single`, there is no transcript, or no speech"
    ) { $0.words.fillersPerMinute },
  ]

  static let privacy = RecordTable<CallFigures>.group(
    [
      .integer(
        "personal_data_count", "Places where personal data is said, of all kinds.",
        null: withoutWords
      ) { $0.privacy.personalDataCount }
    ]
      + PersonalDataType.allCases.map { type in
        .integer("\(type.rawValue)_count", definition(of: type), null: withoutWords) {
          $0.privacy.personalDataCounts?[type]
        }
      } + [
        .integer("spoken_digits_count", "Digits said one by one.", null: withoutWords) {
          $0.privacy.spokenDigitCount
        },
        .boolean(
          "notice_detected", "Whether the notice that the call is recorded is said.",
          null: "there is no transcript, no such sentence in the script, or it is to review"
        ) { $0.privacy.noticeIsDetected },
        .seconds("notice_at_s", "When it begins.", null: "it is not detected") {
          $0.privacy.noticeStart
        },
        .string(
          "lawful_basis", "On what ground it was recorded, as the manifest gives it.",
          null: "not given"
        ) { $0.privacy.facts.lawfulBasis },
        .string(
          "expires_at", "Last day on which it may be kept, as the manifest gives it.",
          null: "not given"
        ) { $0.privacy.facts.expiresAt },
        .boolean(
          "text_masked", "Whether the transcript was masked before.",
          null: "no map of what was masked"
        ) { $0.privacy.facts.isTextMasked },
        .seconds(
          "audio_masked_s", "What was masked in the recording before.",
          null: "no map of what was masked"
        ) { $0.privacy.facts.maskedAudio?.duration },
      ])

  private static func definition(of type: PersonalDataType) -> String {
    switch type {
    case .residentNumber: "Resident registration numbers (주민등록번호)."
    case .foreignerNumber: "Foreigner registration numbers (외국인등록번호)."
    case .mobilePhone: "Mobile telephone numbers."
    case .phone: "Other telephone numbers: regional, nationwide."
    case .card: "Numbers of payment cards."
    case .businessNumber: "Business registration numbers (사업자등록번호)."
    case .driverLicence: "Numbers of driving licences."
    case .passport: "Numbers of passports."
    case .account: "Numbers of bank accounts."
    case .email: "E-mail addresses."
    case .birthDate: "Dates of birth."
    case .passcode: "Verification codes and passwords of digits."
    case .answer:
      "Digits said in answer to a question for personal data that fit no other kind, as where they were misheard."
    }
  }

  static let wordEvents: [Column<CallFigures>] = [
    .array(
      "keywords", "Where rules were met.", of: keywordEvent, null: withoutWords
    ) { figures in figures.events.keywords.map(figures.labelled) },
    .array(
      "script", "What became of each sentence of the script.", of: scriptEvent, null: withoutWords
    ) { $0.events.script },
    .array(
      "personal_data", "Where personal data is said; never what.", of: personalDataEvent,
      null: withoutWords
    ) { figures in figures.events.personalData.map(figures.labelled) },
  ]

  private static let keywordEvent = RecordTable<Labelled<KeywordHit>>.present([
    .string("rule", "The rule's name.") { $0.event.rule },
    .string("speaker", "Who said it.") { $0.label($0.event.speaker) },
    .seconds("start_s", "Start.") { $0.event.span.start },
    .seconds("end_s", "End.") { $0.event.span.end },
  ])

  private static let scriptEvent = RecordTable<ScriptFinding>.present([
    .string("sentence", "The sentence's name.") { $0.sentence },
    .choice("purpose", "What it is for.") { $0.purpose },
    .choice("verdict", "`said`, `review` or `missing`.") { $0.verdict },
    .ratio("similarity_ratio", "Likeness of the best place to the sentence, 0 to 1.") {
      $0.similarity
    },
    .seconds("start_s", "Start of the best place.", null: "it is missing") { $0.span?.start },
    .seconds("end_s", "Its end.", null: "it is missing") { $0.span?.end },
  ])

  private static let personalDataEvent = RecordTable<Labelled<PersonalDataFinding>>.present([
    .choice("type", "What kind.") { $0.event.type },
    .string("speaker", "Who says it; where several do bit by bit, who begins.") {
      $0.label($0.event.speaker)
    },
    .seconds("start_s", "Start of its first word.") { $0.event.span.start },
    .seconds("end_s", "End of its last word.") { $0.event.span.end },
    .ratio("confidence_ratio", "How sure it is, 0 to 1.") { $0.event.confidence },
  ])
}

private let notToldOrNoWords = "`single`, or there is no transcript"
