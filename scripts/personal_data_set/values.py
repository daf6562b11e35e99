"""Invented values: right in form, nobody's by intention. See README.md for what keeps them apart from real ones."""

REGIONS = ("서울", "부산", "경기", "강원", "충북", "충남", "전북", "전남", "경북", "경남", "제주", "대구", "인천", "광주", "대전", "울산")
AREA_CODES = ("02", "031", "032", "033", "041", "042", "043", "051", "052", "053", "055", "062", "063", "064", "070")


def digits(rng, count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def birth(rng):
    """Year, month, day; every day of a month up to the 28th."""
    return rng.randrange(1945, 2006), rng.randrange(1, 13), rng.randrange(1, 29)


def resident(rng, foreigner=False):
    year, month, day = birth(rng)
    century = (5 if year < 2000 else 7) if foreigner else (1 if year < 2000 else 3)
    body = f"{year % 100:02d}{month:02d}{day:02d}{century + rng.randrange(2)}{digits(rng, 5)}"
    if not foreigner and rng.random() < 0.2:  # numbers given since October 2020 end in any digit
        return body[:6], body[6:] + digits(rng, 1)
    weights = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
    total = sum(w * int(d) for w, d in zip(weights, body))
    return body[:6], body[6:] + str(((13 if foreigner else 11) - total % 11) % 10)


def mobile(rng):
    # The exchanges 0 and 1 of 010 are given to no subscriber.
    if rng.random() < 0.9:
        return "010", rng.choice("01") + digits(rng, 3), digits(rng, 4)
    return rng.choice(("011", "016", "017", "018", "019")), "0" + digits(rng, 2), digits(rng, 4)


def phone(rng):
    if rng.random() < 0.2:
        return rng.choice(("1500", "1600", "1800")), digits(rng, 4)
    area = rng.choice(AREA_CODES)
    return area, rng.choice("2345678") + digits(rng, rng.choice((2, 3))), digits(rng, 4)


def card(rng):
    # Beginnings that networks keep for tests.
    body = rng.choice(("400000", "555555", "352800", "620000", "940000")) + digits(rng, 9)
    total = 0
    for index, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    whole = body + str(-total % 10)
    return tuple(whole[i:i + 4] for i in range(0, 16, 4))


def business(rng):
    body = f"{rng.randrange(101, 999)}{rng.randrange(10, 99)}{digits(rng, 4)}"
    weights = (1, 3, 7, 1, 3, 7, 1, 3, 5)
    total = sum(w * int(d) for w, d in zip(weights, body)) + int(body[8]) * 5 // 10
    whole = body + str(-total % 10)
    return whole[:3], whole[3:5], whole[5:]


def driver(rng):
    return f"{rng.randrange(11, 29)}", digits(rng, 2), digits(rng, 6), digits(rng, 2)


def passport(rng):
    if rng.random() < 0.5:
        return (rng.choice("MSRD") + digits(rng, 8),)
    return (rng.choice("MSRD") + digits(rng, 3) + rng.choice("ABCDEFGH") + digits(rng, 4),)


ACCOUNT_FORMS = ((3, 3, 6), (6, 2, 6), (4, 2, 7), (3, 4, 4, 2), (4, 3, 6), (3, 2, 6))
BANKS = ("국민은행", "신한은행", "우리은행", "하나은행", "기업은행", "농협", "카카오뱅크", "새마을금고", "우체국", "수협")


def account(rng):
    return tuple("9" + digits(rng, n - 1) if i == 0 else digits(rng, n)
                 for i, n in enumerate(rng.choice(ACCOUNT_FORMS)))


def passcode(rng):
    return (digits(rng, rng.choice((4, 6, 6, 8))),)


LOCALS = ("happyday", "minsu", "bluesky", "coffee", "star", "seoulcat", "kimchi", "sunny")
SAID_LOCALS = ("해피데이", "민수", "블루스카이", "커피", "스타", "서울캣", "에스유엔", "케이아이엠", "제이에스", "엘지디")
DOMAINS = (("example.com", "이그잼플 점 컴"), ("naver.com", "네이버 점 컴"), ("gmail.com", "지메일 닷컴"),
           ("daum.net", "다음 점 넷"), ("example.co.kr", "이그잼플 점 씨오 점 케이알"), ("hanmail.net", "한메일 닷넷"),
           ("naver.com", "네이버닷컴"))
