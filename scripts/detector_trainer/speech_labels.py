"""When does a clean recording hold speech? Exact labels of 10 ms by wideband energy.

The rule reads the recording at its own rate, before it is resampled or disturbed, so a fricative
that the telephone band hardly carries still counts as speech. A frame is speech where its level
stands above the recording's own noise floor and not too far below its voice; edges are where the
sound begins and has ended, without padding; stop closures are bridged, breaths and clicks are not
speech.
"""
from dataclasses import dataclass

import numpy as np
from scipy.ndimage import median_filter
from scipy.signal import butter, sosfiltfilt

HOP_SECONDS = 0.010
SILENT_DB = -75.0  # a recording that never gets louder holds nothing


@dataclass(frozen=True)
class Rule:
    """The settings; levels in dB of the pre-emphasised signal, times in frames of 10 ms.

    Measured with `check_labels` on 80 read sentences with phone labels made by people: error 2.7 % of
    the speech without a collar, 0.9 % with 50 ms. Of gaps of 0.03 to 0.13 s that the levels show, 97 %
    lay inside a word; of longer ones 7 of 17. What costs most when it is moved:
    `bridge` 8 (3.9 %), `range_db` 28 or 38 (3.1 %).
    """

    low_hz: float = 90.0  # below lies rumble, above lies the voice
    emphasis: float = 0.3  # of y[n] = x[n] - emphasis x[n - 1]
    window_seconds: float = 0.020  # energy is averaged over this much, centred on the frame
    voice_percentile: float = 95.0
    floor_percentile: float = 4.0
    range_db: float = 32.0  # speech reaches at least this far below the voice ...
    above_floor_db: float = 14.0  # ... and stands this far above the floor ...
    cap_db: float = 24.0  # ... but the threshold is never nearer to the voice than this
    tight_db: float = 30.0  # a floor nearer to the voice than this is speech: the cut is tight
    hysteresis_db: float = 3.0  # left this much below where it is entered
    bridge: int = 11  # gaps shorter than this are stop closures
    shortest: int = 4  # bursts shorter than this are clicks
    breath_db: float = 14.0  # unvoiced and nowhere nearer to the voice than this: a breath
    fade_db: float = 27.0  # an unvoiced end is followed no further below the voice than this
    onset_db: float = 30.0  # the same of an unvoiced beginning
    voiced: float = 0.8  # normalised autocorrelation from which a frame is voiced


RULE = Rule()


def frame_levels(samples, rate, rule=RULE):
    """dB of each 10 ms frame, measured over `window_seconds` centred on it."""
    hop, window = round(rate * HOP_SECONDS), round(rate * rule.window_seconds)
    count = -(-len(samples) // hop)
    band = butter(2, rule.low_hz, "highpass", fs=rate, output="sos")
    clean = sosfiltfilt(band, np.pad(np.asarray(samples, float), (rate // 10, rate // 10)))
    clean[1:] -= rule.emphasis * clean[:-1]
    clean = clean[rate // 10:][:count * hop + window]
    margin = (window - hop) // 2
    padded = np.pad(clean, (margin, max(0, count * hop + window - len(clean))))
    energy = np.concatenate([[0], np.cumsum(np.square(padded))])
    starts = hop * np.arange(count)
    return 10 * np.log10(np.maximum((energy[starts + window] - energy[starts]) / window, 1e-10))


def voicing(samples, rate):
    """Largest normalised autocorrelation of each 10 ms frame at lags of 60 to 400 Hz, 0 to 1."""
    hop, window = round(rate * HOP_SECONDS), round(rate * 0.032)
    count = -(-len(samples) // hop)
    band = butter(2, [80, min(1000, rate * 0.45)], "bandpass", fs=rate, output="sos")
    clean = sosfiltfilt(band, np.pad(np.asarray(samples, float), (window, 2 * window)))
    clean = clean[window - (window - hop) // 2:]
    clean = np.pad(clean, (0, max(0, count * hop + window - len(clean))))
    frames = np.lib.stride_tricks.sliding_window_view(clean, window)[::hop][:count]
    taper = np.hanning(window)
    size = 2 ** int(np.ceil(np.log2(2 * window)))
    lags = np.fft.irfft(np.abs(np.fft.rfft(frames * taper, size)) ** 2, axis=1)
    shape = np.fft.irfft(np.abs(np.fft.rfft(taper, size)) ** 2)
    low, high = rate // 400, min(rate // 60, window - 1)
    normal = lags[:, low:high] / np.maximum(lags[:, :1], 1e-12) * (shape[0] / shape[low:high])
    return np.clip(normal.max(axis=1), 0, 1)


def runs(mask):
    """(start, end) of each stretch of true frames."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(np.int8), [0]])))
    return list(zip(edges[0::2].tolist(), edges[1::2].tolist()))


def voice_and_floor(levels, rule=RULE):
    """(level of the voice, level of the noise floor) in dB; the floor may be too high where the
    recording is cut so tight that no quiet frame is in it."""
    voice = np.percentile(levels[levels > levels.max() - 40], rule.voice_percentile)
    return voice, np.percentile(median_filter(levels, 5), rule.floor_percentile)


def relative_floor(samples, rate, rule=RULE):
    """How far the noise floor of a recording lies above its voice: a negative number of dB."""
    voice, floor = voice_and_floor(frame_levels(samples, rate, rule), rule)
    return floor - voice


def speech_labels(samples, rate, rule=RULE, quiet_db=0.0):
    """One uint8 a frame of 10 ms: 1 where the clean recording holds speech.

    Samples: floats in [-1, 1] at `rate`. Frame i covers [10 i, 10 i + 10) ms; the last may be cut.
    `quiet_db`: what `relative_floor` says of other recordings made like this one; taken where this
    one is cut so tight that it has no quiet frame.
    """
    levels = frame_levels(samples, rate, rule)
    if len(levels) == 0 or levels.max() < SILENT_DB:
        return np.zeros(len(levels), np.uint8)
    voiced = voicing(samples, rate) > rule.voiced
    voice, floor = voice_and_floor(levels, rule)
    if floor > voice - rule.tight_db:
        floor = min(floor, voice + quiet_db)
    enter = max(voice - rule.range_db, min(floor + rule.above_floor_db, voice - rule.cap_db))
    spans = []
    for start, end in runs(levels > enter - rule.hysteresis_db):
        if levels[start:end].max() > enter:
            spans.append((start, end))
    kept = without_breaths(bridged(spans, rule.bridge), levels, voiced, voice, rule)
    kept = [trimmed(span, levels - voice, voiced, rule) for span in kept]
    labels = np.zeros(len(levels), np.uint8)
    for start, end in kept:
        labels[start:end] = 1
    return labels


def trimmed(span, relative, voiced, rule):
    """The span without what is neither voiced nor loud enough for a consonant at its ends."""
    start, end = span
    part, sounding = relative[start:end], voiced[start:end]
    leading = np.flatnonzero(sounding | (part > -rule.onset_db))
    trailing = np.flatnonzero(sounding | (part > -rule.fade_db))
    if len(leading) == 0 or len(trailing) == 0:
        return span
    return start + int(leading[0]), start + int(trailing[-1]) + 1


def bridged(spans, frames):
    """Spans with gaps of fewer frames closed."""
    out = []
    for start, end in spans:
        if out and start - out[-1][1] < frames:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def without_breaths(spans, levels, voiced, voice, rule):
    """Spans that are speech: long enough, and voiced or loud somewhere."""
    kept = []
    for start, end in spans:
        loudest = levels[start:end].max()
        has_voice = np.count_nonzero(voiced[start:end] & (levels[start:end] > voice - 25)) >= 3
        if end - start < rule.shortest:
            continue
        if not has_voice and loudest < voice - rule.breath_db:
            continue
        kept.append((start, end))
    return kept
