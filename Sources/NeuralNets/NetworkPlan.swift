/// A checked architecture: names are resolved, and every stream's width, pace and context are known.
///
/// A stream is what a layer gives, frame by frame; stream 0 is the network's input, stream i + 1 what
/// layer i gives.
struct NetworkPlan: Sendable {
  struct Stream: Hashable, Sendable {
    /// Values of a frame.
    var channels: Int
    /// Frames of the network's input for one of its own.
    var pace: Int
    /// Frames of the network's input that may bear on a frame: before its first and behind that one.
    var past: Int
    var future: Int
  }

  enum Step: Hashable, Sendable {
    case convolution(NetworkArchitecture.Convolution, input: Int)
    /// Two streams, and how often the second's frames repeat.
    case sum(Int, Int, repeats: Int)
  }

  let steps: [Step]
  let streams: [Stream]
  /// Frames of the network's input must come in a multiple of this: the least common multiple of paces.
  let frameMultiple: Int

  /// Far beyond any network of use here; it bounds memory and keeps products within an integer.
  static let largestSize = 4096
  /// In frames before one and behind it: eleven minutes of 10 ms frames.
  static let largestContext = 1 << 16

  /// - Parameter path: the model's file, for messages.
  /// - Throws: `ModelError`, `unsuitableArchitecture`.
  init(_ architecture: NetworkArchitecture, path: String) throws(ModelError) {
    do {
      var builder = try Builder(architecture)
      for layer in architecture.layers { try builder.add(layer) }
      steps = builder.steps
      streams = builder.streams
      frameMultiple = builder.frameMultiple
    } catch {
      throw ModelError(.unsuitableArchitecture, path: path, "architecture: \(error.reason)")
    }
  }
}

/// Why a layer cannot be.
private struct Misfit: Error {
  var reason: String

  init(_ reason: String) { self.reason = reason }
}

/// Takes layers one by one and checks each against those before it.
private struct Builder {
  private(set) var steps: [NetworkPlan.Step] = []
  private(set) var streams: [NetworkPlan.Stream]
  private(set) var frameMultiple = 1
  private var indices = [NetworkArchitecture.features: 0]

  init(_ architecture: NetworkArchitecture) throws(Misfit) {
    try Self.require(architecture.inputChannels, "inputChannels")
    try Self.require(architecture.layers.count, "the number of layers")
    streams = [.init(channels: architecture.inputChannels, pace: 1, past: 0, future: 0)]
  }

  mutating func add(_ layer: NetworkArchitecture.Layer) throws(Misfit) {
    guard !layer.name.isEmpty, indices[layer.name] == nil else {
      throw Misfit("layer \(steps.count) needs a name of its own, not \"\(layer.name)\"")
    }
    do {
      switch layer.operation {
      case .convolution(let convolution): try add(convolution)
      case .sum(let first, let second): try addSum(of: first, second)
      }
    } catch { throw Misfit("layer \"\(layer.name)\": \(error.reason)") }
    indices[layer.name] = streams.count - 1
  }

  private mutating func add(_ convolution: NetworkArchitecture.Convolution) throws(Misfit) {
    try Self.require(convolution.channels, "channels")
    try Self.require(convolution.kernel, "kernel")
    try Self.require(convolution.stride, "stride")
    try Self.require(convolution.dilation, "dilation")
    let (index, input) = try stream(named: convolution.input)
    let (span, stride, padding) = (convolution.span, convolution.stride, convolution.padding)
    try Self.require(span, "the frames that the kernel spans")
    guard stride <= span else {
      throw Misfit("stride \(stride) leaves out frames, the kernel spans \(span)")
    }
    guard stride > 1 || span % 2 == 1 else {
      throw Misfit("a kernel that spans \(span) frames has no middle; stride 1 asks for an odd one")
    }
    guard !convolution.isResidual || (stride == 1 && convolution.channels == input.channels) else {
      throw Misfit(
        "residual with stride \(stride), channels \(convolution.channels) of \(input.channels), "
          + "expected stride 1 and as many channels")
    }
    try Self.require(input.pace * stride, "the product of strides")
    steps.append(.convolution(convolution, input: index))
    try append(
      .init(
        channels: convolution.channels, pace: input.pace * stride,
        past: input.past + padding * input.pace,
        future: input.future + (span - 1 - padding) * input.pace))
  }

  private mutating func addSum(of firstName: String, _ secondName: String) throws(Misfit) {
    let (firstIndex, first) = try stream(named: firstName)
    let (secondIndex, second) = try stream(named: secondName)
    guard second.channels == first.channels, second.pace % first.pace == 0 else {
      throw Misfit(
        "\"\(secondName)\" has \(second.channels) channels, a frame for \(second.pace), "
          + "expected \(first.channels) and a multiple of \(first.pace)")
    }
    steps.append(.sum(firstIndex, secondIndex, repeats: second.pace / first.pace))
    // The last of the frames that share one looks furthest back to it.
    try append(
      .init(
        channels: first.channels, pace: first.pace,
        past: max(first.past, second.past + second.pace - first.pace),
        future: max(first.future, second.future)))
  }

  private mutating func append(_ stream: NetworkPlan.Stream) throws(Misfit) {
    guard stream.past + stream.future <= NetworkPlan.largestContext else {
      throw Misfit(
        "\(stream.past) frames before and \(stream.future) behind bear on it, "
          + "expected at most \(NetworkPlan.largestContext)")
    }
    streams.append(stream)
    var (larger, smaller) = (frameMultiple, stream.pace)
    while smaller > 0 { (larger, smaller) = (smaller, larger % smaller) }
    frameMultiple = frameMultiple / larger * stream.pace
    try Self.require(frameMultiple, "the least common multiple of strides")
  }

  private func stream(
    named name: String
  ) throws(Misfit) -> (index: Int, stream: NetworkPlan.Stream) {
    guard let index = indices[name] else { throw Misfit("no layer \"\(name)\" before it") }
    return (index, streams[index])
  }

  private static func require(_ size: Int, _ name: String) throws(Misfit) {
    guard (1...NetworkPlan.largestSize).contains(size) else {
      throw Misfit("\(name) is \(size), expected 1 to \(NetworkPlan.largestSize)")
    }
  }
}
