"""What a telephone line and a recorder make of a sound: band, hum, level, clipping, codec, losses."""
import io

import numpy as np
import soundfile
from scipy import fft

from . import features, sounds
from .levels import VOICE_RMS, amplitude

RATE = features.RATE


def chance(rng, share):
    """True in this share of the calls."""
    return rng.random() < share


def through_line(rng, samples):
    """The samples as recorded, in the order in which a line does it; levels are final from here on."""
    count = len(samples)
    spectrum = fft.rfft(samples)
    hertz = np.maximum(np.arange(len(spectrum), dtype=np.float32) * (RATE / count), 1)
    spectrum *= amplitude_curve(rng, hertz)
    samples = fft.irfft(spectrum, count).astype(np.float32)
    if chance(rng, 0.12):
        samples += sounds.hum(rng, count) * np.float32(VOICE_RMS) * amplitude(rng.uniform(-40, -8))
    if chance(rng, 0.18):
        samples *= sounds.slow_gain(rng, count, rng.uniform(2, 8))
    samples *= amplitude(np.clip(rng.normal(-2, 9), -26, 16))
    if chance(rng, 0.06):
        limit = np.abs(samples).max() * rng.uniform(0.15, 0.8)
        samples = np.clip(samples, -limit, limit)
    return lose(rng, coded(rng, np.clip(samples, -1, 1)))


def amplitude_curve(rng, hertz):
    """A random channel: pass band, tilt and a resonance."""
    low = rng.uniform(60, 420)
    high = rng.uniform(2700, 4000)
    curve = 1 / np.sqrt(1 + (low / hertz) ** 8) / np.sqrt(1 + (hertz / high) ** 16)
    curve *= (hertz / 1000) ** (np.clip(rng.normal(0, 3), -8, 8) / 6.02)
    centre, width = rng.uniform(300, 3400), rng.uniform(0.1, 0.6)
    bump = rng.normal(0, 3) * np.exp(-0.5 * (np.log2(hertz / centre) / width) ** 2)
    return (curve * 10 ** (bump / 20)).astype(np.float32)


CODECS = (
    (None, 0.31), (("WAV", "ULAW"), 0.36), (("WAV", "ALAW"), 0.12), (("WAV", "GSM610"), 0.14),
    (("AU", "G721_32"), 0.04), (("OGG", "OPUS"), 0.03))


def coded(rng, samples):
    """The samples through a telephone codec and back."""
    chosen = rng.choice(len(CODECS), p=[share for _, share in CODECS])
    codec = CODECS[chosen][0]
    if codec is None:
        return np.round(samples * 32767).astype(np.float32) / 32768
    file = io.BytesIO()
    soundfile.write(file, samples, RATE, format=codec[0], subtype=codec[1])
    file.seek(0)
    back = soundfile.read(file, dtype="float32")[0][:len(samples)]
    return np.pad(back, (0, len(samples) - len(back)))


def lose(rng, samples):
    """Some packets of 20 or 30 ms replaced by silence or by the one before."""
    if rng.random() > 0.12:
        return samples
    size = int(rng.choice([160, 240]))
    lost = np.flatnonzero(rng.random(len(samples) // size) < rng.uniform(0.003, 0.04))
    repeats = rng.random() < 0.4
    for packet in lost[lost > 0]:
        at = packet * size
        samples[at:at + size] = samples[at - size:at] * 0.7 if repeats else 0
    return samples
