/// Metrics in Prometheus' text format, version 0.0.4: families in the order they are added.
struct PrometheusText {
  /// What a family's values are.
  enum Kind: String {
    /// Grows, and begins at 0 with every run.
    case counter
    /// Goes up and down.
    case gauge
    case histogram
  }

  /// What has been written so far; every line has its end.
  private(set) var text = ""

  /// Adds a family of one or more samples.
  mutating func add(
    _ name: String, _ kind: Kind, help: String,
    _ samples: [(labels: [(String, String)], value: String)]
  ) {
    begin(name, kind, help: help)
    for sample in samples { line(name, sample.labels, sample.value) }
  }

  /// Adds a family of one sample without labels.
  mutating func add(_ name: String, _ kind: Kind, help: String, _ value: String) {
    add(name, kind, help: help, [(labels: [], value: value)])
  }

  /// Adds a histogram: cumulative buckets, sum and count.
  mutating func add(_ name: String, help: String, _ histogram: ProcessingHistogram) {
    begin(name, .histogram, help: help)
    let bounds = ProcessingHistogram.upperBounds.map(Self.number) + ["+Inf"]
    var cumulated = 0
    for (bound, count) in zip(bounds, histogram.counts) {
      cumulated += count
      line("\(name)_bucket", [("le", bound)], String(cumulated))
    }
    line("\(name)_sum", [], Self.seconds(histogram.sum))
    line("\(name)_count", [], String(cumulated))
  }

  /// A number as the format takes it: whole ones without a fraction.
  ///
  /// - Precondition: finite.
  static func number(_ value: Double) -> String {
    precondition(value.isFinite, "a metric of \(value)")
    return Int(exactly: value).map(String.init) ?? "\(value)"
  }

  /// A time in seconds, to the microsecond.
  static func seconds(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    // 10^12 attoseconds are a microsecond.
    return number(Double(seconds * 1_000_000 + attoseconds / 1_000_000_000_000) / 1_000_000)
  }

  private mutating func begin(_ name: String, _ kind: Kind, help: String) {
    text += "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
  }

  private mutating func line(_ name: String, _ labels: [(String, String)], _ value: String) {
    let pairs = labels.map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }.joined(separator: ",")
    text += pairs.isEmpty ? "\(name) \(value)\n" : "\(name){\(pairs)} \(value)\n"
  }

  /// Backslashes and line ends are escaped everywhere, quotes in labels alone.
  static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
