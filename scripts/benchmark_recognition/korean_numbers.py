"""Readings of numbers in Korean: what was written in figures is compared as it may have been said."""
SINO = "영일이삼사오육칠팔구"
NATIVE = ["", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"]
NATIVE_BEFORE_NOUN = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"]
NATIVE_TENS = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"]
PLACES = ["", "십", "백", "천"]
GROUPS = ["", "만", "억", "조"]
#: Longer runs are read figure by figure only.
MOST_PLACES = 16


def readings(figures):
    """Every way a run of figures may be read, without repeats, the commonest first."""
    found = [sino(figures), by_figure(figures), by_figure(figures).replace("영", "공")]
    if 0 < int(figures) < 100:
        found += [native(int(figures), NATIVE), native(int(figures), NATIVE_BEFORE_NOUN)]
    if figures == "20":
        found.append("스무")
    if figures in ("6", "06"):
        found.append("유")
    return list(dict.fromkeys(found))


def by_figure(figures):
    return "".join(SINO[int(figure)] for figure in figures)


def sino(figures):
    """In places: 1230 is 천이백삼십."""
    number = int(figures)
    if number == 0 or len(figures) > MOST_PLACES:
        return by_figure(figures)
    groups, group = [], 0
    while number:
        number, rest = divmod(number, 10_000)
        if rest:
            read = within_ten_thousand(rest)
            groups.append(("" if group == 1 and rest == 1 else read) + GROUPS[group])
        group += 1
    return "".join(reversed(groups))


def within_ten_thousand(number):
    read = ""
    for place, figure in enumerate(reversed(str(number))):
        if figure != "0":
            name = "" if figure == "1" and place else SINO[int(figure)]
            read = name + PLACES[place] + read
    return read


def native(number, ones):
    return NATIVE_TENS[number // 10] + ones[number % 10]
