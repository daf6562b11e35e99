internal import ArgumentParser
internal import CallAnalysis
internal import Foundation
internal import Reporting

/// What one run cost its process.
private struct RunCost: Codable {
  /// User and system, from the process's start, seconds.
  var cpuSeconds: Double
  /// Largest resident set, bytes.
  var peakBytes: Int
}

/// Measures the call at `path` in processes of their own, one after another.
///
/// - Throws: `ValidationError` where such a process fails.
func wholeRun(_ path: String, _ material: Material, minutes: Int, repeats: Int) throws
  -> Measurement
{
  let costs = try (0..<repeats).map { _ in try runOnce(path) }
  return Measurement(
    "run.\(minutes)_min", unit: .seconds, seconds: costs.map(\.cpuSeconds),
    audioSeconds: Double(minutes) * 60, peakBytes: costs.map(\.peakBytes).max())
}

private func runOnce(_ path: String) throws -> RunCost {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
  process.arguments = [Once._commandName, path]
  let output = Pipe()
  process.standardOutput = output
  try process.run()
  let answer = output.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  guard process.terminationStatus == 0 else {
    throw ValidationError("measuring \(path) ended with \(process.terminationStatus)")
  }
  return try JSONDecoder().decode(RunCost.self, from: answer)
}

/// Measures one call as `sori analyze` does, and says what that cost this process.
struct Once: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "once", abstract: "Measure one call; print what it cost.", shouldDisplay: false)

  @Argument(help: "The recording.")
  var path: String

  func run() throws {
    let analyzer = try CallAnalyzer(configuration: AnalysisConfiguration())
    let call = analyzer.analyze(CallInput(path: path))
    if let error = call.record.error { throw ValidationError("\(path): \(error.message)") }
    keep(call.record.jsonLine(includingEvents: false))
    let cost = RunCost(cpuSeconds: cpuSeconds(), peakBytes: try Self.peakBytes())
    print(String(decoding: try JSONEncoder().encode(cost), as: UTF8.self))
  }

  /// The kernel's high-water mark of this program's own memory. `ru_maxrss` would not do: it begins
  /// with that of the process that started this one (getrusage(2): "preserved across an execve").
  private static func peakBytes() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.count == 3, let kibibytes = Int(words[1]) { return kibibytes * 1024 }
    }
    throw ValidationError("/proc/self/status has no VmHWM")
  }
}
