internal import AudioIO
internal import CallMetrics
internal import FoundationEssentials
internal import PersonalData
internal import SpeechTimeline
internal import Transcripts
internal import VoiceActivity

/// Writes copies of a call without the personal data that was said in it: the recording, its transcript, and a
/// map of what was masked.
///
/// The map is written last: where it is, everything is. Nothing that is written on the way ever holds what is to
/// be masked, whole or in part.
public struct CallRedactor: Sendable {
  private let configuration: AnalysisConfiguration
  private let channelsAreNamed: Bool
  private let settings: RedactionSettings
  private let network: SpeechNetwork
  private let detector: PersonalDataDetector

  /// - Throws: `AnalysisError` where the configuration is invalid or the model that it names is missing.
  public init(
    configuration: AnalysisConfiguration, channelsAreNamed: Bool = false,
    models: ModelFolder = ModelFolder(), settings: RedactionSettings = RedactionSettings()
  ) throws(AnalysisError) {
    try configuration.validate()
    network = try models.speechNetwork(configuration.detector.network)
    do {
      detector = try PersonalDataDetector(configuration.personalData)
    } catch {
      throw AnalysisError(.usage, error.description)
    }
    self.configuration = configuration
    self.channelsAreNamed = channelsAreNamed
    self.settings = settings
  }

  /// Masks what the transcript at `transcriptPath` says of the call.
  ///
  /// - Throws: `AnalysisError`: `unreadable` where recording or transcript cannot be read, or the recording not
  ///   be masked; `unwritable`.
  public func redact(
    _ path: String, transcriptPath: String
  ) throws(AnalysisError) -> RedactedCall {
    let target = try RedactedFiles(of: path, settings, inputs: [path, transcriptPath])
    try requireMaskable(path)
    let transcript = try self.transcript(transcriptPath)
    let recording = try measured(path)
    let mask = TranscriptMask(
      transcript, in: recording.conversation,
      attribution: WordAttribution(configuration: configuration.transcripts), detector: detector)
    let words = mask.words(of: transcript)
    if settings.sound != .none, !settings.trustsTranscript {
      try requireFit(mask.checks, words, in: recording, transcriptPath: transcriptPath)
    }
    let speech = recording.conversation.speech.reduce(Timeline()) { $0.union($1) }
    let stretches = MaskedStretches(
      onlyChannel: settings.onlyChannel, speech: speech, duration: recording.facts.duration
    ).stretches(words)
    var map = RedactionMap(
      input: .init(sizeBytes: recording.summary.sizeBytes, sha256: recording.summary.sha256),
      textApplied: true, stretches: stretches)
    var files: [String] = []
    if let audio = try writeAudio(path, to: target.recording, &map) { files.append(audio) }
    try WholeFile.write(
      TranscriptWriter.write(mask.masked(transcript), as: settings.format, recording: target.name),
      to: target.transcript)
    files.append(target.transcript)
    try WholeFile.write(map.json, to: target.map)
    return RedactedCall(map: map, files: files + [target.map], wordCount: mask.types.count)
  }

  /// Masks what an earlier map says of the same recording.
  ///
  /// - Throws: `AnalysisError`: as above; `usage` where the map is of another recording.
  public func redact(_ path: String, mapPath: String) throws(AnalysisError) -> RedactedCall {
    let old = try RedactionMap.read(path: mapPath)
    let digest: String
    do {
      digest = try contentDigest(ofFile: path)
    } catch {
      throw AnalysisError(.unreadable, path: path, error.detail)
    }
    guard digest == old.input.sha256 else {
      throw AnalysisError(.usage, path: mapPath, "a map of another recording than \(path)")
    }
    guard settings.sound != .none else {
      throw AnalysisError(.usage, "a map masks audio: nothing is left to do without any")
    }
    var map = RedactionMap(input: old.input, stretches: old.stretches)
    let target = try RedactedFiles(of: path, settings, inputs: [path, mapPath])
    let audio = try writeAudio(path, to: target.recording, &map)
    try WholeFile.write(map.json, to: target.map)
    return RedactedCall(map: map, files: [audio].compactMap(\.self) + [target.map], wordCount: 0)
  }

  /// Where words lie elsewhere than they are heard, what would be masked is not what was said.
  private func requireFit(
    _ checks: TranscriptChecks, _ words: [MaskedStretches.Word], in recording: MeasuredRecording,
    transcriptPath: String
  ) throws(AnalysisError) {
    let duration = recording.facts.duration
    let advice = "nothing is masked; --audio none masks the transcript alone"
    if words.contains(where: { $0.span.end > duration + MaskedStretches.margin }) {
      throw AnalysisError(
        .unreadable, path: transcriptPath, "words behind the end of the recording: \(advice)")
    }
    if checks.isDoubtful(configuration.metrics) {
      throw AnalysisError(
        .unreadable, path: transcriptPath,
        "does not fit the recording (\(checks.outsideCount) of \(checks.wordCount) words outside speech, "
          + "\(checks.offset ?? 0) ms late): \(advice)")
    }
  }

  /// - Throws: `AnalysisError` (`usage`) where two of the calls would be written under one name, or one over another.
  public func requireNames(of paths: [String]) throws(AnalysisError) {
    var taken: [[UInt8]: String] = [:]
    for path in paths {
      let map = try RedactedFiles(of: path, settings, inputs: paths).map
      if let other = taken[Array(map.utf8)] {
        throw AnalysisError(.usage, path: map, "would hold both \(other) and \(path)")
      }
      taken[Array(map.utf8)] = path
    }
  }

  // MARK: Reading

  /// - Throws: `AnalysisError` (`unreadable`) where the recording's audio is wanted and cannot be masked.
  private func requireMaskable(_ path: String) throws(AnalysisError) {
    guard let sound = MaskSound(rawValue: settings.sound.rawValue) else { return }
    do {
      let masker = try RecordingMasker(path: path)
      try masker.require(RecordingMask(parts: [], sound: sound))
    } catch {
      throw AnalysisError(.unreadable, path: path, error.detail)
    }
  }

  private func transcript(_ path: String) throws(AnalysisError) -> Transcript {
    do {
      return try TranscriptReader().read(path: path).transcript
    } catch {
      throw AnalysisError(.unreadable, error.description)
    }
  }

  private func measured(_ path: String) throws(AnalysisError) -> MeasuredRecording {
    let pass = RecordingPass(
      configuration: configuration, network: network, roles: configuration.channels,
      channelsAreNamed: channelsAreNamed)
    do {
      return try pass.measure(path)
    } catch let error as AudioError {
      throw AnalysisError(.unreadable, path: path, error.detail)
    } catch {
      throw AnalysisError(.unreadable, path: path, "\(error)")
    }
  }

  // MARK: Writing

  /// Writes the masked recording and says so in `map`; returns its path, nil where none is wanted.
  private func writeAudio(
    _ path: String, to target: String, _ map: inout RedactionMap
  ) throws(AnalysisError) -> String? {
    guard let sound = MaskSound(rawValue: settings.sound.rawValue) else { return nil }
    let copy: MaskedCopy
    do {
      let masker = try RecordingMasker(path: path)
      let file = try WholeFile(path: target)
      copy = try masker.copy(map.stretches, sound) { try file.append($0) }
      guard copy.inputSHA256 == map.input.sha256 else {
        throw AnalysisError(.unreadable, path: path, "changed while it was masked")
      }
      try file.finish()
    } catch let error as AnalysisError {
      throw error
    } catch let error as AudioError {
      throw AnalysisError(.unreadable, path: path, error.detail)
    } catch {
      throw AnalysisError(.unreadable, path: path, "\(error)")
    }
    map.output = .init(sizeBytes: copy.sizeBytes, sha256: copy.outputSHA256)
    map.sound = sound.rawValue
    return target
  }
}

extension RecordingMasker {
  /// A copy with `stretches` masked, each on its channels.
  fileprivate func copy(
    _ stretches: [RedactionMap.Stretch], _ sound: MaskSound, write: ([UInt8]) throws -> Void
  ) throws -> MaskedCopy {
    let rate = format.sampleRateHz
    // To the frames that hold any of a stretch's milliseconds. A year at 96 kHz fits.
    let parts = stretches.map { stretch in
      let first = stretch.span.start * rate / 1000
      let end = (stretch.span.end * rate + 999) / 1000
      return RecordingMask.Part(
        frames: first..<max(first, end), channels: stretch.channels.map(Set.init))
    }
    return try copy(RecordingMask(parts: parts, sound: sound), write: write)
  }
}
