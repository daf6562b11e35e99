internal import Foundation

/// cos and sin of 2πk/N for k = 0 … N/2 - 1.
struct Turns {
  let cosines: [Float]
  let sines: [Float]

  init(size: Int) {
    let angles = (0..<(size / 2)).map { 2 * Double.pi * Double($0) / Double(size) }
    cosines = angles.map { Float(cos($0)) }
    sines = angles.map { Float(sin($0)) }
  }

  /// Of the sizes that every call needs, made once a process.
  static let usual = Dictionary(
    uniqueKeysWithValues: [128, 256, 512, 1024, 4096].map { ($0, Turns(size: $0)) })
}
