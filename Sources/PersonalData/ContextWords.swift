/// What a word near a number says of it.
enum ContextKind: Hashable, Sendable, CaseIterable {
  case resident, foreigner, phone, card, business, driver, passport, account, email, birth, passcode
  /// The last day of a card: no type of its own, asked for with one.
  case expiry
  /// The security number of a card.
  case securityCode
  /// Numbers that are nobody's: of orders, parcels, models, dates of delivery.
  case impersonal
  /// A part of a number: 뒷자리.
  case part
  /// Words of asking.
  case request

  /// Whether it names personal data.
  var isPersonal: Bool {
    switch self {
    case .impersonal, .part, .request: false
    default: true
    }
  }
}

/// Words that tell what a number is, and words that ask.
enum ContextWords {
  struct Entry: Sendable {
    let word: [Unicode.Scalar]
    let kind: ContextKind
    /// Whether the word by itself names a number or an address: 카드번호, where 카드 may be anything.
    let isName: Bool
  }

  /// Entries by their first scalar, longest first.
  static let byFirst: [Unicode.Scalar: [Entry]] = {
    var table: [Unicode.Scalar: [Entry]] = [:]
    for (kind, isName, words) in lists {
      for word in words.split(separator: " ") {
        let scalars = Array(word.unicodeScalars)
        table[scalars[0], default: []].append(Entry(word: scalars, kind: kind, isName: isName))
      }
    }
    for key in table.keys {
      table[key]?.sort {
        ($0.word.count, $1.word.description) > ($1.word.count, $0.word.description)
      }
    }
    return table
  }()

  private static let lists: [(ContextKind, isName: Bool, String)] = [
    (.resident, true, "주민등록번호 주민번호 주민등록 주민앞자리 주민뒷자리 주민 residentnumber residentregistration"),
    (.foreigner, true, "외국인등록번호 외국인번호 외국인등록 외국인등록증 aliennumber alienregistration"),
    (
      .phone, true,
      "전화번호 휴대폰번호 핸드폰번호 휴대전화번호 휴대전화 휴대폰 핸드폰 연락처 폰번호 손전화 집전화 자택번호 회사번호 팩스번호 "
        + "수신번호 발신번호 연락가능한번호 연락받으실 phonenumber cellphone mobilenumber mobile contactnumber"
    ),
    (.phone, false, "전화 번호 팩스 자택 내선 직통 phone call fax"),
    (.card, true, "카드번호 카드에있는번호 카드앞면 카드열여섯자리 cardnumber"),
    (.card, false, "카드 card"),
    (.business, true, "사업자등록번호 사업자번호 사업자등록 사업자 businessregistration businessnumber"),
    (.driver, true, "운전면허번호 면허번호 운전면허 면허증 면허 driverslicense driverlicense licensenumber"),
    (.passport, true, "여권번호 여권 passportnumber passport"),
    (.account, true, "계좌번호 환불계좌 입금계좌 출금계좌 자동이체계좌 계좌 accountnumber bankaccount"),
    (.account, false, "통장 은행 뱅크 농협 수협 신협 우체국 새마을금고 입금 송금 이체 bank"),
    (.email, true, "이메일주소 이메일 메일주소 전자우편 메일 emailaddress email e-mail"),
    (.birth, true, "생년월일 생일 출생일 출생 태어난 태어나 dateofbirth birthdate birthday born"),
    (
      .passcode, true,
      "인증번호 인증코드 비밀번호 비번 패스워드 암호 핀번호 보안코드 승인코드 확인코드 otp 오티피 passcode password "
        + "verificationcode securitycode pinnumber pincode pin"
    ),
    (.securityCode, true, "cvc cvv 씨브이씨 뒷면세자리 카드뒷면"),
    (.expiry, true, "유효기간 유효기한 만료일 expirationdate expirydate expiration"),
    (
      .impersonal, true,
      "주문번호 주문 접수번호 접수 송장번호 송장 운송장번호 운송장 등기번호 상품번호 상품코드 제품번호 제품코드 품번 모델번호 모델명 "
        + "모델 시리얼번호 시리얼 일련번호 문서번호 관리번호 예약번호 예약 대기번호 티켓번호 사건번호 청구번호 승인번호 우편번호 항공편 버전 쿠폰 "
        + "바코드 차량번호 오류코드 에러코드 코드번호 고객번호 회원번호 상담번호 민원번호 계약번호 증권번호 약정번호 사물함 좌석 문의번호 "
        + "아이피 ip는 ip가 ip주소 ipaddress ipis ip1 ip2 배송 도착 방문 출고 예정 납부 결제일 출금 설치 만기일 공지 참조번호 배송번호 반품번호 교환번호 재고 수량 금액 가격 "
        + "ordernumber order trackingnumber tracking invoice model serialnumber serial reference "
        + "referencenumber casenumber ticket confirmationnumber flight zipcode postalcode"
    ),
    (.part, false, "뒷자리 끝자리 뒷번호 끝번호 앞자리 마지막네자리 뒤네자리 뒤에네자리 끝에네자리 뒷네자리 가운데 lastfour lastfourdigits"),
    (
      .request, false,
      "말씀 불러 알려 어떻게되 어떻게돼 어떻게되 부탁 눌러 입력 주시겠 주실 주세요 여쭤 여쭙 몇번이 뭐예요 뭐죠 뭔가요 무엇 "
        + "확인 맞으 맞나 맞습니까 얘기해 가르쳐 적어 자리요 필요 언제 되시죠 되세요 되실까요 될까요 되시나요 "
        + "mayi couldyou canyou canihave couldi whatis what's whats please tellme giveme verify confirm"
    ),
  ]
}
