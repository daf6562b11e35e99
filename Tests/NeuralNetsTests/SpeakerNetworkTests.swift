import Foundation
import NeuralNets
import Testing

/// What numpy makes of a small CAM++: `scripts/make-speaker-vectors`.
struct SpeakerNetworkTests {
  private let network: SpeakerNetwork
  private let vectors: SafetensorsFile

  /// Frames of the script's long and short clips, and which of the long one's outputs it keeps.
  private static let long = 1100
  private static let short = 137
  private static let every = 10

  init() throws {
    network = try SpeakerNetwork(
      MappedTensors(path: NetworkVectorTests.file("speaker.safetensors")),
      architecture: Self.architecture)
    vectors = try SafetensorsFile(path: NetworkVectorTests.file("speaker.frames.safetensors"))
  }

  private static var architecture: SpeakerNetwork.Architecture {
    var small = SpeakerNetwork.Architecture()
    small.frontChannels = 16
    small.tdnnChannels = 16
    small.growth = 8
    small.bottleneck = 16
    small.layerCounts = [2, 2]
    small.dilations = [1, 2]
    return small
  }

  /// The script's `band(t, b)`.
  private static func bands(_ count: Int) -> [Float] {
    var bands: [Float] = []
    for t in 0..<count {
      for b in 0..<80 {
        let slow = cos(0.013 * Double(t * (1 + b % 7)))
        bands.append(Float(2 * sin(0.11 * Double(t) + 0.7 * Double(b)) * slow))
      }
    }
    return bands
  }

  private func frames(_ count: Int, context: SpeakerContext) -> [Float] {
    var evaluation = SpeakerEvaluation(of: network, context: context)
    evaluation.process(Self.bands(count).span)
    return Array(evaluation.frames[..<(evaluation.frameCount * Self.architecture.frameWidth)])
  }

  private func expected(_ name: String) throws -> [Float] {
    try vectors.values(of: name, shape: try #require(vectors.tensors[name]).shape)
  }

  /// The largest difference as a share of the largest expected value; infinite when counts differ.
  private static func error(_ values: some Collection<Float>, _ expected: [Float]) -> Float {
    guard values.count == expected.count else { return .infinity }
    let largest = expected.reduce(0) { max($0, abs($1)) }
    return zip(values, expected).reduce(0) { max($0, abs($1.0 - $1.1)) } / largest
  }

  @Test(
    "Frames of a clip longer than two stretches are what numpy computes by the definition",
    arguments: [
      ("long.clip", SpeakerContext.clip), ("long.moving15", .moving(frames: 15, hop: 1)),
      ("long.moving75by5", .dense),
    ])
  func longClip(_ name: String, _ context: SpeakerContext) throws {
    let width = Self.architecture.frameWidth
    let frames = frames(Self.long, context: context)
    let kept = stride(from: 0, to: frames.count / width, by: Self.every).flatMap {
      frames[($0 * width)..<(($0 + 1) * width)]
    }
    #expect(Self.error(kept, try expected(name)) < 2e-5)
  }

  @Test("A clip shorter than a stretch, with an odd number of frames, and its embedding too")
  func shortClip() throws {
    let frames = frames(Self.short, context: .clip)
    #expect(Self.error(frames, try expected("short.clip")) < 2e-5)
    var pooling = SpeakerPooling(of: network)
    var embedding: [Float] = []
    let count = frames.count / Self.architecture.frameWidth
    pooling.embed([0..<count], of: frames, isNormalized: false) { rows in
      embedding = rows.indices.map { rows[$0] }
    }
    #expect(Self.error(embedding, try expected("short.embedding")) < 2e-5)
  }

  @Test("What a clip gives does not depend on the clip before, nor on the thread")
  func repeated() async throws {
    var evaluation = SpeakerEvaluation(of: network, context: .dense)
    evaluation.process(Self.bands(Self.long).span)
    let clip = Self.bands(Self.short)
    evaluation.process(clip.span)
    let size = evaluation.frameCount * Self.architecture.frameWidth
    let here = Array(evaluation.frames[..<size])
    #expect(here == frames(Self.short, context: .dense))
    let network = network
    let there = await Task.detached {
      var evaluation = SpeakerEvaluation(of: network, context: .dense)
      evaluation.process(clip.span)
      return Array(evaluation.frames[..<size])
    }.value
    #expect(here == there)
  }

  @Test("Clips of a few frames are evaluated", arguments: [1, 2, 3, 9, 10, 11])
  func tinyClips(_ count: Int) {
    let frames = frames(count, context: .dense)
    #expect(frames.count == (count + 1) / 2 * Self.architecture.frameWidth)
    #expect(frames.allSatisfy { $0.isFinite && $0 >= 0 })
  }

  @Test("Windows in any order give what each gives alone, to rounding; those of one frame too")
  func windows() {
    let frames = frames(Self.long, context: .dense)
    let windows = [0..<75, 2..<77, 30..<31, 30..<60, 200..<400, 199..<210, 500..<550, 548..<550]
    var pooling = SpeakerPooling(of: network)
    var together: [Float] = []
    pooling.embed(windows, of: frames) { rows in
      together += rows.indices.map { rows[$0] }
    }
    for (index, window) in windows.enumerated() {
      var alone: [Float] = []
      pooling.embed([window], of: frames) { rows in alone = rows.indices.map { rows[$0] } }
      let row = together[(index * 192)..<((index + 1) * 192)]
      #expect(Self.error(row, alone) < 1e-5, "\(window)")
      #expect(abs(alone.reduce(0) { $0 + $1 * $1 } - 1) < 1e-5)
    }
  }

  @Test("A file of another size is refused by the name of the first tensor that differs")
  func otherShape() throws {
    let path = NetworkVectorTests.file("speaker.safetensors")
    let failure = try #require(throws: ModelError.self) {
      try SpeakerNetwork(MappedTensors(path: path))
    }
    #expect(failure.code == .unsuitableTensor)
    #expect(failure.message.contains("front.conv1.weight"))
  }

  @Test("A tensor that belongs nowhere is refused by its name")
  func surplus() throws {
    let path = NetworkVectorTests.file("speaker.safetensors")
    let content = try Data(contentsOf: URL(filePath: path))
    let length = content.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    let numbers = content.dropFirst(8 + length)
    var header = try #require(
      try JSONSerialization.jsonObject(with: content.dropFirst(8).prefix(length))
        as? [String: Any])
    header["block1.9.shift"] =
      ["dtype": "F32", "shape": [1], "data_offsets": [numbers.count, numbers.count + 4]]
      as [String: Any]
    var text = try JSONSerialization.data(withJSONObject: header)
    while text.count % 4 != 0 { text.append(0x20) }
    let folder = try TemporaryModels()
    let bytes = withUnsafeBytes(of: UInt64(text.count).littleEndian) { Array($0) }
    let other = try folder.write(
      bytes + text + numbers + [0, 0, 0, 0], to: "speaker.safetensors")
    let failure = try #require(throws: ModelError.self) {
      try SpeakerNetwork(MappedTensors(path: other), architecture: Self.architecture)
    }
    #expect(failure.code == .unsuitableTensor)
    #expect(failure.message == "tensor \"block1.9.shift\" belongs to no layer")
  }
}
