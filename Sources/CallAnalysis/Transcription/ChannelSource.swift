internal import AudioIO
internal import Recognition
internal import SpeechTimeline

/// One channel of a recording, or the mean of several, at the rate of recognisers.
///
/// A class because a resampler cannot be an element of an array.
final class ChannelSource {
  /// Counted from 1, or nil for the channels that speakers share.
  let channel: Int?
  private let channels: [Int]
  private let channelCount: Int
  private var resampler: Resampler
  private var mono: [Float] = []

  private init(
    _ channel: Int?, channels: [Int], format: RecordingFormat
  ) throws(AudioError) {
    self.channel = channel
    self.channels = channels
    channelCount = format.channelCount
    resampler = try Resampler(fromHz: format.sampleRateHz, toHz: recognitionRateHz)
  }

  /// Those that the speakers of a conversation are heard on.
  ///
  /// - Throws: `AudioError`, `changed_while_reading` where the recording lacks one of these channels.
  static func all(
    for conversation: Conversation, sharedChannels: [Int], format: RecordingFormat
  ) throws(AudioError) -> [ChannelSource] {
    let all = Array(1...format.channelCount)
    var sources: [ChannelSource] = []
    for speaker in conversation.speakers
    where !sources.contains(where: { $0.channel == speaker.channel }) {
      let shared = sharedChannels.isEmpty ? all : sharedChannels
      let channels = speaker.channel.map { [$0] } ?? shared
      guard channels.allSatisfy(all.contains) else {
        throw AudioError(
          .changedWhileReading, "has \(format.channelCount) channels, expected \(channels)")
      }
      sources.append(try ChannelSource(speaker.channel, channels: channels, format: format))
    }
    return sources
  }

  /// The samples that the next `frames` frames of `block` complete; 0 frames end the stream.
  func process(_ block: [Float], frames: Int) throws(AudioError) -> [Float] {
    var output: [Float] = []
    if frames == 0 {
      try resampler.finish(into: &output)
      return output
    }
    mix(block, frames)
    try Self.resample(mono, with: &resampler, into: &output)
    return output
  }

  // A span is taken of a parameter, as in `ChannelChain`.
  private static func resample(
    _ samples: [Float], with resampler: inout Resampler, into output: inout [Float]
  ) throws(AudioError) {
    try resampler.process(samples.span, into: &output)
  }

  private func mix(_ block: [Float], _ frames: Int) {
    if mono.count != frames { mono = [Float](repeating: 0, count: frames) }
    let share = 1 / Float(channels.count)
    for frame in 0..<frames {
      var sum: Float = 0
      for channel in channels { sum += block[frame * channelCount + channel - 1] }
      // What is no number would spread over the whole window.
      let mean = sum * share
      mono[frame] = mean.isFinite ? mean : 0
    }
  }
}
