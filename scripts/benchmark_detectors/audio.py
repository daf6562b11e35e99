"""Recordings in and out, and what a telephone line makes of them."""
from math import gcd
from pathlib import Path

import numpy as np
import soundfile

# scipy is imported where it is used: detectors that need none of it do not pay for it.

EXTENSIONS = (".wav", ".flac")
# What a telephone line passes, Hz.
TELEPHONE_BAND = (300, 3400)
TELEPHONE_RATE = 8000


def recordings(folder):
    """The recordings of a folder in order of name."""
    return sorted(path for path in Path(folder).iterdir() if path.suffix in EXTENSIONS)


def read(path):
    """Samples in [-1, 1], frames × channels, and their rate in Hz."""
    return soundfile.read(path, dtype="float32", always_2d=True)


def write(path, samples, rate, subtype="PCM_16"):
    """Writes a WAV file; what exceeds full scale is clipped."""
    soundfile.write(path, np.clip(samples, -1, 1), rate, subtype=subtype)


def resampled(samples, rate, target):
    """One channel at another rate (polyphase filter of scipy's default length)."""
    if rate == target:
        return samples
    from scipy.signal import resample_poly
    divisor = gcd(int(rate), int(target))
    return resample_poly(samples, target // divisor, rate // divisor).astype(np.float32)


def write_telephone(path, samples, rate):
    """Writes one channel as a telephone line leaves it: 300–3400 Hz (Butterworth, 4th order), 8 kHz, mu-law."""
    from scipy.signal import butter, sosfilt
    narrow = resampled(samples, rate, TELEPHONE_RATE)
    band = butter(4, TELEPHONE_BAND, "bandpass", fs=TELEPHONE_RATE, output="sos")
    write(path, sosfilt(band, narrow).astype(np.float32), TELEPHONE_RATE, subtype="ULAW")
