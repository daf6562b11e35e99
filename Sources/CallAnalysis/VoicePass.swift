internal import AudioIO
internal import Diarization
internal import NeuralNets
internal import SpeechTimeline

/// What the second pass over a recording heard; it lives as long as its call is measured.
struct HeardVoices: Sendable {
  let voices: CallVoices
  /// Nil where overlap was not asked for.
  let overlap: OverlapTrack?
  /// `VoiceModels.names`.
  let modelNames: String
}

/// Reads a recording a second time, when it is known where speech is, and listens to the voices.
///
///     reader ─▶ one channel of 16 kHz ─▶ VoiceMeter, OverlapMeter
struct VoicePass {
  let models: VoiceModels
  let configuration: DiarizationConfiguration
  /// When listening ends as a failure; nil for never.
  var deadline: ReadingDeadline?

  /// Frames decoded at a time: as in the first pass.
  private static let blockFrames = 4096
  /// Recordings of a band that ends below this are telephone calls, whatever their rate: the telephone's
  /// ends at 3.4 kHz (ITU-T G.712), wide-band speech at 7 kHz.
  private static let telephoneBandHz = 4200.0

  /// - Throws: `AudioError`; `changed_while_reading` where the content is not that of the first pass.
  func listen(to recording: MeasuredRecording, path: String) throws -> HeardVoices {
    let speech = recording.conversation.speech[0]
    let possible = possibleSpeech(in: recording)
    var reader = try SoundFileReader(path: path, deadline: deadline)
    let format = reader.format
    guard format.sampleRateHz == recording.facts.sampleRateHz,
      format.channelCount == recording.facts.channelCount
    else { throw Self.changed(path) }
    var resampler = try Resampler(fromHz: format.sampleRateHz, toHz: VoiceMeter.sampleRateHz)
    var voices = VoiceMeter(
      network: models.speaker, speech: speech, possible: possible,
      isTelephoneBand: Self.isTelephoneBand(recording, format))
    var overlap =
      configuration.overlap.isSought
      ? OverlapMeter(network: models.overlap, speech: possible) : nil
    var block = [Float](repeating: 0, count: Self.blockFrames * format.channelCount)
    var mono: [Float] = []
    var resampled: [Float] = []
    while true {
      let frames = try Self.read(&reader, into: &block)
      resampled.removeAll(keepingCapacity: true)
      if frames > 0 {
        Self.mix(
          block, frames, of: format.channelCount, recording.undividedChannels, into: &mono)
        try Self.resample(mono, with: &resampler, into: &resampled)
      } else {
        try resampler.finish(into: &resampled)
      }
      Self.feed(resampled, to: &voices)
      if overlap != nil { Self.feed(resampled, to: &overlap) }
      if frames == 0 { break }
    }
    guard try reader.finish().sha256 == recording.summary.sha256 else {
      throw Self.changed(path)
    }
    return HeardVoices(
      voices: voices.finish(), overlap: overlap?.finish(),
      modelNames: models.names)
  }

  /// Where to listen: where speech was found, and where more may be if it is to be decided again.
  private func possibleSpeech(in recording: MeasuredRecording) -> Timeline {
    let speech = recording.conversation.speech[0]
    guard configuration.overlap.isSought, configuration.fusion.isApplied else { return speech }
    return SpeechFusion(configuration.fusion).possible(recording.evidence)
      .clipped(to: TimeSpan(0, recording.facts.duration)).union(speech)
  }

  private static func changed(_ path: String) -> AudioError {
    AudioError(.changedWhileReading, path: path, "changed between two readings")
  }

  private static func isTelephoneBand(
    _ recording: MeasuredRecording, _ format: RecordingFormat
  ) -> Bool {
    let widest = recording.levels.filter { recording.undividedChannels.contains($0.channel) }
      .compactMap(\.bandwidthHz).max()
    return format.sampleRateHz < VoiceMeter.sampleRateHz || (widest ?? .infinity) < telephoneBandHz
  }

  /// Writes the mean of `channels` (counted from 1) of the first `frames` frames of `block`.
  private static func mix(
    _ block: [Float], _ frames: Int, of channelCount: Int, _ channels: [Int],
    into mono: inout [Float]
  ) {
    if mono.count != frames { mono = [Float](repeating: 0, count: frames) }
    let share = 1 / Float(channels.count)
    let source = block.span
    var target = mono.mutableSpan
    for frame in 0..<frames {
      var sum: Float = 0
      for channel in channels { sum += source[frame * channelCount + channel - 1] }
      target[frame] = sum * share
    }
  }

  // Spans are taken of parameters, as in `ChannelChain`.

  private static func read(
    _ reader: inout SoundFileReader, into block: inout [Float]
  ) throws(AudioError) -> Int {
    var span = block.mutableSpan
    return try reader.read(into: &span)
  }

  private static func resample(
    _ samples: [Float], with resampler: inout Resampler, into output: inout [Float]
  ) throws(AudioError) {
    try resampler.process(samples.span, into: &output)
  }

  private static func feed(_ samples: [Float], to meter: inout VoiceMeter) {
    meter.process(samples.span)
  }

  private static func feed(_ samples: [Float], to meter: inout OverlapMeter?) {
    meter?.process(samples.span)
  }
}
