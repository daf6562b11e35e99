import AudioIO
import Foundation
import SyntheticSounds
import Testing

/// One party of the bundled call `two-party`, phrase by phrase: the network listens for people, and rules
/// do not make one.
struct RecordedVoice: Sendable, CustomTestStringConvertible {
  /// `agent` or `customer`.
  let name: String
  /// Samples at 8 kHz, cut where the labels say, all together at the level asked for.
  let phrases: [[Float]]

  static let agent = RecordedVoice("agent", channel: 0, levelDB: -20)
  static let customer = RecordedVoice("customer", channel: 1, levelDB: -25)
  static let both = [agent, customer]

  var testDescription: String { name }

  private init(_ name: String, channel: Int, levelDB: Double) {
    self.name = name
    do {
      let samples = try Self.samples(ofChannel: channel)
      let spoken = try Self.spans(of: name).map { Array(samples[$0]) }
      let gainDB = levelDB - Synthetic.levelDB(spoken.flatMap(\.self))
      phrases = spoken.map { Synthetic.scaled($0, byDB: gainDB) }
    } catch {
      fatalError("\(error)")
    }
  }

  /// `samples` played at another speed: pitch and formants move with it. Straight lines between samples.
  static func played(_ samples: [Float], speed: Double) -> [Float] {
    (0..<Int(Double(samples.count - 1) / speed)).map { index in
      let place = Double(index) * speed
      let before = Int(place)
      let share = Float(place - Double(before))
      return samples[before] * (1 - share) + samples[before + 1] * share
    }
  }

  private static let call = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "fixtures/calls/two-party").path()

  private static func samples(ofChannel channel: Int) throws -> [Float] {
    var reader = try SoundFileReader(path: call + ".wav")
    let count = reader.format.channelCount
    var block = [Float](repeating: 0, count: 4096 * count)
    var samples: [Float] = []
    while true {
      var span = block.mutableSpan
      let frames = try reader.read(into: &span)
      if frames == 0 { return samples }
      samples += (0..<frames).map { block[$0 * count + channel] }
    }
  }

  /// Its phrases as ranges of samples, out of the labels beside the recording.
  private static func spans(of name: String) throws -> [Range<Int>] {
    try String(contentsOfFile: call + ".rttm", encoding: .utf8).split(separator: "\n")
      .map { $0.split(separator: " ") }.filter { $0[7] == name }
      .map { fields in
        let start = try #require(Double(fields[3]))
        let length = try #require(Double(fields[4]))
        return Int((start * 8000).rounded())..<Int(((start + length) * 8000).rounded())
      }
  }
}
