internal import NeuralNets

/// A file of tensors, read whole and mapped. Checked: both take it or both refuse it, and see the same
/// tensors; the numbers of each are as many as its shape says, finite, and the same both ways.
func examineTensors(_ bytes: [UInt8], in folder: ScratchFolder) throws {
  let path = try folder.write(bytes, to: ScratchFolder.tensors)
  let file = try? SafetensorsFile(path: path)
  let mapped = try? MappedTensors(path: path)
  guard let file, let mapped else {
    try require(file == nil && mapped == nil, "taken one way, refused the other")
    return
  }
  try require(file.tensors == mapped.tensors, "other tensors one way than the other")
  try require(file.metadata == mapped.metadata, "other metadata one way than the other")
  var held = 0
  for (name, tensor) in file.tensors {
    held += tensor.count * tensor.type.byteCount
    guard let values = try? file.values(of: name, shape: tensor.shape) else { continue }
    try require(
      values.count == tensor.count && values.count == tensor.shape.reduce(1, *),
      "\(name): \(values.count) numbers for the shape \(tensor.shape)")
    try require(values.allSatisfy(\.isFinite), "\(name): numbers that are not finite")
    guard let view = try? mapped.tensor(name, shape: tensor.shape) else { continue }
    try require(view.values == values, "\(name): other numbers one way than the other")
  }
  try require(held <= bytes.count, "\(held) bytes of numbers in \(bytes.count)")
}
