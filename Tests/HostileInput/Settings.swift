internal import CallAnalysis
internal import FoundationEssentials
internal import NeuralNets

/// A configuration. Checked: one that is accepted is the same, and has the same hash, when it is written
/// and read again.
func examineConfiguration(_ bytes: [UInt8]) throws {
  guard let first = try? read(Data(bytes)) else { return }
  do {
    let second = try read(try ConfigurationDocument.canonicalJSON(first))
    try require(second == first, "read back as another configuration")
    let hashes = (try first.hash(), try second.hash())
    try require(hashes.0 == hashes.1, "hashes \(hashes)")
  } catch let error as AnalysisError {
    throw BrokenPromise("an accepted configuration is not read back: \(error)")
  }
}

private func read(_ document: Data) throws -> AnalysisConfiguration {
  let configuration = try ConfigurationDocument.decode(
    document, over: AnalysisConfiguration(), path: "")
  try configuration.validate()
  return configuration
}

/// The manifest of a folder of models. Checked: the files it names lie in that folder.
func examineInstalledModels(_ bytes: [UInt8], in folder: ScratchFolder) throws {
  _ = try folder.write(bytes, to: ScratchFolder.models)
  guard let models = try? InstalledModels(folder: folder.path) else { return }
  for (name, entry) in models.entries {
    for file in [entry.file, entry.licenceFile] {
      try require(
        !file.isEmpty && !file.utf8.contains(UInt8(ascii: "/")) && !file.utf8.contains(0)
          && file != "." && file != "..",
        "the model \(name) names the file \"\(file)\"")
    }
    // Files that are not there: refused, whatever they are called.
    try require((try? models.tensors(name)) == nil, "\(name) has tensors without a file")
  }
}
