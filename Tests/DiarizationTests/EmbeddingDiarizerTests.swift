import SpeechTimeline
import Testing

@testable import Diarization

struct EmbeddingDiarizerTests {
  private let diarizer = EmbeddingDiarizer()

  private func diarizer(_ speakers: SpeakerCount) -> EmbeddingDiarizer {
    var configuration = DiarizationConfiguration()
    configuration.speakers = speakers
    return EmbeddingDiarizer(configuration: configuration)
  }

  /// Share of the speech of `turns` that is not with the speaker that its voice has the most speech of.
  private func confusion(_ found: DiarizedSpeech, _ turns: [SyntheticVoices.Turn]) -> Double {
    let voices = Set(turns.map(\.voice))
    let right = voices.reduce(0) { sum, voice in
      let own = Timeline(turns.filter { $0.voice == voice }.map(\.span))
      return sum + (found.speech.map { $0.intersection(own).duration }.max() ?? 0)
    }
    return 1 - Double(right) / Double(turns.map(\.span.duration).reduce(0, +))
  }

  @Test(
    "As many speakers are found as there are voices, however unequal their parts",
    arguments: [
      [30], [120], [12, 12], [40, 40], [50, 5], [5, 50], [20, 20, 20], [40, 20, 6],
      [15, 15, 15, 15],
    ])
  func counts(_ turnCounts: [Int]) {
    var voices = SyntheticVoices(seed: 7)
    let turns = voices.turns(turnCounts)
    let found = diarizer.cluster(voices.call(turns), overlap: nil)
    #expect(found.speech.count == turnCounts.count)
    #expect(found.isCounted)
    #expect(confusion(found, turns) < 0.02)
    #expect(
      found.speech.reduce(Timeline()) { $0.union($1) } == Timeline(turns.map(\.span)))
    // One voice may be two that are nearly the same.
    #expect(found.isUsable == (turnCounts.count > 1))
    #expect(found.isCountDoubtful == !found.isUsable)
  }

  @Test("Speakers come in order of first speaking, whoever speaks most")
  func order() {
    var voices = SyntheticVoices(seed: 2)
    let turns =
      [SyntheticVoices.Turn(1, 0, 3000)]
      + voices.turns([30, 8]).map {
        SyntheticVoices.Turn($0.voice, $0.span.start + 5000, $0.span.end + 5000)
      }
    let found = diarizer.cluster(voices.call(turns), overlap: nil)
    #expect(found.speech.count == 2)
    #expect(found.speech[0].contains(1500))
    #expect(found.speech[0].duration < found.speech[1].duration)
    #expect(found.speech[0].spans[0].start < found.speech[1].spans[0].start)
  }

  @Test("Stray sounds that resemble nothing else are no speakers")
  func strays() {
    var voices = SyntheticVoices(seed: 11)
    voices.closeness = 0
    // Voices 2 to 6 are heard once each, for less than two seconds.
    var turns = voices.turns([20, 20])
    for stray in 2..<7 {
      let start = (turns.last?.span.end ?? 0) + 400
      turns.append(SyntheticVoices.Turn(stray, start, start + 1600))
    }
    let found = diarizer.cluster(voices.call(turns), overlap: nil)
    #expect(found.speech.count == 2)
  }

  @Test("A sound that repeats and is no voice is neither a speaker nor speech")
  func beeps() {
    var voices = SyntheticVoices(seed: 12)
    let turns = voices.turns([20, 20, 8])
    let call = voices.call(turns)
    let frames = (turns.last?.span.end ?? 0) / OverlapTrack.frameMilliseconds + 1
    let beeps = Timeline(turns.filter { $0.voice == 2 }.map(\.span))
    let track = OverlapTrack(
      overlap: [Float](repeating: 0, count: frames),
      voice: (0..<frames).map { beeps.contains($0 * OverlapTrack.frameMilliseconds) ? 0.1 : 0.9 })
    let found = diarizer.cluster(call, overlap: track)
    #expect(found.speech.count == 2)
    let said = found.speech.reduce(Timeline()) { $0.union($1) }
    #expect(said.intersection(beeps).duration < beeps.duration / 20)
    #expect(diarizer(.exactly(3)).cluster(call, overlap: track).speech.count == 3)
  }

  @Test("Who speaks under another is sought among voices, not among beeps")
  func overlapBesideBeeps() {
    var voices = SyntheticVoices(seed: 12)
    let turns = voices.turns([20, 20, 8])
    let call = voices.call(turns)
    let frames = (turns.last?.span.end ?? 0) / OverlapTrack.frameMilliseconds + 1
    let beeps = Timeline(turns.filter { $0.voice == 2 }.map(\.span))
    let under = Timeline(
      turns.filter { $0.voice != 2 }.map { turn in
        let start = (turn.span.start + 600) / 20 * 20
        return TimeSpan(start, start + 400)
      })
    let track = OverlapTrack(
      overlap: (0..<frames).map { under.contains($0 * 20) ? 0.9 : 0 },
      voice: (0..<frames).map { beeps.contains($0 * 20) ? 0.1 : 0.9 })
    let found = diarizer.cluster(call, overlap: track)
    #expect(found.speech.count == 2)
    #expect(found.speech[0].intersection(found.speech[1]) == under)
  }

  @Test("A voice beside beeps is one voice, all of its own; that nobody else speaks is doubtful")
  func voiceBesideBeeps() {
    var voices = SyntheticVoices(seed: 13)
    // The beeps are so like the voice that two voices of that kind would be doubted.
    voices.closeness = 0.9
    let turns = voices.turns([30, 15])
    let frames = (turns.last?.span.end ?? 0) / OverlapTrack.frameMilliseconds + 1
    let beeps = Timeline(turns.filter { $0.voice == 1 }.map(\.span))
    let call = voices.call(turns)
    let asVoices = diarizer.cluster(call, overlap: nil)
    #expect(asVoices.speech.count == 2 && (asVoices.predictedError ?? 0) > 0)
    let found = diarizer.cluster(
      call,
      overlap: OverlapTrack(
        overlap: [Float](repeating: 0, count: frames),
        voice: (0..<frames).map { beeps.contains($0 * 20) ? 0.1 : 0.9 }))
    #expect(found.speech.count == 1)
    #expect(found.predictedError == 0 && found.confidence == 0.5)
    #expect(found.isCountDoubtful && !found.isUsable)
  }

  @Test("A number that is given is kept to, whatever the voices", arguments: [1, 2, 3, 4, 6])
  func exact(_ count: Int) {
    for turnCounts in [[20], [20, 20], [3, 2]] {
      var voices = SyntheticVoices(seed: 5)
      let turns = voices.turns(turnCounts)
      let found = diarizer(.exactly(count)).cluster(voices.call(turns), overlap: nil)
      #expect(found.speech.count == count)
      #expect(!found.isCounted && !found.isCountDoubtful)
      #expect(
        found.speech.reduce(Timeline()) { $0.union($1) } == Timeline(turns.map(\.span)))
    }
  }

  @Test("Two voices are told apart in one sentence each when two are asked for")
  func short() {
    var voices = SyntheticVoices(seed: 4)
    voices.fineScatter = 0.7
    let turns = [SyntheticVoices.Turn(0, 0, 900), SyntheticVoices.Turn(1, 1200, 2100)]
    let call = voices.call(turns)
    let found = diarizer(.exactly(2)).cluster(call, overlap: nil)
    #expect(found.speech == turns.map { Timeline([$0.span]) })
    #expect(!found.isUsable)
    let counted = diarizer.cluster(call, overlap: nil)
    #expect(counted.speech.count == 1 && counted.isCountDoubtful && !counted.isUsable)
    #expect(counted.confidence == 0)
  }

  @Test("No speech has no speakers, or as many silent ones as were asked for")
  func silence() {
    var voices = SyntheticVoices()
    let call = voices.call([])
    #expect(diarizer.cluster(call, overlap: nil).speech.isEmpty)
    let two = diarizer(.exactly(2)).cluster(call, overlap: nil)
    #expect(two.speech == [Timeline(), Timeline()])
    #expect(!two.isUsable && two.predictedError == nil)
  }

  @Test("Where two speak at once the other one is heard too")
  func overlap() {
    var voices = SyntheticVoices(seed: 9)
    let turns = voices.turns([15, 15])
    // On the grid of the track.
    let start = (turns[4].span.start + 400) / 20 * 20
    let under = TimeSpan(start, start + 600)
    let frames = (turns.last?.span.end ?? 0) / OverlapTrack.frameMilliseconds + 1
    let track = OverlapTrack(
      overlap: (0..<frames).map { under.contains($0 * 20) ? 0.9 : 0.1 },
      voice: [Float](repeating: 1, count: frames))
    let found = diarizer.cluster(voices.call(turns), overlap: track)
    #expect(found.speech[0].intersection(found.speech[1]) == Timeline([under]))
  }

  @Test("Voices that are nearly the same are doubted, voices that are not are trusted")
  func confidence() {
    func predicted(_ closeness: Float) -> DiarizedSpeech {
      var voices = SyntheticVoices(seed: 21)
      voices.closeness = closeness
      return diarizer(.exactly(2)).cluster(voices.call(voices.turns([20, 20])), overlap: nil)
    }
    let far = predicted(0.2)
    let near = predicted(0.97)
    #expect((far.predictedError ?? 1) < 0.01 && far.isUsable && far.confidence > 0.99)
    #expect((near.predictedError ?? 0) > 0.2 && !near.isUsable)
  }

  @Test("A voice of half a minute is found in an hour")
  func rare() {
    var voices = SyntheticVoices(seed: 31)
    let turns = voices.turns([500, 500, 10])
    let found = diarizer.cluster(voices.call(turns, fineStep: 400), overlap: nil)
    #expect(found.speech.count == 3)
    #expect(confusion(found, turns) < 0.02)
  }

  @Test("The same call gives the same result each time")
  func deterministic() {
    var voices = SyntheticVoices(seed: 41)
    voices.closeness = 0.8
    let call = voices.call(voices.turns([25, 15, 4]))
    let first = diarizer.cluster(call, overlap: nil)
    for _ in 0..<3 { #expect(diarizer.cluster(call, overlap: nil) == first) }
  }

  @Test("Six hours take no longer to cluster than the windows that are looked at")
  func long() {
    var voices = SyntheticVoices(seed: 51)
    let turns = voices.turns([2000, 2000])
    let call = voices.call(turns, fineStep: 2000)
    var configuration = DiarizationConfiguration()
    configuration.count.mostWindows = 300
    let start = ContinuousClock.now
    let found = EmbeddingDiarizer(configuration: configuration).cluster(call, overlap: nil)
    // Generous: a debug build on a busy machine. What counts is that it is no matter of minutes.
    #expect(ContinuousClock.now - start < .seconds(60))
    #expect(found.speech.count == 2)
    #expect(confusion(found, turns) < 0.02)
  }
}
