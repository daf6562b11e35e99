public import CallAnalysis

/// A setting and the values that are tried for it.
public struct TunedField: Hashable, Sendable {
  /// Dotted, as `sori config` nests it: `detector.crosstalk.marginDB`.
  public let name: String
  /// Ascending, each once; one at least.
  public let values: [SettingValue]

  /// More than anybody measures.
  private static let mostValues = 10_000

  /// Reads `FIELD=V,V,…`, where each V is a value or a range `FIRST:LAST:STEP`.
  ///
  /// Steps are counted in decimals as written: `0:0.3:0.1` is 0, 0.1, 0.2, 0.3 exactly. A last value
  /// that no step meets is left out.
  ///
  /// - Throws: `TuningError` (`usage`).
  public init(parsing text: String) throws(TuningError) {
    guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
      throw TuningError(.usage, "--set \(text)", "expected FIELD=FIRST:LAST:STEP or FIELD=V1,V2")
    }
    name = String(text[..<equals])
    var found: Set<SettingValue> = []
    let items = text[text.index(after: equals)...]
      .split(separator: ",", omittingEmptySubsequences: false)
    for item in items {
      guard !item.isEmpty else { throw TuningError(.usage, "--set \(text)", "a value is empty") }
      if item.contains(":") {
        found.formUnion(try Self.range(item, of: text))
      } else {
        found.insert(SettingValue(item))
      }
    }
    values = found.sorted()
  }

  public init(name: String, values: [SettingValue]) {
    precondition(!values.isEmpty, "\(name) has no values")
    self.name = name
    self.values = Set(values).sorted()
  }

  private static func range(
    _ text: Substring, of whole: String
  ) throws(TuningError) -> [SettingValue] {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap(SettingValue.number(in:))
    guard parts.count == 3, numbers.count == 3, numbers.allSatisfy({ abs($0) < 1e9 }) else {
      throw TuningError(.usage, "--set \(whole)", "\"\(text)\" is not FIRST:LAST:STEP in numbers")
    }
    guard numbers[0] <= numbers[1], numbers[2] > 0 else {
      throw TuningError(
        .usage, "--set \(whole)", "\"\(text)\": the step must lead from the first up to the last")
    }
    // As whole numbers of the finest decimal written, so that no step adds an error of its own.
    var power = 1.0
    for _ in 0..<min(9, parts.map(decimals).max() ?? 0) { power *= 10 }
    let first = (numbers[0] * power).rounded()
    let step = (numbers[2] * power).rounded()
    let last = (numbers[1] * power).rounded()
    guard step >= 1, (last - first) / step < Double(mostValues) else {
      throw TuningError(
        .usage, "--set \(whole)", "\"\(text)\" has more than \(mostValues) values")
    }
    return stride(from: first, through: last, by: step).map { .number($0 / power) }
  }

  /// Digits behind the point; nine where an exponent hides them.
  private static func decimals(_ number: Substring) -> Int {
    if number.contains(where: { "eE".contains($0) }) { return 9 }
    return number.firstIndex(of: ".").map { number[$0...].count - 1 } ?? 0
  }
}
