import Foundation
import Testing

@testable import Diarization

struct DiarizationConfigurationTests {
  @Test("The defaults are allowed and survive JSON")
  func defaults() throws {
    let configuration = DiarizationConfiguration()
    try configuration.validate()
    let json = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(DiarizationConfiguration.self, from: json) == configuration)
  }

  @Test("A value outside its range is named")
  func range() {
    var configuration = DiarizationConfiguration()
    configuration.count.leastGain = 2
    #expect(
      throws: DiarizationConfigurationError(
        field: "diarization.count.leastGain", value: 2, range: 0...0.1)
    ) { try configuration.validate() }
    configuration = DiarizationConfiguration()
    configuration.overlap.threshold = -1
    #expect(
      throws: DiarizationConfigurationError(
        field: "diarization.overlap.threshold", value: -1, range: 0...1)
    ) { try configuration.validate() }
  }
}
