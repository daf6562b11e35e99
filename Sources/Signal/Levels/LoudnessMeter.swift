internal import CEbur128

/// Integrated loudness of one channel (EBU R128, ITU-R BS.1770), by libebur128.
///
/// The channel is measured alone, as a mono programme with weight 1. The library's histogram mode keeps
/// memory the same for a recording of any length; its bins are 0.1 LU wide.
public struct LoudnessMeter: ~Copyable {
  private let sampleRateHz: Int
  // Owned by this value alone: made in init, destroyed once in deinit, never handed out.
  private let state: UnsafeMutablePointer<ebur128_state>

  /// - Throws: `SignalError` where libebur128 does not take the rate or has no memory ("returns NULL on
  ///   error", ebur128.h).
  public init(sampleRateHz: Int) throws(SignalError) {
    let mode = Int32(bitPattern: EBUR128_MODE_I.rawValue | EBUR128_MODE_HISTOGRAM.rawValue)
    guard
      let rate = UInt(exactly: sampleRateHz),
      let state = ebur128_init(1, rate, mode)
    else {
      throw SignalError(code: .loudnessSetUp, sampleRateHz: sampleRateHz, libraryCode: nil)
    }
    self.sampleRateHz = sampleRateHz
    self.state = state
  }

  deinit {
    var doomed: UnsafeMutablePointer<ebur128_state>? = state
    ebur128_destroy(&doomed)
  }

  /// Takes the next samples, in [-1, 1]; any number of them.
  ///
  /// - Throws: `SignalError` when libebur128 refuses them.
  public mutating func process(_ samples: Span<Float>) throws(SignalError) {
    let result = samples.withUnsafeBufferPointer { pointer in
      // The library reads `count` floats and keeps no pointer.
      pointer.baseAddress.map { ebur128_add_frames_float(state, $0, pointer.count) }
    }
    try check(result ?? 0, .loudnessSamples)
  }

  /// Returns the integrated loudness so far, LUFS; nil where every 400 ms block is below the absolute
  /// gate of -70 LUFS, or there is none.
  ///
  /// - Throws: `SignalError` when libebur128 gives no figure.
  public func integratedLUFS() throws(SignalError) -> Double? {
    var loudness = 0.0
    try check(ebur128_loudness_global(state, &loudness), .loudnessResult)
    return loudness.isFinite ? loudness : nil
  }

  private func check(_ result: CInt, _ code: SignalError.Code) throws(SignalError) {
    guard result == CInt(bitPattern: EBUR128_SUCCESS.rawValue) else {
      throw SignalError(code: code, sampleRateHz: sampleRateHz, libraryCode: Int(result))
    }
  }
}
