import Testing

@testable import NeuralNets

struct ArchitectureTests {
  private func plan(_ layers: String, inputs: Int = 4) throws -> NetworkPlan {
    let json = #"{"inputChannels":\#(inputs),"layers":[\#(layers)]}"#
    return try NetworkPlan(NetworkArchitecture(json: json, path: "net"), path: "net")
  }

  @Test("Keys left out have their defaults")
  func defaults() throws {
    let json = """
      {"inputChannels": 4, "layers": [
        {"name": "a", "convolution": {"input": "features", "channels": 2, "kernel": 3}},
        {"name": "b", "sum": ["a", "a"], "activation": "relu"}]}
      """
    let expected = NetworkArchitecture(
      inputChannels: 4,
      layers: [
        .init("a", .convolution(.init(of: "features", channels: 2, kernel: 3))),
        .init("b", .sum("a", "a"), activation: .relu),
      ])
    #expect(try NetworkArchitecture(json: json, path: "net") == expected)
  }

  @Test(
    "Padding is that with which N · stride frames give N",
    arguments: [
      // kernel, stride, dilation, padding
      [1, 1, 1, 0], [3, 1, 1, 1], [3, 1, 16, 16], [5, 1, 2, 4], [4, 2, 1, 1], [4, 4, 1, 0],
      [3, 2, 1, 1], [2, 2, 1, 0], [7, 3, 1, 2], [4, 2, 3, 4],
    ])
  func padding(_ sizes: [Int]) {
    let shape = NetworkArchitecture.Convolution(
      of: "x", channels: 1, kernel: sizes[0], stride: sizes[1], dilation: sizes[2])
    #expect(shape.padding == sizes[3])
    // The formula of PyTorch's Conv1d for the number of output frames.
    for count in 1...9 {
      let padded = count * shape.stride + 2 * shape.padding
      #expect((padded - shape.span) / shape.stride + 1 == count)
    }
  }

  @Test("Pace, context and the multiple of frames follow from the layers")
  func plan() throws {
    let plan = try NetworkPlan(.twoScales(), path: "net")
    #expect(plan.frameMultiple == 8)
    #expect(plan.streams.map(\.pace) == [1, 2, 2, 8, 8, 8, 8, 2, 2, 1, 1, 1])
    // fine: 1 behind, 2 ahead; fine1: 2 frames of two more on both sides.
    #expect((plan.streams[1].past, plan.streams[1].future) == (1, 2))
    #expect((plan.streams[2].past, plan.streams[2].future) == (5, 6))
    // coarse: 3 more frames of two ahead; then 1 and 4 frames of eight on both sides.
    #expect((plan.streams[3].past, plan.streams[3].future) == (5, 12))
    #expect((plan.streams[5].past, plan.streams[5].future) == (45, 52))
    // The last of four frames of two that share one of eight is 6 away from its beginning.
    #expect((plan.streams[7].past, plan.streams[7].future) == (51, 52))
    // The second of two frames that share one, then a kernel of 3.
    #expect((plan.streams[11].past, plan.streams[11].future) == (53, 53))
  }

  @Test(
    "A network that cannot be is refused with its reason",
    arguments: [
      ("", "the number of layers is 0"),
      (#"{"name":"a","convolution":{"input":"b","channels":2,"kernel":1}}"#, "no layer \"b\""),
      (#"{"name":"a","convolution":{"input":"a","channels":2,"kernel":1}}"#, "no layer \"a\""),
      (
        #"{"name":"features","convolution":{"input":"features","channels":2,"kernel":1}}"#,
        "a name of its own"
      ),
      (#"{"name":"","sum":["features","features"]}"#, "a name of its own"),
      (
        #"{"name":"a","convolution":{"input":"features","channels":0,"kernel":1}}"#, "channels is 0"
      ),
      (
        #"{"name":"a","convolution":{"input":"features","channels":2,"kernel":5000}}"#,
        "kernel is 5000"
      ),
      (
        #"{"name":"a","convolution":{"input":"features","channels":2,"kernel":3,"dilation":4096}}"#,
        "the kernel spans is 8193"
      ),
      (
        #"{"name":"a","convolution":{"input":"features","channels":2,"kernel":2,"stride":3}}"#,
        "leaves out frames"
      ),
      (#"{"name":"a","convolution":{"input":"features","channels":2,"kernel":2}}"#, "no middle"),
      (
        #"{"name":"a","convolution":{"input":"features","channels":2,"kernel":3,"residual":true}}"#,
        "channels 2 of 4"
      ),
      (
        #"{"name":"a","convolution":{"input":"features","channels":4,"kernel":2,"stride":2,"residual":true}}"#,
        "residual with stride 2"
      ),
      (#"{"name":"a","sum":["features"]}"#, "sum, of two"),
      (
        #"{"name":"a","convolution":{"input":"features","channels":2,"kernel":1}},{"name":"b","sum":["features","a"]}"#,
        "has 2 channels"
      ),
      (
        #"{"name":"a","convolution":{"input":"features","channels":4,"kernel":2,"stride":2}},{"name":"b","sum":["a","features"]}"#,
        "a multiple of 2"
      ),
      (
        #"{"name":"a","convolution":{"input":"features","channels":4,"kernel":4093,"stride":4093}},{"name":"b","convolution":{"input":"features","channels":4,"kernel":4091,"stride":4091}}"#,
        "least common multiple"
      ),
      (#"{"name":"a"}"#, "either convolution or sum, of two"),
      (#"{"name":"a","sum":["features","features"],"activation":"tanh"}"#, "activation"),
      (#"{"name":"a","sum":["features","features"],"activaton":"relu"}"#, "\"activaton\""),
      (
        #"{"name":"a","convolution":{"input":"features","channels":2,"kernel":1,"pad":1}}"#,
        "\"pad\""
      ),
      ("{", "architecture"),
    ])
  func refuses(_ layers: String, _ reason: String) throws {
    let error = try #require(throws: ModelError.self) { try plan(layers) }
    #expect(error.code == .unsuitableArchitecture)
    #expect(error.path == "net")
    #expect(error.message.contains(reason), "\(error)")
  }

  @Test("A context beyond all use is refused before memory is asked for")
  func refusesContext() throws {
    let layers = (0..<40).map { index in
      Layer(
        "\(index)",
        .convolution(
          .init(
            of: index == 0 ? "features" : "\(index - 1)", channels: 1, kernel: 3, dilation: 1500)))
    }
    #expect(throws: ModelError.self) {
      try NetworkPlan(NetworkArchitecture(inputChannels: 1, layers: layers), path: "net")
    }
  }

  private typealias Layer = NetworkArchitecture.Layer

  @Test("A file is refused that lacks a tensor of the network or holds one besides")
  func tensorsFit() throws {
    let entry = #"{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#
    let weight = #"{"dtype":"F32","shape":[1,1,1],"data_offsets":[4,8]}"#
    let more = #"{"dtype":"F32","shape":[1],"data_offsets":[8,12]}"#
    let net =
      #"{\"inputChannels\":1,\"layers\":[{\"name\":\"a\",\"convolution\":"#
      + #"{\"input\":\"features\",\"channels\":1,\"kernel\":1}}]}"#
    func network(_ tensors: String, _ count: Int) throws -> TemporalConvolutionNetwork {
      let header = #"{"__metadata__":{"architecture":"\#(net)"},\#(tensors)}"#
      let numbers = SafetensorsBytes.bytes(of: Array([0.5, 3, 7].prefix(count)))
      return try TemporalConvolutionNetwork(
        SafetensorsBytes(header: header, numbers: numbers).read())
    }
    let right = try network(#""a.bias":\#(entry),"a.weight":\#(weight)"#, 2)
    #expect(right.parameterCount == 2)
    #expect(right.outputs(for: ([2, -1] as [Float]).span) == [6.5, -2.5])
    for (tensors, count, reason) in [
      (#""a.bias":\#(entry)"#, 1, "\"a.weight\" is missing"),
      (#""a.bias":\#(entry),"a.weight":\#(weight),"b":\#(more)"#, 3, "\"b\" belongs to no layer"),
      (#""a.weight":\#(entry),"a.bias":\#(weight)"#, 2, "\"a.weight\" is 1, expected 1 × 1 × 1"),
    ] {
      let error = try #require(throws: ModelError.self) { try network(tensors, count) }
      #expect(error.message.contains(reason), "\(error)")
    }
  }
}
