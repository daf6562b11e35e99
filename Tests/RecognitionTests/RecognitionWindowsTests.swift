import Recognition
import SpeechTimeline
import Testing

/// Numbers that look random and are the same every time (Knuth's MMIX generator).
struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 33)
  }
}

@Suite("Windows for recognition")
struct RecognitionWindowsTests {
  private static let duration = 600_000

  private static func speech(_ seed: UInt64) -> Timeline {
    var dice = Dice(state: seed)
    var spans: [TimeSpan] = []
    var time = Int.random(in: 0...2000, using: &dice)
    while time < duration - 70_000 {
      let length = Int.random(in: 40...(Bool.random(using: &dice) ? 3000 : 65_000), using: &dice)
      spans.append(TimeSpan(time, time + length))
      time += length + Int.random(in: 30...5000, using: &dice)
    }
    return Timeline(spans)
  }

  private static func pieces(_ windows: RecognitionWindows) -> [RecognitionPiece] {
    windows.windows.flatMap(\.pieces)
  }

  @Test(
    "Every millisecond of speech is heard once, in order, and no window is too long",
    arguments: 1...20)
  func coverage(seed: UInt64) {
    let speech = Self.speech(seed)
    let planned = RecognitionWindows(speech: speech, duration: Self.duration)
    let pieces = Self.pieces(planned)
    #expect(
      pieces.map(\.recording.duration).reduce(0, +) == Timeline(pieces.map(\.recording)).duration)
    #expect(speech.subtracting(Timeline(pieces.map(\.recording))).isEmpty)
    #expect(zip(pieces, pieces.dropFirst()).allSatisfy { $0.recording.end <= $1.recording.start })
    for window in planned.windows {
      #expect(window.duration <= 28_000)
      #expect(window.pieces[0].start == 0)
      for (left, right) in zip(window.pieces, window.pieces.dropFirst()) {
        #expect(right.start == left.window.end + 300)
      }
    }
    let beyond = Timeline(pieces.map(\.recording)).subtracting(speech)
    #expect(beyond.spans.allSatisfy { $0.duration <= 2 * 200 + 300 })
  }

  @Test(
    "Times of a window never run backwards and lead back to where they came from", arguments: 1...5)
  func mapping(seed: UInt64) {
    for window in RecognitionWindows(speech: Self.speech(seed), duration: Self.duration).windows {
      var last = window.pieces[0].recording.start
      for time in stride(from: 0, through: window.duration, by: 7) {
        let mapped = window.recordingTime(at: time)
        #expect(mapped >= last)
        last = mapped
        if window.pieces.contains(where: { $0.window.contains(time) }) {
          #expect(window.windowTime(at: mapped) == time)
        }
      }
    }
  }

  @Test("The halves of a window hold its pieces, each where it was", arguments: 1...5)
  func halves(seed: UInt64) {
    for window in RecognitionWindows(speech: Self.speech(seed), duration: Self.duration).windows {
      let halves = window.halves
      guard window.pieces.count > 1 else {
        #expect(halves.isEmpty)
        continue
      }
      #expect(halves.count == 2)
      #expect(halves.flatMap(\.window.pieces).map(\.recording) == window.pieces.map(\.recording))
      for half in halves {
        #expect(half.window.pieces[0].start == 0)
        #expect(half.place.duration == half.window.duration)
        for piece in half.window.pieces {
          #expect(window.windowTime(at: piece.recording.start) == half.place.start + piece.start)
        }
      }
    }
  }

  @Test("A time in the silence between two pieces belongs to the nearer one")
  func silence() throws {
    let planned = RecognitionWindows(
      speech: Timeline([TimeSpan(1000, 2000), TimeSpan(5000, 6000)]), duration: 10_000)
    let window = try #require(planned.windows.first)
    // Pieces are [800, 2200) and [4800, 6200), at 0 and 1700.
    #expect(window.pieces.map(\.start) == [0, 1700])
    #expect(window.recordingTime(at: 1500) == 2200)
    #expect(window.recordingTime(at: 1600) == 4800)
    #expect(window.recordingTime(at: 1750) == 4850)
    #expect(window.recordingTime(at: 99_999) == 6200)
    #expect(window.recordingTime(at: -5) == 800)
  }

  @Test("Margins do not reach into the speech of others, and hold no piece by themselves")
  func avoidance() {
    let own = Timeline([TimeSpan(1000, 2000)])
    let others = Timeline([TimeSpan(2050, 2100), TimeSpan(2150, 4000)])
    let planned = RecognitionWindows(speech: own, avoiding: others, duration: 10_000)
    #expect(Self.pieces(planned).map(\.recording) == [TimeSpan(800, 2050)])
  }

  @Test("Speech that never pauses is cut at the limit, speech that pauses in a pause")
  func longSpeech() {
    let without = RecognitionWindows(speech: Timeline([TimeSpan(0, 60_000)]), duration: 60_000)
    #expect(Self.pieces(without).map(\.recording.duration) == [28_000, 28_000, 4000])
    let pausing = Timeline([TimeSpan(0, 20_000), TimeSpan(20_200, 60_000)])
    let cut = RecognitionWindows(speech: pausing, duration: 60_000)
    #expect(Self.pieces(cut).first?.recording == TimeSpan(0, 20_100))
  }

  @Test("No speech gives no window")
  func nothing() {
    #expect(RecognitionWindows(speech: Timeline(), duration: 0).windows.isEmpty)
  }
}
