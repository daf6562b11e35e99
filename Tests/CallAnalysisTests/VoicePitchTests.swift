import Foundation
import SpeechTimeline
import Testing

@testable import CallAnalysis

@Suite struct VoicePitchTests {
  /// A WAVE file of 8 kHz, PCM: in each channel a train of pulses of its own frequency, a divisor
  /// of 8,000 Hz; 0 for silence.
  private func write(_ pitchesHz: [Double], to name: String, in folder: TemporaryFolder) throws
    -> String
  {
    let frames = 16_000
    var data: [UInt8] = []
    for frame in 0..<frames {
      for pitch in pitchesHz {
        let phase = pitch * Double(frame) / 8000
        let isPulse = pitch > 0 && Int(phase) != Int(phase - pitch / 8000)
        let value = isPulse ? 12_000 : 0
        data += [UInt8(value & 0xFF), UInt8(value >> 8)]
      }
    }
    func bytes(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let width = 2 * pitchesHz.count
    let format =
      bytes(1, 2) + bytes(pitchesHz.count, 2) + bytes(8000, 4) + bytes(8000 * width, 4)
      + bytes(width, 2) + bytes(16, 2)
    let content =
      Array("WAVEfmt ".utf8) + bytes(16, 4) + format + Array("data".utf8) + bytes(data.count, 4)
      + data
    return try folder.write(Array("RIFF".utf8) + bytes(content.count, 4) + content, to: name)
  }

  private func call(_ agent: [TimeSpan], _ customer: [TimeSpan]) -> Conversation {
    Conversation(
      duration: 2000, segmentation: .channel,
      speakers: [
        Speaker(label: "agent", role: .agent, channel: 1),
        Speaker(label: "customer", role: .customer, channel: 2),
      ], speech: [Timeline(agent), Timeline(customer)])
  }

  private func isNear(_ found: Double?, _ expected: Double) -> Bool {
    found.map { abs($0 - expected) < 0.01 * expected } ?? false
  }

  @Test("Each party is heard on its own channel, whichever that is")
  func channels() throws {
    let folder = try TemporaryFolder()
    let path = try write([100, 250], to: "call.wav", in: folder)
    let conversation = call([TimeSpan(0, 900)], [TimeSpan(1000, 1900)])
    let medians = try VoicePitch().medians(of: conversation, inRecording: path)
    #expect(isNear(medians[0], 100))
    #expect(isNear(medians[1], 250))
    let turned = try VoicePitch(roles: ChannelRoles(agent: 2, customer: 1))
      .medians(of: conversation, inRecording: path)
    #expect(turned == [medians[1], medians[0]])
  }

  @Test("Too little speech of one's own, or none with a pitch, has no median")
  func unknown() throws {
    let folder = try TemporaryFolder()
    let path = try write([100, 0], to: "call.wav", in: folder)
    let medians = try VoicePitch().medians(
      of: call([TimeSpan(500, 600)], [TimeSpan(1000, 1900)]), inRecording: path)
    #expect(medians == [nil, nil])
    let overlapped = try VoicePitch().medians(
      of: call([TimeSpan(500, 1500)], [TimeSpan(0, 1400)]), inRecording: path)
    #expect(overlapped == [nil, nil])
  }

  @Test("One channel holds everyone")
  func oneChannel() throws {
    let folder = try TemporaryFolder()
    let path = try write([160], to: "call.wav", in: folder)
    let medians = try VoicePitch().medians(
      of: call([TimeSpan(0, 900)], [TimeSpan(1000, 1900)]), inRecording: path)
    #expect(isNear(medians[0], 160))
    #expect(isNear(medians[1], 160))
  }

  @Test("What cannot be read is named")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("no sound", to: "call.wav")
    #expect {
      try VoicePitch().medians(of: call([], []), inRecording: path)
    } throws: {
      ($0 as? AnalysisError)?.code == .unreadable && ($0 as? AnalysisError)?.path == path
    }
  }
}
