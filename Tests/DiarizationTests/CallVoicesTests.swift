import SpeechTimeline
import Testing

@testable import Diarization

@Suite("The voices of a call stay in memory")
struct CallVoicesTests {
  private let voices = CallVoices(
    speech: Timeline([TimeSpan(0, 1500)]), units: [TimeSpan(0, 1500)],
    unitWindows: [CallVoices.UnitWindow(unit: 0, span: TimeSpan(0, 1500))],
    unitEmbeddings: [Float](repeating: 0.0721688, count: 192), fineCentres: [40],
    fineEmbeddings: [Float16](repeating: 0.0721688, count: 192))

  @Test("Neither print nor dump nor a mirror shows a number of an embedding")
  func isNotShown() {
    var text = "\(voices)" + String(reflecting: voices) + String(describing: [voices])
    dump(voices, to: &text)
    dump(["of a call": voices], to: &text)
    #expect(text.contains("1 units, 1 unit windows, 1 fine windows"))
    #expect(!text.contains("0.07"))
    #expect(Mirror(reflecting: voices).children.isEmpty)
  }

  @Test("Only embeddings of finite numbers are finite", arguments: [Float.nan, .infinity])
  func finite(_ value: Float) {
    #expect(voices.isFinite)
    func copy(unit: Float = 0, fine: Float16 = 0) -> CallVoices {
      CallVoices(
        speech: voices.speech, units: voices.units, unitWindows: voices.unitWindows,
        unitEmbeddings: voices.unitEmbeddings.dropLast() + [unit],
        fineCentres: voices.fineCentres,
        fineEmbeddings: voices.fineEmbeddings.dropLast() + [fine])
    }
    #expect(copy().isFinite)
    #expect(!copy(unit: value).isFinite)
    #expect(!copy(fine: Float16(value)).isFinite)
  }

  @Test("They cannot be encoded")
  func isNotEncodable() {
    #expect((voices as Any) as? any Encodable == nil)
  }
}
