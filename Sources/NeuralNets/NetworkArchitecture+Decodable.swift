internal import FoundationEssentials

extension NetworkArchitecture {
  /// Reads the JSON that a weights' file carries. What it describes is not checked here.
  ///
  /// - Parameter path: the file, for messages.
  /// - Throws: `ModelError`, `unsuitableArchitecture`: no JSON, or keys and values of another form.
  public init(json: String, path: String) throws(ModelError) {
    do {
      self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
    } catch let error as DecodingError {
      throw ModelError(.unsuitableArchitecture, path: path, "architecture: \(error.reason)")
    } catch {
      throw ModelError(.unsuitableArchitecture, path: path, "architecture: \(error)")
    }
  }
}

extension NetworkArchitecture: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case inputChannels, layers
  }

  public init(from decoder: any Decoder) throws {
    try decoder.requireKeys(of: CodingKeys.self)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    inputChannels = try values.decode(Int.self, forKey: .inputChannels)
    layers = try values.decode([Layer].self, forKey: .layers)
  }
}

extension NetworkArchitecture.Layer: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case name, convolution, sum, activation
  }

  public init(from decoder: any Decoder) throws {
    try decoder.requireKeys(of: CodingKeys.self)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    name = try values.decode(String.self, forKey: .name)
    activation =
      try values.decodeIfPresent(NetworkArchitecture.Activation.self, forKey: .activation) ?? .none
    let convolution = try values.decodeIfPresent(
      NetworkArchitecture.Convolution.self, forKey: .convolution)
    let sum = try values.decodeIfPresent([String].self, forKey: .sum)
    switch (convolution, sum) {
    case (let convolution?, nil): operation = .convolution(convolution)
    case (nil, let sum?) where sum.count == 2: operation = .sum(sum[0], sum[1])
    default:
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "layer \"\(name)\" needs either convolution or sum, of two"))
    }
  }
}

extension NetworkArchitecture.Convolution: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case input, channels, kernel, stride, dilation
    case isResidual = "residual"
  }

  public init(from decoder: any Decoder) throws {
    try decoder.requireKeys(of: CodingKeys.self)
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      of: try values.decode(String.self, forKey: .input),
      channels: try values.decode(Int.self, forKey: .channels),
      kernel: try values.decode(Int.self, forKey: .kernel),
      stride: try values.decodeIfPresent(Int.self, forKey: .stride) ?? 1,
      dilation: try values.decodeIfPresent(Int.self, forKey: .dilation) ?? 1,
      isResidual: try values.decodeIfPresent(Bool.self, forKey: .isResidual) ?? false)
  }
}

/// Any key at all.
private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { nil }
}

extension Decoder {
  /// Refuses keys that are none of `Keys`: a misspelt one would silently mean its default.
  fileprivate func requireKeys<Keys: CodingKey & CaseIterable>(of type: Keys.Type) throws {
    let known = Set(Keys.allCases.map(\.stringValue))
    let keys = try container(keyedBy: AnyKey.self).allKeys.map(\.stringValue)
    guard let unknown = keys.filter({ !known.contains($0) }).min() else { return }
    throw DecodingError.dataCorrupted(
      .init(
        codingPath: codingPath,
        debugDescription: "unknown key \"\(unknown)\", known are \(known.sorted())"))
  }
}
