/// The level of one band of one frame in a byte: half decibels above -100 dB re full-scale square wave.
///
///     code   0      1             254     255
///     dB   ≤ -100  -99.5   …      27    ≥ 27.5
///
/// What a level is worth to detection is far coarser than ¼ dB, and a quarter of an hour of 28 bands
/// takes 2.5 MB instead of 10.
public struct BandLevel: Hashable, Sendable, BitwiseCopyable {
  /// Half decibels above -100 dB.
  public var code: UInt8

  /// The level whose code this is.
  public init(code: UInt8) { self.code = code }

  /// The nearest level to that of a power (mean square, 1 = full-scale square wave).
  ///
  /// *Accuracy*: ± 0.26 dB, of which 0.25 is the step. The logarithm comes from the exponent and a
  /// polynomial of the mantissa (least squares on 1–2: error below 0.001 dB).
  public init(power: Float) {
    code = UInt8(Self.codes(of: SIMD8(repeating: power))[0])
  }

  /// The codes of eight powers, as `init(power:)` gives each.
  ///
  /// Integers and floats are turned into each other by adding 2²³, where a float's last bit counts ones:
  /// the standard library's conversions of vectors go lane by lane.
  ///
  /// - Parameter powers: mean squares, 0 to about 500 (27 dB).
  @inline(__always)
  static func codes(of powers: SIMD8<Float>) -> SIMD8<UInt32> {
    // What lies below, and what is no number, becomes code 0: -100 dB.
    let heard = SIMD8(repeating: 1e-10).replacing(with: powers, where: powers .> 1e-10)
    let bits = unsafeBitCast(heard, to: SIMD8<UInt32>.self)
    let exponent = unsafeBitCast(bits &>> 23 | onesBits, to: SIMD8<Float>.self) - (ones + 127)
    let mantissa = unsafeBitCast(bits & 0x007F_FFFF | 0x3F80_0000, to: SIMD8<Float>.self)
    // 2 codes a dB, 10·log10(2) dB an octave; + 200 for -100 dB.
    let codes = (exponent + log2(ofMantissa: mantissa)) * 6.020_599_9 + 200
    let bounded = codes.replacing(with: 255, where: codes .> 255)
    return unsafeBitCast(bounded + ones, to: SIMD8<UInt32>.self) & 0xFF
  }

  /// 2²³, and its bits.
  private static let ones: Float = 8_388_608
  private static let onesBits: UInt32 = 0x4B00_0000

  /// dB re full-scale square wave.
  public var decibels: Float { Float(code) / 2 - 100 }

  @inline(__always)
  private static func log2(ofMantissa x: SIMD8<Float>) -> SIMD8<Float> {
    (((-0.080_011_7 * x + 0.635_517_3) * x - 2.099_419_3) * x + 4.049_636_6) * x - 2.505_622_9
  }
}
