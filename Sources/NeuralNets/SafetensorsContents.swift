/// A safetensors file whose header was checked: what is asked for by name.
public protocol SafetensorsContents: Sendable {
  /// The file, as given.
  var path: String { get }
  var metadata: [String: String] { get }
  /// By name.
  var tensors: [String: SafetensorsFile.Tensor] { get }
}

extension SafetensorsContents {
  /// The metadata under `key`.
  ///
  /// - Throws: `ModelError`, `missing` when there is none or it is empty.
  public func requiredMetadata(_ key: String) throws(ModelError) -> String {
    guard let value = metadata[key], !value.isEmpty else {
      throw ModelError(.missing, path: path, "metadata \"\(key)\" is missing or empty")
    }
    return value
  }

  /// Place and form of the tensor `name`.
  ///
  /// - Throws: `ModelError`, `missing`.
  func requiredTensor(_ name: String) throws(ModelError) -> SafetensorsFile.Tensor {
    guard let tensor = tensors[name] else {
      throw ModelError(.missing, path: path, "tensor \"\(name)\" is missing")
    }
    return tensor
  }
}
