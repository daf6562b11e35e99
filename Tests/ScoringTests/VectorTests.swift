import Foundation
import SpeechTimeline
import Testing

@testable import Scoring

/// What pyannote.metrics says of the same labels: `scripts/make-scoring-vectors`.
private struct Vectors: Decodable {
  struct Case: Decodable {
    var durationMs: Int
    var mapMs: [[Int]]
    var reference: [Turn]
    var hypothesis: [Turn]
    var diarization: [Diarization]
    var detection: [Detection]
    var purity: Double
    var coverage: Double
  }

  struct Turn: Decodable {
    var label: String
    var span: TimeSpan

    init(from decoder: any Decoder) throws {
      var fields = try decoder.unkeyedContainer()
      label = try fields.decode(String.self)
      span = TimeSpan(try fields.decode(Int.self), try fields.decode(Int.self))
    }
  }

  struct Diarization: Decodable {
    var collarPerSideS: Double
    var overlap: Bool
    var totalS: Double
    var missS: Double
    var falseAlarmS: Double
    var confusionS: Double
    var der: Double?
    var jer: Double?
  }

  struct Detection: Decodable {
    var collarPerSideS: Double
    var totalS: Double
    var missS: Double
    var falseAlarmS: Double
    var cost: Double
  }

  struct Total: Decodable {
    var collarPerSideS: Double
    var overlap: Bool
    var der: Double
    var jer: Double
  }

  var cases: [Case]
  var totals: [Total]

  static func read() throws -> Vectors {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Vectors/pyannote.json")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Vectors.self, from: Data(contentsOf: file))
  }
}

@Suite struct VectorTests {
  private let vectors: Vectors

  init() throws { vectors = try Vectors.read() }

  private func scored(_ one: Vectors.Case, collar: Double, overlap: Bool) throws -> Score {
    func labels(_ turns: [Vectors.Turn]) -> SpeakerLabels {
      SpeakerLabels(turns.map { ($0.label, $0.span) })
    }
    return try score(
      labels(one.hypothesis), against: labels(one.reference),
      map: Timeline(one.mapMs.map { TimeSpan($0[0], $0[1]) }), duration: one.durationMs,
      options: options {
        $0.collarPerSideSeconds = collar
        $0.scoresOverlap = overlap
      })
  }

  /// Within 1e-6 of the vector, or absent as it is.
  private func agree(_ own: Double?, _ theirs: Double?) -> Bool {
    guard let own, let theirs else { return own == nil && theirs == nil }
    return abs(own - theirs) <= 1e-6
  }

  @Test("Every component of DER, and JER, is pyannote's")
  func diarization() throws {
    #expect(vectors.cases.count >= 20)
    for (index, one) in vectors.cases.enumerated() {
      for theirs in one.diarization {
        let own = try #require(
          try scored(one, collar: theirs.collarPerSideS, overlap: theirs.overlap).diarization)
        let place = Comment(
          rawValue: "case \(index), collar \(theirs.collarPerSideS), overlap \(theirs.overlap)")
        #expect(agree(Double(own.reference) / 1000, theirs.totalS), place)
        #expect(agree(Double(own.miss) / 1000, theirs.missS), place)
        #expect(agree(Double(own.falseAlarm) / 1000, theirs.falseAlarmS), place)
        #expect(agree(Double(own.confusion) / 1000, theirs.confusionS), place)
        #expect(agree(own.errorRatio, theirs.der), place)
        #expect(agree(own.jaccardErrorRatio, theirs.jer), place)
      }
    }
  }

  @Test("Purity and coverage are pyannote's")
  func clusters() throws {
    for (index, one) in vectors.cases.enumerated() {
      let own = try #require(try scored(one, collar: 0, overlap: true).diarization)
      #expect(agree(own.purity ?? 1, one.purity), "case \(index)")
      #expect(agree(own.coverage ?? 1, one.coverage), "case \(index)")
    }
  }

  @Test("Missed and false speech and its cost are pyannote's")
  func detection() throws {
    for (index, one) in vectors.cases.enumerated() {
      for theirs in one.detection {
        let own = try scored(one, collar: theirs.collarPerSideS, overlap: true).detection
        let place = Comment(rawValue: "case \(index), collar \(theirs.collarPerSideS)")
        #expect(agree(Double(own.reference) / 1000, theirs.totalS), place)
        #expect(agree(Double(own.miss) / 1000, theirs.missS), place)
        #expect(agree(Double(own.falseAlarm) / 1000, theirs.falseAlarmS), place)
        #expect(agree(own.cost, theirs.cost), place)
      }
    }
  }

  @Test("Totals of all cases are pyannote's: of summed components, not means")
  func totals() throws {
    for theirs in vectors.totals {
      var total = Score()
      for one in vectors.cases {
        total.add(try scored(one, collar: theirs.collarPerSideS, overlap: theirs.overlap))
      }
      #expect(agree(total.diarization?.errorRatio, theirs.der))
      #expect(agree(total.diarization?.jaccardErrorRatio, theirs.jer))
      #expect(total.recordings == vectors.cases.count)
    }
  }
}
