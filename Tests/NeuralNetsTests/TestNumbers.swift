import NeuralNets

/// The same random numbers at each run: a linear congruential generator (Knuth, MMIX) whose upper
/// half is used.
struct TestNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 { UInt64(half()) << 32 | UInt64(half()) }

  /// `count` values in [-scale, scale).
  mutating func values(_ count: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { _ in Float.random(in: -scale..<scale, using: &self) }
  }

  private mutating func half() -> UInt32 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return UInt32(truncatingIfNeeded: state >> 32)
  }
}

extension NetworkArchitecture {
  /// Two scales of time as the detector's network has them, with the channels given.
  static func twoScales(
    inputs: Int = 6, fine: Int = 9, coarse: Int = 16, detail: Int = 5, outputs: Int = 3
  ) -> Self {
    func block(_ name: String, _ input: String, _ channels: Int, dilation: Int) -> Layer {
      Layer(
        name,
        .convolution(
          .init(of: input, channels: channels, kernel: 3, dilation: dilation, isResidual: true)),
        activation: .relu)
    }
    return Self(
      inputChannels: inputs,
      layers: [
        Layer(
          "fine", .convolution(.init(of: features, channels: fine, kernel: 4, stride: 2)),
          activation: .relu),
        block("fine1", "fine", fine, dilation: 2),
        Layer(
          "coarse", .convolution(.init(of: "fine1", channels: coarse, kernel: 4, stride: 4)),
          activation: .relu),
        block("coarse1", "coarse", coarse, dilation: 1),
        block("coarse2", "coarse1", coarse, dilation: 4),
        Layer("context", .convolution(.init(of: "coarse2", channels: fine, kernel: 1))),
        Layer("merged", .sum("fine1", "context")),
        Layer("narrow", .convolution(.init(of: "merged", channels: detail, kernel: 1))),
        Layer("detail", .convolution(.init(of: features, channels: detail, kernel: 3))),
        Layer("joined", .sum("detail", "narrow"), activation: .relu),
        Layer("logits", .convolution(.init(of: "joined", channels: outputs, kernel: 3))),
      ])
  }
}

extension TemporalConvolutionNetwork {
  /// The architecture with random weights.
  static func random(
    _ architecture: NetworkArchitecture = .twoScales(), seed: UInt64 = 1
  ) throws -> Self {
    var numbers = TestNumbers(seed: seed)
    return try Self(architecture, path: "random") { _, shape in
      let fanIn = shape.dropFirst().reduce(1, *)
      return numbers.values(shape.reduce(1, *), scale: (3 / Float(fanIn)).squareRoot())
    }
  }
}
