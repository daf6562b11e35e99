/// Kinds of personal data that are looked for.
public enum PersonalDataType: String, Hashable, Sendable, Codable, CaseIterable {
  /// 주민등록번호
  case residentNumber = "resident_number"
  /// 외국인등록번호
  case foreignerNumber = "foreigner_number"
  /// 휴대전화
  case mobilePhone = "mobile_phone"
  /// 지역번호, 대표번호
  case phone
  /// 카드번호
  case card
  /// 사업자등록번호
  case businessNumber = "business_number"
  /// 운전면허번호
  case driverLicence = "driver_licence"
  /// 여권번호
  case passport
  /// 계좌번호
  case account
  /// 이메일
  case email
  /// 생년월일
  case birthDate = "birth_date"
  /// 인증번호, 비밀번호
  case passcode
  /// Digits said in answer to a question for personal data, whatever they were heard as.
  case answer
}

/// One place where personal data was said: its kind and when, never its value.
public struct PersonalDataFinding: Hashable, Sendable {
  public var type: PersonalDataType
  /// Index into the conversation's speakers; where several say it bit by bit, who begins.
  public var speaker: Int
  /// When, before any margin: from the first word's start to the last one's end.
  public var span: TimeSpan
  /// How sure it is, 0 to 1.
  public var confidence: Double

  public init(type: PersonalDataType, speaker: Int, span: TimeSpan, confidence: Double) {
    self.type = type
    self.speaker = speaker
    self.span = span
    self.confidence = confidence
  }
}
