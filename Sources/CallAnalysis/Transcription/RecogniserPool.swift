public import Recognition
internal import Synchronization

/// Recognisers for a batch: as many as calls are transcribed at once, each made when it is first needed and
/// then used again. Loading one costs time and memory, so none is made for a call without speech.
public final class RecogniserPool: Sendable {
  public let configuration: RecognitionConfiguration
  /// What recognises, as records name it: `whisper-base.bin 9c4fb1bed41f`.
  public let name: String
  private let make: @Sendable () throws(RecognitionError) -> any RecognitionEngine
  private let idle = Mutex<[any RecognitionEngine]>([])

  /// - Parameters:
  ///   - name: what records call it.
  ///   - make: gives another recogniser.
  /// - Throws: `RecognitionError` (`invalid_configuration`).
  public init(
    configuration: RecognitionConfiguration, name: String,
    make: @escaping @Sendable () throws(RecognitionError) -> any RecognitionEngine
  ) throws(RecognitionError) {
    try configuration.validate()
    self.configuration = configuration
    self.name = name
    self.make = make
  }

  /// What `body` gives with a recogniser of its own. One that failed is not used again.
  ///
  /// - Throws: `RecognitionError` where none can be made; what `body` throws.
  public func withEngine<Value>(
    _ body: (any RecognitionEngine) throws -> Value
  ) throws -> Value {
    let engine = try idle.withLock { $0.popLast() } ?? make()
    let value = try body(engine)
    idle.withLock { $0.append(engine) }
    return value
  }

  /// Makes the first recogniser, so that what is missing is known before any call is read.
  ///
  /// - Throws: `RecognitionError`.
  public func prepare() throws(RecognitionError) {
    let engine = try make()
    idle.withLock { $0.append(engine) }
  }
}
