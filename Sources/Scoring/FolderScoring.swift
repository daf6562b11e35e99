public import SpeechTimeline

/// Scores many recordings, and keeps count of what could not be scored.
public struct FolderScoring {
  /// What was scored.
  public private(set) var report: ScoreReport
  /// What could not be, in the order it was met.
  public private(set) var failures: [LabelError] = []

  private let options: ScoreOptions
  private let maps: [String: Timeline]?

  /// - Parameter maps: The time to score of each recording, by name, as an evaluation map has it; nil
  ///   scores all of every recording.
  public init(options: ScoreOptions, maps: [String: Timeline]? = nil) {
    self.options = options
    self.maps = maps
    report = ScoreReport(options: options)
  }

  /// Scores one recording, or keeps why that cannot be done.
  ///
  /// - Parameters:
  ///   - durationSeconds: Of the recording, or nil where it is not known.
  ///   - figures: What the hypothesis's own program published; nil takes the figures from its labels.
  ///   - voicePitchHz: Median pitch of the reference's speakers, by label; nil scores no voices.
  public mutating func score(
    _ name: String, hypothesis: LabelFile, reference: LabelFile, durationSeconds: Double?,
    figures: FigureValues? = nil, voicePitchHz: [String: Double]? = nil
  ) {
    attempt { run throws(LabelError) in
      let map = try run.map(for: name, reference: reference)
      run.report.add(
        name,
        try Score(
          name: name, hypothesis: hypothesis, reference: reference, map: map,
          durationSeconds: durationSeconds, figures: figures, voicePitchHz: voicePitchHz,
          options: run.options))
    }
  }

  /// Keeps why a recording cannot be scored.
  public mutating func fail(_ failure: LabelError) {
    failures.append(failure)
  }

  /// Scores every name that is in both folders, in order, and keeps every name that is only in one.
  ///
  /// - Parameters:
  ///   - missingIsEmpty: Whether a reference without a hypothesis is scored against one that finds
  ///     nobody.
  ///   - unlabelledIsSilent: Whether a hypothesis without a reference is scored against one in which
  ///     nobody speaks.
  ///   - durationSeconds: Length of the recording of this name in the references' folder, or nil where
  ///     it is not known.
  ///   - voicePitchHz: Median pitch of the speakers of a reference of this name, by label; nil scores no
  ///     voices.
  public mutating func score(
    _ hypotheses: LabelFolder, against references: LabelFolder, missingIsEmpty: Bool,
    unlabelledIsSilent: Bool, durationSeconds: (_ name: String) -> Double?,
    voicePitchHz: (_ name: String, _ reference: LabelFile) throws(LabelError) -> [String: Double]? =
      {
        _, _ in nil
      }
  ) {
    for name in Set(hypotheses.names).union(references.names).sorted() {
      attempt { run throws(LabelError) in
        let truth = try references.read(name)
        let found = try hypotheses.read(name)
        if truth == nil, !unlabelledIsSilent {
          throw LabelError(.unscorable, path: found?.path ?? name, "no reference named \(name)")
        }
        if found == nil, !missingIsEmpty {
          throw LabelError(.unscorable, path: truth?.path ?? name, "no hypothesis named \(name)")
        }
        let reference = truth ?? .silence(name)
        run.score(
          name, hypothesis: found ?? .silence(name), reference: reference,
          durationSeconds: durationSeconds(name),
          voicePitchHz: try voicePitchHz(name, reference))
      }
    }
  }

  /// Measures what the figures of records are off by. A record belongs to the reference whose name its
  /// path ends with, less the last extension.
  public mutating func score(
    _ records: [RecordFigures], against references: LabelFolder, suffix: String = ""
  ) {
    var names = Set(references.names)
    for record in records {
      attempt { run throws(LabelError) in
        guard let name = record.name(among: references.names, suffix: suffix) else {
          // Without the suffix a record is another recording's, and was not asked for.
          if !suffix.isEmpty, !record.base.hasSuffix(suffix) { return }
          throw LabelError(.unscorable, path: record.path, "no reference of this name")
        }
        guard names.remove(name) != nil else {
          throw LabelError(.unscorable, path: record.path, "another record is of \(name)")
        }
        guard let reference = try references.read(name), !record.values.isEmpty else {
          throw LabelError(.unscorable, path: record.path, "the record holds no figures")
        }
        run.report.add(
          name,
          Score(
            name: name, figures: record.values, duration: record.duration, reference: reference,
            options: run.options))
      }
    }
    for name in names.sorted() {
      fail(
        LabelError(
          .unscorable, path: references.files[name]?.path ?? name, "no record of \(name)"))
    }
  }

  private mutating func attempt(_ body: (inout FolderScoring) throws(LabelError) -> Void) {
    do {
      try body(&self)
    } catch {
      failures.append(error)
    }
  }

  /// The time to score of one recording: what the map has under its name, or under its last part.
  private func map(for name: String, reference: LabelFile) throws(LabelError) -> Timeline? {
    guard let maps else { return nil }
    let last = name.split(separator: "/").last.map(String.init) ?? name
    guard let map = maps[name] ?? maps[last] else {
      throw LabelError(.unscorable, path: reference.path, "\(name) is not in the evaluation map")
    }
    return map
  }
}

extension RecordFigures {
  /// The path without its last extension.
  var base: Substring {
    let file = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    guard let dot = path[file...].lastIndex(of: "."), dot > file else { return path[...] }
    return path[..<dot]
  }

  /// The longest of `names` that the path ends with.
  fileprivate func name(among names: [String], suffix: String) -> String? {
    guard base.hasSuffix(suffix) else { return nil }
    let own = base.dropLast(suffix.count)
    return names.filter { own == $0 || own.hasSuffix("/\($0)") }.max { $0.count < $1.count }
  }
}
