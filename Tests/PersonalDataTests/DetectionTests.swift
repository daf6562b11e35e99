internal import PersonalData
internal import SpeechTimeline
internal import SpokenText
internal import Testing

/// The words of `utterances`, those that are masked as their kind in brackets.
func masked(_ utterances: [Utterance]) throws -> [String] {
  let report = try PersonalDataDetector().detect(in: utterances)
  return utterances.indices.map { index in
    utterances[index].words.indices.map { word in
      report.maskedWords.first { $0.place.utterance == index && $0.place.word == word }
        .map { "[\($0.type.rawValue)]" } ?? utterances[index].words[word].text
    }.joined(separator: " ")
  }
}

@Suite struct DetectionTests {
  @Test(
    "Numbers that published redactors leave untouched are masked",
    arguments: ["공일공 일이삼사 오육칠팔", "구공공일공일 일이삼사오육칠", "010에 1234에 5678"])
  func untouchedElsewhere(_ text: String) throws {
    let words = try masked(dialogue("C:\(text)")).joined().split(separator: " ")
    #expect(words.allSatisfy { $0.hasPrefix("[") }, "\(words)")
  }

  @Test(
    "Everyday words that are made of digit syllables stay",
    arguments: [
      "일이 너무 많아서요", "이사 가요", "사실은 오늘 이 일 때문에요", "구미에서 삼성 제품 이 개 샀어요", "네 이사 일정이 오월 십이일이에요",
      "2024년 3월 15일에 주문했어요", "삼만 오천원이고 배송비는 3,000원입니다", "오후 두시 삼십분에 오시면 됩니다",
      "주문번호 20240115 0001234 입니다", "모델은 SM-G998 이고 15인치예요", "1,234,567원 나왔어요",
    ])
  func everyday(_ text: String) throws {
    #expect(try masked(dialogue("C:\(text)")) == [text])
  }
}
