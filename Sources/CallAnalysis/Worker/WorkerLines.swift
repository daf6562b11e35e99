internal import Reporting

/// What the lines that a worker is given mean. Every line is one input, whatever stands in it, so that
/// lines in and records out always match.
///
/// A line that begins with `{` is a manifest's row, a JSON object with a manifest's columns; any other is
/// a path. Relative paths start from the working folder. A carriage return at the end belongs to the end.
/// (A path that begins with `{` is given as `./{…`.)
public struct WorkerLines: Sendable {
  private let day: CalendarDay

  /// - Parameter day: Recordings whose retention ended before it are skipped.
  public init(asOf day: CalendarDay) { self.day = day }

  /// The input that `line` names; where it names none, one with the refusal that says why.
  ///
  /// - Parameters:
  ///   - line: Without its end.
  ///   - number: Counted from 1: stands in for the path where the line gives none, as `-:7`.
  func input(_ line: [UInt8], number: Int) -> CallInput {
    let line = line.last == 0x0D ? line.dropLast() : line[...]
    if line.isEmpty { return nameless(number, code: "line_blank", "the line is blank") }
    if line.first == UInt8(ascii: "{") { return row(Array(line), number: number) }
    guard let path = String(validating: line, as: UTF8.self) else {
      return CallInput(
        path: String(decoding: line, as: UTF8.self),
        refusal: Refusal(.failed, code: "path_not_utf8", "path is not UTF-8"))
    }
    return Self.opened(CallInput(path: path))
  }

  /// The input of a line that was too long to be read.
  func overlong(number: Int) -> CallInput {
    nameless(
      number, code: "line_too_long", "the line exceeds \(LineReader.longestLine) bytes")
  }

  private func row(_ line: [UInt8], number: Int) -> CallInput {
    do {
      let row = try ManifestRow(json: line)
      guard let path = row["path"] else {
        return nameless(number, code: "manifest_invalid", "no path")
      }
      var input = CallInput(path: path, name: OutputName.ofPath(path))
      do {
        input.refusal = try row.refusal(asOf: day)
        input.metadata = try row.metadata()
        input.metadata.transcript = row["transcript"]
      } catch {
        input.refusal = Refusal(.failed, code: "manifest_invalid", error.message)
      }
      return Self.opened(input)
    } catch {
      return nameless(number, code: "manifest_invalid", error.message)
    }
  }

  /// The system reads names up to their first zero byte, which would be another file's.
  private static func opened(_ input: CallInput) -> CallInput {
    guard input.path.utf8.contains(0) else { return input }
    var input = input
    input.refusal = Refusal(.failed, code: "path_invalid", "the path holds a zero byte")
    return input
  }

  private func nameless(_ number: Int, code: String, _ message: String) -> CallInput {
    CallInput(
      path: "\(PathInputs.standardInput):\(number)",
      refusal: Refusal(.failed, code: code, message))
  }
}
