/// The two-dimensional convolutions at the beginning of a speaker network, run over a clip of any length
/// in stretches of one length that overlap by what their edges spoil.
///
///     stretch   |────────────────|
///     used      |──────────────|
///                           |────────────────|
///                             |────────────|
struct SpeakerFront {
  /// A convolution and the name that its tensors have.
  struct Step {
    let name: String
    let convolution: ConvolutionStack.Convolution
  }

  /// Planes: 0 the bands; 1 all of them; 2, 3 half; 4, 5 a quarter; 6 an eighth. Each residual block adds
  /// to the plane that holds its shortcut.
  static let convolutions: [Step] = [
    Step(name: "conv1", convolution: .init(input: 0, output: 1, kernel: 3)),
    Step(name: "layer1.0.conv1", convolution: .init(input: 1, output: 2, kernel: 3)),
    Step(
      name: "layer1.0.shortcut", convolution: .init(input: 1, output: 3, kernel: 1, hasReLU: false)),
    Step(name: "layer1.0.conv2", convolution: .init(input: 2, output: 3, kernel: 3, isAdded: true)),
    Step(name: "layer1.1.conv1", convolution: .init(input: 3, output: 2, kernel: 3)),
    Step(name: "layer1.1.conv2", convolution: .init(input: 2, output: 3, kernel: 3, isAdded: true)),
    Step(name: "layer2.0.conv1", convolution: .init(input: 3, output: 4, kernel: 3)),
    Step(
      name: "layer2.0.shortcut", convolution: .init(input: 3, output: 5, kernel: 1, hasReLU: false)),
    Step(name: "layer2.0.conv2", convolution: .init(input: 4, output: 5, kernel: 3, isAdded: true)),
    Step(name: "layer2.1.conv1", convolution: .init(input: 5, output: 4, kernel: 3)),
    Step(name: "layer2.1.conv2", convolution: .init(input: 4, output: 5, kernel: 3, isAdded: true)),
    Step(name: "conv2", convolution: .init(input: 5, output: 6, kernel: 3)),
  ]

  /// Frames on either side that bear on a frame: one for each kernel of 3 on its way.
  static let reach = 10
  /// Frames of a stretch. Measured: from 256 to 1000 the convolutions take the same time, 13 MB of
  /// planes here; shorter ones lose more to their edges.
  static let usualStretch = 512

  private let stack: ConvolutionStack

  /// - Parameter stretch: frames of a stretch; clips must not be shorter.
  init(of network: SpeakerNetwork, stretch: Int) {
    let (bands, channels) = (network.architecture.bandCount, network.architecture.frontChannels)
    let planes = [
      (1, 1), (channels, 1), (channels, 2), (channels, 2), (channels, 4), (channels, 4),
      (channels, 8),
    ]
    stack = ConvolutionStack(
      frameCount: stretch,
      planes: planes.map { ConvolutionStack.Plane(channels: $0.0, bands: bands / $0.1) },
      convolutions: Self.convolutions.map(\.convolution)
    ) { (network.front[$0].weights, network.front[$0].bias) }
  }

  var stretch: Int { stack.frameCount }

  /// Writes the output of each frame of a clip.
  ///
  /// - Parameters:
  ///   - bands: whole frames, row-major; at least `stretch` of them.
  ///   - start: where in `frames` the first one's output goes; the others' follow.
  func run(_ bands: Span<Float>, into frames: inout MutableSpan<Float>, from start: Int) {
    let bandCount = stack.planes[0].bands
    let output = stack.planes[stack.planes.count - 1]
    let size = output.channels * output.bands
    let count = bands.count / bandCount
    precondition(count >= stretch, "SpeakerFront: \(count) frames, expected \(stretch) or more")
    var next = 0
    while next < count {
      let isLast = max(0, next - Self.reach) + stretch >= count
      let first = isLast ? count - stretch : max(0, next - Self.reach)
      let end = isLast ? count : first + stretch - Self.reach
      stack.run(bands.extracting((first * bandCount)..<((first + stretch) * bandCount)))
      stack.copyOutput((next - first)..<(end - first), to: &frames, from: start + next * size)
      next = end
    }
  }
}
