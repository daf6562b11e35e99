internal import ArgumentParser
internal import CallAnalysis
internal import Diarization

/// What alters figures, for every command that measures: a file first, options over it.
struct MeasurementOptions: ParsableArguments {
  @Option(name: .long, help: "Read settings from a JSON file; those left out keep their defaults.")
  var config: String?

  @Option(
    name: .long,
    help: "Which party speaks on which channel (default: agent=1,customer=2).")
  var channels: String?

  @Option(
    name: .long,
    help:
      "How many people speak where they share a channel: a number, auto (one to four, the default) or auto:N (one to N)."
  )
  var speakers: String?

  @Option(
    name: .long,
    help: "Who they are, if you know: first-speaker=agent or first-speaker=customer.")
  var roles: String?

  @Flag(name: .long, help: "Measure EBU R128 loudness too.")
  var loudness = false

  @Option(
    name: .long,
    help: "Folder of the trained models (default: SORI_MODELS, else models beside the program).")
  var models: String?

  /// Whether the channels were named for these recordings, on the command line or in a file that
  /// changes them.
  func namesChannels(_ configuration: AnalysisConfiguration) -> Bool {
    channels != nil || configuration.channels != ChannelRoles()
  }

  /// The validated configuration.
  func configuration() throws(AnalysisError) -> AnalysisConfiguration {
    var configuration = AnalysisConfiguration()
    if let config { configuration = try AnalysisConfiguration.read(fromFile: config) }
    if let channels { configuration.channels = try ChannelRoles(parsing: channels) }
    if let speakers {
      guard let count = SpeakerCount(speakers) else {
        throw AnalysisError(
          .usage,
          "--speakers is \"\(speakers)\", expected auto, auto:N or N, with N from "
            + "\(SpeakerCount.range.lowerBound) to \(SpeakerCount.range.upperBound)")
      }
      configuration.diarization.speakers = count
    }
    if let roles { configuration.roles = try AssumedRoles(parsing: roles) }
    if loudness { configuration.levels.loudness = true }
    try configuration.validate()
    return configuration
  }
}
