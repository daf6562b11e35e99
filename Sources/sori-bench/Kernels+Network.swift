internal import NeuralNets

extension Kernels {
  /// One frame of 10 ms through a network of the detector's size with random weights, frames arriving
  /// by the second.
  ///
  /// - Throws: `ModelError`.
  func network() throws -> Measurement {
    let network = try Self.detectorSizedNetwork()
    var numbers = SystemRandomNumberGenerator()
    let second = (0..<(100 * network.inputChannels)).map { _ in
      Float.random(in: -1...1, using: &numbers)
    }
    var evaluation = NetworkEvaluation(of: network)
    var outputs: [Float] = []
    // A block more or less must not show: a minute at once.
    let seconds = timed(repeats: repeats) {
      outputs.removeAll(keepingCapacity: true)
      for _ in 0..<60 { evaluation.process(second.span, into: &outputs) }
    }
    keep(outputs)
    return Measurement(
      "kernel.network_frame", unit: .nanoseconds, seconds: seconds.map { $0 / 6000 },
      audioSeconds: 0.01)
  }

  /// 30 features every 10 ms, 48 channels every 20 ms, 64 every 80 ms, 6 outputs every 10 ms: 33
  /// thousand multiply-accumulates a frame.
  private static func detectorSizedNetwork() throws -> TemporalConvolutionNetwork {
    typealias Layer = NetworkArchitecture.Layer
    func convolution(
      _ name: String, _ input: String, _ channels: Int, kernel: Int, stride: Int = 1,
      activation: NetworkArchitecture.Activation = .none
    ) -> Layer {
      Layer(
        name, .convolution(.init(of: input, channels: channels, kernel: kernel, stride: stride)),
        activation: activation)
    }
    /// Residual convolutions, named after `input` and their number.
    func blocks(_ input: String, _ channels: Int, dilations: [Int]) -> [Layer] {
      dilations.indices.map { index in
        Layer(
          "\(input)\(index + 1)",
          .convolution(
            .init(
              of: index == 0 ? input : "\(input)\(index)", channels: channels, kernel: 3,
              dilation: dilations[index], isResidual: true)),
          activation: .relu)
      }
    }
    let layers =
      [convolution("fine", "features", 48, kernel: 4, stride: 2, activation: .relu)]
      + blocks("fine", 48, dilations: [1, 2, 4])
      + [convolution("coarse", "fine3", 64, kernel: 4, stride: 4, activation: .relu)]
      + blocks("coarse", 64, dilations: [1, 2, 4, 8, 16])
      + [
        convolution("context", "coarse5", 48, kernel: 1),
        Layer("merged", .sum("fine3", "context")),
      ]
      + blocks("merged", 48, dilations: [1, 2])
      + [
        convolution("narrow", "merged2", 24, kernel: 1),
        convolution("detail", "features", 24, kernel: 3),
        Layer("joined", .sum("detail", "narrow"), activation: .relu),
        convolution("logits", "joined", 6, kernel: 3),
      ]
    var numbers = SystemRandomNumberGenerator()
    return try TemporalConvolutionNetwork(
      NetworkArchitecture(inputChannels: 30, layers: layers), path: "sori-bench"
    ) { _, shape in
      // He et al. 2015, eq. 10: values stay of one size from layer to layer.
      let deviation = (2 / Float(shape.dropFirst().reduce(1, *))).squareRoot()
      return (0..<shape.reduce(1, *)).map { _ in
        Float.random(in: -deviation...deviation, using: &numbers)
      }
    }
  }
}
