internal import FoundationEssentials
internal import Glibc

/// One line of the report: the middle, the least and the most of the repetitions, in `unit`; the middle
/// one in seconds of CPU time; how many times faster than the call lasts that is.
///
///     {"name":"stage.read","unit":"s","median":0.006,"min":…,"max":…,"repeats":7,
///      "audio_s":300,"x_real_time":50270,"cpu_s":0.006,"peak_rss_bytes":null}
struct Measurement {
  enum Unit: String {
    case nanoseconds = "ns"
    case seconds = "s"

    var perSecond: Double {
      switch self {
      case .nanoseconds: 1e9
      case .seconds: 1
      }
    }
  }

  var name: String
  var unit: Unit
  /// CPU seconds of each repetition of one operation, ascending; at least one.
  var seconds: [Double]
  /// Seconds of the call that one operation covers, nil where it covers none.
  var audioSeconds: Double?
  /// Largest resident set of a process that did nothing else, bytes.
  var peakBytes: Int?

  init(
    _ name: String, unit: Unit, seconds: [Double], audioSeconds: Double? = nil,
    peakBytes: Int? = nil
  ) {
    precondition(!seconds.isEmpty, "Measurement \(name): nothing measured")
    self.name = name
    self.unit = unit
    self.seconds = seconds.sorted()
    self.audioSeconds = audioSeconds
    self.peakBytes = peakBytes
  }

  /// The middle one; of an even number of repetitions the slower of the two in the middle.
  var medianSeconds: Double { seconds[seconds.count / 2] }

  /// The line, without its end; keys in a fixed order, unknown ones null.
  var line: String {
    func value(_ seconds: Double) -> String { Self.text(seconds * unit.perSecond) }
    let audio = audioSeconds.map(Self.text)
    let speed = audioSeconds.map { Self.text(($0 / medianSeconds).rounded()) }
    let peak = peakBytes.map { String($0) }
    let members: KeyValuePairs<String, String> = [
      "name": "\"\(name)\"",
      "unit": "\"\(unit.rawValue)\"",
      "median": value(medianSeconds),
      "min": value(seconds[0]),
      "max": value(seconds[seconds.count - 1]),
      "repeats": String(seconds.count),
      "audio_s": audio ?? "null",
      "x_real_time": speed ?? "null",
      "cpu_s": Self.text(medianSeconds),
      "peak_rss_bytes": peak ?? "null",
    ]
    return "{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
  }

  /// Four significant digits are more than a measurement of time holds.
  private static func text(_ number: Double) -> String {
    guard number != 0, number.isFinite else { return "0" }
    let power = 3 - Int(log10(abs(number)).rounded(.down))
    let scale = pow(10, Double(power))
    let rounded = (number * scale).rounded() / scale
    return rounded == rounded.rounded() && abs(rounded) < 1e12
      ? String(Int(rounded)) : String(rounded)
  }
}

/// CPU time of this process so far, user and system, seconds.
func cpuSeconds() -> Double {
  var usage = rusage()
  let outcome = getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  precondition(outcome == 0, "getrusage: errno \(errno)")
  func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }
  return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// CPU seconds of one `operation`, measured `repeats` times over as many operations as take 20 ms.
func timed(repeats: Int, _ operation: () throws -> Void) rethrows -> [Double] {
  var count = 1
  while try seconds(ofRunning: count, operation) < 0.02 { count *= 2 }
  return try (0..<repeats).map { _ in
    try seconds(ofRunning: count, operation) / Double(count)
  }
}

private func seconds(ofRunning count: Int, _ operation: () throws -> Void) rethrows -> Double {
  let start = cpuSeconds()
  for _ in 0..<count { try operation() }
  return cpuSeconds() - start
}

/// Keeps a result from being optimised away with what made it.
@inline(never)
func keep<Value>(_ value: Value) {
  withExtendedLifetime(value) {}
}
