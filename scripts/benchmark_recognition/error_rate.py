"""Character error rates: spaces, punctuation and case are ignored, numbers are compared as they may be said."""
import re
import unicodedata

from .korean_numbers import readings

FIGURES = re.compile(r"\d+")
#: Between groups of three figures: 1,230.
SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
SIGNS = {"%": "퍼센트", "㎏": "킬로그램", "℃": "도"}


def characters(text):
    """Letters and figures only, in lower case, composed."""
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", text).lower() if unicodedata.category(letter)[0] in "LN")


def said(text):
    """The text's letters, with a list of readings in place of each run of figures."""
    text = SEPARATOR.sub("", unicodedata.normalize("NFKC", text))
    for sign, reading in SIGNS.items():
        text = text.replace(sign, reading)
    parts, end = [], 0
    for match in FIGURES.finditer(text):
        parts += [[characters(text[end:match.start()])], readings(match.group())]
        end = match.end()
    return parts + [[characters(text[end:])]]


def distance(left, right):
    """Least number of letters to insert, delete or replace (Levenshtein 1966)."""
    row = list(range(len(right) + 1))
    for index, letter in enumerate(left, 1):
        corner, row[0] = row[0], index
        for column, other in enumerate(right, 1):
            corner, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, corner + (letter != other))
    return row[-1]


def nearest(parts, other):
    """The text with those readings that bring it nearest to `other`, chosen from left to right."""
    chosen = [part[0] for part in parts]
    for index, part in enumerate(parts):
        if len(part) > 1:
            def with_reading(reading):
                return distance("".join([*chosen[:index], reading, *chosen[index + 1:]]), other)
            chosen[index] = min(part, key=with_reading)
    return "".join(chosen)


def errors(reference, hypothesis):
    """(errors, letters of the reference) of one text."""
    wanted = said(reference)
    plain = "".join(part[0] for part in wanted)
    heard = nearest(said(hypothesis), plain)
    plain = nearest(wanted, heard)
    return distance(plain, heard), len(plain)
