import Foundation
import SpeechTimeline
import Testing

@testable import Transcripts

/// The samples beside this file: an invented call in every format, as its writers write it.
enum Samples {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Samples").path

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try #require(FileManager.default.contents(atPath: "\(folder)/\(name)"), "\(name)"))
  }

  static func read(_ name: String) throws -> ImportedTranscript {
    try TranscriptReader.read(bytes: bytes(name), name: name)
  }

  /// What is said in most samples: who, what, from and to in milliseconds.
  static let call: [(speaker: Int, words: [(text: String, start: Int, end: Int)])] = [
    (0, [("안녕하세요,", 500, 1200), ("소리통신", 1250, 1700), ("상담실입니다.", 1700, 2500)]),
    (
      1,
      [("네,", 3000, 3200), ("요금제를", 3250, 3800), ("바꾸고", 3800, 4200), ("싶은데요.", 4200, 4900)]
    ),
    (
      0,
      [("요금제", 5400, 5900), ("3번으로", 5900, 6500), ("바꿔", 6500, 6800), ("드릴까요?", 6800, 7500)]
    ),
  ]

  /// The call as it should be read.
  ///
  /// - Parameters:
  ///   - speakers: Names of the agent and the customer, or none.
  ///   - channels: Whether the agent is on channel 1 and the customer on 2.
  static func expected(
    speakers: [String] = [], channels: Bool = false, keepsMarks: Bool = true
  ) -> [TranscriptWord] {
    call.enumerated().flatMap { number, segment in
      segment.words.map { word in
        let text = keepsMarks ? word.text : word.text.filter { !",.?".contains($0) }
        return TranscriptWord(
          text, TimeSpan(word.start, word.end), segment: number,
          speaker: speakers.isEmpty ? nil : speakers[segment.speaker],
          channel: channels ? segment.speaker + 1 : nil)
      }
    }
  }
}

extension Transcript {
  /// Words as an importer that knows no confidence would give them, all times given.
  var plainWords: [TranscriptWord] {
    words.map { word in
      var word = word
      word.confidence = nil
      word.isEstimated = false
      return word
    }
  }

  var texts: [String] { words.map(\.text) }
}
