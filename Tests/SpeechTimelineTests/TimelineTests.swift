import SpeechTimeline
import Testing

/// A timeline as one truth value per millisecond of `[0, length)`: the oracle.
private struct Bits: Equatable {
  static let length = 120
  var bits: [Bool]

  init(_ timeline: Timeline) {
    bits = (0..<Self.length).map { time in
      timeline.spans.contains { $0.start <= time && time < $0.end }
    }
  }

  init(_ bits: [Bool]) { self.bits = bits }

  func combined(_ other: Bits, _ rule: (Bool, Bool) -> Bool) -> Bits {
    Bits(zip(bits, other.bits).map(rule))
  }

  /// Maximal runs of `value`.
  func runs(of value: Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in bits.indices where bits[index] == value {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<(index + 1)
      } else {
        runs.append(index..<(index + 1))
      }
    }
    return runs
  }

  /// The bits with `runs` set to `value`.
  func setting(_ runs: [Range<Int>], to value: Bool) -> Bits {
    var changed = self
    for run in runs { for index in run { changed.bits[index] = value } }
    return changed
  }
}

private func randomSpans(_ random: inout SplitMix) -> [TimeSpan] {
  (0..<Int.random(in: 0...9, using: &random)).map { _ in
    let start = Int.random(in: 0...110, using: &random)
    return TimeSpan(start, start + Int.random(in: 0...min(20, 120 - start), using: &random))
  }
}

@Suite struct TimelineTests {
  /// Sorted, not empty, disjoint and apart.
  private func isNormal(_ timeline: Timeline) -> Bool {
    timeline.spans.allSatisfy { !$0.isEmpty }
      && zip(timeline.spans, timeline.spans.dropFirst()).allSatisfy { $0.end < $1.start }
  }

  @Test(arguments: 0..<300) func `every operation agrees with one bit per millisecond`(seed: Int) {
    var random = SplitMix(seed: seed)
    let given = randomSpans(&random)
    let one = Timeline(given)
    let other = Timeline(randomSpans(&random))
    let start = Int.random(in: 0...100, using: &random)
    let window = TimeSpan(start, Int.random(in: start...120, using: &random))
    let (mine, theirs) = (Bits(one), Bits(other))
    let inWindow = Bits((0..<Bits.length).map(window.contains))

    #expect(mine.bits == (0..<Bits.length).map { time in given.contains { $0.contains(time) } })
    #expect(Bits(one.union(other)) == mine.combined(theirs) { $0 || $1 })
    #expect(Bits(one.intersection(other)) == mine.combined(theirs) { $0 && $1 })
    #expect(Bits(one.subtracting(other)) == mine.combined(theirs) { $0 && !$1 })
    #expect(Bits(one.clipped(to: window)) == mine.combined(inWindow) { $0 && $1 })
    #expect(Bits(one.gaps(in: window)) == mine.combined(inWindow) { !$0 && $1 })
    #expect(one.duration == mine.bits.count { $0 })
    #expect((0..<Bits.length).map(one.contains) == mine.bits)
    #expect(one.extent?.start == mine.bits.firstIndex(of: true))
    #expect(one.extent.map { $0.end - 1 } == mine.bits.lastIndex(of: true))
    for result in [
      one, one.union(other), one.intersection(other), one.subtracting(other),
      one.clipped(to: window), one.gaps(in: window),
    ] {
      #expect(isNormal(result))
      #expect(result == Timeline(result.spans.reversed()))
    }
  }

  @Test(arguments: 0..<100) func `bridging fills inner gaps and dropping clears short spans`(
    seed: Int
  ) {
    var random = SplitMix(seed: seed)
    let timeline = Timeline(randomSpans(&random))
    let limit = Int.random(in: 0...15, using: &random)
    let bits = Bits(timeline)

    let inner = bits.runs(of: false).filter { $0.lowerBound > 0 && $0.upperBound < Bits.length }
    let outer = timeline.extent
    let bridged = inner.filter { gap in
      gap.count < limit && gap.lowerBound > outer?.start ?? 0 && gap.upperBound < outer?.end ?? 0
    }
    #expect(
      Bits(timeline.bridging(gapsShorterThan: limit)) == bits.setting(bridged, to: true))
    let short = bits.runs(of: true).filter { $0.count < limit }
    #expect(Bits(timeline.dropping(spansShorterThan: limit)) == bits.setting(short, to: false))
    #expect(isNormal(timeline.bridging(gapsShorterThan: limit)))
  }

  @Test func `a gap of exactly the limit stays, and so does a span of exactly the limit`() {
    let timeline = Timeline([TimeSpan(0, 10), TimeSpan(15, 20)])
    #expect(timeline.bridging(gapsShorterThan: 5) == timeline)
    #expect(timeline.bridging(gapsShorterThan: 6) == Timeline([TimeSpan(0, 20)]))
    #expect(timeline.dropping(spansShorterThan: 5) == timeline)
    #expect(timeline.dropping(spansShorterThan: 6) == Timeline([TimeSpan(0, 10)]))
  }

  @Test func `touching spans join and empty ones vanish`() {
    let timeline = Timeline([TimeSpan(10, 20), TimeSpan(5, 5), TimeSpan(0, 10)])
    #expect(timeline.spans == [TimeSpan(0, 20)])
    #expect(Timeline([TimeSpan(3, 3)]).isEmpty)
    #expect(Timeline().extent == nil)
  }

  @Test func `shifting moves every span and changes no length`() {
    let timeline = Timeline([TimeSpan(0, 10), TimeSpan(15, 20)])
    #expect(timeline.shifted(by: 7).spans == [TimeSpan(7, 17), TimeSpan(22, 27)])
    #expect(timeline.shifted(by: 7).shifted(by: -7) == timeline)
  }
}

@Suite struct TimeSpanTests {
  @Test func `spans that only touch share no time`() {
    #expect(TimeSpan(0, 10).intersection(TimeSpan(10, 20)) == nil)
    #expect(TimeSpan(0, 10).intersection(TimeSpan(4, 6)) == TimeSpan(4, 6))
    #expect(TimeSpan(0, 10).intersection(TimeSpan(5, 5)) == nil)
  }

  @Test func `a span holds its start and not its end`() {
    let span = TimeSpan(3, 5)
    #expect(!span.contains(2) && span.contains(3) && span.contains(4) && !span.contains(5))
    #expect(span.duration == 2)
    #expect(span.description == "[3, 5) ms")
  }

  @Test func `spans sort by start, then by end`() {
    #expect(
      [TimeSpan(2, 3), TimeSpan(0, 9), TimeSpan(0, 4)].sorted() == [
        TimeSpan(0, 4), TimeSpan(0, 9), TimeSpan(2, 3),
      ])
  }
}
