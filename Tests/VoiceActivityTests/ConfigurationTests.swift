import Foundation
import Testing

@testable import VoiceActivity

@Suite("Configuration of detection") struct ConfigurationTests {
  typealias Groups = [String: [String: Double]]

  private static func groups(_ configuration: VoiceActivityConfiguration) throws -> Groups {
    try JSONDecoder().decode(Groups.self, from: JSONEncoder().encode(configuration))
  }

  /// The defaults with one field changed.
  private static func configuration(_ group: String, _ field: String, _ value: Double) throws
    -> VoiceActivityConfiguration
  {
    var groups = try groups(VoiceActivityConfiguration())
    groups[group]?[field] = value
    return try JSONDecoder().decode(
      VoiceActivityConfiguration.self, from: JSONEncoder().encode(groups))
  }

  /// What `validate` says of the defaults with one field changed.
  private static func complaint(_ group: String, _ field: String, _ value: Double) throws
    -> VoiceActivityConfigurationError?
  {
    do {
      try configuration(group, field, value).validate()
      return nil
    } catch let error as VoiceActivityConfigurationError {
      return error
    }
  }

  @Test("The defaults are valid")
  func defaults() throws {
    try VoiceActivityConfiguration().validate()
    #expect(try Self.groups(VoiceActivityConfiguration()).values.map(\.count).reduce(0, +) > 30)
  }

  @Test("Every field out of its range is named, with its value and the range")
  func everyField() throws {
    for (group, fields) in try Self.groups(VoiceActivityConfiguration()) {
      for (field, standard) in fields {
        for value in [-1e6, 1e6] {
          let error = try #require(try Self.complaint(group, field, value))
          #expect(error.field == "detector.\(group).\(field)")
          #expect(error.value == value)
          #expect(error.range.contains(Double(Float(standard))) || error.range.contains(standard))
          #expect(error.description.hasPrefix("detector.\(group).\(field) is "))
          for bound in [error.range.lowerBound, error.range.upperBound] {
            let atBound = try Self.complaint(group, field, bound)
            // A bound may shut out another field's default, never its own.
            #expect(atBound?.field != error.field, "\(field) at \(bound)")
          }
        }
      }
    }
  }

  @Test("A bound of a field that is no whole number in binary is inside (0.1 for a Float field)")
  func boundOfFloatField() throws {
    #expect(try Self.complaint("music", "persistencePerDipDB", 0.1) == nil)
    #expect(try Self.complaint("music", "persistencePerDipDB", 0.100001) != nil)
  }

  @Test("The upper limit of edges is never below the lower")
  func crossed() throws {
    var configuration = VoiceActivityConfiguration()
    configuration.speech.edgeLeastDB = 9
    configuration.speech.edgeMostDB = 8.5
    #expect(throws: VoiceActivityConfigurationError.self) { try configuration.validate() }
    configuration.speech.edgeMostDB = 9
    try configuration.validate()
  }
}
