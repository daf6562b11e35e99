import CallMetrics
import Foundation
import Testing

@Suite struct MetricsConfigurationTests {
  private func decoded(_ text: String) throws -> MetricsConfiguration {
    try JSONDecoder().decode(MetricsConfiguration.self, from: Data(text.utf8))
  }

  @Test func `the defaults are valid and survive a round trip`() throws {
    let configuration = MetricsConfiguration()
    try configuration.validate()
    let text = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(MetricsConfiguration.self, from: text) == configuration)
  }

  @Test func `every field is written, and every field that is written is read`() throws {
    let written = try JSONSerialization.jsonObject(
      with: JSONEncoder().encode(MetricsConfiguration()))
    let fields = try #require(written as? [String: Any])
    #expect(fields.count == 21)
    for (name, value) in fields {
      // Another value under each name must change the configuration.
      let other: Any = value is [Any] ? [0.7, 0.9] : 0.77
      let text = try JSONSerialization.data(withJSONObject: [name: other])
      let read = try JSONDecoder().decode(MetricsConfiguration.self, from: text)
      #expect(read != MetricsConfiguration(), "\(name) is not read")
    }
  }

  @Test func `missing fields keep their defaults`() throws {
    var expected = MetricsConfiguration()
    expected.turnJoinSeconds = 1.5
    #expect(try decoded("{}") == MetricsConfiguration())
    #expect(try decoded(#"{"turnJoinSeconds": 1.5}"#) == expected)
  }

  @Test func `a field nobody knows is an error that names it`() {
    #expect {
      try decoded(#"{"bridgeSecond": 0.2}"#)
    } throws: { error in
      guard case DecodingError.dataCorrupted(let context) = error else { return false }
      return context.debugDescription == "metrics has no field \"bridgeSecond\""
    }
  }

  @Test(arguments: [
    ("bridgeSeconds", "-0.1"), ("bridgeSeconds", "2.1"), ("dropSeconds", "5"),
    ("backchannelSeconds", "6"), ("turnJoinSeconds", "31"), ("deadAirSeconds", "0.5"),
    ("clippingThreshold", "2"), ("lowSNRThresholdDB", "61"), ("overlapLadderSeconds", "[]"),
    ("overlapLadderSeconds", "[1, 1]"), ("silenceLadderSeconds", "[2, 1]"),
    ("silenceLadderSeconds", "[0]"), ("silenceLadderSeconds", "[1, 1.0001]"),
  ])
  func `a value out of range is an error that names field, value and range`(
    field: String, value: String
  ) throws {
    let configuration = try decoded("{\"\(field)\": \(value)}")
    let error = #expect(throws: MetricsConfigurationError.self) { try configuration.validate() }
    #expect(error?.field == field)
    #expect(error?.description.hasPrefix("metrics.\(field): ") == true)
  }

  @Test func `NaN is in no range`() {
    var configuration = MetricsConfiguration()
    configuration.holdSeconds = .nan
    #expect(throws: MetricsConfigurationError.self) { try configuration.validate() }
    configuration = MetricsConfiguration()
    configuration.overlapLadderSeconds = [0.1, .infinity]
    #expect(throws: MetricsConfigurationError.self) { try configuration.validate() }
  }

  @Test func `thresholds are what they say`() {
    var configuration = MetricsConfiguration()
    configuration.turnJoinSeconds = 0.5
    let call = drawn("=====     =====   ")
    #expect(measured(call).turns.turnCount == 1)
    #expect(measured(call, configuration: configuration).turns.turnCount == 1)
    configuration.turnJoinSeconds = 0.499
    #expect(measured(call, configuration: configuration).turns.turnCount == 2)
  }
}
