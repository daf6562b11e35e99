/// The level of one band of one frame in a byte: half decibels above -100 dB re full-scale square wave.
///
///     code   0      1             254     255
///     dB   ≤ -100  -99.5   …      27    ≥ 27.5
///
/// What a level is worth to detection is far coarser than ¼ dB, and a quarter of an hour of 28 bands
/// takes 2.5 MB instead of 10.
public struct BandLevel: Hashable, Sendable {
  /// Half decibels above -100 dB.
  public var code: UInt8

  /// The level whose code this is.
  public init(code: UInt8) { self.code = code }

  /// The nearest level to that of a power (mean square, 1 = full-scale square wave).
  ///
  /// *Accuracy*: ± 0.26 dB, of which 0.25 is the step. The logarithm comes from the exponent and a
  /// polynomial of the mantissa (least squares on 1–2: error below 0.001 dB).
  public init(power: Float) {
    guard power > 1e-10 else {
      code = 0
      return
    }
    let bits = power.bitPattern
    let exponent = Float(Int32(bits >> 23) - 127)
    let mantissa = Float(bitPattern: bits & 0x007F_FFFF | 0x3F80_0000)
    let log2 = exponent + Self.log2(ofMantissa: mantissa)
    // 2 codes a dB, 10·log10(2) dB an octave; + 200 for -100 dB, + ½ to round.
    // The power above keeps this above 0; nothing that large is heard above 255.
    code = UInt8(truncatingIfNeeded: Int32(min(255, log2 * 6.020_599_9 + 200.5)))
  }

  /// dB re full-scale square wave.
  public var decibels: Float { Float(code) / 2 - 100 }

  @inline(__always)
  private static func log2(ofMantissa x: Float) -> Float {
    (((-0.080_011_7 * x + 0.635_517_3) * x - 2.099_419_3) * x + 4.049_636_6) * x - 2.505_622_9
  }
}
