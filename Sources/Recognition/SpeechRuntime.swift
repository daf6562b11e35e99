internal import CSpeechRuntime
internal import Synchronization

/// The functions of the library that runs models, transcribe.cpp, found in a file of it while the program runs.
///
/// Loaded once for the process and never unloaded: it keeps a register of the processor's variants.
struct SpeechRuntime {
  let path: String
  let setLog: sr_set_log
  let statusText: sr_status_text
  let fillLoadParameters: sr_fill
  let fillSessionParameters: sr_fill
  let fillRunParameters: sr_fill
  let fillSegment: sr_fill
  let fillWhisperOptions: sr_fill
  let fillWhisperTrace: sr_fill
  let load: sr_load
  let freeModel: sr_free
  let openSession: sr_open_session
  let freeSession: sr_free
  let run: sr_run
  let segmentCount: sr_count
  let segment: sr_get_segment
  let language: sr_language
  let trace: sr_get_trace

  /// Its file, in the folder that holds what it needs.
  static let fileName = "libtranscribe.so"
  /// Versions whose interface is the one described in CSpeechRuntime begin with this.
  static let version = "0.4."
  /// Folders whose processor variants have been registered.
  private static let started = Mutex<Set<String>>([])

  /// - Parameter folder: holds `libtranscribe.so` and the libraries that it needs.
  /// - Throws: `RecognitionError` (`runtime_unusable`): not there, another version, another layout.
  init(folder: String) throws(RecognitionError) {
    path = "\(folder)/\(Self.fileName)"
    // Its search path names its own folder for what it needs; nothing of it is visible to other libraries.
    guard let library = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
      throw RecognitionError(.runtimeUnusable, path: path, Self.linkerMessage())
    }
    let symbols = LibrarySymbols(library: library, path: path)
    try Self.check(symbols)
    setLog = try symbols.function("transcribe_log_set")
    statusText = try symbols.function("transcribe_status_string")
    fillLoadParameters = try symbols.function("transcribe_model_load_params_init")
    fillSessionParameters = try symbols.function("transcribe_session_params_init")
    fillRunParameters = try symbols.function("transcribe_run_params_init")
    fillSegment = try symbols.function("transcribe_segment_init")
    fillWhisperOptions = try symbols.function("transcribe_whisper_run_ext_init")
    fillWhisperTrace = try symbols.function("transcribe_whisper_chunk_trace_init")
    load = try symbols.function("transcribe_model_load_file")
    freeModel = try symbols.function("transcribe_model_free")
    openSession = try symbols.function("transcribe_session_init")
    freeSession = try symbols.function("transcribe_session_free")
    run = try symbols.function("transcribe_run")
    segmentCount = try symbols.function("transcribe_n_segments")
    segment = try symbols.function("transcribe_get_segment")
    language = try symbols.function("transcribe_detected_language")
    trace = try symbols.function("transcribe_get_whisper_chunk_trace")
    try check("whisper options", fillWhisperOptions, Self.layout(of: sr_whisper_options.self).0)
    try check("whisper trace", fillWhisperTrace, Self.layout(of: sr_whisper_trace.self).0)
    try start(symbols, folder)
  }

  /// A structure without a number says its size, in its first eight bytes, once the library has filled it.
  private func check(_ name: String, _ fill: sr_fill, _ expected: Int) throws(RecognitionError) {
    // Room for another version's, which may be larger.
    let found = withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 16) { room in
      room.initializeMemory(as: UInt8.self, repeating: 0)
      fill(room.baseAddress)
      return room.load(as: UInt64.self)
    }
    guard found == UInt64(expected) else {
      throw RecognitionError(
        .runtimeUnusable, path: path, "\(name) has \(found) bytes, expected \(expected)")
    }
  }

  /// Registers the processor's variants, once for each folder.
  private func start(_ symbols: LibrarySymbols, _ folder: String) throws(RecognitionError) {
    let start: sr_start = try symbols.function("transcribe_init_backends")
    // What it has to say on standard error concerns nobody: failures come back as codes.
    setLog({ _, _, _ in }, nil)
    let status = Self.started.withLock { started -> Int32 in
      if started.contains(folder) { return 0 }
      let status = start(folder)
      if status == 0 { started.insert(folder) }
      return status
    }
    guard status == 0 else {
      throw RecognitionError(
        .runtimeUnusable, path: path, "no processor variant of it starts: \(message(status))")
    }
  }

  /// The library's words for one of its status codes.
  func message(_ status: Int32) -> String {
    // A constant of the library's.
    statusText(status).map { String(cString: $0) } ?? "status \(status)"
  }

  // MARK: Is it the one described?

  /// Nothing but these functions of numbers is called before they have answered as expected.
  private static func check(_ symbols: LibrarySymbols) throws(RecognitionError) {
    let version: sr_version = try symbols.function("transcribe_version")
    let found = version().map { String(cString: $0) } ?? "unknown"
    guard found.hasPrefix(Self.version) else {
      throw RecognitionError(
        .runtimeUnusable, path: symbols.path, "version \(found), expected \(Self.version)x")
    }
    let size: sr_layout = try symbols.function("transcribe_abi_struct_size")
    let alignment: sr_layout = try symbols.function("transcribe_abi_struct_align")
    for (name, number, expected) in layouts {
      let got = (size(Int32(number)), alignment(Int32(number)))
      guard got == expected else {
        throw RecognitionError(
          .runtimeUnusable, path: symbols.path,
          "\(name) has \(got.0) bytes aligned to \(got.1), expected \(expected.0) to \(expected.1)")
      }
    }
  }

  private static let layouts: [(name: String, number: Int, expected: (Int, Int))] = [
    ("load parameters", SR_LOAD_PARAMETERS, layout(of: sr_load_parameters.self)),
    ("session parameters", SR_SESSION_PARAMETERS, layout(of: sr_session_parameters.self)),
    ("run parameters", SR_RUN_PARAMETERS, layout(of: sr_run_parameters.self)),
    ("segment", SR_SEGMENT, layout(of: sr_segment.self)),
    ("extension", SR_EXTENSION, layout(of: sr_extension.self)),
  ]

  private static func layout<Structure>(of type: Structure.Type) -> (Int, Int) {
    // C's size of a structure is Swift's stride.
    (MemoryLayout<Structure>.stride, MemoryLayout<Structure>.alignment)
  }

  fileprivate static func linkerMessage() -> String {
    // dlerror(3): text that lasts until the next call.
    dlerror().map { String(cString: $0) } ?? "cannot be loaded"
  }
}

/// Finds functions in a loaded library.
struct LibrarySymbols {
  let library: UnsafeMutableRawPointer
  let path: String

  /// The function of that name.
  ///
  /// - Parameter Function: its type as CSpeechRuntime declares it; that the library's is the same is what
  ///   its version and layouts say.
  /// - Throws: `RecognitionError` (`runtime_unusable`) where there is none.
  func function<Function>(_ name: String) throws(RecognitionError) -> Function {
    guard let address = dlsym(library, name) else {
      throw RecognitionError(.runtimeUnusable, path: path, "has no function \(name)")
    }
    return unsafeBitCast(address, to: Function.self)
  }
}
