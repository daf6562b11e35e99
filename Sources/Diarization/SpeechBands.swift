internal import NeuralNets
internal import Signal

/// What the speaker network sees of a recording whose samples arrive in blocks: log-mel frames of speech and
/// what is close to it, each band less its mean over 3 s around, so that neither the microphone nor the
/// line is part of the voice.
///
///     frame i    ├──────── 3 s ────────┤      mean over [i - 150, i + 150), silence included
///                           i
///
/// Frames that bear on none of those are not computed.
struct SpeechBands: ~Copyable {
  /// Frames on either side of the mean's middle, 1.5 s.
  static let reach = 150
  private static let width = SpeakerFilterBank.bandCount
  /// Bands of the filter bank that are centred below 3.5 kHz: mel(3500 Hz) = 2019.3, where bands are 34.67
  /// mel apart from mel(20 Hz) = 31.7 on.
  private static let telephoneBandCount = 57

  /// Frames that are seen and whose means are known, row-major; the caller takes them from the front.
  private(set) var rows: [Float] = []

  /// Input frames that are seen, in order; and those that bear on them.
  private let seen: [Range<Int>]
  private let heard: [Range<Int>]
  /// Bands from this one on are set to 0.
  private let bandEnd: Int
  private var bank = SpeakerFilterBank()
  /// Samples from the first one of the frame `endFrame` on.
  private var pending: [Float] = []
  private var noise: FaintNoise?
  /// Frames of the recording up to now.
  private var endFrame = 0
  private var seenIndex = 0
  private var heardIndex = 0
  /// Frames whose bands are in `ring` and `sums`; of the heard range under way.
  private var summed = 0..<0
  private var ring = [Float](repeating: 0, count: 2 * reach * width)
  private var sums = [Double](repeating: 0, count: width)

  /// - Parameters:
  ///   - frames: output frames of the network.
  ///   - isTelephoneBand: whether bands above 3.5 kHz are emptied and faint noise is added.
  init(of frames: SpeechFrames, isTelephoneBand: Bool) {
    let perOutput = SpeakerNetwork.inputFramesPerOutput
    seen = frames.ranges.map { ($0.lowerBound * perOutput)..<($0.upperBound * perOutput) }
    var heard: [Range<Int>] = []
    for range in seen {
      let wide = max(0, range.lowerBound - Self.reach)..<(range.upperBound + Self.reach)
      if let last = heard.last, wide.lowerBound <= last.upperBound {
        heard[heard.count - 1] = last.lowerBound..<wide.upperBound
      } else {
        heard.append(wide)
      }
    }
    self.heard = heard
    bandEnd = isTelephoneBand ? Self.telephoneBandCount : Self.width
    noise = isTelephoneBand ? FaintNoise() : nil
  }

  var rowCount: Int { rows.count / Self.width }

  /// Takes samples until there are `wanted` rows.
  ///
  /// - Returns: how many were taken.
  mutating func append(_ samples: Span<Float>, until wanted: Int) -> Int {
    let (length, shift) = (SpeakerFilterBank.frameLength, SpeakerFilterBank.frameShift)
    var taken = 0
    while taken < samples.count, rowCount < wanted {
      let count = min(length - pending.count, samples.count - taken)
      for index in taken..<(taken + count) { pending.append(samples[index] + nextNoise()) }
      taken += count
      guard pending.count == length else { break }
      takeFrame()
      pending.removeFirst(shift)
    }
    return taken
  }

  /// Gives the rows that were waiting for what follows: the recording has ended.
  mutating func finish() {
    guard heardIndex < heard.count, !summed.isEmpty else { return }
    let first = max(heard[heardIndex].lowerBound, endFrame - Self.reach + 1)
    for frame in first..<max(first, endFrame) {
      forget(before: frame - Self.reach)
      emit(frame)
    }
  }

  mutating func dropRows(_ count: Int) { rows.removeFirst(count * Self.width) }

  private mutating func nextNoise() -> Float { noise?.next() ?? 0 }

  /// Computes the bands of the frame in `pending`, if it is heard, and gives the row that this completes.
  private mutating func takeFrame() {
    let frame = endFrame
    endFrame += 1
    guard heardIndex < heard.count, frame >= heard[heardIndex].lowerBound else { return }
    if summed.isEmpty { summed = frame..<frame }
    forget(before: frame + 1 - 2 * Self.reach)
    let slot = frame % (2 * Self.reach) * Self.width
    Self.fill(&ring, from: slot, with: &bank, pending)
    Self.add(ring, from: slot, times: 1, to: &sums)
    summed = summed.lowerBound..<(frame + 1)
    let middle = frame + 1 - Self.reach
    if middle >= heard[heardIndex].lowerBound { emit(middle) }
    if frame + 1 == heard[heardIndex].upperBound { startNextRange() }
  }

  private mutating func startNextRange() {
    heardIndex += 1
    summed = 0..<0
    for band in sums.indices { sums[band] = 0 }
  }

  /// Takes frames out of the sums.
  private mutating func forget(before frame: Int) {
    while summed.lowerBound < min(frame, summed.upperBound) {
      let slot = summed.lowerBound % (2 * Self.reach) * Self.width
      Self.add(ring, from: slot, times: -1, to: &sums)
      summed = (summed.lowerBound + 1)..<summed.upperBound
    }
  }

  /// Appends a frame less the mean over what is summed, if it is seen.
  private mutating func emit(_ frame: Int) {
    while seenIndex < seen.count, seen[seenIndex].upperBound <= frame { seenIndex += 1 }
    guard seenIndex < seen.count, seen[seenIndex].contains(frame) else { return }
    let slot = frame % (2 * Self.reach) * Self.width
    let share = 1 / Double(summed.count)
    for band in 0..<Self.width {
      rows.append(band < bandEnd ? ring[slot + band] - Float(sums[band] * share) : 0)
    }
  }

  private static func fill(
    _ bands: inout [Float], from start: Int, with bank: inout SpeakerFilterBank,
    _ samples: [Float]
  ) {
    bank.bands(of: samples.span, into: &bands, from: start)
  }

  private static func add(
    _ ring: [Float], from slot: Int, times factor: Double, to sums: inout [Double]
  ) {
    for band in 0..<width { sums[band] += factor * Double(ring[slot + band]) }
  }
}

/// White noise far below speech, the same for each recording: the n-th value depends on n alone.
///
/// Telephone codecs make digital silence of what is quiet, which the network never heard: its logarithms
/// would drown what a voice is.
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
    return Float(Int64(bitPattern: bits)) * 0x1p-63 * Self.amplitude
  }
}
