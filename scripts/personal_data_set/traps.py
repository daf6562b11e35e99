"""Ordinary numbers, in the forms they are written and said in."""
from . import speech, values


def won(rng):
    number = rng.choice((rng.randrange(1, 99) * 1000, rng.randrange(10, 990) * 100, rng.randrange(1, 300) * 10000))
    return rng.choice((f"{number:,}원", f"{number}원", f"{speech.sino(number)}원", f"{speech.sino(number)} 원"))


def count(rng):
    number = rng.randrange(1, 40)
    return rng.choice((str(number), speech.sino(number)))


def day(rng):
    month, day_value = rng.randrange(1, 13), rng.randrange(1, 29)
    return rng.choice((f"{month}월 {day_value}일", f"{speech.month(month)} {speech.sino(day_value)}일",
                       f"2024년 {month}월 {day_value}일", f"2025-{month:02d}-{day_value:02d}"))


def time(rng):
    hour, minute = rng.randrange(1, 13), rng.choice((0, 10, 15, 20, 30, 45))
    return rng.choice((f"{hour}시 {minute}분", f"오후 {hour}시", f"{hour}:{minute:02d}",
                       ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두")[hour - 1] + "시"))


def year(rng):
    number = rng.randrange(2010, 2026)
    return rng.choice((f"{number}년", f"{speech.sino(number)}년"))


def order(rng, tail):
    number = rng.choice((f"2024{rng.randrange(1, 13):02d}{rng.randrange(1, 29):02d}" + values.digits(rng, 4),
                         values.digits(rng, 6), "5" + values.digits(rng, 8), "2" + values.digits(rng, 6)))
    if rng.random() < 0.5:
        style = speech.Style(rng)
        half = len(number) // 2
        return style.groups(rng, (number[:half], number[half:]), tail)
    return number + speech.ending(tail, number[-1])


def parcel(rng, tail):
    number = "6" + values.digits(rng, 11)
    if rng.random() < 0.5:
        return speech.Style(rng).groups(rng, (number[:4], number[4:8], number[8:]), tail)
    return "-".join((number[:4], number[4:8], number[8:])) + speech.ending(tail, number[-1])


def model(rng):
    return rng.choice(("SM-G998", "KF94", "A2403", "WF21T9000KV", "엑스 구백", "LG-Q61", "55인치"))


def house(rng):
    return rng.choice((f"{rng.randrange(101, 130)}동 {rng.randrange(101, 2500)}호", f"{rng.randrange(1, 300)}번지",
                       f"테헤란로 {rng.randrange(1, 500)}", f"백{speech.sino(rng.randrange(1, 20))}동 {speech.sino(rng.randrange(101, 1500))}호"))


def percent(rng):
    number = rng.randrange(1, 60)
    return rng.choice((f"{number}%", f"{speech.sino(number)}퍼센트", f"{number}프로"))


def zip_code(rng, tail):
    number = "0" + values.digits(rng, 4)
    return (speech.Style(rng).group(rng, number) if rng.random() < 0.5 else number) + speech.ending(tail, number[-1])


def version(rng):
    return f"{rng.randrange(1, 12)}.{rng.randrange(0, 20)}.{rng.randrange(0, 9)}"


PLAIN = {"won": won, "count": count, "day": day, "time": time, "year": year, "model": model, "house": house,
         "percent": percent, "version": version}
TAILED = {"order": order, "parcel": parcel, "zip": zip_code}
