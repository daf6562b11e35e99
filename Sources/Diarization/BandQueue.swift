internal import Signal

/// Log-mel frames of a recording whose samples arrive in blocks: those from a wanted one on.
struct BandQueue: ~Copyable {
  /// Index of the first frame that is held.
  private(set) var firstFrame = 0
  /// Frames of the recording up to now.
  private(set) var endFrame = 0
  /// Held frames, row-major.
  private(set) var bands: [Float] = []

  private var bank = SpeakerFilterBank()
  /// Samples from the first one of the frame `endFrame` on; always fewer than a frame has.
  private var pending: [Float] = []
  private var noise: FaintNoise?

  /// - Parameter noise: what is added to every sample, if anything.
  init(noise: FaintNoise?) { self.noise = noise }

  /// Takes samples at 16 kHz, at most until the frame before `end` is complete.
  ///
  /// - Returns: how many were taken.
  mutating func append(_ samples: Span<Float>, until end: Int) -> Int {
    let (length, shift) = (SpeakerFilterBank.frameLength, SpeakerFilterBank.frameShift)
    var taken = 0
    while taken < samples.count, endFrame < end {
      let count = min(length - pending.count, samples.count - taken)
      for index in taken..<(taken + count) { pending.append(samples[index] + nextNoise()) }
      taken += count
      guard pending.count == length else { break }
      if endFrame >= firstFrame { appendFrame() }
      pending.removeFirst(shift)
      endFrame += 1
    }
    return taken
  }

  /// Forgets the frames before `frame`, or will not keep them when they come.
  mutating func drop(before frame: Int) {
    guard frame > firstFrame else { return }
    let held = bands.count / SpeakerFilterBank.bandCount
    bands.removeFirst(min(frame - firstFrame, held) * SpeakerFilterBank.bandCount)
    firstFrame = frame
  }

  private mutating func appendFrame() {
    let start = bands.count
    bands.append(contentsOf: repeatElement(0, count: SpeakerFilterBank.bandCount))
    Self.fill(&bands, from: start, with: &bank, pending)
  }

  private mutating func nextNoise() -> Float { noise?.next() ?? 0 }

  private static func fill(
    _ bands: inout [Float], from start: Int, with bank: inout SpeakerFilterBank,
    _ samples: [Float]
  ) {
    bank.bands(of: samples.span, into: &bands, from: start)
  }
}

/// White noise far below speech, the same for each recording: the n-th value depends on n alone.
///
/// Telephone codecs make digital silence and empty bands of what was quiet, which the network never
/// heard; its logarithms of nothing drown what a voice is.
struct FaintNoise: Sendable {
  private var state: UInt64 = 0

  /// Largest magnitude: 80 dB below full scale, less than half a step of mu-law at its finest.
  static let amplitude: Float = 1e-4

  /// A value spread evenly over ± `amplitude`.
  mutating func next() -> Float {
    // SplitMix64 (Steele, Lea, Flood 2014): a counter whose bits are mixed.
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits ^= bits >> 31
    let half: Float = 0x1p-63
    return Float(Int64(bitPattern: bits)) * half * Self.amplitude
  }
}
