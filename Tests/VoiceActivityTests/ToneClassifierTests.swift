import SpeechTimeline
import Testing

@testable import VoiceActivity

@Suite("Names of tones") struct ToneClassifierTests {
  /// `count` runs of `on` milliseconds, `off` apart.
  private func cadence(_ firstHz: Float, _ secondHz: Float = 0, on: Int, off: Int, count: Int)
    -> [ToneRun]
  {
    (0..<count).map {
      let start = 1000 + $0 * (on + off)
      return ToneRun(
        span: TimeSpan(start, start + on), firstHz: firstHz, secondHz: secondHz)
    }
  }

  private func kinds(_ runs: [ToneRun]) -> [ToneKind] {
    let events = ToneClassifier.events(runs, channel: 2)
    #expect(events.map(\.span) == runs.map(\.span))
    #expect(events.allSatisfy { $0.channel == 2 })
    return events.map(\.kind)
  }

  @Test(
    "Ringing of many countries is ringback",
    arguments: [
      (440, 480, 1000, 2000), (440, 480, 2000, 4000), (425, 0, 1000, 4000),
      (400, 450, 400, 2000), (425, 0, 1000, 3000),
    ] as [(Float, Float, Int, Int)])
  func ringback(firstHz: Float, secondHz: Float, on: Int, off: Int) {
    let runs = cadence(firstHz, secondHz, on: on, off: off, count: 4)
    #expect(kinds(runs) == [ToneKind](repeating: .ringback, count: 4))
  }

  @Test("A double ring is ringback, not busy")
  func doubleRing() {
    let rings = [(0, 400), (600, 1000), (3000, 3400), (3600, 4000)]
    let runs = rings.map { ToneRun(span: TimeSpan($0.0, $0.1), firstHz: 400, secondHz: 450) }
    #expect(kinds(runs) == [ToneKind](repeating: .ringback, count: 4))
  }

  @Test(
    "At least three equal on and off times are busy or congestion",
    arguments: [(480, 620, 500), (480, 620, 250), (425, 0, 500), (400, 0, 375), (450, 0, 350)]
      as [(Float, Float, Int)], [3, 8])
  func busy(tone: (firstHz: Float, secondHz: Float, on: Int), count: Int) {
    let runs = cadence(tone.firstHz, tone.secondHz, on: tone.on, off: tone.on, count: count)
    #expect(kinds(runs) == [ToneKind](repeating: .busy, count: count))
  }

  @Test("Edges found 60 ms too early or late leave a busy tone busy")
  func raggedBusy() {
    var runs = cadence(425, on: 500, off: 500, count: 6)
    for index in runs.indices where index % 2 == 0 {
      runs[index].span = TimeSpan(runs[index].span.start - 30, runs[index].span.end + 30)
    }
    #expect(kinds(runs) == [ToneKind](repeating: .busy, count: 6))
  }

  @Test("Without a break for five seconds: dial tone by its frequency, else a comfort tone")
  func continuous() {
    #expect(kinds(cadence(440, 350, on: 8000, off: 0, count: 1)) == [.dialTone])
    #expect(kinds(cadence(425, on: 5000, off: 0, count: 1)) == [.dialTone])
    #expect(kinds(cadence(1000, on: 8000, off: 0, count: 1)) == [.comfortTone])
    #expect(
      kinds(cadence(1000, on: 3000, off: 3000, count: 3)) == [
        .comfortTone, .comfortTone, .comfortTone,
      ])
  }

  @Test("Short tones of other frequencies are beeps", arguments: [1000, 1400, 2000] as [Float])
  func beep(hertz: Float) {
    #expect(kinds(cadence(hertz, on: 400, off: 0, count: 1)) == [.beep])
    #expect(kinds(cadence(hertz, on: 200, off: 15_000, count: 3)) == [.beep, .beep, .beep])
  }

  @Test("A busy tone after ringing leaves the ringing alone")
  func ringingThenBusy() {
    let ringing = cadence(440, 480, on: 1000, off: 2000, count: 2)
    let later = cadence(480, 620, on: 500, off: 500, count: 4).map {
      ToneRun(span: $0.span.shifted(by: 20_000), firstHz: $0.firstHz, secondHz: $0.secondHz)
    }
    #expect(kinds(ringing + later) == [.ringback, .ringback, .busy, .busy, .busy, .busy])
  }

  @Test("No runs, no events")
  func none() {
    #expect(kinds([]).isEmpty)
  }
}
