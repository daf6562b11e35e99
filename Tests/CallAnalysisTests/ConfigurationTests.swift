import Foundation
import SpeechTimeline
import Testing

@testable import CallAnalysis

@Suite struct ConfigurationTests {
  private struct Stage: Hashable, Codable {
    struct Inner: Hashable, Codable {
      var thresholdDB = -40.5
      var frames = 3
    }
    var inner = Inner()
    var enabled = true
    var names = ["a"]
    var note: String?
  }

  private func decode(_ text: String) throws -> Stage {
    try ConfigurationDocument.decode(Data(text.utf8), over: Stage(), path: "c.json")
  }

  @Test("What a document leaves out keeps its default, at every depth")
  func defaults() throws {
    #expect(try decode("{}") == Stage())
    var expected = Stage()
    expected.inner.frames = 5
    #expect(try decode(#"{"inner": {"frames": 5}}"#) == expected)
    expected.note = "x"
    expected.names = []
    expected.inner.thresholdDB = -30
    expected.enabled = false
    #expect(
      try decode(
        #"{"inner":{"frames":5,"thresholdDB":-30},"names":[],"note":"x","enabled":false}"#)
        == expected)
  }

  @Test(
    "What makes no sense is refused by name",
    arguments: [
      (#"{"iner": {}}"#, "unknown key \"iner\""),
      (#"{"inner": {"frames": 1, "treshold": 2}}"#, "unknown key \"inner.treshold\""),
      (#"{"inner": {"frames": "many"}}"#, "inner.frames: expected Int"),
      (#"{"inner": 4}"#, nil), (#"{"enabled": null}"#, nil), ("[]", "expected a JSON object"),
      ("{", "not valid JSON"), ("", "not valid JSON"),
    ])
  func refusals(text: String, message: String?) {
    let error = #expect(throws: AnalysisError.self) { try decode(text) }
    #expect(error?.code == .usage)
    #expect(error?.path == "c.json")
    if let message { #expect(error?.message == message) }
  }

  @Test("Settings are listed by dotted name, lists without a value, and changed by it")
  func settings() throws {
    let settings = try ConfigurationDocument.settings(of: Stage())
    #expect(settings.map(\.name) == ["enabled", "inner.frames", "inner.thresholdDB", "names"])
    #expect(settings.map(\.value) == [.boolean(true), .number(3), .number(-40.5), nil])
    var expected = Stage()
    expected.inner.frames = 5
    expected.enabled = false
    expected.note = "x"
    #expect(
      try ConfigurationDocument.changing(
        Stage(), ["inner.frames": .number(5), "enabled": .boolean(false), "note": .text("x")])
        == expected)
    #expect(try ConfigurationDocument.changing(Stage(), [:]) == Stage())
    for (name, value) in [
      ("inner.frames", SettingValue.number(0.5)), ("inner.frames", .text("x")),
      ("inner", .number(1)), ("inner.treshold", .number(1)), ("", .number(1)),
    ] {
      #expect(throws: AnalysisError.self) {
        try ConfigurationDocument.changing(Stage(), [name: value])
      }
    }
  }

  @Test(
    "Values are ordered truth values first, then numbers, then texts, and print as they are read")
  func values() {
    let ordered: [SettingValue] = [
      .boolean(false), .boolean(true), .number(-1), .number(0.5), .number(10), .text("a"),
      .text("b"),
    ]
    #expect(ordered.shuffled().sorted() == ordered)
    #expect(ordered.map { SettingValue("\($0)") } == ordered)
    #expect(ordered.map(\.description) == ["false", "true", "-1", "0.5", "10", "a", "b"])
  }

  @Test("The hash is the head of the SHA-256 of the sorted JSON")
  func hash() throws {
    let json = #"{"enabled":true,"inner":{"frames":3,"thresholdDB":-40.5},"names":["a"]}"#
    #expect(try ConfigurationDocument.canonicalJSON(Stage()) == Data(json.utf8))
    // printf '%s' '{"enabled":…}' | sha256sum
    #expect(try ConfigurationDocument.hash(of: Stage()) == "e7514380dc23")
  }

  @Test("The hash follows every field and nothing else")
  func hashFollowsFields() throws {
    let base = AnalysisConfiguration()
    var changed = base
    changed.levels.loudness = true
    #expect(try base.hash() == AnalysisConfiguration().hash())
    #expect(try base.hash() != changed.hash())
    changed = base
    changed.channels = ChannelRoles(agent: 2, customer: 1)
    #expect(try base.hash() != changed.hash())
  }

  @Test("A number that is not finite has no hash")
  func notFinite() {
    var stage = Stage()
    stage.inner.thresholdDB = .nan
    #expect(throws: AnalysisError.self) { try ConfigurationDocument.hash(of: stage) }
  }

  @Test("A file is read, validated, and named where it is wrong")
  func file() throws {
    let folder = try TemporaryFolder()
    let swapped = try folder.write(#"{"channels": {"agent": 2, "customer": 1}}"#, to: "a.json")
    #expect(
      try AnalysisConfiguration.read(fromFile: swapped).channels
        == ChannelRoles(agent: 2, customer: 1))
    let wrong = try folder.write(#"{"channels": {"agent": 9}}"#, to: "b.json")
    #expect(
      throws: AnalysisError(.usage, path: wrong, "channels.agent is 9, expected 1 to 8")
    ) { try AnalysisConfiguration.read(fromFile: wrong) }
    let outside = try folder.write(#"{"metrics": {"bridgeSeconds": -1}}"#, to: "c.json")
    #expect(
      throws: AnalysisError(
        .usage, path: outside, "metrics.bridgeSeconds: -1.0, expected 0.0...2.0")
    ) { try AnalysisConfiguration.read(fromFile: outside) }
    #expect(throws: AnalysisError(.unreadable, path: "/nowhere.json", "cannot be read")) {
      try AnalysisConfiguration.read(fromFile: "/nowhere.json")
    }
  }
}

@Suite struct ChannelRolesTests {
  @Test(
    "Roles are read in either order, with commas or semicolons",
    arguments: [
      "agent=3,customer=1", "customer=1;agent=3", " agent = 3 , customer = 1 ",
    ])
  func reads(text: String) throws {
    let roles = try ChannelRoles(parsing: text)
    #expect(roles == ChannelRoles(agent: 3, customer: 1))
    #expect(roles.role(onChannel: 3) == .agent)
    #expect(roles.role(onChannel: 1) == .customer)
    #expect(roles.role(onChannel: 2) == nil)
  }

  @Test(
    "What names no two channels is refused",
    arguments: [
      "", "agent=1", "agent=1,customer=1", "agent=0,customer=1", "agent=1,customer=9",
      "agent=1,agent=2", "agent=1,customer=2,agent=3", "agent=a,customer=2", "boss=1,customer=2",
      "agent=1,customer=2=3",
    ])
  func refuses(text: String) {
    #expect(throws: AnalysisError.self) { try ChannelRoles(parsing: text) }
  }
}

@Suite struct AgentPseudonymTests {
  @Test("Pseudonyms are HMAC-SHA-256: RFC 4231, test case 1")
  func vector() throws {
    let pseudonym = try AgentPseudonym(key: [UInt8](repeating: 0x0B, count: 20))
    #expect(
      pseudonym("Hi There")
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
  }

  @Test("A key file's line end is not part of the key; a short key is refused")
  func file() throws {
    let folder = try TemporaryFolder()
    let key = "0123456789abcdef"
    let plain = try AgentPseudonym(keyFile: try folder.write(key, to: "a"))
    let edited = try AgentPseudonym(keyFile: try folder.write(key + "\r\n", to: "b"))
    #expect(plain("77") == edited("77"))
    #expect(plain("77") != plain("78"))
    let short = try folder.write("0123456789abcde\n", to: "c")
    #expect(
      throws: AnalysisError(.usage, path: short, "key holds 15 bytes, expected 16 or more")
    ) { _ = try AgentPseudonym(keyFile: short) }
  }
}
