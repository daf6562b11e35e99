import SpeechTimeline
import Testing

@testable import Diarization

struct WindowLayoutTests {
  private static let speech = Timeline([
    TimeSpan(130, 150), TimeSpan(1_001, 1_020), TimeSpan(2_000, 2_999), TimeSpan(4_000, 5_000),
    TimeSpan(6_010, 9_110), TimeSpan(20_000, 100_000),
  ])
  private let layout = WindowLayout(of: speech)

  @Test("Units are runs of a second or more, cut into equal parts of three seconds at most")
  func units() {
    #expect(layout.units[0] == TimeSpan(4_000, 5_000))
    #expect(layout.units[1...2] == [TimeSpan(6_010, 7_560), TimeSpan(7_560, 9_110)])
    #expect(layout.units.count == 3 + 27)
    let long = Timeline(Array(layout.units[3...]))
    #expect(long == Timeline([TimeSpan(20_000, 100_000)]))
  }

  @Test("Unit windows are 1.5 s every 0.5 s, or all of a shorter unit")
  func unitWindows() {
    #expect(layout.unitWindows[0].span == layout.units[0])
    #expect(layout.unitWindows[1].span == TimeSpan(6_010, 7_510))
    for window in layout.unitWindows.dropFirst() {
      #expect(window.span.duration == 1500)
      #expect(window.span.intersection(layout.units[window.unit]) == window.span)
    }
    #expect(Set(layout.unitWindows.map(\.unit)).count == layout.units.count)
  }

  @Test("Every run has a fine window, and each lies within the run that holds its centre")
  func fineWindows() {
    #expect(layout.fineCentres.count == layout.fineSpans.count)
    #expect(layout.fineCentres == layout.fineCentres.sorted())
    for (centre, span) in zip(layout.fineCentres, layout.fineSpans) {
      let run = Self.speech.spans.first { $0.contains(Int(centre)) }
      #expect(run != nil && span.intersection(run ?? TimeSpan(0, 0)) == span)
      #expect(span.duration == min(700, run?.duration ?? 0))
    }
    // No multiple of 40 ms lies in the first two runs.
    #expect(layout.fineCentres[..<2] == [140, 1_010])
    #expect(layout.fineCentres.contains(2_000) && !layout.fineCentres.contains(3_000))
  }

  @Test("Where speech is only possible there are fine windows in addition, and no others change")
  func possible() {
    // From just before the third run on, across the gap to the fourth, and apart from all speech.
    let more = Timeline([TimeSpan(1_900, 4_100), TimeSpan(15_000, 15_500)])
    let wide = WindowLayout(of: Self.speech, possible: Self.speech.union(more))
    #expect(wide.units == layout.units && wide.unitWindows == layout.unitWindows)
    let isPlain = wide.fineCentres.map { Self.speech.contains(Int($0)) }
    let plain = wide.fineSpans.indices.filter { isPlain[$0] }
    // The first two runs have windows at their middles, which are no multiples of 40 ms.
    #expect(plain.map { wide.fineSpans[$0] } == layout.fineSpans)
    #expect(plain.map { wide.fineCentres[$0] } == layout.fineCentres)
    let added = wide.fineSpans.indices.filter { !isPlain[$0] }
    #expect(added.allSatisfy { more.contains(Int(wide.fineCentres[$0])) })
    #expect(
      added.filter { wide.fineCentres[$0] >= 15_000 }.map { wide.fineSpans[$0] }
        == [TimeSpan](repeating: TimeSpan(15_000, 15_500), count: 13))
    #expect(wide.fineSpans[added[0]] == TimeSpan(1_900, 2_600))
  }

  @Test("No speech, no windows")
  func nothing() {
    let layout = WindowLayout(of: Timeline())
    #expect(layout.units.isEmpty && layout.unitWindows.isEmpty && layout.fineCentres.isEmpty)
    #expect(SpeechFrames(of: Timeline()).count == 0)
  }

  @Test(
    "Speech is seen with 0.1 s around it, without the silence between, and positions are without gap"
  )
  func positions() {
    let frames = SpeechFrames(of: Self.speech)
    // From 0.1 s before each run on: the first frame whose centre, 20·j + 12 ms, lies there.
    #expect(frames.ranges.map(\.lowerBound) == [1, 45, 95, 195, 295, 995])
    #expect(frames.ranges.allSatisfy { !$0.isEmpty })
    let all = frames.ranges.flatMap { Array($0) }
    #expect(all.map(frames.position) == Array(0..<frames.count))
    #expect(frames.position(of: all[all.count - 1] + 1) == frames.count)
    #expect(frames.position(of: 60) == frames.position(of: 95))
    for span in layout.fineSpans {
      let positions = frames.positions(of: span)
      #expect(positions.count == SpeechFrames.frames(in: span).count)
      #expect(positions.upperBound <= frames.count)
    }
  }

  @Test("A span has the frames centred in it, or the nearest")
  func frames() {
    // Centres: 12, 32, 52 … ms.
    #expect(SpeechFrames.frames(in: TimeSpan(0, 13)) == 0..<1)
    #expect(SpeechFrames.frames(in: TimeSpan(12, 32)) == 0..<1)
    #expect(SpeechFrames.frames(in: TimeSpan(13, 53)) == 1..<3)
    #expect(SpeechFrames.frames(in: TimeSpan(13, 20)) == 0..<1)
  }

  @Test(
    "Pieces hold every position once, are no longer than 30 s, and see 1 s more",
    arguments: [0, 1, 1500, 1501, 4600])
  func pieces(_ count: Int) {
    let pieces = EmbeddingPiece.pieces(of: count)
    #expect(pieces.flatMap { Array($0.core) } == Array(0..<count))
    for piece in pieces {
      #expect(piece.core.count <= 1500 && !piece.core.isEmpty)
      #expect(piece.seen.lowerBound == max(0, piece.core.lowerBound - 50))
      #expect(piece.seen.upperBound == min(count, piece.core.upperBound + 50))
    }
  }
}
