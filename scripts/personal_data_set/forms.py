"""A value of each kind in the forms it is written and said in, whole and by parts."""
from . import speech, values

NUMBERS = {
    "mobile_phone": values.mobile, "phone": values.phone, "resident_number": values.resident,
    "foreigner_number": lambda rng: values.resident(rng, foreigner=True), "card": values.card,
    "business_number": values.business, "driver_licence": values.driver, "account": values.account,
    "passcode": values.passcode,
}
SIGNS = {
    "mobile_phone": ("-", "-", "", " ", "."), "phone": ("-", "-", "", " ", ")"), "resident_number": ("-", "-", "", " "),
    "foreigner_number": ("-", "-", "", " "), "card": ("-", "-", "", " "), "business_number": ("-", "-", "", " "),
    "driver_licence": ("-", "-", " "), "account": ("-", "-", "", " "), "passcode": ("",),
}


class Value:
    """One invented value: `whole(tail)`, `part(n, tail)` and `echo()` give its texts."""

    def __init__(self, rng, kind, spoken):
        self.rng, self.kind, self.spoken = rng, kind, spoken
        self.style = speech.Style(rng)
        if kind in NUMBERS:
            self.groups = NUMBERS[kind](rng)
            self.sign = rng.choice(SIGNS[kind])
            if not spoken and self.sign == "" and kind == "phone" and len(self.groups) == 2:
                self.sign = "-"
        elif kind == "birth_date":
            self.day = values.birth(rng)
            self.groups = (f"{self.day[0] % 100:02d}{self.day[1]:02d}{self.day[2]:02d}",)
        elif kind == "passport":
            self.groups = values.passport(rng)

    def corrected(self):
        """The last group with another last digit: what comes behind a slip of the tongue."""
        last = self.groups[-1]
        return last[:-1] + str((int(last[-1]) + 1) % 10)

    def whole(self, tail=""):
        if self.kind == "email":
            return self.email()
        if self.kind == "birth_date":
            return self.birth(tail)
        if self.kind == "passport":
            return self.passport(tail)
        if self.spoken:
            return self.style.groups(self.rng, self.groups, tail)
        text = self.sign.join(self.groups)
        if self.kind == "mobile_phone" and self.rng.random() < 0.08 and self.groups[0] == "010":
            text = "+82-10-" + "-".join(self.groups[1:])
        return text + speech.ending(tail, text[-1])

    def part(self, number, tail=""):
        if number > len(self.groups):
            return None
        return self.said(self.groups[number - 1], tail)

    def said(self, group, tail=""):
        text = self.style.group(self.rng, group) if self.spoken else group
        return text + speech.ending(tail, group[-1])

    def echo(self):
        again = speech.Style(self.rng)
        if self.kind in ("birth_date", "passport", "email"):
            return self.whole()
        if not self.spoken:
            return self.sign.join(self.groups)
        return again.groups(self.rng, self.groups)

    def birth(self, tail):
        year, month, day = self.day
        kind = self.rng.randrange(4)
        if self.spoken:
            if kind < 2:
                return self.style.groups(self.rng, self.groups, tail)
            text = speech.date(self.rng, year, month, day)
            return text + speech.ending(tail, "1") if tail else text
        text = (self.groups[0], f"{year}-{month:02d}-{day:02d}", f"{year}{month:02d}{day:02d}",
                f"{year}년 {month}월 {day}일")[kind]
        return text + speech.ending(tail, "1" if kind == 3 else text[-1])

    def passport(self, tail):
        number = self.groups[0]
        if not self.spoken:
            return number + speech.ending(tail, number[-1])
        pieces, run = [], ""
        for sign in number:
            if sign.isdigit():
                run += sign
                continue
            if run:
                pieces.append(self.style.group(self.rng, run))
                run = ""
            pieces.append(speech.LETTERS[sign])
        pieces.append(self.style.group(self.rng, run))
        # What is spelled letter by letter has spaces everywhere.
        return (" " if self.style.form == "spelled" or self.rng.random() < 0.5 else "").join(pieces) + speech.ending(tail, number[-1])

    def email(self):
        rng = self.rng
        domain, said = rng.choice(values.DOMAINS)
        number = values.digits(rng, rng.choice((0, 2, 3)))
        if not self.spoken:
            return rng.choice(values.LOCALS) + number + "@" + domain
        local = rng.choice(values.SAID_LOCALS)
        if number:
            local += " " + self.style.group(rng, number)
        return f"{local} {rng.choice(('골뱅이', '골뱅이', '앳'))} {said}"


def misheard(rng, kind):
    """A value of which a recogniser got every fifth digit wrong; groups that it lost are gone."""
    value = Value(rng, kind, spoken=True)
    value.groups = tuple(group for group in (speech.misheard(rng, group) for group in value.groups) if group)
    return value
