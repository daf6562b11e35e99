import CallMetrics
import SpeechTimeline
import Testing

/// A call of a few speakers, edges on a coarse grid so that ties happen often.
private func randomCall(seed: Int, speakers: Int? = nil) -> Conversation {
  var random = SplitMix(seed: seed)
  let count = speakers ?? Int.random(in: 1...4, using: &random)
  let grid = [1, 10, 100].randomElement(using: &random) ?? 1
  let duration = Int.random(in: 5000...40000, using: &random) / grid * grid
  func timeline(_ spanCount: Int, upTo longest: Int) -> Timeline {
    Timeline(
      (0..<spanCount).map { _ in
        let start = Int.random(in: 0..<duration, using: &random) / grid * grid
        let length = Int.random(in: 0...longest, using: &random) / grid * grid
        return TimeSpan(start, min(duration, start + length))
      })
  }
  let speech = (0..<count).map { _ in timeline(Int.random(in: 0...14, using: &random), upTo: 3000) }
  return Conversation(
    duration: duration, segmentation: .channel,
    speakers: (0..<count).map { Speaker(label: "speaker_\($0 + 1)", channel: $0 + 1) },
    speech: speech, masked: timeline(Int.random(in: 0...2, using: &random), upTo: 4000))
}

private func randomTones(seed: Int, duration: Int) -> [ToneEvent] {
  var random = SplitMix(seed: seed ^ 0x5EED)
  return (0..<Int.random(in: 0...4, using: &random)).map { _ in
    let start = Int.random(in: 0..<duration, using: &random)
    let end = min(duration, start + Int.random(in: 0...9000, using: &random))
    return ToneEvent(
      kind: ToneKind.allCases.randomElement(using: &random) ?? .music,
      channel: Int.random(in: 1...2, using: &random), span: TimeSpan(start, end))
  }
}

/// `values[i]` at the place of `order[i]`'s speaker.
private func reordered(_ call: Conversation, _ order: [Int]) -> Conversation {
  Conversation(
    duration: call.duration, segmentation: call.segmentation,
    speakers: order.map { call.speakers[$0] }, speech: order.map { call.speech[$0] },
    masked: call.masked)
}

@Suite struct InvariantTests {
  @Test(arguments: 0..<200)
  func `the states partition the span and agree with one bit per millisecond`(
    seed: Int
  ) throws {
    let call = randomCall(seed: seed)
    let tones = randomTones(seed: seed, duration: call.duration)
    let figures = measured(call, tones: tones)
    let activity = figures.activity
    guard let span = activity.speechSpan, let start = activity.speechStart,
      let end = activity.speechEnd
    else {
      #expect(turnTaking(call).talkspurts.allSatisfy { $0.isEmpty })
      return
    }
    let single = try #require(activity.singleTalk)
    let double = try #require(activity.doubleTalk)
    let silence = try #require(activity.mutualSilence)
    #expect(single + double + silence == span)
    #expect(activity.anySpeech == single + double)

    // The oracle: who talks in each millisecond.
    let spurts = turnTaking(call).talkspurts
    var counts = [0, 0, 0, 0, 0]
    var talk = spurts.map { _ in 0 }
    var alone = talk
    var counted = 0
    for time in start..<end {
      let talking = spurts.indices.filter { spurts[$0].contains(time) }
      counts[talking.count] += 1
      for speaker in talking { talk[speaker] += 1 }
      if talking.count == 1 { alone[talking[0]] += 1 }
      let isHeld = figures.events.holds.contains { $0.contains(time) }
      if talking.isEmpty, !isHeld, !call.masked.contains(time) { counted += 1 }
    }
    #expect(single == counts[1])
    #expect(silence == counts[0])
    #expect(double == counts[2...].reduce(0, +))
    #expect(figures.overlap.overlap == double)
    #expect(figures.silence.silence == counted)
    #expect(figures.speakers.map(\.activity.talk) == talk)
    #expect(figures.speakers.map(\.activity.singleTalk) == alone)
    for (index, speaker) in figures.speakers.enumerated() {
      #expect(speaker.overlap.overlap == talk[index] - alone[index])
      #expect(speaker.activity.listen == activity.anySpeech - talk[index])
    }
    #expect(activity.talk == talk.reduce(0, +))
    #expect(activity.leadIn.map { $0 + span + (activity.tail ?? 0) } == call.duration)
  }

  @Test(arguments: 0..<200)
  func `every overlap is in exactly one class, and classes sum to overlap`(
    seed: Int
  ) throws {
    let call = randomCall(seed: seed)
    let figures = measured(call)
    let overlaps = try #require(figures.events.overlaps)
    let classes = try #require(figures.overlap.classes)
    let total = OverlapClass.allCases.reduce(0) { $0 + classes[$1].total }
    let count = OverlapClass.allCases.reduce(0) { $0 + classes[$1].count }
    #expect(count == overlaps.count)
    #expect(total == overlaps.reduce(0) { $0 + $1.span.duration })
    if call.speakers.count <= 2 { #expect(total == figures.overlap.overlap) }

    // Pairwise, the events are exactly the time in which both talk, without touching each other.
    let spurts = turnTaking(call).talkspurts
    for first in spurts.indices {
      for second in spurts.indices where second > first {
        let own = overlaps.filter { $0.speakers == [first, second] }.map(\.span)
        #expect(own == spurts[first].intersection(spurts[second]).spans)
      }
    }
    // Made by one against the other, or by nobody; what one makes another suffers.
    for overlap in overlaps {
      #expect((overlap.by == nil) == (overlap.against == nil))
      if let by = overlap.by, let against = overlap.against {
        #expect([by, against].sorted() == overlap.speakers)
      }
    }
    for overlapClass in OverlapClass.allCases {
      let by = figures.speakers.reduce(0) { $0 + ($1.overlap.by?[overlapClass].total ?? 0) }
      let against = figures.speakers.reduce(0) {
        $0 + ($1.overlap.against?[overlapClass].total ?? 0)
      }
      #expect(by == against)
      #expect(by <= classes[overlapClass].total)
    }
  }

  @Test(arguments: 0..<200) func `ladders never rise and ratios stay between 0 and 1`(seed: Int) {
    let call = randomCall(seed: seed)
    let figures = measured(call, tones: randomTones(seed: seed, duration: call.duration))
    for ladder in [figures.overlap.ladder, figures.silence.ladder].compactMap({ $0 }) {
      for (low, high) in zip(ladder, ladder.dropFirst()) {
        #expect(low.threshold < high.threshold)
        #expect(low.count >= high.count)
        #expect(low.total >= high.total)
      }
      #expect(ladder.allSatisfy { $0.total >= $0.count * $0.threshold })
    }
    #expect((figures.overlap.ladder?.first?.total ?? 0) <= figures.overlap.overlap ?? 0)
    #expect((figures.silence.ladder?.first?.total ?? 0) <= figures.silence.silence ?? 0)
    var ratios = [
      figures.activity.talkOfCallRatio, figures.overlap.overlapRatio,
      figures.silence.mutualSilenceRatio, figures.silence.silenceRatio, figures.turns.turnBalance,
    ]
    for speaker in figures.speakers {
      ratios += [
        speaker.activity.talkShareRatio, speaker.activity.talkOfCallRatio,
        speaker.overlap.overlapRatio, speaker.turns.overtalkTurnRatio,
      ]
    }
    for ratio in ratios.compactMap({ $0 }) { #expect((0...1).contains(ratio)) }
    let after = figures.speakers.compactMap(\.silenceAfter).reduce(0, +)
    #expect(after <= figures.silence.silence ?? 0)
  }

  @Test(arguments: 0..<200)
  func `reordering speakers reorders their figures and changes nothing else`(
    seed: Int
  ) {
    let call = randomCall(seed: seed)
    let order = Array(call.speakers.indices.reversed())
    let tones = randomTones(seed: seed, duration: call.duration)
    var original = measured(call, tones: tones)
    let swapped = measured(reordered(call, order), tones: tones)
    #expect(swapped.speakers == order.map { original.speakers[$0] })
    #expect(swapped.activity == original.activity)
    #expect(swapped.overlap == original.overlap)
    #expect(swapped.silence == original.silence)
    #expect(swapped.tones == original.tones)
    original.turns.opener = original.turns.opener.map { order[$0] }
    original.turns.longestMonologueSpeaker = original.turns.longestMonologueSpeaker.map {
      order[$0]
    }
    #expect(swapped.turns == original.turns)
  }

  @Test(arguments: 0..<100) func `shifting a call in time changes nothing but its starts`(
    seed: Int
  ) {
    let call = randomCall(seed: seed)
    let offset = 12_345
    let shifted = Conversation(
      duration: call.duration + offset, segmentation: call.segmentation, speakers: call.speakers,
      speech: call.speech.map { $0.shifted(by: offset) }, masked: call.masked.shifted(by: offset))
    let tones = randomTones(seed: seed, duration: call.duration)
    var moved = measured(
      shifted,
      tones: tones.map {
        ToneEvent(kind: $0.kind, channel: $0.channel, span: $0.span.shifted(by: offset))
      })
    let original = measured(call, tones: tones)

    #expect(moved.overlap == original.overlap)
    #expect(moved.tones == original.tones)
    moved.silence.longestStart? -= offset
    #expect(moved.silence == original.silence)
    moved.turns.longestMonologueStart? -= offset
    #expect(moved.turns == original.turns)
    moved.activity.speechStart? -= offset
    moved.activity.speechEnd? -= offset
    moved.activity.leadIn? -= offset
    // The recording is longer: its ratios differ.
    moved.activity.talkOfCallRatio = original.activity.talkOfCallRatio
    #expect(moved.activity == original.activity)
    for index in moved.speakers.indices {
      moved.speakers[index].turns.longestMonologueStart? -= offset
      moved.speakers[index].activity.talkOfCallRatio =
        original.speakers[index].activity.talkOfCallRatio
    }
    #expect(moved.speakers == original.speakers)
  }

  @Test(arguments: 0..<200) func `turns hold every talkspurt that is no backchannel, once`(
    seed: Int
  ) {
    let call = randomCall(seed: seed)
    let taking = turnTaking(call)
    for speaker in taking.speakers.indices {
      let turns = taking.turns(of: speaker).map(\.span)
      for (turn, next) in zip(turns, turns.dropFirst()) { #expect(turn.end < next.start) }
      let speaking = taking.talkspurts[speaker].subtracting(taking.backchannels[speaker])
      #expect(speaking.subtracting(Timeline(turns)).isEmpty)
      for turn in turns {
        #expect(speaking.spans.contains { $0.start == turn.start })
        #expect(speaking.spans.contains { $0.end == turn.end })
      }
      // Within a pause of a turn nobody else talks, but for backchannels.
      for pause in taking.pauses(of: speaker) {
        for other in taking.speakers.indices where other != speaker {
          let heard = taking.talkspurts[other].subtracting(taking.backchannels[other])
          #expect(heard.clipped(to: pause).isEmpty)
        }
      }
    }
    let floor = taking.turns.filter { !$0.isInside }
    for (turn, next) in zip(floor, floor.dropFirst()) { #expect(turn.span.end <= next.span.end) }
    let replies = taking.turns.compactMap(\.replyGap).count
    #expect(replies < max(1, taking.turns.count))
    #expect(taking.turns.allSatisfy { !$0.isInside || $0.replyGap == nil })
  }

  @Test(arguments: 0..<200) func `backchannels agree with the definition read word by word`(
    seed: Int
  ) {
    let taking = turnTaking(randomCall(seed: seed))
    for speaker in taking.speakers.indices {
      let expected = taking.talkspurts[speaker].spans.filter { spurt in
        spurt.duration <= 1000
          && taking.speakers.indices.contains { other in
            other != speaker
              && taking.talkspurts[other].spans.contains {
                $0.duration > spurt.duration && $0.start - 100 <= spurt.start
                  && spurt.end <= $0.end + 100
              }
          }
      }
      #expect(taking.backchannels[speaker].spans == expected)
    }
  }
}
