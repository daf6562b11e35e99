internal import Foundation

/// Analysis windows.
public enum Window {
  /// The periodic Hann window of `size` values: `½ − ½·cos(2πn/N)`.
  ///
  /// *Sum of squares*: 3N/8.
  public static func hann(_ size: Int) -> [Float] {
    (0..<size).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(size))) }
  }

  /// Where a sinusoid lies between the bins of a Hann-windowed spectrum, in bins from the largest.
  ///
  ///     δ = 2·(r − l) ÷ (2·c + l + r)
  ///
  /// Exact for a single sinusoid: the Hann window's transform is three shifted Dirichlet kernels.
  /// - Parameters: amplitudes (not powers) of the largest bin and its neighbours.
  /// - Returns: -0.5 … 0.5; 0 where all three are 0.
  static func hannPeakOffset(left: Float, centre: Float, right: Float) -> Float {
    let scale = 2 * centre + left + right
    return scale > 0 ? 2 * (right - left) / scale : 0
  }
}
