import CallAnalysis
import Pictures
import Scoring
import SpeechTimeline
import Testing
import VoiceActivity

@testable import Inspection
@testable import Pictures

@Suite("Pictures of an inspected call") struct InspectionPictureTests {
  /// One channel without any sound, of `duration` milliseconds.
  private func call(duration: Int, speech: [TimeSpan] = []) -> InspectedCall {
    var trace = ChannelTrace(frameCount: duration / 10)
    trace.add("level_db", .decibels, constant: -60)
    let facts = RecordingFacts(
      duration: duration, sampleRateHz: 8000, channelCount: 1, codec: "pcm_s16", bitDepth: 16,
      headerStatus: .ok, declaredDuration: duration, layout: .mono)
    return InspectedCall(
      path: "a.wav", facts: facts,
      channels: [InspectedChannel(channel: 1, trace: trace, speech: Timeline(speech))])
  }

  /// Pixel columns of the plot in which `colour` stands below the legend.
  private func columns(_ colour: Colour, in page: TimelinePicture) throws -> [Int] {
    let drawn = try page.pixels()
    let plot = Int(PictureLayout.left)..<(drawn.width - Int(PictureLayout.right))
    let top = drawn.width * 130
    return plot.filter { column in
      stride(from: top + column, to: drawn.values.count, by: drawn.width)
        .contains { drawn.values[$0] == colour.code }
    }
  }

  @Test("A planted false alarm is drawn in its colour where it is, a planted miss in the other")
  func mistakes() throws {
    let call = call(duration: 10_000, speech: [TimeSpan(1000, 3000), TimeSpan(5000, 6000)])
    let reference = LabelFile(
      path: "a.speech.txt", format: .speech,
      labels: SpeakerLabels(speech: Timeline([TimeSpan(1000, 3000), TimeSpan(8000, 9000)])))
    let page = try #require(
      InspectionPicture(try Inspection(call, reference: reference)).pages.first)
    // 1260 pixels of plot for ten seconds.
    #expect(try columns(.falseAlarm, in: page) == Array((118 + 630)..<(118 + 756)))
    #expect(try columns(.missed, in: page) == Array((118 + 1008)..<(118 + 1134)))
  }

  @Test("Without labels nothing is called a mistake, and detected speech is there")
  func unlabelled() throws {
    let call = call(duration: 10_000, speech: [TimeSpan(5000, 6000)])
    let page = try #require(InspectionPicture(try Inspection(call)).pages.first)
    #expect(try columns(.falseAlarm, in: page).isEmpty)
    #expect(try columns(.missed, in: page).isEmpty)
    let found = try columns(.detectedSpeech, in: page)
    #expect(found.contains(118 + 640) && found.contains(118 + 750))
    #expect(!page.legend.contains { $0.text == "missed" })
  }

  @Test(
    "Long calls are wrapped onto rows and pages that cover them without gap or overlap",
    arguments: [10_000, 45_000, 45_010, 240_000, 240_010, 600_000])
  func pages(duration: Int) throws {
    let drawing = InspectionPicture(try Inspection(call(duration: duration)))
    let rows = drawing.pages.flatMap(\.rows)
    #expect(rows.first?.start == 0)
    #expect(rows.last?.end == duration)
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.end == $1.start })
    #expect(drawing.pages.allSatisfy { $0.rows.count <= 8 })
    #expect(drawing.leftOut == 0)
    if duration <= 45_000 { #expect(rows.count == 1) }
  }

  @Test("What finds no room is said, not silently left out")
  func leftOut() throws {
    var options = PictureOptions()
    options.rowSeconds = 1
    options.rowsPerPage = 2
    options.mostPages = 3
    let drawing = InspectionPicture(try Inspection(call(duration: 10_000)), options: options)
    #expect(drawing.pages.count == 3)
    #expect(drawing.leftOut == 4000)
  }

  @Test("Headings go with their rows from page to page")
  func headings() throws {
    let call = call(duration: 90_000, speech: [TimeSpan(61_000, 62_000)])
    let reference = LabelFile.silence("a")
    var options = PictureOptions()
    options.rowsPerPage = 1
    let pages = InspectionPicture(
      try Inspection(call, reference: reference), options: options
    ).pages
    let headings = pages.compactMap { page in
      page.panels.compactMap { panel -> String? in
        if case .heading(let texts) = panel { texts.first } else { nil }
      }.first
    }
    #expect(headings.map { $0.hasSuffix("false alarm 1.00 s") } == [false, false, true])
  }
}
