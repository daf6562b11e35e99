internal import ArgumentParser
internal import CallAnalysis

/// `sori config`: every setting that may alter a figure, and its value.
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the settings that calls are measured with, as JSON.",
    discussion: """
      Without options these are the defaults. What is printed is a configuration file: change it, or \
      keep only the lines that you change, and give it to --config.
      """)

  @Flag(name: .long, help: "Print only the hash that names these settings in every record.")
  var hash = false

  @OptionGroup var measurement: MeasurementOptions

  func run() throws {
    do {
      let configuration = try measurement.configuration()
      let lines = LineWriter()
      if hash {
        try lines.write(configuration.hash() + "\n")
      } else {
        try lines.write(ConfigurationDocument.readableJSON(configuration))
      }
    } catch {
      throw ExitCodes.reporting(error)
    }
  }
}
