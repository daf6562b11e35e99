import SpeechTimeline
import Testing

@testable import Scoring

@Suite struct DetectionTests {
  private let reference = drawn("--aaaaaaaaaa------aaaa----------------")
  private let hypothesis = drawn("----xxxxxxxxxx----------xx------------")

  @Test("Misses, false alarms and their ratios, by hand")
  func byHand() throws {
    // 1.4 s of speech: 0.2 s missed at the start and 0.4 s whole; 0.2 s too long and 0.2 s from nothing.
    let score = try score(hypothesis, against: reference, duration: 3800).detection
    #expect(score.scored == 3800)
    #expect(score.reference == 1400)
    #expect(score.miss == 600)
    #expect(score.falseAlarm == 400)
    #expect(score.errorRatio == 1000 / 1400.0)
    #expect(score.falseAlarmOfNonSpeechRatio == 400 / 2400.0)
    #expect(abs((score.cost ?? 0) - (0.25 * 400 / 2400 + 0.75 * 600 / 1400)) < 1e-12)
  }

  @Test("Offsets are signed: late is positive; edges at the ends of the recording are no edges")
  func offsets() throws {
    let boundaries = try score(hypothesis, against: reference, duration: 3800).detection.boundaries
    #expect(boundaries.starts == [200])
    // The end at 1.2 s is 0.2 s late; the one at 2.2 s has its nearest at 2.6 s.
    #expect(boundaries.ends == [200, 400])
    #expect(boundaries.count == 4)
    #expect(boundaries.hitCount == 2)
    #expect(boundaries.endMedian == 300)
    let touching = try score(drawn("aa"), against: drawn("aaa"), duration: 300).detection
    #expect(touching.boundaries.count == 0)
    #expect(touching.boundaries.hitRatio == nil)
  }

  @Test("A collar is laid on each side of the reference's edges")
  func collar() throws {
    //            --aaaaaaaaaa------aaaa------------
    // collar    oooo      oooo  oooo oooo
    let scored = try score(
      hypothesis, against: reference, duration: 3800,
      options: options { $0.collarPerSideSeconds = 0.2 }
    ).detection
    #expect(scored.scored == 3800 - 4 * 400)
    #expect(scored.reference == 600)
    #expect(scored.miss == 0)
    #expect(scored.falseAlarm == 200)
  }

  @Test("Bridging fills gaps up to and including its length on both sides")
  func bridging() throws {
    let gapped = drawn("aaa---aaa----aaa")
    let whole = drawn("aaaaaaaaaaaaaaaa")
    let three = options { $0.bridgeSeconds = 0.3 }
    #expect(try score(gapped, against: whole, options: three).detection.miss == 400)
    #expect(try score(whole, against: gapped, options: three).detection.falseAlarm == 400)
    #expect(try score(gapped, against: gapped, options: three).detection.reference == 1200)
  }

  @Test("Only the time of the map is scored, and never beyond the recording")
  func map() throws {
    let map = Timeline([TimeSpan(0, 300), TimeSpan(1000, 99_000)])
    let scored = try score(hypothesis, against: reference, map: map, duration: 3800).detection
    #expect(scored.scored == 300 + 2800)
    #expect(scored.reference == 100 + 200 + 400)
    #expect(scored.miss == 100 + 400)
    #expect(scored.falseAlarm == 200 + 200)
  }

  @Test("Nothing to find and nothing found is no error, and no ratio")
  func empty() throws {
    let nothing = try score(SpeakerLabels(), against: SpeakerLabels()).detection
    #expect(nothing.errorRatio == nil)
    #expect(nothing.cost == 0)
    #expect(nothing.boundaries.startMedian == nil)
    let invented = try score(drawn("aaaaa"), against: SpeakerLabels()).detection
    #expect(invented.errorRatio == nil)
    #expect(invented.cost == 0.25 * 0.05)
    #expect(Score().detection.cost == nil)
  }

  @Test("Frames count what rounding to 10 ms makes of the edges; exact time does not round")
  func frames() throws {
    let truth = SpeakerLabels([("a", TimeSpan(104, 996))])
    let exact = try score(SpeakerLabels(), against: truth).detection
    let framed = try score(
      SpeakerLabels(), against: truth, options: options { $0.byFrame = true }
    ).detection
    #expect(exact.miss == 892)
    #expect(framed.miss == 900)
    #expect(framed.scored == 10_000)
  }

  @Test("On labels of whole frames both ways of counting agree", arguments: 0..<20)
  func framesAgree(seed: UInt64) throws {
    var generator = SplitMix(state: seed)
    func inFrames(_ labels: SpeakerLabels) -> SpeakerLabels {
      SpeakerLabels(
        labels.spans.map {
          ($0.label, TimeSpan($0.span.start / 10 * 10, $0.span.end / 10 * 10))
        })
    }
    let truth = inFrames(randomLabels(["a", "b"], duration: 20_000, using: &generator))
    let own = inFrames(randomLabels(["a", "b"], duration: 20_000, using: &generator))
    let exact = try score(
      own, against: truth, duration: 20_000, options: options { $0.collarPerSideSeconds = 0.25 })
    let framed = try score(
      own, against: truth, duration: 20_000,
      options: options {
        $0.collarPerSideSeconds = 0.25
        $0.byFrame = true
      })
    #expect(exact.detection.scored == framed.detection.scored)
    #expect(exact.detection.miss == framed.detection.miss)
    #expect(exact.detection.falseAlarm == framed.detection.falseAlarm)
  }
}
