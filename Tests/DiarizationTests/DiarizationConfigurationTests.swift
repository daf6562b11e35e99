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

  @Test("A number of speakers outside its range is named", arguments: [0, 17, -1])
  func speakers(_ count: Int) {
    for speakers in [SpeakerCount.exactly(count), .automatic(most: count)] {
      var configuration = DiarizationConfiguration()
      configuration.speakers = speakers
      #expect(
        throws: DiarizationConfigurationError(
          field: "diarization.speakers", value: Double(count), range: 1...16)
      ) { try configuration.validate() }
    }
  }

  @Test("Starts of division are neither none nor many", arguments: [0, 9])
  func startShares(_ count: Int) {
    var configuration = DiarizationConfiguration()
    configuration.count.startShares = [Double](repeating: 0.1, count: count)
    #expect(
      throws: DiarizationConfigurationError(
        field: "diarization.count.startShares.count", value: Double(count), range: 1...8)
    ) { try configuration.validate() }
  }
}
