import CallMetrics
import SpeechTimeline
import Testing

@Suite struct WordFiguresTests {
  private let call = drawn("====  ====", "    ==    ==")

  private func words(
    _ change: (inout TranscriptChecks) -> Void = { _ in }, script: [ScriptFinding] = []
  ) -> CallWords {
    var words = CallWords(TranscriptOrigin(.file))
    var checks = TranscriptChecks()
    checks.wordCount = 20
    change(&checks)
    words.checks = checks
    words.text = TextFindings(
      speakers: [SpeakerTextFindings(), SpeakerTextFindings()], script: script)
    words.personalData = []
    words.spokenDigitCount = 0
    return words
  }

  private func sentence(
    _ purpose: ScriptPurpose, _ verdict: ScriptVerdict, at start: Int? = nil
  ) -> ScriptFinding {
    ScriptFinding(
      sentence: "s", purpose: purpose, verdict: verdict, similarity: 0.5,
      span: start.map { TimeSpan($0, $0 + 100) })
  }

  @Test func `without a transcript nothing is told of words, and nothing is zero`() {
    let figures = measured(call)
    #expect(figures.transcript == TranscriptFigures())
    #expect(figures.privacy.personalDataCount == nil)
    #expect(figures.privacy.personalDataCounts == nil)
    #expect(figures.speakers.allSatisfy { $0.words == SpeakerWords() })
    #expect(figures.events.personalData == nil)
  }

  @Test func `a transcript that could not be had leaves the rest as it is`() {
    let failed = measured(
      call, words: CallWords(TranscriptOrigin(.file, failure: "transcript_missing")))
    var expected = measured(call)
    expected.transcript.origin = TranscriptOrigin(.file, failure: "transcript_missing")
    #expect(failed == expected)
  }

  @Test func `no personal data is zero of every kind`() {
    let privacy = measured(call, words: words()).privacy
    #expect(privacy.personalDataCount == 0)
    #expect(privacy.personalDataCounts?.count == PersonalDataType.allCases.count)
  }

  @Test(arguments: [(1, false), (2, true)])
  func `more than five words of a hundred outside speech make a transcript doubtful`(
    outside: Int, isDoubtful: Bool
  ) {
    let figures = measured(call, words: words { $0.outsideCount = outside }).transcript
    #expect(figures.isDoubtful == isDoubtful)
    #expect(figures.wordCount == 20 - outside)
  }

  @Test(arguments: [(8, false), (7, true)])
  func `names that fit less than eight words of ten make a transcript doubtful`(
    agreeing: Int, isDoubtful: Bool
  ) {
    let figures = measured(
      call,
      words: words {
        $0.labelledCount = 10
        $0.agreeingCount = agreeing
      })
    #expect(figures.transcript.isDoubtful == isDoubtful)
  }

  @Test(
    arguments: [(500, nil, false), (-501, nil, true), (0, 501, true), (nil, nil, false)]
      as [(Int?, Int?, Bool)])
  func `times that are off make a transcript doubtful`(
    offset: Int?, drift: Int?, isDoubtful: Bool
  ) {
    let figures = measured(
      call,
      words: words {
        $0.offset = offset
        $0.drift = drift
      })
    #expect(figures.transcript.isDoubtful == isDoubtful)
  }

  @Test func `hesitations are counted by the minute of talk`() {
    var words = words()
    words.text?.speakers[0].fillerCount = 2
    let figures = measured(call, words: words)
    // 1 s of talk of the agent's, its pause bridged, 1.4 s of all.
    #expect(figures.speakers[0].words.fillersPerMinute == 120)
    #expect(figures.speakers[1].words.fillersPerMinute == 0)
    #expect(figures.transcript.fillersPerMinute == 120_000.0 / 1400)
  }

  @Test func `of several sentences of one purpose the best counts, the first of those as good`() {
    let script = [
      sentence(.greeting, .missing), sentence(.greeting, .said, at: 700),
      sentence(.greeting, .said, at: 300), sentence(.closing, .review, at: 900),
    ]
    let figures = measured(call, words: words(script: script)).transcript
    #expect(figures.script?.greeting == ScriptPartFigures(verdict: .said, start: 300))
    #expect(figures.script?.closing == ScriptPartFigures(verdict: .review, start: 900))
    #expect(figures.script?.recordingNotice == nil)
    #expect(figures.script?.coverageRatio == 0.5)
    #expect(figures.script?.possibleCoverageRatio == 0.75)
  }

  @Test(
    arguments: [
      (ScriptVerdict.said, true, 400), (.review, nil, nil), (.missing, false, nil),
    ] as [(ScriptVerdict, Bool?, Int?)])
  func `a notice that a person should look at is neither there nor missing`(
    verdict: ScriptVerdict, isDetected: Bool?, start: Int?
  ) {
    let script = [sentence(.recordingNotice, verdict, at: verdict == .missing ? nil : 400)]
    let privacy = measured(call, words: words(script: script)).privacy
    #expect(privacy.noticeIsDetected == isDetected)
    #expect(privacy.noticeStart == start)
  }

  @Test func `where speakers are not told apart no speaker has words`() {
    let single = drawn("====  ====", segmentation: .single)
    var words = words()
    words.text = TextFindings(speakers: [SpeakerTextFindings()])
    words.text?.speakers[0].wordCount = 20
    let figures = measured(single, words: words)
    #expect(figures.speakers[0].words == SpeakerWords())
    #expect(figures.transcript.wordCount == 20)
  }
}
