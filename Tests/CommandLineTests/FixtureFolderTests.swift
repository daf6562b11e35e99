import Foundation
import Testing

@Suite("The whole fixtures folder through the program") struct FixtureFolderTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func analyze(_ jobs: Int) throws -> Program.Outcome {
    try Program.run(
      ["analyze", "fixtures", "--events", "--quiet", "--jobs", "\(jobs)"], in: Self.fixtures)
  }

  @Test("The same bytes for 1, 2 and 7 jobs and again, a line each, no NaN, no infinity")
  func identical() throws {
    let first = try analyze(1)
    #expect(first.exitCode == 1)
    for jobs in [2, 7, 1] { #expect(try analyze(jobs).output == first.output) }
    let recordings = FileManager.default.enumerator(atPath: Self.fixtures + "/fixtures")?
      .compactMap { $0 as? String }
      .filter { path in ["wav", "w64", "flac", "ogg"].contains { path.hasSuffix(".\($0)") } }
    let records = try first.records()
    #expect(Set(records.map(\.input.path)) == Set((recordings ?? []).map { "fixtures/\($0)" }))
    #expect(records.count == recordings?.count)
    for line in first.lines {
      let values = line.lowercased()
      for word in ["nan", "inf", "infinity"] {
        for mark in [": \(word)", ":\(word)", ": -\(word)", "[\(word)"] {
          #expect(!values.contains(mark))
        }
      }
    }
  }
}
