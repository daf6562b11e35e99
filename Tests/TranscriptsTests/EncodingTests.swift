import Foundation
import SpeechTimeline
import Testing

@testable import Transcripts

@Suite struct EncodingTests {
  @Test("Byte order marks and zero bytes tell UTF-16; what is valid UTF-8 is UTF-8")
  func unicode() throws {
    let text = "네, plan 3번\n"
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let cases: [([UInt8], TextEncoding)] = [
      (Array(text.utf8), .utf8), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), .utf8),
      (little, .utf16LittleEndian), ([0xFF, 0xFE] + little, .utf16LittleEndian),
      (big, .utf16BigEndian), ([0xFE, 0xFF] + big, .utf16BigEndian),
    ]
    for (bytes, encoding) in cases {
      let decoded = try DecodedText(bytes)
      #expect(decoded.encoding == encoding)
      #expect(decoded.bytes == Array(text.utf8))
    }
  }

  @Test("CP949 is what is not UTF-8 and is Korean: its extension of EUC-KR too")
  func cp949() throws {
    // 똠방각하 펲시: 똠 and 펲 are not in EUC-KR.
    let bytes: [UInt8] = [0x8C, 0x63, 0xB9, 0xE6, 0xB0, 0xA2, 0xC7, 0xCF, 0x20, 0xBC, 0x64]
    let decoded = try DecodedText(bytes)
    #expect(decoded.encoding == .cp949)
    #expect(String(decoding: decoded.bytes, as: UTF8.self).hasPrefix("똠방각하 "))
  }

  @Test("Every Hangul syllable comes back from Foundation's CP949 as it was")
  func allSyllables() throws {
    let all = String(String.UnicodeScalarView((0xAC00...0xD7A3).compactMap { Unicode.Scalar($0) }))
    // kCFStringEncodingDOSKorean
    let bytes = try #require(all.data(using: String.Encoding(rawValue: 0x8000_0422)))
    #expect(bytes.count == 2 * 11_172)
    let decoded = try DecodedText(Array(bytes))
    #expect(decoded.encoding == .cp949)
    #expect(decoded.bytes == Array(all.utf8))
  }

  @Test("UTF-8 with a broken character is never read as other words")
  func brokenUTF8() {
    var bytes = Array("안녕하세요 고객님".utf8)
    bytes.remove(at: 4)
    #expect(throws: TranscriptError.self) { try DecodedText(bytes) }
    // Cut in the middle of the last character.
    #expect(throws: TranscriptError.self) { try DecodedText(Array("안녕하세요".utf8.dropLast())) }
  }

  @Test("What is text in none of them is an error of the encoding")
  func none() {
    let inputs: [[UInt8]] = [
      [0xFF, 0xFE, 0x41], [0xFE, 0xFF, 0xD8, 0x00, 0x00, 0x41], [0x80, 0x81, 0xFF, 0xFF],
      [0, 0, 0],
      [0xFF, 0xFE, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00],
    ]
    for bytes in inputs {
      let error = #expect(throws: TranscriptError.self, "\(bytes)") { try DecodedText(bytes) }
      #expect(error?.code == .encoding)
    }
  }

  @Test("whisper.cpp's cut characters are replaced in tokens, and whole in words")
  func cutCharacters() throws {
    let read = try Samples.read("whisper.cpp-full.json")
    #expect(read.notes.replacedCharacters > 0)
    #expect(!read.transcript.texts.joined().contains("\u{FFFD}"))
  }

  @Test("ASCII is of the kinds that Unicode gives it")
  func asciiKinds() {
    for scalar in (0x21...0x7E).compactMap({ Unicode.Scalar($0) }) {
      let isMark =
        switch scalar.properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
          .otherPunctuation:
          true
        default: false
        }
      #expect((scalarKind(scalar) == .punctuation) == isMark, "\(scalar)")
      let isDigit = scalar.properties.generalCategory == .decimalNumber
      #expect((scalarKind(scalar) == .syllable) == isDigit, "\(scalar)")
    }
  }

  @Test("Conjoining jamo become syllables; control characters and byte order marks vanish")
  func cleaning() {
    let decomposed = "한국어 각".decomposedStringWithCanonicalMapping
    let composed = words(in: decomposed)
    #expect(composed.map { Array($0.utf8) } == ["한국어", "각"].map { Array($0.utf8) })
    #expect(words(in: "\u{FEFF}네\u{0007}.\u{2028}예\u{200B}\t") == ["네.", "예"])
    #expect(words(in: " \n\u{00A0}") == [])
    // Every syllable, by Foundation's own decomposition.
    let all = String(String.UnicodeScalarView((0xAC00...0xD7A3).compactMap { Unicode.Scalar($0) }))
    #expect(Array(words(in: all.decomposedStringWithCanonicalMapping)[0].utf8) == Array(all.utf8))
  }
}
