internal import AudioIO
public import Recognition
public import SpeechTimeline

/// Reads a recording once more, when it is known who speaks when, and has each speaker's speech recognised.
///
///     reader ─▶ each speaker's channel, 16 kHz ─▶ WindowCollector ─▶ engine ─▶ WindowWords
///
/// Memory: a window of each speaker (1.8 MB) and the words, however long the recording is.
public struct TranscriptionPass {
  let engine: any RecognitionEngine
  let configuration: RecognitionConfiguration
  /// When reading and waiting for the engine end as a failure; nil for never.
  var deadline: ReadingDeadline?

  /// Frames decoded at a time: as in the first pass.
  private static let blockFrames = 4096

  /// - Parameter configuration: valid.
  public init(engine: any RecognitionEngine, configuration: RecognitionConfiguration) {
    self.engine = engine
    self.configuration = configuration
  }

  /// The words of a call: each speaker's under its label, with its channel where it has one.
  ///
  /// - Parameters:
  ///   - conversation: who speaks when in this recording.
  ///   - sharedChannels: the channels that those speakers are heard on who have none of their own, counted
  ///     from 1; empty for all.
  /// - Throws: `AudioError`, `RecognitionError`.
  public func transcribe(
    conversation: Conversation, path: String, sharedChannels: [Int] = []
  ) throws -> Transcript {
    var collected = CollectedWords(
      engine: engine, configuration: configuration, until: deadline?.end)
    guard conversation.speech.contains(where: { !$0.isEmpty }) else {
      return collected.transcript()
    }
    var reader = try SoundFileReader(path: path, deadline: deadline)
    let format = reader.format
    var listeners = conversation.speakers.indices.map { index in
      SpeakerListener(index, in: conversation, configuration: configuration)
    }
    let sources = try ChannelSource.all(
      for: conversation, sharedChannels: sharedChannels, format: format)
    var block = [Float](repeating: 0, count: Self.blockFrames * format.channelCount)
    while true {
      let frames = try Self.read(&reader, into: &block)
      for source in sources {
        let resampled = try source.process(block, frames: frames)
        for listener in listeners.indices where listeners[listener].channel == source.channel {
          do {
            try listeners[listener].hear(resampled, isLast: frames == 0, into: &collected)
          } catch {
            // Whatever it says of itself, it was given up on.
            if let deadline, deadline.isPast { throw deadline.failure(path: path) }
            throw error
          }
        }
      }
      if frames == 0 { break }
    }
    return collected.transcript()
  }

  // A span is taken of a parameter, as in `ChannelChain`.
  private static func read(
    _ reader: inout SoundFileReader, into block: inout [Float]
  ) throws(AudioError) -> Int {
    var span = block.mutableSpan
    return try reader.read(into: &span)
  }
}
