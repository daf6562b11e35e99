import CallMetrics
import Reporting
import Testing

@testable import CallAnalysis

@Suite struct SweepAnalyzerTests {
  @Test("Each configuration gives what it gives alone, whatever others are measured with it")
  func alone() throws {
    var configurations = [AnalysisConfiguration](repeating: AnalysisConfiguration(), count: 5)
    configurations[1].metrics.bridgeSeconds = 0.1
    for index in 2...3 {
      configurations[index] = try ConfigurationDocument.changing(
        configurations[index], ["detector.crosstalk.marginDB": .number(12)])
    }
    configurations[3].metrics.dropSeconds = 0.5
    configurations[4].channels.agent = 2
    configurations[4].channels.customer = 1
    let sweep = try SweepAnalyzer(configurations)
    for path in ["calls/crosstalk.wav", "calls/one-silent.wav", "broken/no-such-file.wav"] {
      let input = CallInput(path: "\(Fixtures.folder)/\(path)")
      let calls = sweep.analyze(input)
      for (configuration, call) in zip(configurations, calls) {
        let alone = try CallAnalyzer(configuration: configuration).analyze(input)
        #expect(
          call.record.jsonLine(includingEvents: true)
            == alone.record.jsonLine(includingEvents: true))
        #expect(call.rttm == alone.rttm)
      }
      #expect(calls.count == configurations.count)
    }
  }

  @Test("A configuration that is not valid is refused")
  func invalid() {
    var configuration = AnalysisConfiguration()
    configuration.metrics.bridgeSeconds = -1
    #expect(throws: AnalysisError.self) {
      try SweepAnalyzer([AnalysisConfiguration(), configuration])
    }
  }
}
