import SpeechTimeline
import Testing

@testable import Scoring

@Suite struct LabelFileTests {
  private func message(_ body: () throws(LabelError) -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return error.description
    }
  }

  @Test("RTTM is read whatever its line ends, marks, comments and other types")
  func rttm() throws {
    let text =
      "\u{FEFF};; by hand\r\n# too\r\nSPKR-INFO a 1 <NA> <NA> <NA> unknown x <NA> <NA>\r\n\r\n"
      + "SPEAKER a 1 1.5 0.25 <NA> <NA> x <NA> <NA>\r\n\tSPEAKER a 1 0 1 <NA> <NA> y <NA>"
    let labels = try RTTMLabels.readOne(text, path: "a.rttm")
    #expect(labels.labels == ["x", "y"])
    #expect(labels["x"] == Timeline([TimeSpan(1500, 1750)]))
    #expect(labels["y"] == Timeline([TimeSpan(0, 1000)]))
    #expect(labels["z"].isEmpty)
  }

  @Test("Spans that meet in the file meet after rounding")
  func rounding() throws {
    // 0.0004 + 1.0003 = 1.0007, where 0 + 1000 would leave a gap to 1001.
    let labels = try RTTMLabels.readOne(
      """
      SPEAKER a 1 0.0004 1.0003 <NA> <NA> x <NA> <NA>
      SPEAKER a 1 1.0007 1.0000 <NA> <NA> x <NA> <NA>
      """, path: "a.rttm")
    #expect(labels["x"].spans == [TimeSpan(0, 2001)])
  }

  @Test(
    "What is wrong in a line is named with the line",
    arguments: [
      ("SPEAKER a 1 x 1 <NA> <NA> s <NA>", "start is \"x\", expected seconds of 0 and more"),
      ("SPEAKER a 1 0x1 1 <NA> <NA> s <NA>", "start is \"0x1\", expected seconds of 0 and more"),
      ("SPEAKER a 1 nan 1 <NA> <NA> s <NA>", "start is \"nan\", expected seconds of 0 and more"),
      ("SPEAKER a 1 1 -1 <NA> <NA> s <NA>", "duration is \"-1\", expected seconds of 0 and more"),
      (
        "SPEAKER a 1 1 1e99 <NA> <NA> s <NA>",
        "duration is \"1e99\", expected seconds of 0 and more"
      ),
      ("SPEAKER a 1 1 1", "5 fields, expected 9 or 10"),
      ("0.0 1.0", "type is \"0.0\", expected SPEAKER"),
    ])
  func malformedRTTM(line: String, problem: String) {
    let text = ";; first\n\n\(line)\n"
    #expect(
      message { () throws(LabelError) in _ = try RTTMLabels.readOne(text, path: "a.rttm") }
        == "a.rttm:3: \(problem)")
  }

  @Test("Two recordings in one RTTM are told apart, and are no single recording")
  func twoRecordings() throws {
    let text = """
      SPEAKER a 1 0 1 <NA> <NA> x <NA> <NA>
      SPEAKER b 1 2 1 <NA> <NA> x <NA> <NA>
      """
    #expect(try RTTMLabels.read(text, path: "f").mapValues(\.end) == ["a": 1000, "b": 3000])
    #expect(throws: LabelError.self) { try RTTMLabels.readOne(text, path: "f") }
  }

  @Test("What is written is read back")
  func roundTrips() throws {
    let labels = SpeakerLabels([
      ("agent", TimeSpan(0, 1)), ("customer", TimeSpan(999, 61_005)), ("agent", TimeSpan(7, 1000)),
    ])
    #expect(
      try RTTMLabels.readOne(RTTMLabels.write(labels, fileID: "a b"), path: "f") == labels)
    #expect(try AudacityLabels.read(AudacityLabels.write(labels), path: "f") == labels)
    #expect(try SpeechLabels.read(SpeechLabels.write(labels.anyone), path: "f") == labels.anyone)
    let maps = ["a": Timeline([TimeSpan(0, 1), TimeSpan(5, 10_000)]), "b": labels["agent"]]
    #expect(try EvaluationMap.read(EvaluationMap.write(maps), path: "f") == maps)
    #expect(RTTMLabels.write(labels, fileID: "a b").contains("SPEAKER a_b 1 0.999 60.006 "))
  }

  @Test("Speech files take commas, comments, touching spans and what follows the times")
  func speechFile() throws {
    let text = "# start end\r0.5,1\n2 3 0.97\n1.0\t1.25\n;\n"
    #expect(
      try SpeechLabels.read(text, path: "a.txt").spans == [
        TimeSpan(500, 1250), TimeSpan(2000, 3000),
      ])
    #expect(
      message { () throws(LabelError) in _ = try SpeechLabels.read("1 2\n2 1\n", path: "a.txt") }
        == "a.txt:2: end 1 is before start 2")
    #expect(
      message { () throws(LabelError) in _ = try SpeechLabels.read("1", path: "a.txt") }
        == "a.txt:1: expected a start and an end in seconds")
  }

  @Test("Audacity's points vanish, its frequencies are passed over, labels may hold spaces")
  func audacity() throws {
    let text = "0.5\t1.5\tfirst caller\n\\\t300\t3400\n2\t2\tmark\n3\t4\t\n5\t6"
    let labels = try AudacityLabels.read(text, path: "a")
    #expect(labels.labels == ["first caller", "speech"])
    #expect(labels["speech"].spans == [TimeSpan(3000, 4000), TimeSpan(5000, 6000)])
    #expect(throws: LabelError.self) { try AudacityLabels.read("0.5 1.5 x", path: "a") }
  }

  @Test("An evaluation map needs four fields a line")
  func evaluationMap() {
    #expect(
      message { () throws(LabelError) in _ = try EvaluationMap.read("a 1 0", path: "a.uem") }
        == "a.uem:1: 3 fields, expected file, channel, start and end")
  }
}
