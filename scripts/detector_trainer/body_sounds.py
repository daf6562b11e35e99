"""Sounds of bodies that are not speech: laughter, sneezes, sniffs, lips.

Every function draws from `rng` and returns float32 samples at 8 kHz, peak 1. Levels are set by the caller.
"""
import numpy as np
from scipy import signal

RATE = 8000


def normal(samples):
    """The same at peak 1, as float32."""
    return (samples / max(float(np.max(np.abs(samples))), 1e-9)).astype(np.float32)


def bell(count, rise=0.3):
    """An envelope that goes up within `rise` of the count and down in the rest."""
    time = np.arange(count) / count
    return np.sin(np.pi * np.where(time < rise, time / rise, 1 + (time - rise) / (1 - rise)) / 2) ** 2


def hiss(rng, count, low_hz, high_hz):
    """Noise between two frequencies."""
    band = signal.butter(2, [low_hz, min(high_hz, 3900)], "bandpass", fs=RATE, output="sos")
    return signal.sosfilt(band, rng.standard_normal(count))


def formants(source, rng):
    """A source through a throat: three resonances of an open mouth, drawn anew."""
    total = 0.1 * source
    for centre, spread in ((750, 200), (1250, 250), (2600, 300)):
        hertz = np.clip(rng.normal(centre, spread), 300, 3400)
        numerator, denominator = signal.iirpeak(hertz, rng.uniform(4, 10), fs=RATE)
        total = total + signal.lfilter(numerator, denominator, source)
    return total


def laughter(rng):
    """Three to twelve puffs a fifth of a second apart, pitched or only breathed, getting weaker."""
    period, voiced = int(rng.uniform(0.16, 0.28) * RATE), rng.uniform(0.35, 0.6)
    puffs = int(rng.integers(3, 13))
    puff = int(period * voiced)
    shape = np.concatenate([bell(puff), np.full(period - puff, 0.1)])
    levels = np.cumprod(rng.uniform(0.8, 1.02, puffs))
    source = hiss(rng, puffs * period, 400, 3600)
    if rng.random() < 0.6:
        fall = np.tile(np.linspace(1.1, 0.8, period), puffs)
        pitch = rng.uniform(130, 420) * fall * np.repeat(rng.uniform(0.9, 1.1, puffs), period)
        pulses = np.diff(np.floor(np.cumsum(pitch) / RATE), prepend=0)
        source = 0.25 * source + 3 * pulses * np.tile(np.arange(period) < puff, puffs)
    return normal(formants(source, rng) * np.outer(levels, shape).ravel())


def sneeze(rng):
    """Air drawn in, then a burst that hisses away."""
    inward = hiss(rng, int(rng.uniform(0.2, 0.7) * RATE), 600, 3500)
    burst = hiss(rng, int(rng.uniform(0.15, 0.5) * RATE), rng.uniform(500, 1500), 3900)
    burst = formants(burst, rng) * bell(len(burst), 0.08)
    gap = np.zeros(int(rng.uniform(0.01, 0.2) * RATE))
    return normal(np.concatenate([0.12 * inward * bell(len(inward), 0.8), gap, normal(burst)]))


def sniff(rng):
    """A short breath through the nose."""
    count = int(rng.uniform(0.1, 0.4) * RATE)
    return normal(hiss(rng, count, rng.uniform(600, 1400), rng.uniform(2200, 3900))
                  * bell(count, rng.uniform(0.5, 0.9)))


def lips(rng):
    """Smacks, clicks of a tongue, swallowing: one to four bursts of some milliseconds."""
    total = np.zeros(int(rng.uniform(0.1, 0.5) * RATE))
    for _ in range(rng.integers(1, 5)):
        count = int(rng.uniform(0.004, 0.03) * RATE)
        at = rng.integers(0, len(total) - count)
        low = rng.uniform(400, 1800)
        total[at:at + count] += (hiss(rng, count, low, low * 2.2)
                                 * np.exp(-np.arange(count) / (0.2 * count)) * rng.uniform(0.3, 1))
    return normal(total)
