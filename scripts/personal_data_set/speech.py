"""Numbers as they are said and as recognisers write them."""
SINO = {"0": "공", "1": "일", "2": "이", "3": "삼", "4": "사", "5": "오", "6": "육", "7": "칠", "8": "팔", "9": "구"}
NATIVE = {"1": "하나", "2": "둘", "3": "셋", "4": "넷", "5": "다섯", "6": "여섯", "7": "일곱", "8": "여덟", "9": "아홉"}
LETTERS = {"M": "엠", "S": "에스", "R": "알", "D": "디", "A": "에이", "B": "비", "C": "씨", "E": "이", "F": "에프",
           "G": "지", "H": "에이치"}
VOWEL = set("2459")
ENDINGS = {"요": ("요", "이요"), "고요": ("고요", "이고요"), "구요": ("구요", "이구요"), "예요": ("예요", "이에요"),
           "입니다": ("입니다", "입니다"), "라고": ("라고요", "이라고요"), "번": ("번", "번"), "번이요": ("번이요", "번이요"),
           "번입니다": ("번입니다", "번입니다"), "로": ("로", "로"), "인데요": ("인데요", "인데요"), "시죠": ("시죠", "이시죠"),
           "거든요": ("거든요", "이거든요"), "": ("", "")}


def ending(name, last):
    """The form of an ending behind a digit: 요 behind 2 4 5 9, 이요 behind the rest."""
    return ENDINGS[name][0 if last in VOWEL else 1]


def digit(rng, value, zero):
    if value == "0":
        return zero
    return SINO[value]


class Style:
    """How one speaker says one number."""

    def __init__(self, rng, spoken=True):
        self.zero = rng.choice(("공", "공", "공", "영"))
        # joined 일이삼사, spelled 일 이 삼 사, Arabic 1234, or mixed by group
        self.form = rng.choice(("joined",) * 5 + ("spelled",) + ("mixed",) * 2 + ("arabic",))
        self.glue = rng.choice(("",) * 5 + ("에",) * 4 + ("의", " 다시", " 에"))
        self.stutter = rng.random() < 0.06
        self.hesitation = rng.random() < 0.12
        self.native = rng.random() < 0.04

    def group(self, rng, value):
        form = self.form
        if form == "mixed":
            form = rng.choice(("joined", "arabic"))
        if form == "arabic":
            return value
        said = []
        for one in value:
            if self.native and one in NATIVE and form == "spelled":
                said.append(NATIVE[one])
            else:
                said.append(digit(rng, one, self.zero))
        return (" " if form == "spelled" else "").join(said)

    def groups(self, rng, groups, tail=""):
        """The groups in a row, joined, with an ending on the last."""
        said = []
        for index, value in enumerate(groups):
            text = self.group(rng, value)
            if self.stutter and index == 1 and len(value) > 3:
                text = self.group(rng, value[:2]) + " " + text
            if index < len(groups) - 1:
                text += self.glue
                if self.hesitation:
                    text += rng.choice((" 어", " 음", " 그"))
            else:
                text += ending(tail, value[-1])
            said.append(text)
        return " ".join(said)


UNITS = ("", "십", "백", "천")


def sino(number):
    """A numeral of place values: 1230 is 천이백삼십."""
    if number == 0:
        return "영"
    parts = []
    myriads, rest = divmod(number, 10000)
    if myriads:
        parts.append((sino(myriads) if myriads > 1 else "") + "만")
    text = str(rest) if rest else ""
    for index, one in enumerate(text):
        place = len(text) - 1 - index
        if one == "0":
            continue
        parts.append(("" if one == "1" and place else SINO[one]) + UNITS[place])
    return "".join(parts)


def month(value):
    return {6: "유", 10: "시"}.get(value, sino(value)) + "월"


def date(rng, year, month_value, day, tail=""):
    """A day as it is said or written."""
    short = year % 100
    said = rng.choice((
        f"{sino(year)}년 {month(month_value)} {sino(day)}일", f"{sino(short) if short else '공'}년 {month(month_value)} {sino(day)}일",
        f"{short:02d}년 {month_value}월 {day}일", f"{year}년 {month_value}월 {day}일", f"{SINO[str(short // 10)]}{SINO[str(short % 10)]}년 {month(month_value)} {sino(day)}일",
    ))
    return said + tail


def misheard(rng, value, rate=0.2):
    """Digits as a recogniser with that share of errors writes them: a third each exchanged, lost, invented."""
    heard = ""
    for one in value:
        if rng.random() >= rate:
            heard += one
            continue
        kind = rng.randrange(3)
        if kind == 0:
            heard += rng.choice([other for other in "0123456789" if other != one])
        elif kind == 1:
            heard += one + rng.choice("0123456789")
    return heard
