"""WebRTC's detector (PyPI webrtcvad-wheels) at its strictest, mode 3, made smooth.

It decides for 10 ms at a time, at 8, 16, 32 or 48 kHz (other rates are converted to 16 kHz), and
flickers. So gaps of at most 0.3 s are filled, and then what is shorter than 0.1 s is dropped.
"""
import numpy as np
import webrtcvad

from . import audio

MODE = 3
RATES = (8000, 16000, 32000, 48000)
FRAME_SECONDS = 0.01
LONGEST_GAP = 30  # frames
SHORTEST_SPEECH = 10  # frames


def spans(decisions):
    """Runs of frames with speech, smoothed; [start, end) in frames."""
    edges = np.flatnonzero(np.diff(np.r_[0, np.asarray(decisions, np.int8), 0]))
    joined = []
    for start, end in zip(edges[::2], edges[1::2]):
        if joined and start - joined[-1][1] <= LONGEST_GAP:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    return [(start, end) for start, end in joined if end - start >= SHORTEST_SPEECH]


def detector(_variant):
    """A function of one channel's samples and rate that gives spans in seconds."""

    def detect(samples, rate):
        if rate not in RATES:
            samples, rate = audio.resampled(samples, rate, 16000), 16000
        codes = (np.clip(samples, -1, 0.999969) * 32768).astype("<i2")
        size = round(rate * FRAME_SECONDS)
        voice = webrtcvad.Vad(MODE)
        content = codes.tobytes()
        decisions = [
            voice.is_speech(content[first:first + 2 * size], rate)
            for first in range(0, len(content) - 2 * size + 1, 2 * size)]
        return [(start * FRAME_SECONDS, end * FRAME_SECONDS) for start, end in spans(decisions)]

    return detect
