internal import CSpeechRuntime
internal import SpeechTimeline
internal import Synchronization

/// A Whisper model run by transcribe.cpp inside the process.
///
/// Its weights are mapped from their file, so that engines of the same model share them; what each needs for
/// itself is its working memory. One window at a time: calls from several threads wait for each other, and a
/// batch has an engine for each worker.
public final class WhisperEngine: RecognitionEngine {
  private let session: Mutex<WhisperSession>

  /// - Parameters:
  ///   - model: a file of ggml's or GGUF's.
  ///   - runtimeFolder: holds `libtranscribe.so` and the libraries that it needs.
  /// - Throws: `RecognitionError`: `runtime_unusable`, `model_unusable`.
  public init(
    model: String, runtimeFolder: String, threadCount: Int = 1
  ) throws(RecognitionError) {
    let opened = try WhisperSession(
      runtime: SpeechRuntime(folder: runtimeFolder), model: model, threadCount: threadCount)
    session = Mutex(opened)
  }

  /// `deadline` is not looked at: a window takes some seconds, whatever is in it.
  public func recognise(
    _ samples: [Float], language: String?, until deadline: ContinuousClock.Instant?
  ) throws(RecognitionError) -> RecognisedWindow {
    let result = session.withLock { session -> Result<RecognisedWindow, RecognitionError> in
      Result { () throws(RecognitionError) in try session.recognise(samples, language: language) }
    }
    return try result.get()
  }
}

/// One model and one session of it; both are freed with it.
struct WhisperSession: ~Copyable {
  private let runtime: SpeechRuntime
  private let model: String
  private let context: UnsafeMutableRawPointer
  private let session: UnsafeMutableRawPointer

  init(
    runtime: SpeechRuntime, model: String, threadCount: Int
  ) throws(RecognitionError) {
    var load = sr_load_parameters()
    runtime.fillLoadParameters(&load)
    load.backend = Int32(SR_BACKEND_CPU)
    var context: UnsafeMutableRawPointer?
    let loaded = runtime.load(model, &load, &context)
    guard loaded == 0, let context else {
      throw RecognitionError(.modelUnusable, path: model, runtime.message(loaded))
    }
    var parameters = sr_session_parameters()
    runtime.fillSessionParameters(&parameters)
    parameters.threads = Int32(threadCount)
    var session: UnsafeMutableRawPointer?
    let opened = runtime.openSession(context, &parameters, &session)
    guard opened == 0, let session else {
      runtime.freeModel(context)
      throw RecognitionError(.modelUnusable, path: model, runtime.message(opened))
    }
    self.runtime = runtime
    self.model = model
    self.context = context
    self.session = session
  }

  deinit {
    // The model must outlive its sessions.
    runtime.freeSession(session)
    runtime.freeModel(context)
  }

  mutating func recognise(
    _ samples: [Float], language: String?
  ) throws(RecognitionError) -> RecognisedWindow {
    guard !samples.isEmpty else { return RecognisedWindow() }
    let status = run(samples, language: language)
    switch Int(status) {
    // What is truncated or repeats itself is there all the same; its figures tell what it is worth.
    case 0, SR_OUTPUT_TRUNCATED, SR_OUTPUT_REPEATED: break
    case SR_INPUT_TOO_SHORT: return RecognisedWindow()
    case SR_UNSUPPORTED_LANGUAGE:
      throw RecognitionError(
        .languageUnknown, path: model, "does not know the language \"\(language ?? "")\"")
    default: throw RecognitionError(.recognitionFailed, path: model, runtime.message(status))
    }
    return try result(isCutShort: status != 0)
  }

  private func run(_ samples: [Float], language: String?) -> Int32 {
    var options = sr_whisper_options()
    runtime.fillWhisperOptions(&options)
    // The likeliest token each time and no second try with others: the same words every time, and no
    // window takes longer than its length allows.
    options.temperature = 0
    options.temperature_step = 0
    options.condition_on_previous = false
    var parameters = sr_run_parameters()
    runtime.fillRunParameters(&parameters)
    parameters.timestamps = Int32(SR_TIMES_OF_SEGMENTS)
    // The library reads all of it before it returns, and keeps no pointer.
    return withUnsafePointer(to: &options.extension) { family in
      parameters.family = family
      guard let language else {
        return runtime.run(session, samples, Int32(samples.count), &parameters)
      }
      return language.withCString { text in
        parameters.language = text
        return runtime.run(session, samples, Int32(samples.count), &parameters)
      }
    }
  }

  private func result(isCutShort: Bool) throws(RecognitionError) -> RecognisedWindow {
    var heard = RecognisedWindow()
    for index in 0..<max(0, runtime.segmentCount(session)) {
      var segment = sr_segment()
      runtime.fillSegment(&segment)
      let status = runtime.segment(session, index, &segment)
      guard status == 0 else {
        throw RecognitionError(.recognitionFailed, path: model, runtime.message(status))
      }
      // Valid until the session runs again.
      guard let text = segment.text.map({ String(cString: $0) }) else { continue }
      let start = Int(clamping: max(0, segment.start_ms))
      let end = max(start, Int(clamping: segment.end_ms))
      heard.segments.append(RecognisedSegment(TimeSpan(start, end), text))
    }
    heard.language = runtime.language(session).map { String(cString: $0) }
    read(into: &heard)
    return heard
  }

  /// What the model thought of the window, where it is a Whisper model.
  private func read(into heard: inout RecognisedWindow) {
    var trace = sr_whisper_trace()
    runtime.fillWhisperTrace(&trace)
    guard runtime.trace(session, 0, &trace) == 0, trace.end_ms > trace.start_ms else { return }
    heard.averageLogProbability = Double(trace.average_log_probability)
    heard.noSpeechProbability = Double(trace.no_speech_probability)
    heard.compressionRatio = Double(trace.compression_ratio)
  }
}
