import Foundation
import Testing

/// Speakers who share a channel, by the program as people run it. What needs the networks of `scripts/setup` skips
/// where they are not.
@Suite struct VoiceCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Twelve seconds with both parties on both channels: networks take their time in a debug build.
  private static let recording: String = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("fixtures/calls/dual-mono.wav").path

  private static let areInstalled: Bool =
    (try? Program.run(["models"], in: "/").exitCode) == 0

  private func speakers(_ options: String...) throws -> [[String: Any]] {
    let outcome = try Program.run(["analyze", Self.recording, "-q"] + options, in: folder.path)
    #expect(outcome.exitCode == 0)
    #expect(outcome.errors.isEmpty)
    let record = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    return (record as? [String: Any])?["speakers"] as? [[String: Any]] ?? []
  }

  @Test("Speakers are counted, or as many as asked for", .enabled(if: areInstalled))
  func count() throws {
    let found = try speakers().map { $0["label"] as? String }
    #expect(found == ["speaker_1", "speaker_2"])
    #expect(try speakers("--speakers", "3").count == 3)
    #expect(try speakers("--speakers", "1").map { $0["label"] as? String } == ["speaker_1"])
  }

  @Test("A rule gives roles, and the record says that they are assumed", .enabled(if: areInstalled))
  func roles() throws {
    let found = try speakers("--roles", "first-speaker=agent")
    #expect(found.map { $0["role"] as? String } == ["agent", "customer"])
    #expect(found.allSatisfy { $0["role_source"] as? String == "assumed" })
  }

  @Test("A manifest says who spoke first", .enabled(if: areInstalled))
  func manifest() throws {
    try folder.write("path,first_speaker\n\(Self.recording),customer\n", to: "calls.csv")
    let outcome = try Program.run(["analyze", "--manifest", "calls.csv", "-q"], in: folder.path)
    let line = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let labels = (line?["speakers"] as? [[String: Any]])?.map { $0["label"] as? String }
    #expect(labels == ["agent", "customer"])
  }

  @Test("What is no number of speakers and no rule is a usage error")
  func usage() throws {
    for options in [["--speakers", "0"], ["--speakers", "many"], ["--roles", "agent"]] {
      let outcome = try Program.run(["analyze", Self.recording] + options, in: folder.path)
      #expect(outcome.exitCode == 64, "\(options)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test("Without the networks calls are measured, and the command that installs them is named")
  func missing() throws {
    let models = URL(fileURLWithPath: Self.recording).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("models")
    let shipped = try FileManager.default.contentsOfDirectory(atPath: models.path)
      .filter { $0.hasPrefix("speech-") && $0.hasSuffix(".safetensors") }
    for name in shipped {
      try folder.write(
        Array(Data(contentsOf: models.appendingPathComponent(name))), to: "few/\(name)")
    }
    let outcome = try Program.run(["analyze", Self.recording, "--models", "few"], in: folder.path)
    #expect(outcome.exitCode == 0)
    #expect(outcome.output.contains(#""segmentation":"single""#))
    #expect(outcome.output.contains(#""models_missing""#))
    #expect(outcome.errors.contains("scripts/install-models --folder few"))
  }

  @Test(
    "Nothing is written but what was asked for: no voice is kept anywhere",
    .enabled(if: areInstalled))
  func leavesNothing() throws {
    let outcome = try Program.shell(
      "export HOME=$PWD TMPDIR=$PWD XDG_CACHE_HOME=$PWD && $SORI analyze \(Self.recording) -q -o calls.jsonl --rttm-out labels",
      in: folder.path)
    #expect(outcome.exitCode == 0)
    let records = try String(contentsOfFile: "\(folder.path)/calls.jsonl", encoding: .utf8)
    #expect(records.contains(#""segmentation":"diarized""#))
    let left = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
    #expect(left == ["calls.jsonl", "labels", "labels/dual-mono.rttm"])
  }
}
