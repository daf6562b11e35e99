internal import CallAnalysis
internal import FoundationEssentials
internal import Reporting
public import Scoring

/// Labelled recordings that are scored together: those of one folder with one suffix.
public struct LabelledSet: Sendable {
  /// The folder as given, with the suffix where there is one: `calls`, `calls/*.mono`.
  public let name: String
  /// In order of path.
  public let recordings: [LabelledRecording]
  /// How much it counts beside other sets; above 0.
  public let weight: Double

  public init(name: String, recordings: [LabelledRecording], weight: Double = 1) {
    self.name = name
    self.recordings = recordings
    self.weight = weight
  }
}

/// What is found in labelled folders.
public struct LabelledFolders: Sendable {
  /// In the order of folders, then of suffixes; none of them empty.
  public private(set) var sets: [LabelledSet] = []
  /// Recordings that cannot be scored, and why.
  public private(set) var failures: [LabelError] = []

  private let suffixes: [String]
  private let unlabelledIsSilent: Bool

  /// Finds the recordings in `folders` and the folders in them, and reads their labels.
  ///
  /// A recording belongs to the longest suffix that its name has; one that has none of them is left
  /// out.
  ///
  /// - Parameters:
  ///   - suffixes: `[""]` takes every recording with labels of its own name.
  ///   - weights: By folder as given; 1 for all others.
  /// - Throws: `TuningError`: a folder that is not there, is named twice or has nothing labelled;
  ///   `AnalysisError` where it cannot be walked.
  public init(
    _ folders: [String], suffixes: [String] = [""], weights: [String: Double] = [:],
    unlabelledIsSilent: Bool = false
  ) throws {
    self.suffixes = suffixes
    self.unlabelledIsSilent = unlabelledIsSilent
    for (index, folder) in folders.enumerated() {
      guard !folders[..<index].contains(where: { leadToSameFile($0, folder) }) else {
        throw TuningError(.usage, folder, "named twice")
      }
      try add(folder, weight: weights[folder] ?? 1)
    }
    if let folder = weights.keys.sorted().first(where: { !folders.contains($0) }) {
      throw TuningError(.usage, folder, "has a weight and is not among the folders")
    }
  }

  private mutating func add(_ folder: String, weight: Double) throws {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder else {
      throw TuningError(.nothingLabelled, folder, "no such folder")
    }
    var found = [[LabelledRecording]](repeating: [], count: suffixes.count)
    var inputs = try PathInputs([folder])
    var count = 0
    while case .input(let input) = try inputs.next(waiting: true) {
      count += 1
      guard let place = suffix(of: input) else { continue }
      do {
        found[place].append(try labelled(input, suffix: suffixes[place]))
      } catch {
        failures.append(error)
      }
    }
    guard found.contains(where: { !$0.isEmpty }) else {
      throw TuningError(
        .nothingLabelled, folder,
        count == 0 ? "no recordings" : "none of its \(count) recordings has labels beside it")
    }
    for (suffix, recordings) in zip(suffixes, found) where !recordings.isEmpty {
      let name = suffix.isEmpty ? folder : "\(folder)/*\(suffix)"
      sets.append(LabelledSet(name: name, recordings: recordings, weight: weight))
    }
  }

  /// The place of the longest suffix that the name has beyond a name of its own.
  private func suffix(of input: CallInput) -> Int? {
    suffixes.indices.filter {
      input.name.hasSuffix(suffixes[$0]) && input.name.count > suffixes[$0].count
    }.max { suffixes[$0].count < suffixes[$1].count }
  }

  private func labelled(_ input: CallInput, suffix: String) throws(LabelError) -> LabelledRecording
  {
    if let refusal = input.refusal {
      throw LabelError(.unreadable, path: input.path, refusal.error.message)
    }
    return try LabelledRecording(input, suffix: suffix, unlabelledIsSilent: unlabelledIsSilent)
  }
}
