internal import SpeechTimeline
internal import Testing

@testable import SpokenText

@Suite("Syllables")
struct SyllableTests {
  @Test(
    "A Hangul block is one syllable, numbers count as read aloud",
    arguments: [
      ("안녕하세요", 5), ("안녕하세요.", 5), ("ㅋㅋ", 2), ("1230", 5), ("1,230원", 6), ("14일", 3), ("10000", 1),
      ("010-1234-5678", 11), ("3.5", 3), ("0", 1), ("100%", 4), ("20000000", 3), ("…", 0),
      ("?!", 0),
      ("\u{1112}\u{1161}\u{11AB}", 1), ("１４", 2), ("ARS로", 6), ("VIP", 5),
    ])
  func korean(word: String, count: Int) {
    #expect(SyllableCount.of(word, in: .korean) == count)
  }

  @Test(
    "English words count their groups of vowels",
    arguments: [
      ("refund", 2), ("cable", 2), ("called", 1), ("wanted", 2), ("changes", 2), ("service", 2),
      ("don't", 1), ("the", 1), ("14", 2), ("VISA", 2), ("ATM", 3), ("billing", 2), ("rhythm", 1),
    ])
  func english(word: String, count: Int) {
    #expect(SyllableCount.of(word, in: .english) == count)
  }

  @Test("Amounts are read in groups of four places, as they are spoken")
  func amounts() {
    let reading = NumberReading(.korean)
    #expect(reading.amount([1, 2, 3, 0]) == "천이백삼십")
    #expect(reading.amount([1, 0, 0, 0, 0]) == "만")
    #expect(reading.amount([2, 0, 0, 0, 0, 0, 0, 0]) == "이천만")
    #expect(reading.amount([1, 0, 0, 0, 0, 0, 0, 0, 0]) == "일억")
    #expect(reading.amount([0, 0]) == "영")
    #expect(reading.byDigit([0, 1, 0]) == "공일공")
    #expect(NumberReading(.english).amount([1, 2, 3, 4]) == "onethousandtwohundredthirtyfour")
  }

  @Test("Every number below ten thousand is read with its own value")
  func everyNumber() {
    let values: [Character: Int] = [
      "일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9,
    ]
    let units: [Character: Int] = ["십": 10, "백": 100, "천": 1000]
    let misread = (1..<10_000).filter { number in
      let digits = String(number).compactMap(\.wholeNumberValue)
      var (sum, last) = (0, 0)
      for character in NumberReading(.korean).amount(digits) {
        if let unit = units[character] {
          sum += max(last, 1) * unit
          last = 0
        } else {
          last = values[character] ?? 0
        }
      }
      return sum + last != number
    }
    #expect(misread.isEmpty)
  }

  @Test("A word of a million digits is counted at once")
  func long() {
    #expect(SyllableCount.of(String(repeating: "7", count: 1_000_000), in: .korean) == 64)
  }

  @Test("What sounds alike has the same letters, and each syllable block at least one vowel")
  func letters() {
    #expect(SpokenLetters.of("책을") == SpokenLetters.of("채글"))
    #expect(SpokenLetters.of("한") == SpokenLetters.of("\u{1112}\u{1161}\u{11AB}"))
    #expect(SpokenLetters.of("REFUND") == SpokenLetters.of("refund"))
    let odd = (UInt32(0xAC00)...0xD7A3).filter { value in
      var letters: [UInt8] = []
      SpokenLetters.append(value, to: &letters)
      let vowels = letters.count { SpokenLetters.vowels.contains($0) }
      return vowels != 1 || letters.contains { $0 == 0 || $0 > 40 }
    }
    #expect(odd.isEmpty)
  }
}
