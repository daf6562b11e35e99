"""What an output file holds, whole or torn."""
import json
import zlib
from collections import Counter
from dataclasses import dataclass, field


def content(path):
    """The bytes of an output, decompressed where its name says so, and whether a compressed end was torn.

    What a torn member gave before its end counts as there: it is what any reader would see.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return b"", False
    return decompressed(raw) if path.suffix == ".gz" else (raw, False)


def decompressed(raw):
    """The members of a gzip file one after the other."""
    parts, rest = [], raw
    while rest:
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(rest))
        except zlib.error:
            return b"".join(parts), True
        if not member.eof:
            return b"".join(parts), True
        rest = member.unused_data
    return b"".join(parts), False


def whole_lines(text):
    """The lines that have their ends, and what follows the last of them."""
    lines = text.split(b"\n")
    return lines[:-1], lines[-1]


@dataclass
class Finding:
    """How an output differs from that of a run that nothing disturbed."""
    lost: int = 0
    doubled: int = 0
    torn: int = 0
    #: Another record than the undisturbed run's, by the code of its failure ("ok" where it has none).
    different: Counter = field(default_factory=Counter)
    is_identical: bool = True

    @property
    def is_clean(self):
        return self.is_identical and not (self.lost or self.doubled or self.torn or self.different)


def path_of(line):
    """The input that a line is of; None for what is no record."""
    try:
        return json.loads(line)["input"]["path"]
    except (ValueError, KeyError, TypeError):
        return None


def compare(found, expected, is_ordered=True):
    """What is wrong with the finished output `found`, the bytes of it."""
    finding = Finding()
    lines, rest = whole_lines(found)
    wanted = {path_of(line): line for line in whole_lines(expected)[0]}
    finding.torn = (1 if rest else 0) + sum(path_of(line) is None for line in lines)
    seen = Counter(path_of(line) for line in lines if path_of(line) is not None)
    finding.lost = sum(path not in seen for path in wanted)
    finding.doubled = sum(count - 1 for count in seen.values())
    for line in lines:
        path = path_of(line)
        if path is not None and wanted.get(path) != line:
            error = json.loads(line).get("error") or {}
            finding.different[error.get("code") or "ok"] += 1
    finding.is_identical = (
        found == expected if is_ordered else sorted(lines) == sorted(whole_lines(expected)[0]) and not rest)
    return finding


def wrong_between(found, expected, is_ordered=True):
    """What is wrong with the output of a run that was killed, None where nothing is: whole lines must be the
    undisturbed run's first ones (any of its, once each, where order is free)."""
    lines, _ = whole_lines(found)
    wanted = whole_lines(expected)[0]
    if is_ordered:
        return None if lines == wanted[:len(lines)] else "lines are not the first ones of the undisturbed run"
    if len(set(lines)) < len(lines):
        return "a line twice"
    return None if set(lines) <= set(wanted) else "a line that the undisturbed run does not have"
