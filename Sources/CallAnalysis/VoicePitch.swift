internal import AudioIO
internal import Signal
public import SpeechTimeline

/// How high the voices of a recording are: the median pitch of each speaker.
///
/// For scoring alone, to tell whether voices of every height are found alike; no record holds it.
public struct VoicePitch: Sendable {
  private let roles: ChannelRoles

  /// - Parameter roles: Which party speaks on which channel.
  public init(roles: ChannelRoles = ChannelRoles()) {
    self.roles = roles
  }

  /// A median of less speech says little: 0.2 s with a pitch.
  private static let leastFrames = 20
  private static let blockFrames = 4096

  /// Median pitch of each speaker of `conversation`, over the frames with a pitch in which nobody else
  /// speaks. Agent and customer are heard on their own channels where there are several, anyone else in
  /// the mean of all.
  ///
  /// *Units*: Hz, 60–400. Nil for less than 0.2 s of that.
  ///
  /// - Throws: `AnalysisError` (`unreadable`).
  public func medians(
    of conversation: Conversation, inRecording path: String
  ) throws(AnalysisError) -> [Double?] {
    var contours: [Int?: [Float]] = [:]
    var medians: [Double?] = []
    for (index, speaker) in conversation.speakers.enumerated() {
      do {
        let channel = try channel(of: speaker, inRecording: path)
        let contour = try contours[channel] ?? Self.contour(ofChannel: channel, in: path)
        contours[channel] = contour
        medians.append(Self.median(contour, in: Self.alone(index, in: conversation)))
      } catch {
        throw AnalysisError(.unreadable, path: path, (error as? AudioError)?.detail ?? "\(error)")
      }
    }
    return medians
  }

  /// Counted from 1; nil for the mean of all.
  private func channel(of speaker: Speaker, inRecording path: String) throws(AudioError) -> Int? {
    let format = try SoundFileReader(path: path).format
    let own: Int? =
      switch speaker.role {
      case .agent: roles.agent
      case .customer: roles.customer
      case nil: nil
      }
    guard format.channelCount > 1, let own, own <= format.channelCount else { return nil }
    return own
  }

  /// Time in which one speaker speaks and nobody else does.
  private static func alone(_ index: Int, in conversation: Conversation) -> Timeline {
    let others = conversation.speech.enumerated().filter { $0.offset != index }
    return conversation.speech[index].subtracting(Timeline(others.flatMap(\.element.spans)))
  }

  /// Of the frames whose middle lies in `speech` and that have a pitch.
  private static func median(_ contour: [Float], in speech: Timeline) -> Double? {
    var pitches = contour.indices.filter { frame in
      contour[frame] > 0
        && speech.contains(FrameGrid.milliseconds(atFrame: frame) + FrameGrid.hop / 2)
    }.map { contour[$0] }
    guard pitches.count >= leastFrames else { return nil }
    pitches.sort()
    let middle = pitches.count / 2
    return pitches.count.isMultiple(of: 2)
      ? (Double(pitches[middle - 1]) + Double(pitches[middle])) / 2 : Double(pitches[middle])
  }

  /// Pitch of every frame of one channel, Hz, or of the mean of all; 0 without.
  private static func contour(ofChannel channel: Int?, in path: String) throws(AudioError)
    -> [Float]
  {
    var reader = try SoundFileReader(path: path)
    let stride = reader.format.channelCount
    let offsets = channel.map { ($0 - 1)..<$0 } ?? 0..<stride
    var resampler = try Resampler(
      fromHz: reader.format.sampleRateHz, toHz: PitchTracker.sampleRateHz)
    var tracker = PitchTracker()
    var block = [Float](repeating: 0, count: blockFrames * stride)
    var samples: [Float] = []
    var resampled: [Float] = []
    while true {
      var span = block.mutableSpan
      let frames = try reader.read(into: &span)
      if frames == 0 { break }
      mix(block, frames, stride, offsets, into: &samples)
      resampled.removeAll(keepingCapacity: true)
      try resampler.process(samples.span, into: &resampled)
      tracker.process(resampled.span)
    }
    resampled.removeAll(keepingCapacity: true)
    try resampler.finish(into: &resampled)
    tracker.process(resampled.span)
    return tracker.finish()
  }

  /// Fills `samples` with the mean of the channels at `offsets`.
  private static func mix(
    _ block: [Float], _ frames: Int, _ stride: Int, _ offsets: Range<Int>,
    into samples: inout [Float]
  ) {
    samples.removeAll(keepingCapacity: true)
    let scale = 1 / Float(offsets.count)
    for frame in 0..<frames {
      var sum: Float = 0
      for offset in offsets { sum += block[frame * stride + offset] }
      samples.append(scale * sum)
    }
  }
}
