/// What a number counts: a number before one of these is a quantity, a date or a time, and no part of a
/// telephone number.
public enum Counter: Hashable, Sendable {
  case year, month, day
  /// Money, pieces, hours, floors …
  case other

  /// The counter that stands in `word` at `index`, and its length in scalars; nil for none.
  static func found(
    in word: [Unicode.Scalar], at index: Int
  ) -> (counter: Counter, length: Int)? {
    guard index < word.count, let entries = table[word[index]] else { return nil }
    for entry in entries where word.holds(entry.word, at: index) {
      let behind = index + entry.word.count
      let isCut =
        behind < word.count && PlainScalars.isLatin(word[behind - 1])
        && (PlainScalars.isLatin(word[behind]) || PlainScalars.isDigit(word[behind]))
      if !isCut { return (entry.counter, entry.word.count) }
    }
    return nil
  }

  /// A word that is a counter and no more.
  struct Alone {
    let counter: Counter
    /// 년생: the year of a birth.
    let tellsBirth: Bool
  }

  /// `word` as the counter of the word before it (12 월, 삼천 원), or nil. 일 is a day only behind a month:
  /// else it is the digit.
  static func alone(_ word: [Unicode.Scalar], after previous: Counter?) -> Alone? {
    guard let first = word.first else { return nil }
    if first == "일", previous == .month || previous == .year {
      let tail = Array(word[1...])
      guard NumberLexicon.endings.contains(tail) else { return nil }
      return Alone(counter: .day, tellsBirth: tail.first == "생")
    }
    guard let found = found(in: word, at: 0) else { return nil }
    let tail = Array(word[found.length...])
    guard NumberLexicon.endings.contains(tail) || tail == ["짜", "리"] else { return nil }
    return Alone(counter: found.counter, tellsBirth: tail.first == "생")
  }

  /// By first scalar, longer words first.
  private static let table: [Unicode.Scalar: [(word: [Unicode.Scalar], counter: Counter)]] = {
    var table: [Unicode.Scalar: [(word: [Unicode.Scalar], counter: Counter)]] = [:]
    let entries =
      [("년", Counter.year), ("월", .month)]
      + others.split(separator: " ").map { (String($0), Counter.other) }
    for (word, counter) in entries {
      let scalars = [Unicode.Scalar](word)
      table[scalars[0], default: []].append((scalars, counter))
    }
    for key in table.keys { table[key]?.sort { $0.word.count > $1.word.count } }
    return table
  }()

  /// 일 (day) is told apart from the digit by the reader; 번 and 호 after long numbers too.
  private static let others =
    "원 만원 천원 백원 억원 개 개월 개입 명 분 초 시 시간 층 호 호실 동 번지 번째 박스 킬로 킬로그램 그램 리터 미터 센티 센티미터 "
    + "평 퍼센트 프로 % 배 살 세 회 차 대 장 건 통 병 권 포인트 마일리지 점 달러 불 엔 유로 위안 주 주일 주년 년도 년식 년형 "
    + "학년 학번 인분 인치 도 도씨 자리 자 잔 봉 봉지 포 팩 세트 묶음 줄 켤레 벌 쌍 채 그루 마리 가지 단계 단 등 등급 위 쪽 페이지 "
    + "급 기가 메가 테라 와트 볼트 암페어 마력 씨씨 cc kg km cm mm ml gb mb tb g l m 밀리 밀리리터 톤 칼로리 일간 일치 일자 "
    + "won dollars percent pieces am pm th st nd rd 매 량 편 호선 시리즈"
}
