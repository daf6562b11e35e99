internal import Foundation

/// Analysis windows.
public enum Window {
  /// The periodic Hann window of `size` values: `½ − ½·cos(2πn/N)`.
  ///
  /// *Sum of squares*: 3N/8.
  public static func hann(_ size: Int) -> [Float] {
    (0..<size).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(size))) }
  }
}
