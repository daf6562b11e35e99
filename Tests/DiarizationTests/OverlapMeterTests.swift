import Foundation
import NeuralNets
import SpeechTimeline
import Testing

@testable import Diarization

struct OverlapMeterTests {
  private static func network() throws -> OverlapNetwork {
    let vectors = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "NeuralNetsTests/Vectors")
    return try OverlapNetwork(
      MappedTensors(path: vectors.appending(path: "overlap.safetensors").path()))
  }

  /// Noise whose level wanders, the same at each run.
  private static func sound(_ count: Int) -> [Float] {
    var state: UInt64 = 1
    return (0..<count).map { index in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let noise = Float(Int32(truncatingIfNeeded: state >> 32)) / Float(Int32.max)
      return noise * Float(index / 3000 % 7) / 20
    }
  }

  private static func track(
    of samples: [Float], speech: Timeline, block: Int, hopSeconds: Double = 7.5
  ) throws -> OverlapTrack {
    var meter = OverlapMeter(network: try network(), speech: speech, hopSeconds: hopSeconds)
    var start = 0
    while start < samples.count {
      let end = min(samples.count, start + block)
      meter.process(samples.span.extracting(start..<end))
      start = end
    }
    return meter.finish()
  }

  @Test("However the samples are cut into blocks, the track is the same to the bit")
  func blocks() throws {
    let samples = Self.sound(500_000)
    let speech = Timeline([TimeSpan(200, 14_000), TimeSpan(22_000, 31_000)])
    let whole = try Self.track(of: samples, speech: speech, block: samples.count)
    #expect(whole.overlap.contains { $0 > 0 })
    for block in [4096, 1601, 160_000] {
      #expect(try Self.track(of: samples, speech: speech, block: block) == whole)
    }
  }

  @Test("The track is the weighted average of what the windows give")
  func average() throws {
    // Two windows at a hop of 5 s: from 0 and 5 s on.
    let samples = Self.sound(240_000)
    let track = try Self.track(
      of: samples, speech: Timeline([TimeSpan(0, 15_000)]), block: 10_000, hopSeconds: 5)
    var evaluation = OverlapEvaluation(of: try Self.network())
    var probabilities: [Float] = []
    for start in [0, 80_000] {
      evaluation.append(samples.span.extracting(start..<(start + 160_000)))
    }
    evaluation.evaluate(into: &probabilities)
    #expect(track.frameCount == 750)
    for frame in stride(from: 0, to: 750, by: 13) {
      var (sum, voice, weights) = (0.0, 0.0, 0.0)
      for window in 0..<2 {
        let place = Double(frame) * 0.02 + 0.01 - Double(window) * 5
        guard place >= 0, place < 10 else { continue }
        // Frame k's middle is 495 samples and k times 270 from the window's beginning.
        let nearest = ((place * 16_000 - 495) / 270).rounded()
        let row = (window * 589 + Int(min(max(nearest, 0), 588))) * 7
        let weight = 0.54 - 0.46 * cos(2 * .pi * place / 10)
        sum += weight * Double(probabilities[(row + 4)..<(row + 7)].reduce(0, +))
        voice += weight * Double(1 - probabilities[row])
        weights += weight
      }
      #expect(abs(Double(track.overlap[frame]) - sum / weights) < 1e-5)
      #expect(abs(Double(track.voice[frame]) - voice / weights) < 1e-5)
    }
  }

  @Test("Without speech nothing is looked at, and all of it is 0")
  func silence() throws {
    let track = try Self.track(of: Self.sound(50_000), speech: Timeline(), block: 4096)
    #expect(track.frameCount == 157)
    #expect(track.overlap.allSatisfy { $0 == 0 })
    #expect(track.voice.allSatisfy { $0 == 0 })
  }

  @Test(
    "Recordings shorter than a window, or a little longer, are looked at to their end",
    arguments: [0, 1, 990, 991, 4000, 159_999, 160_000, 160_001, 170_000])
  func lengths(count: Int) throws {
    let track = try Self.track(
      of: Self.sound(count), speech: Timeline([TimeSpan(0, 20_000)]), block: 4096)
    #expect(track.frameCount == (count + 319) / 320)
    #expect(track.voice.allSatisfy { (0...1).contains($0) })
    if count >= 991 {
      // The last frame may have its middle behind the end.
      #expect(track.voice.dropLast().allSatisfy { $0 > 0 })
    }
  }

  @Test("What is held does not grow with the recording")
  func memory() throws {
    var meter = OverlapMeter(
      network: try Self.network(), speech: Timeline([TimeSpan(0, 1_000), TimeSpan(70_000, 71_000)]))
    let block = Self.sound(16_000)
    var most = 0
    for _ in 0..<80 {
      meter.process(block.span)
      most = max(most, meter.heldValueCount)
    }
    _ = meter.finish()
    // The last 10 s, 10 s that are dropped at once, and a block.
    #expect(most <= 2 * 160_000 + 2 * 16_000 + 8 * 589 * 7)
  }

  @Test("A meter can be used again")
  func again() throws {
    let samples = Self.sound(170_000)
    var meter = OverlapMeter(
      network: try Self.network(), speech: Timeline([TimeSpan(0, 9_000)]))
    meter.process(samples.span)
    let first = meter.finish()
    meter.process(samples.span)
    #expect(meter.finish() == first)
  }
}

struct OverlapWindowsTests {
  private func starts(_ spans: [(Int, Int)], hop: Double = 7.5) -> [Double] {
    OverlapWindows(over: Timeline(spans.map { TimeSpan($0.0, $0.1) }), hopSeconds: hop)
      .starts.map { Double($0) / 16_000 }
  }

  @Test("In unbroken speech a window begins every hop")
  func unbroken() {
    #expect(starts([(0, 30_000)]) == [0, 7.5, 15, 22.5])
    #expect(starts([(0, 30_000)], hop: 5) == [0, 5, 10, 15, 20, 25])
    #expect(starts([(0, 30_000)], hop: 10) == [0, 10, 20])
  }

  @Test("Where there is no speech there is no window; the next begins a margin before speech")
  func pauses() {
    #expect(starts([]) == [])
    #expect(starts([(1_000, 2_000), (60_000, 61_000)]) == [0, 58.75])
    #expect(starts([(0, 8_750), (30_000, 38_000)]) == [0, 28.75, 36.25])
  }

  @Test(
    "All speech lies inside some window's margins, or near the beginning", arguments: [2.5, 7.5])
  func coverage(hop: Double) {
    var state: UInt64 = 3
    var (spans, time): ([TimeSpan], Int) = ([], 0)
    for _ in 0..<200 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let (gap, length) = (Int(state >> 33) % 9_000 + 1, Int(state >> 40) % 12_000 + 1)
      spans.append(TimeSpan(time + gap, time + gap + length))
      time += gap + length
    }
    let windows = OverlapWindows(over: Timeline(spans), hopSeconds: hop).starts
    let margin = (10_000 - Int(hop * 1000)) / 2
    let answered = Timeline(
      windows.map { start in
        let first = start / 16
        return TimeSpan(first == 0 ? 0 : first + margin, first + 10_000 - margin)
      })
    #expect(Timeline(spans).subtracting(answered).isEmpty)
    for (one, next) in zip(windows, windows.dropFirst()) {
      #expect(next - one >= Int(hop * 16_000))
    }
  }
}

struct OverlapTrackTests {
  private let track = OverlapTrack(
    overlap: [0, 0.7, 0.8, 0.2, 0.9], voice: [0, 1, 1, 1, 1])

  @Test("What is above the threshold is a timeline of whole frames")
  func timeline() {
    #expect(track.timeline(above: 0.6) == Timeline([TimeSpan(20, 60), TimeSpan(80, 100)]))
    #expect(track.timeline(above: 0.9).isEmpty)
    #expect(track.timeline(above: -1) == Timeline([TimeSpan(0, 100)]))
    #expect(OverlapTrack(overlap: [], voice: []).timeline(above: 0.5).isEmpty)
  }

  @Test("Only finite probabilities are finite")
  func finite() {
    #expect(track.isFinite && OverlapTrack(overlap: [], voice: []).isFinite)
    #expect(!OverlapTrack(overlap: [0, .nan], voice: [1, 1]).isFinite)
    #expect(!OverlapTrack(overlap: [0, 0], voice: [.infinity, 1]).isFinite)
  }

  @Test("What is no number in a window is none in the track", arguments: [Float.nan, .infinity])
  func damaged(value: Float) {
    var sums = OverlapSums()
    let probabilities = [Float](
      repeating: value,
      count: OverlapNetwork.frameCount(sampleCount: 160_000) * OverlapNetwork.classCount)
    sums.add(probabilities[...], from: 0, length: 160_000)
    #expect(!sums.track(sampleCount: 160_000).isFinite)
  }
}
