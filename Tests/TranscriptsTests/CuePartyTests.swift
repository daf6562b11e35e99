import SpeechTimeline
import Testing

@testable import Transcripts

@Suite("Parties of a cue") struct CuePartyTests {
  /// The words of SubRip's cues, 4 s each, one after the other.
  private func words(_ cues: String...) throws -> [TranscriptWord] {
    let text = cues.enumerated().map { index, cue in
      "\(index + 1)\n00:00:0\(index * 4),000 --> 00:00:0\(index * 4 + 4),000\n\(cue)\n"
    }.joined(separator: "\n")
    return try TranscriptReader.read(bytes: Array(text.utf8), name: "x.srt").transcript.words
  }

  @Test("Names at the lines of one cue divide it among their parties")
  func names() throws {
    let words = try words("상담원: 앞 두 자리 말씀해\n주세요\n고객: 칠사요", "상담원: 네\n고객: 네")
    #expect(words.map(\.text) == ["앞", "두", "자리", "말씀해", "주세요", "칠사요", "네", "네"])
    let (agent, customer) = ("상담원", "고객")
    #expect(
      words.map(\.speaker) == Array(repeating: agent, count: 5) + [customer, agent, customer])
    #expect(words.map(\.segment) == [0, 0, 0, 0, 0, 1, 2, 3])
    // Ten syllables and three share four seconds.
    #expect(words[5].span.start == words[4].span.end)
    #expect(abs(words[5].span.start - 4000 * 10 / 13) <= 1)
    #expect(words[5].span.end == 4000)
    #expect(words.allSatisfy { $0.isEstimated })
  }

  @Test("A name on a line of its own has the next line said")
  func nameAlone() throws {
    let words = try words("상담원:\n네\n고객:\n아니요", "상담원: 네\n고객: 네")
    #expect(words.map(\.text) == ["네", "아니요", "네", "네"])
    #expect(words.map(\.speaker) == ["상담원", "고객", "상담원", "고객"])
  }

  @Test("Lines of a dialogue are segments without speakers and without dashes")
  func dialogue() throws {
    let words = try words("- 성함이 어떻게\n되세요\n- 김하나요", "– 네\n–아니요")
    #expect(words.map(\.text) == ["성함이", "어떻게", "되세요", "김하나요", "네", "아니요"])
    #expect(words.map(\.segment) == [0, 0, 0, 1, 2, 3])
    #expect(words.allSatisfy { $0.speaker == nil && $0.isEstimated })
  }

  @Test("A dialogue's lines may have names")
  func namedDialogue() throws {
    let words = try words("- 상담원: 네\n- 고객: 저\n- 음", "- 상담원: 네\n- 고객: 네")
    #expect(words.map(\.speaker) == ["상담원", "고객", nil, "상담원", "고객"])
  }

  @Test("One dash, and numbers below zero, are text")
  func noDialogue() throws {
    let words = try words("- 네\n아니요", "-5도\n-3도")
    #expect(words.map(\.segment).suffix(4) == [0, 0, 1, 1])
    #expect(words.map(\.text).suffix(2) == ["-5도", "-3도"])
  }

  @Test(
    "What calls a piece of data is no speaker",
    arguments: ["전화번호", "카드 번호", "주소", "Card number", "E-mail"])
  func fields(name: String) throws {
    let words = try words("\(name): 010-1234-5678", "\(name): 공일공")
    #expect(words.allSatisfy { $0.speaker == nil })
    #expect(words.contains { $0.text == "010-1234-5678" })
    #expect(words.contains { $0.text.hasSuffix(":") })
  }

  @Test("A prefix with nothing but digits behind it is no speaker, unless it is a role")
  func digits() throws {
    #expect(try words("확인: 010-1234", "확인: 5678").allSatisfy { $0.speaker == nil })
    #expect(try words("김하나: 1234", "김하나: 네").map(\.speaker) == ["김하나", "김하나"])
    #expect(try words("고객: 1234", "고객: 5678").map(\.speaker) == ["고객", "고객"])
  }
}
