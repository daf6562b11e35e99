internal import AudioIO
internal import CallAnalysis
internal import Signal
internal import VoiceActivity

/// The rooms that a call passes through, each alone, on a call of some minutes.
struct Stages {
  /// The call as a file, and the same samples in memory.
  let path: String
  let material: Material
  let repeats: Int

  /// - Throws: `AudioError`, `AnalysisError`.
  func all() throws -> [Measurement] {
    [try read(), try levels(), try detect(), try analyze()]
  }

  /// Decoding and hashing.
  private func read() throws -> Measurement {
    try measure("stage.read") {
      var reader = try SoundFileReader(path: path)
      var block = [Float](repeating: 0, count: 2 * 4096)
      while true {
        var span = block.mutableSpan
        if try reader.read(into: &span) == 0 { break }
      }
      keep(try reader.finish())
    }
  }

  /// Levels and defects of both channels; every other ten seconds count as speech.
  private func levels() throws -> Measurement {
    let codec = try SoundFileReader(path: path).format.codec
    return measure("stage.levels") {
      for channel in material.channels {
        var meter = ChannelLevelMeter(
          sampleRateHz: material.sampleRateHz, largestCode: codec.largestCode,
          smallestStep: codec.smallestStep)
        let length = 10 * material.sampleRateHz
        for start in stride(from: 0, to: channel.count, by: length) {
          let end = min(start + length, channel.count)
          meter.process(channel.span.extracting(start..<end))
          let decisions = [Bool](
            repeating: start / length % 2 == 0, count: meter.pendingFrames)
          meter.settle(isSpeech: decisions.span)
        }
        meter.finish()
        keep(meter.levels())
      }
    }
  }

  /// Speech, tones, leakage and layout, from samples at 8 kHz.
  private func detect() throws -> Measurement {
    let one = try material.channel(0, atHz: CallDetector.sampleRateHz)
    let two = try material.channel(1, atHz: CallDetector.sampleRateHz)
    let configuration = VoiceActivityConfiguration()
    let network = try ModelFolder().speechNetwork(configuration.network)
    return measure("stage.detect") {
      var detector = CallDetector(
        channelCount: 2, configuration: configuration, network: network)
      for start in stride(from: 0, to: one.count, by: 4096) {
        let end = min(start + 4096, one.count)
        detector.process(one.span.extracting(start..<end), two.span.extracting(start..<end))
        while let section = detector.nextSection() { keep(section) }
      }
      keep(detector.finish())
      keep(detector.activity(duration: Int(material.seconds * 1000)))
    }
  }

  /// All of them, and the figures, up to the record.
  private func analyze() throws -> Measurement {
    let analyzer = try CallAnalyzer(configuration: AnalysisConfiguration())
    return measure("stage.analyze") { keep(analyzer.analyze(CallInput(path: path))) }
  }

  private func measure(_ name: String, _ operation: () throws -> Void) rethrows -> Measurement {
    Measurement(
      name, unit: .seconds, seconds: try timed(repeats: repeats, operation),
      audioSeconds: material.seconds)
  }
}
