internal import SpeechTimeline

/// A number that may be personal data: digits that were said in one go, or a part of them.
struct NumberCandidate {
  var digits: [UInt8]
  /// Digits of each group: 3, 4, 4.
  var lengths: [Int]
  /// Whether it is all that was said in one go.
  var isWhole: Bool
  /// A letter right before each group, nil for none.
  var letters: [Unicode.Scalar?]
  /// Whether a letter and digits stand in one word, as in the names of models.
  var clingsToLetter: Bool
  var context: NumberContext

  var count: Int { digits.count }

  func begins(with prefix: [UInt8]) -> Bool { digits.starts(with: prefix) }
}

/// What a number is, and how sure that is.
struct NumberMatch {
  var type: PersonalDataType
  var confidence: Double
}

/// Says what a number is by its form, its check digits and the words around it.
enum NumberPattern {
  /// The likeliest kind of `candidate`, or nil where it is none.
  static func match(_ candidate: NumberCandidate) -> NumberMatch? {
    if candidate.letters.contains(where: { $0 != nil }) {
      if let match = passport(candidate) { return match }
      if candidate.clingsToLetter { return nil }
    }
    if isOrdinaryDate(candidate) { return nil }
    // Most specific first; of two that are equally sure the first wins.
    let matches = [
      resident(candidate), mobile(candidate), card(candidate), business(candidate),
      driver(candidate), passport(candidate), account(candidate), phone(candidate),
      birthDate(candidate), passcode(candidate), part(candidate), misheard(candidate),
    ]
    var best: NumberMatch?
    for case let match? in matches where match.confidence > best?.confidence ?? 0 { best = match }
    return best
  }

  /// Whether it is written as a day (2025-03-04) and nobody's birth was spoken of.
  private static func isOrdinaryDate(_ number: NumberCandidate) -> Bool {
    number.lengths == [4, 2, 2] && CheckDigits.isLongDate(number.digits[...])
      && !number.context.tells(.birth)
  }

  private static func found(_ type: PersonalDataType, _ confidence: Double) -> NumberMatch {
    NumberMatch(type: type, confidence: confidence)
  }

  private static func resident(_ number: NumberCandidate) -> NumberMatch? {
    let context = number.context
    let isNamed = context.tells(.resident) || context.tells(.foreigner)
    if isNamed, number.isWhole {
      let type: PersonalDataType = context.tells(.foreigner) ? .foreignerNumber : .residentNumber
      if number.count == 6, CheckDigits.isShortDate(number.digits[...]) { return found(type, 0.85) }
      if number.count == 7, (1...8).contains(number.digits[0]) { return found(type, 0.85) }
    }
    guard number.count == 13, CheckDigits.isShortDate(number.digits[0..<6]),
      (1...8).contains(number.digits[6])
    else { return nil }
    let isForeigner = number.digits[6] > 4
    let type: PersonalDataType = isForeigner ? .foreignerNumber : .residentNumber
    if CheckDigits.isResident(number.digits, foreigner: isForeigner) { return found(type, 0.99) }
    if isNamed { return found(type, 0.95) }
    if context.isImpersonal { return nil }
    return found(type, number.lengths == [6, 7] ? 0.85 : 0.6)
  }

  private static func mobile(_ number: NumberCandidate) -> NumberMatch? {
    var digits = number.digits
    if number.begins(with: [8, 2, 1]) { digits.replaceSubrange(0..<2, with: [0]) }
    guard digits.starts(with: [0, 1]), digits.count >= 10, digits.count <= 11,
      [0, 1, 6, 7, 8, 9].contains(digits[2])
    else { return nil }
    let isFull = digits.count == 11 || digits[2] != 0
    // A number that is called an order's and looks like a telephone's is masked all the same.
    if number.context.isImpersonal { return found(.mobilePhone, 0.6) }
    return found(.mobilePhone, isFull ? 0.98 : 0.8)
  }

  private static func card(_ number: NumberCandidate) -> NumberMatch? {
    guard (13...19).contains(number.count), number.digits[0] >= 2 else { return nil }
    let isNamed = number.context.tells(.card)
    let isFour = number.lengths == [4, 4, 4, 4]
    if CheckDigits.isLuhn(number.digits) {
      if isNamed { return found(.card, 0.99) }
      let isUsual = number.count == 16 || number.count == 15 && number.lengths == [4, 6, 5]
      guard isUsual, number.isWhole || isFour else { return nil }
      return found(.card, number.context.isImpersonal ? 0.55 : 0.92)
    }
    if isNamed, (14...16).contains(number.count) { return found(.card, 0.85) }
    return isFour && !number.context.isImpersonal ? found(.card, 0.7) : nil
  }

  private static func business(_ number: NumberCandidate) -> NumberMatch? {
    guard number.count == 10, !number.begins(with: [0]) else { return nil }
    let isNamed = number.context.tells(.business)
    if CheckDigits.isBusiness(number.digits) {
      if isNamed { return found(.businessNumber, 0.97) }
      return number.lengths == [3, 2, 5] && !number.context.isImpersonal
        ? found(.businessNumber, 0.9) : nil
    }
    return isNamed ? found(.businessNumber, 0.75) : nil
  }

  private static func driver(_ number: NumberCandidate) -> NumberMatch? {
    let isNamed = number.context.tells(.driver)
    if number.count == 12 {
      let region = number.digits[0] * 10 + number.digits[1]
      guard (11...28).contains(region) else { return isNamed ? found(.driverLicence, 0.7) : nil }
      if isNamed { return found(.driverLicence, 0.96) }
      return number.lengths == [2, 2, 6, 2] && !number.context.isImpersonal
        ? found(.driverLicence, 0.85) : nil
    }
    // Older ones have the region's name before ten digits.
    return isNamed && number.count == 10 ? found(.driverLicence, 0.93) : nil
  }

  private static func passport(_ number: NumberCandidate) -> NumberMatch? {
    let isNamed = number.context.tells(.passport)
    let letter = number.letters.first ?? nil
    if let letter {
      let isKorean = ["m", "s", "r", "o", "d", "g"].contains(letter)
      guard isNamed || isKorean && !number.context.isImpersonal else { return nil }
      let isOld = number.count == 8 && number.letters.dropFirst().allSatisfy { $0 == nil }
      let isNew = number.count == 7 && number.lengths == [3, 4] && number.letters[1] != nil
      if isOld || isNew { return found(.passport, isNamed ? 0.97 : 0.7) }
      return isNamed && (6...9).contains(number.count) ? found(.passport, 0.7) : nil
    }
    return isNamed && (7...9).contains(number.count) ? found(.passport, 0.9) : nil
  }

  private static func account(_ number: NumberCandidate) -> NumberMatch? {
    guard (10...16).contains(number.count), number.context.tells(.account),
      number.isWhole || number.context.nearest == .account
    else { return nil }
    let isNearest = number.context.nearest == .account
    return found(.account, isNearest ? 0.94 : 0.75)
  }

  private static func phone(_ number: NumberCandidate) -> NumberMatch? {
    let isNamed = number.context.tells(.phone)
    let isSplit = number.lengths.count > 1 && number.lengths.last == 4
    if hasAreaCode(number) {
      let isSpelled = number.isWhole && number.lengths.allSatisfy { $0 == 1 }
      let isGrouped = isSplit || isSpelled
      if number.context.isImpersonal {
        return isGrouped && number.isWhole ? found(.phone, 0.55) : nil
      }
      return isGrouped || isNamed ? found(.phone, 0.92) : number.isWhole ? found(.phone, 0.7) : nil
    }
    if number.context.isImpersonal { return nil }
    guard number.count == 7 || number.count == 8 else { return nil }
    let isRepresentative =
      number.count == 8 && number.digits[0] == 1
      && [5, 6, 8].contains(number.digits[1])
    if isRepresentative, isNamed || number.lengths == [4, 4] { return found(.phone, 0.88) }
    return isNamed && isSplit && number.isWhole && number.digits[0] > 1
      ? found(.phone, 0.7) : nil
  }

  /// Area codes of two and three digits, internet and personal numbers (Korean numbering plan).
  private static func hasAreaCode(_ number: NumberCandidate) -> Bool {
    if number.begins(with: [0, 2]) {
      return (9...10).contains(number.count) && number.digits[2] > 1
    }
    guard (10...12).contains(number.count), number.digits[0] == 0 else { return false }
    let code = Int(number.digits[1]) * 10 + Int(number.digits[2])
    switch code {
    case 31...33, 41...44, 51...55, 61...64, 70, 80: return number.count <= 11
    case 50: return number.count >= 11
    default: return false
    }
  }

  private static func birthDate(_ number: NumberCandidate) -> NumberMatch? {
    guard number.context.tells(.birth), number.isWhole || number.context.nearest == .birth
    else { return nil }
    let isDate =
      CheckDigits.isShortDate(number.digits[...]) || CheckDigits.isLongDate(number.digits[...])
    if isDate { return found(.birthDate, 0.95) }
    return number.isWhole && number.count == 4
      && CheckDigits.isDay(
        Int(number.digits[2]) * 10 + Int(number.digits[3]),
        ofMonth: Int(number.digits[0]) * 10 + Int(number.digits[1]))
      ? found(.birthDate, 0.7) : nil
  }

  private static func passcode(_ number: NumberCandidate) -> NumberMatch? {
    if number.context.nearest == .securityCode, (3...4).contains(number.count), number.isWhole {
      return found(.passcode, 0.9)
    }
    guard number.context.tells(.passcode), (4...8).contains(number.count), number.isWhole
    else { return nil }
    return found(.passcode, number.context.nearest == .passcode ? 0.93 : 0.7)
  }

  /// The last digits of a number: 휴대폰 뒷자리 오육칠팔.
  private static func part(_ number: NumberCandidate) -> NumberMatch? {
    guard number.context.tells(.part), number.isWhole, (3...8).contains(number.count)
    else { return nil }
    switch number.context.kinds.first(where: { $0.kind.isPersonal })?.kind {
    case .card: return found(.card, 0.8)
    case .account: return found(.account, 0.8)
    case .resident: return found(.residentNumber, 0.8)
    case .foreigner: return found(.foreignerNumber, 0.8)
    case .phone: return found(.mobilePhone, 0.8)
    default: return number.count == 4 ? found(.mobilePhone, 0.5) : nil
    }
  }

  /// A number that was called by its name and has a digit too many or too few: misheard.
  private static func misheard(_ number: NumberCandidate) -> NumberMatch? {
    guard number.isWhole, let kind = number.context.nearest else { return nil }
    let isNamed = number.context.kinds.contains { $0.kind == kind && $0.isName }
    guard isNamed else { return nil }
    switch kind {
    case .phone where (8...13).contains(number.count): return found(.mobilePhone, 0.55)
    case .card where (12...20).contains(number.count): return found(.card, 0.6)
    case .resident where (11...15).contains(number.count): return found(.residentNumber, 0.6)
    case .foreigner where (11...15).contains(number.count): return found(.foreignerNumber, 0.6)
    case .account where (8...18).contains(number.count): return found(.account, 0.6)
    case .business where (8...12).contains(number.count): return found(.businessNumber, 0.55)
    case .driver where (9...14).contains(number.count): return found(.driverLicence, 0.55)
    case .birth where (5...8).contains(number.count): return found(.birthDate, 0.55)
    default: return nil
    }
  }
}
