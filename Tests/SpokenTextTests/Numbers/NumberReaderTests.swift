internal import SpeechTimeline
internal import SpokenText
internal import Testing

@Suite struct NumberReaderTests {
  /// What one person says, a word every 300 ms.
  private func read(_ text: String) -> SpokenNumbers {
    let words = text.split(separator: " ").enumerated().map { index, word in
      TranscriptWord(String(word), TimeSpan(300 * index, 300 * index + 280), segment: 0)
    }
    return NumberReader().read([Utterance(speaker: 0, words: words)])
  }

  private func digits(_ text: String) -> [String] {
    read(text).runs.map { String(decoding: $0.values.map { $0 + 0x30 }, as: UTF8.self) }
  }

  @Test(
    "Digit words, Arabic digits and what joins them make one run",
    arguments: [
      ("공일공 일이삼사 오육칠팔", "01012345678"), ("구공공일공일 일이삼사오육칠", "9001011234567"),
      ("010에 1234에 5678", "01012345678"), ("공일공에 일이삼사에 오육칠팔이요", "01012345678"),
      ("공 일 공 일 이 삼 사 오 육 칠 팔 입니다", "01012345678"),
      ("010-1234-5678입니다", "01012345678"), ("영일영 다시 삼사오육 네 칠팔구공이에요", "01034567890"),
      ("하나 둘 삼 넷 다섯", "12345"), ("오육칠구요", "5679"), ("일이삼사구요", "1234"),
      ("zero one zero double two three four", "01022" + "34"),
    ])
  func runs(_ text: String, _ expected: String) {
    #expect(digits(text) == [expected])
  }

  @Test(
    "Words that only sound like digits, quantities and numerals of place values are no runs",
    arguments: [
      "사실은 오늘 그래요", "구미에서 왔어요", "삼천 원이에요", "천이백삼십", "이천이십사년 오월 십이일", "세 시 삼십분", "12,000원",
    ])
  func none(_ text: String) {
    #expect(digits(text).allSatisfy { $0.count < 3 }, "\(digits(text))")
  }

  @Test(
    "Normalised text has digits, and each of its scalars knows its word",
    arguments: [
      ("번호는 공일공에 일이삼사에 오육칠팔이요", "번호는 010에 1234에 5678이요"),
      ("천이백삼십원 나왔어요", "1230원 나왔어요"), ("이사 가요", "이사 가요"),
      ("팔십년 오월 십이일", "80년 5월 12일"),
    ])
  func normalized(_ text: String, _ expected: String) {
    let normalized = read(text).normalized(0)
    #expect(normalized.text == expected)
    #expect(normalized.words.count == normalized.scalars.count)
    let count = text.split(separator: " ").count
    #expect(Set(normalized.words) == Set(0..<count))
    #expect(normalized.words == normalized.words.sorted())
  }

  @Test(
    "A number goes on over turns of up to eight seconds, and over what the other says meanwhile")
  func turns() {
    func line(_ speaker: Int, _ start: Int, _ text: String) -> Utterance {
      let words = text.split(separator: " ").enumerated().map { index, word in
        TranscriptWord(
          String(word), TimeSpan(start + 300 * index, start + 300 * index + 280), segment: 0)
      }
      return Utterance(speaker: speaker, words: words)
    }
    let near = NumberReader().read([
      line(1, 0, "공일공"), line(0, 1000, "네 공일공"), line(1, 2000, "일이삼사"),
      line(0, 3000, "네"), line(1, 9000, "오육칠팔이요"),
    ])
    #expect(near.runs.map(\.count) == [11, 3])
    let far = NumberReader().read([line(1, 0, "공일공"), line(1, 9000, "일이삼사")])
    #expect(far.runs.map(\.count) == [3, 4])
    #expect(near.jointRuns.map(\.count) == [11])
    #expect(near.jointRuns[0].echoes.count == 1)
  }

  @Test("Hangul in parts, full width and capitals read as their plain forms")
  func plain() {
    #expect(PlainScalars.of("\u{1100}\u{1161}\u{11A8}") == ["각"])
    #expect(PlainScalars.of("０１０Ａb") == ["0", "1", "0", "a", "b"])
    #expect(digits("\u{1100}\u{1169}\u{11BC}\u{110B}\u{1175}\u{11AF} 23") == ["0123"])
  }
}
