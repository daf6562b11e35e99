import CallAnalysis
import CallMetrics
import Testing

@testable import Tuning

@Suite struct SearchSpaceTests {
  private func space(_ fields: String...) throws -> SearchSpace {
    try SearchSpace(
      base: AnalysisConfiguration(), fields: try fields.map(TunedField.init(parsing:)))
  }

  private func message(_ fields: String...) -> String {
    do {
      _ = try SearchSpace(
        base: AnalysisConfiguration(), fields: try fields.map(TunedField.init(parsing:)))
      return ""
    } catch {
      return "\(error)"
    }
  }

  @Test("A misspelt field is refused with the nearest that there is")
  func unknown() {
    #expect(
      message("detector.crosstalk.marginDb=1")
        == "detector.crosstalk.marginDb: no such setting; did you mean detector.crosstalk.marginDB?"
    )
    #expect(message("deadAirSecond=1").hasSuffix("did you mean metrics.deadAirSeconds?"))
    #expect(message("xyzzy=1") == "xyzzy: no such setting")
    #expect(message("metrics=1") == "metrics: is a group of settings, name one of them")
    #expect(message("metrics.silenceLadderSeconds=1").contains("is a list"))
    #expect(message("metrics.dropSeconds=0.1", "metrics.dropSeconds=0.2").contains("named twice"))
  }

  @Test("A value out of range or of another type is refused as the configuration refuses it")
  func range() {
    #expect(
      message("metrics.bridgeSeconds=1:3:1") == "metrics.bridgeSeconds: 3.0, expected 0.0...2.0")
    #expect(message("levels.loudness=3") == "levels.loudness: expected Bool")
    #expect(message("metrics.bridgeSeconds=long") == "metrics.bridgeSeconds: expected Double")
    #expect(message("levels.loudness=true,false").isEmpty)
  }

  @Test("A candidate changes the tuned fields and nothing else, whatever the base is")
  func configuration() throws {
    var base = AnalysisConfiguration()
    base.metrics.deadAirSeconds = 8
    let space = try SearchSpace(
      base: base, fields: [TunedField(parsing: "metrics.bridgeSeconds=0.2,0.4")])
    var expected = base
    expected.metrics.bridgeSeconds = 0.4
    #expect(space.origin.values == [.number(0.3)])
    #expect(try space.configuration(Candidate(values: [.number(0.4)])) == expected)
    #expect(try space.configuration(space.origin) == base)
  }

  @Test("The base's own values read back as the base, for every setting there is")
  func everySetting() throws {
    let base = AnalysisConfiguration()
    for setting in try ConfigurationDocument.settings(of: base) {
      guard let value = setting.value else { continue }
      let space = try SearchSpace(
        base: base, fields: [TunedField(name: setting.name, values: [value])])
      #expect(space.origin.values == [value])
      #expect(SettingValue("\(value)") == value)
      #expect(try space.configuration(space.origin) == base)
    }
  }

  @Test("The size of a space is that of its grid, as far as an integer counts")
  func size() throws {
    let two = try space("metrics.bridgeSeconds=0:1:0.1", "metrics.dropSeconds=0:0.5:0.1")
    #expect(two.size == 66)
    #expect(Set(two.grid()).count == 66)
    #expect(two.grid() == two.grid().sorted())
    let wide = try SearchSpace(
      base: AnalysisConfiguration(),
      fields: ConfigurationDocument.settings(of: AnalysisConfiguration()).compactMap { setting in
        guard case .number(let own) = setting.value, setting.name.hasPrefix("metrics.") else {
          return nil
        }
        return TunedField(
          name: setting.name,
          values: (0..<20).map { .number(own + Double($0) / 1e6) })
      })
    #expect(wide.fields.count > 14)
    #expect(wide.size == Int.max)
  }

  @Test("Edit distances are those of textbooks, symmetric, and 0 for the same letters")
  func distance() {
    let known = [("kitten", "sitting", 3), ("", "abc", 3), ("flaw", "lawn", 2), ("A", "a", 0)]
    for (one, other, edits) in known {
      #expect(editDistance(one, other) == edits)
      #expect(editDistance(other, one) == edits)
    }
  }
}
