"""When is a clean stem speech? A band-energy rule, and the talkspurts made of it.

Spans are (start, end) in whole milliseconds, half open.
"""
import numpy as np
from scipy.signal import butter, sosfiltfilt

from .audio import RATE, SAMPLES_PER_MS, db

FRAME_MS, HOP_MS = 25, 10
BAND_HZ = (150, 3600)
BELOW_PEAK_DB = 30  # speech reaches at least this far below the stem's loudest frame ...
ABOVE_FLOOR_DB = 10  # ... and stands this far above the stem's own noise floor
FLOOR_CAP_DB = 20  # a stem cut tight has no quiet frame: never ask for more than peak - 20 dB
HYSTERESIS_DB = 4
BRIDGE_MS, SHORTEST_MS = 300, 120  # talkspurts: shorter gaps bridged, then shorter spurts dropped


def frame_levels(samples):
    """Band level in dB of each 25 ms frame, one per 10 ms; frame i is centred on 10 i + 5 ms."""
    frame, hop = FRAME_MS * SAMPLES_PER_MS, HOP_MS * SAMPLES_PER_MS
    count = len(samples) // hop
    if count == 0:
        return np.zeros(0)
    band = butter(4, BAND_HZ, "bandpass", fs=RATE, output="sos")
    margin = (frame - hop) // 2
    padded = np.pad(np.asarray(samples, float), (margin + 400, margin + 400 + hop))
    energy = np.concatenate([[0], np.cumsum(np.square(sosfiltfilt(band, padded)))])
    starts = 400 + hop * np.arange(count)
    return db((energy[starts + frame] - energy[starts]) / frame)


def speech_threshold_db(levels):
    """The level a frame of this stem must reach to be speech."""
    smooth = np.convolve(np.pad(levels, 1, mode="edge"), np.ones(3) / 3, "valid")
    peak = smooth.max()
    floor = np.percentile(levels, 5)
    return max(peak - BELOW_PEAK_DB, min(floor + ABOVE_FLOOR_DB, peak - FLOOR_CAP_DB))


def speech_spans(samples, bridge_ms=0, shortest_ms=30):
    """Speech in a clean stem: entered at the threshold, left 4 dB below it."""
    levels = frame_levels(samples)
    if len(levels) == 0 or levels.max() < -70:
        return []
    enter = speech_threshold_db(levels)
    spans, start, active = [], 0, False
    for index, level in enumerate(levels):
        if not active and level >= enter:
            active, start = True, index
        elif active and level < enter - HYSTERESIS_DB:
            active = False
            spans.append((start * HOP_MS, index * HOP_MS))
    if active:
        spans.append((start * HOP_MS, len(levels) * HOP_MS))
    return joined(spans, bridge_ms, shortest_ms)


def joined(spans, bridge_ms, shortest_ms):
    """Sorted spans, gaps shorter than `bridge_ms` bridged, then shorter ones dropped."""
    merged = []
    for start, end in sorted(spans):
        if merged and (start <= merged[-1][1] or start - merged[-1][1] < bridge_ms):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [span for span in merged if span[1] - span[0] >= shortest_ms]


def talkspurts(spans):
    """Speech as talkspurts: gaps under 0.30 s bridged, then spurts under 0.12 s dropped."""
    return joined(spans, BRIDGE_MS, SHORTEST_MS)
