"""Holds the rule of `speech_labels.py` against labels made by people.

    cd scripts
    python3 -m detector_trainer.check_labels DIR

DIR holds clean recordings (.wav, .flac, .ogg) and beside each NAME.speech.txt, one line "start end"
in seconds for each stretch of speech. Prints miss, false alarm and their sum in percent of the labelled
speech, without a collar and with 50 ms on either side of every edge, and what edges are off by.
"""
import sys
from pathlib import Path

import numpy as np
import soundfile

from .speech_labels import runs, speech_labels

NEAREST_MS = 200  # an edge further from all found edges is counted as missed, not as off


def filled(spans, count):
    """Milliseconds that lie in a span."""
    mask = np.zeros(count, bool)
    for start, end in spans:
        mask[max(0, start):end] = True
    return mask


def read(path):
    """(labelled speech, speech by the rule) of a recording, one bool a millisecond."""
    recording = next(found for suffix in (".wav", ".flac", ".ogg")
                     if (found := path.with_name(path.name.replace(".speech.txt", suffix))).exists())
    samples, rate = soundfile.read(recording)
    count = len(samples) * 1000 // rate
    lines = [line.split()[:2] for line in path.read_text().splitlines() if line.strip()]
    spans = [(round(float(start) * 1000), round(float(end) * 1000)) for start, end in lines]
    found = np.repeat(speech_labels(samples, rate), 10)[:count].astype(bool)
    return filled(spans, count), np.pad(found, (0, count - len(found)))


def errors(pairs, collar_ms):
    """(miss, false alarm) in percent of the labelled speech; a collar on either side of its edges."""
    missed = alarmed = speech = 0
    for labelled, found in pairs:
        edges = [edge for span in runs(labelled) for edge in span] if collar_ms else []
        scored = ~filled([(edge - collar_ms, edge + collar_ms) for edge in edges], len(labelled))
        missed += np.count_nonzero(labelled & ~found & scored)
        alarmed += np.count_nonzero(found & ~labelled & scored)
        speech += np.count_nonzero(labelled)
    return 100 * missed / speech, 100 * alarmed / speech


def offsets(pairs, side):
    """Milliseconds by which found edges (side 0: starts, 1: ends) are later than the labelled."""
    late = []
    for labelled, found in pairs:
        there = np.array([span[side] for span in runs(found)])
        for span in runs(labelled):
            nearest = min(there - span[side], key=abs, default=NEAREST_MS)
            if abs(nearest) < NEAREST_MS:
                late.append(nearest)
    return late


def main():
    """Prints the table of a folder."""
    paths = sorted(Path(sys.argv[1]).glob("*.speech.txt")) if len(sys.argv) == 2 else []
    if not paths:
        sys.exit("check_labels: expected a folder with NAME.speech.txt beside recordings")
    pairs = [read(path) for path in paths]
    for collar_ms in (0, 50):
        miss, alarm = errors(pairs, collar_ms)
        print(f"collar {collar_ms:2d} ms: miss {miss:.2f} %, false alarm {alarm:.2f} %, "
              f"error {miss + alarm:.2f} %")
    for side, name in enumerate(("starts", "ends")):
        late = offsets(pairs, side)
        print(f"{name}: median {np.median(late):+.0f} ms, median distance "
              f"{np.median(np.abs(late)):.0f} ms, {len(late)} edges")


if __name__ == "__main__":
    main()
