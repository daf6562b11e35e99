internal import PersonalData
internal import SpeechTimeline
internal import Testing

@Suite struct SpeedTests {
  /// A call of 5,000 words: everyday talk with numbers now and then.
  private static let call: [Utterance] = {
    let lines = [
      "A:네 고객님 무엇을 도와드릴까요 잠시만 기다려 주세요", "C:제가 지난달에 주문한 제품이 아직 안 와서 전화드렸어요 삼만 오천원 결제했고요",
      "A:연락처 말씀해 주시겠어요", "C:공일공 공일이삼에 사오육칠이요", "A:네 공일공 공일이삼 사오육칠 맞으시죠",
      "C:네 맞아요 그런데 이 일이 너무 오래 걸리네요",
    ]
    var words = 0
    var call: [Utterance] = []
    var time = 0
    while words < 5000 {
      for var utterance in dialogue(lines[0], lines[1], lines[2], lines[3], lines[4], lines[5]) {
        for index in utterance.words.indices {
          utterance.words[index].span = utterance.words[index].span.shifted(by: time)
        }
        words += utterance.words.count
        call.append(utterance)
      }
      time = (call.last?.span.end ?? 0) + 1000
    }
    return call
  }()

  @Test("A call of 5,000 words takes milliseconds, and time grows with its length only")
  func speed() throws {
    let detector = try PersonalDataDetector()
    let clock = ContinuousClock()
    var best = Duration.seconds(60)
    for _ in 0..<3 {
      best = min(best, clock.measure { _ = detector.detect(in: Self.call) })
    }
    print("5,000 words: \(best)")
    // 20 ms are promised of a release build on an idle core; debug builds and busy machines take far longer.
    #expect(best < .seconds(20))
  }

  @Test(
    "Two thousand digits in a row are read in bounded time", arguments: ["일", "이", "4", "구 아니"])
  func digits(_ digit: String) throws {
    let text = Array(repeating: digit, count: 2000).joined(separator: " ")
    let report = try PersonalDataDetector().detect(in: dialogue("C:\(text)"))
    #expect(report.maskedWords.count <= 4000)
  }

  @Test("Four times as many words of false starts take about four times as long")
  func corrections() throws {
    let detector = try PersonalDataDetector()
    let clock = ContinuousClock()
    func time(_ count: Int) -> Duration {
      let text = Array(repeating: "일 아니 일이 아니", count: count / 4).joined(separator: " ")
      let call = dialogue("C:\(text)")
      return clock.measure { _ = detector.detect(in: call) }
    }
    // A quadratic matcher takes 16 times as long; other work on the machine blurs what a linear one takes.
    let before = time(1000)
    let long = min(time(4000), time(4000))
    #expect(long < max(before, time(1000)) * 12)
  }

  @Test("One word of thousands of digits or signs is read in bounded time")
  func longWord() throws {
    for sign in ["1", "일", "1-", "에", "천", "@", "1,", "1:"] {
      let word = String(repeating: sign, count: 2000)
      _ = try PersonalDataDetector().detect(in: dialogue("C:1\(word)"))
    }
  }
}
