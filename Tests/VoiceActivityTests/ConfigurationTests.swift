import Foundation
import Testing

@testable import VoiceActivity

@Suite("Configuration of detection") struct ConfigurationTests {
  typealias Groups = [String: [String: Double]]

  /// All settings that are numbers, by group and field.
  private static func groups(_ configuration: VoiceActivityConfiguration) throws -> Groups {
    let document = try JSONSerialization.jsonObject(with: JSONEncoder().encode(configuration))
    let fields = try #require(document as? [String: Any])
    return fields.compactMapValues { $0 as? [String: Double] }
  }

  /// The defaults with one field changed.
  private static func configuration(_ group: String, _ field: String, _ value: Double) throws
    -> VoiceActivityConfiguration
  {
    let standard = VoiceActivityConfiguration()
    var document: [String: Any] = try groups(standard)
    document["network"] = standard.network
    var fields = try #require(document[group] as? [String: Double])
    fields[field] = value
    document[group] = fields
    return try JSONDecoder().decode(
      VoiceActivityConfiguration.self, from: JSONSerialization.data(withJSONObject: document))
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
}
