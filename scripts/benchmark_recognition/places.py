"""Words held against who speaks when, as RTTM tells: are they said at all, and by whom?"""
from itertools import permutations


def labels(path):
    """{speaker: [(start, end)]} of an RTTM file, seconds."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split()
        if fields and fields[0] == "SPEAKER":
            start, length = float(fields[3]), float(fields[4])
            found.setdefault(fields[7], []).append((start, start + length))
    return found


def holds(spans, time, margin=0.0):
    return any(start - margin <= time < end + margin for start, end in spans)


def placed(words, reference, margin):
    """(words, words outside all speech, words inside somebody's, words inside their own speaker's).

    words: (speaker, middle in seconds). Where speakers have other names than the reference's, those are paired
    so that most words fit.
    """
    everyone = [span for spans in reference.values() for span in spans]
    outside = sum(not holds(everyone, time, margin) for _, time in words)
    inside = [(speaker, time) for speaker, time in words if holds(everyone, time)]
    names = sorted({speaker for speaker, _ in words})
    if set(names) <= reference.keys():
        pairings = [dict(zip(names, names))]
    else:
        known = sorted(reference) + [None] * len(names)
        pairings = [dict(zip(names, order)) for order in set(permutations(known, len(names)))]
    right = max((sum(holds(reference.get(pairing[speaker], []), time) for speaker, time in inside)
                 for pairing in pairings), default=0)
    return len(words), outside, len(inside), right
