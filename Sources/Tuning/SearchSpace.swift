public import CallAnalysis

/// A value for each tuned field, in their order.
public struct Candidate: Hashable, Sendable, Comparable {
  public var values: [SettingValue]

  /// By the first field, then the second, and so on.
  public static func < (one: Candidate, other: Candidate) -> Bool {
    one.values.lexicographicallyPrecedes(other.values)
  }
}

/// The configurations that a search may look at: those of the tuned fields' values, everything else as
/// in the base.
public struct SearchSpace: Sendable {
  public let base: AnalysisConfiguration
  public let fields: [TunedField]
  /// The base's own values, whether they are among the fields' or not.
  public let origin: Candidate

  /// - Throws: `TuningError` (`usage`) for a field that is not there, is named twice or holds a list;
  ///   `AnalysisError` (`usage`) for a value of the wrong type or out of range.
  public init(base: AnalysisConfiguration, fields: [TunedField]) throws {
    self.base = base
    self.fields = fields
    let settings = try ConfigurationDocument.settings(of: base)
    var values: [SettingValue] = []
    for (index, field) in fields.enumerated() {
      guard !fields[..<index].contains(where: { $0.name == field.name }) else {
        throw TuningError(.usage, field.name, "named twice")
      }
      values.append(try Self.value(of: field.name, in: settings))
    }
    origin = Candidate(values: values)
    for field in fields {
      for value in field.values {
        try ConfigurationDocument.changing(base, [field.name: value]).validate()
      }
    }
  }

  private static func value(
    of name: String, in settings: [Setting]
  ) throws(TuningError) -> SettingValue {
    guard let setting = settings.first(where: { $0.name == name }) else {
      if settings.contains(where: { $0.name.hasPrefix(name + ".") }) {
        throw TuningError(.usage, name, "is a group of settings, name one of them")
      }
      let nearest = nearestName(to: name, among: settings.map(\.name))
      throw TuningError(
        .usage, name, "no such setting" + (nearest.map { "; did you mean \($0)?" } ?? ""))
    }
    guard let value = setting.value else {
      throw TuningError(.usage, name, "is a list, which cannot be searched")
    }
    return value
  }

  /// The base with the candidate's values; nil where these are in their ranges one by one, but not
  /// together.
  ///
  /// - Throws: `AnalysisError` for a value of the wrong type.
  public func configuration(
    _ candidate: Candidate
  ) throws(AnalysisError) -> AnalysisConfiguration? {
    let changes = Dictionary(
      zip(fields.map(\.name), candidate.values), uniquingKeysWith: { first, _ in first })
    let configuration = try ConfigurationDocument.changing(base, changes)
    do {
      try configuration.validate()
      return configuration
    } catch {
      return nil
    }
  }

  /// How many combinations of values there are, the origin not counted; `Int.max` where there are more
  /// than that.
  var size: Int {
    fields.reduce(1) { product, field in
      let (size, overflows) = product.multipliedReportingOverflow(by: field.values.count)
      return overflows ? Int.max : size
    }
  }

  /// All of them, ascending.
  func grid() -> [Candidate] {
    fields.reduce([Candidate(values: [])]) { candidates, field in
      candidates.flatMap { candidate in
        field.values.map { Candidate(values: candidate.values + [$0]) }
      }
    }
  }

  /// How many fields differ from the base.
  func changes(in candidate: Candidate) -> Int {
    zip(candidate.values, origin.values).count { $0 != $1 }
  }
}
