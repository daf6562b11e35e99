import SpeechTimeline
import Testing

@testable import Transcripts

@Suite("Numbers in strings") struct DecimalTests {
  @Test("Digits with or without a fraction are numbers")
  func numbers() {
    for (text, number) in [("0", 0), ("12", 12), ("0.250", 0.25), ("-3", -3), ("007", 7)] {
      #expect(decimal(text) == number)
    }
    #expect(decimal("1e-05", allowsExponent: true) == 1e-05)
  }

  @Test(
    "What is written otherwise is none",
    arguments: [
      "", "-", "+3", "0x10", "1e1", "1.", ".5", "1_0", " 1", "1 ", "nan", "inf", "١", "1.5.2",
      "--1",
    ])
  func others(text: String) {
    #expect(decimal(text) == nil)
    if text != "1e1" { #expect(decimal(text, allowsExponent: true) == nil) }
  }

  @Test("Times in strings that are no plain digits are refused", arguments: ["0x10", "1e1", "+3"])
  func times(text: String) {
    let amazon = """
      {"results":{"transcripts":[],"items":[{"type":"pronunciation","start_time":"\(text)",
      "end_time":"20","alternatives":[{"content":"네","confidence":"1.0"}]}]}}
      """
    let google = """
      {"results":[{"alternatives":[{"words":[{"word":"네","startTime":"\(text)s"}]}]}]}
      """
    let azure = """
      {"recognizedPhrases":[{"offset":"PT\(text)S","nBest":[{"display":"네"}]}]}
      """
    for json in [amazon, google, azure] {
      #expect {
        try TranscriptReader.read(bytes: Array(json.utf8), name: "x")
      } throws: { ($0 as? TranscriptError)?.code == .malformed }
    }
  }
}
