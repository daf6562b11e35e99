"""Puts phrases and values together: dialogues whose personal words are marked."""
import re

from . import forms, phrases, traps, values

SLOT = re.compile(r"\{(\w+)(?::([^}]*))?\}")


class Dialogue:
    """Lines of (role, words, marks); a mark is (first word, last word, kind, number of the value)."""

    def __init__(self):
        self.lines = []
        self.count = 0

    def add(self, rng, template, value=None, kind=None):
        """Adds the lines of `template`; slots for values are marked as of `kind`."""
        self.count += 1
        number = self.count
        bank = rng.choice(values.BANKS)
        for line in template.split("|"):
            words, marks, position, clings = [], [], 0, False
            body = line[1:]
            for slot in SLOT.finditer(body):
                clings = append(words, body[position:slot.start()], clings)
                position = slot.end()
                name, tail = slot.group(1), slot.group(2) or ""
                text, mark = filled(rng, name, tail, value, bank)
                if text is None:
                    continue
                first = len(words) - 1 if clings and words else len(words)
                clings = append(words, text, clings)
                if mark:
                    # What is read back is a place of its own.
                    item = number if not name.startswith("e") else self.next()
                    marks.append((first, len(words) - 1, kind or value.kind, item))
            append(words, body[position:], clings)
            if words:
                self.lines.append((line[0], words, marks))

    def next(self):
        self.count += 1
        return self.count


def append(words, text, clings):
    """Adds the words of `text`, the first to the last word where nothing parts them."""
    pieces = text.split()
    if pieces and clings and not text[0].isspace():
        words[-1] += pieces.pop(0)
    words.extend(pieces)
    return bool(words) and not (text and text[-1].isspace()) and (bool(text) or clings)


def filled(rng, name, tail, value, bank):
    """The text of a slot, and whether it is personal."""
    if name in traps.PLAIN:
        return traps.PLAIN[name](rng), False
    if name in traps.TAILED:
        return traps.TAILED[name](rng, tail), False
    if name == "b":
        return bank, False
    if name == "v":
        return value.whole(tail), True
    if name == "w":
        return value.said(value.corrected(), tail), True
    if name == "e":
        return value.echo(), True
    if name.startswith("e"):
        part = value.part(int(name[1:]), tail)
        return part, part is not None
    part = value.part(int(name), tail)
    return part, part is not None


def padded(rng, half, add):
    """A dialogue with a line or two around what `add` puts into it."""
    dialogue = Dialogue()
    if rng.random() < 0.5:
        dialogue.add(rng, rng.choice(phrases.PADDING[half]))
    if rng.random() < 0.2:
        dialogue.add(rng, rng.choice(phrases.TRAPS[half]))
    add(dialogue)
    if rng.random() < 0.3:
        dialogue.add(rng, rng.choice(phrases.PADDING[half]))
    if rng.random() < 0.3:
        dialogue.add(rng, rng.choice(phrases.TRAPS[half]))
    return dialogue


def personal(rng, half, kind, spoken):
    value = forms.Value(rng, kind, spoken)
    return padded(rng, half, lambda d: d.add(rng, rng.choice(phrases.PHRASES[kind][half]), value))


ASKED = (("주민", "resident_number"), ("카드", "card"), ("휴대폰", "mobile_phone"), ("전화", "mobile_phone"),
         ("연락", "mobile_phone"), ("생년월일", "birth_date"), ("계좌", "account"), ("인증", "passcode"),
         ("여권", "passcode"))


def misheard(rng, half):
    question = rng.choice(phrases.QUESTIONS[half])
    kind = next(kind for word, kind in ASKED if word in question)
    value = forms.misheard(rng, "mobile_phone" if kind == "birth_date" else kind)
    if kind == "birth_date":
        value.groups = (value.groups + ("000000",))[:1]
    answer = rng.choice(phrases.ANSWERS[half])
    return padded(rng, half, lambda d: d.add(rng, question + "|" + answer, value, "answer"))


def trap(rng, half):
    dialogue = Dialogue()
    for _ in range(rng.randrange(3, 6)):
        dialogue.add(rng, rng.choice(phrases.TRAPS[half] * 2 + phrases.PADDING[half]))
    return dialogue
