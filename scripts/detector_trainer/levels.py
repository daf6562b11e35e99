"""Levels of training sequences: dB against the voice, and the voice's level as detection takes it."""
import numpy as np
from scipy.ndimage import minimum_filter1d, uniform_filter1d

#: Root mean square of every voice at 0 dB.
VOICE_RMS = 0.05


def amplitude(decibels):
    """dB as an amplitude factor."""
    return np.float32(10 ** (decibels / 20))


def root_mean_square(samples):
    """Root mean square, never 0."""
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)) + 1e-20))


def voice_level(level, harmonicity, fallback=-40.0):
    """The voice level as detection takes it where nothing is excluded, dB."""
    steady = minimum_filter1d(level, 7)
    smoothed = np.where(level < -78, 200, uniform_filter1d(level, 9))
    floor = minimum_filter1d(smoothed, 301)
    voiced = (harmonicity > 0.75) & (level > np.where(floor > 100, -78, floor) + 8)
    if np.count_nonzero(voiced) >= 10:
        return float(np.percentile(steady[voiced], 80))
    heard = level[level > -78]
    return float(np.percentile(heard, 90)) if len(heard) >= 10 else fallback
