"""What the speech network reads: the features of sori's detector, computed once more with numpy.

This is the definition that `Sources/VoiceActivity` follows; test vectors written from here hold it to
it. All at 8 kHz, one frame every 10 ms, the 32 ms window centred on the frame.
"""
import numpy as np
from scipy import fft

RATE = 8000
HOP = 80
WINDOW = 256
REACH = (WINDOW - HOP) // 2
SILENCE_DB = -100.0
BANDS = 28
LOW_HZ, HIGH_HZ = 230.0, 3550.0
BAND_BINS = slice(8, 114)  # 250 to 3531.25 Hz
LAGS = slice(20, 127)  # 400 to 63 Hz
CHUNK = 8192

HANN = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)).astype(np.float32)
POWER_SCALE = np.float32(2 / (WINDOW * np.sum(HANN ** 2)))
LAG_GAIN = np.array(
    [np.sum(HANN ** 2) / np.sum(HANN[lag:] * HANN[:WINDOW - lag]) for lag in range(WINDOW // 2 + 1)],
    np.float32)


def mel_filters():
    """Triangular filters, bands x bins, as Signal's MelFilterBank makes them."""
    def mel(hertz):
        return 1127 * np.log(1 + hertz / 700)
    step = (mel(HIGH_HZ) - mel(LOW_HZ)) / (BANDS + 1)
    feet = mel(LOW_HZ) + step * np.arange(BANDS + 2)
    bins = mel(np.arange(WINDOW // 2 + 1) * RATE / WINDOW)
    rise = (bins[None] - feet[:BANDS, None]) / step
    fall = (feet[2:, None] - bins[None]) / step
    return np.maximum(np.minimum(rise, fall), 0).astype(np.float32)


FILTERS = mel_filters()


def analyze(samples):
    """(band levels dB, frames x 28; level dB; harmonicity) of float32 samples in [-1, 1]."""
    count = -(-len(samples) // HOP)
    padded = np.zeros(count * HOP + WINDOW, np.float32)
    padded[REACH:REACH + len(samples)] = samples
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP][:count]
    bands = np.empty((count, BANDS), np.float32)
    level = np.empty(count, np.float32)
    harmonicity = np.zeros(count, np.float32)
    for start in range(0, count, CHUNK):
        part = slice(start, min(start + CHUNK, count))
        spectrum = fft.rfft(frames[part] * HANN, axis=1)
        power = (spectrum.real ** 2 + spectrum.imag ** 2).astype(np.float32)
        bands[part] = decibels(power @ FILTERS.T * POWER_SCALE)
        mean_square = power[:, BAND_BINS].sum(1) * POWER_SCALE
        level[part] = decibels(mean_square)
        harmonicity[part] = periodicity(power, mean_square)
    # Voices do not change within 20 ms: every second frame takes its neighbour's value.
    harmonicity[1::2] = harmonicity[0::2][:len(harmonicity[1::2])]
    return bands, level, harmonicity


def decibels(power):
    """Power as dB, at least SILENCE_DB."""
    return 10 * np.log10(np.maximum(power, np.float32(1e-10)))


def periodicity(power, mean_square):
    """Largest normalised autocorrelation at pitch lags, computed for every second frame."""
    found = np.zeros(len(power), np.float32)
    inside = np.zeros((len(found[0::2]), WINDOW // 2 + 1), np.float32)
    inside[:, BAND_BINS] = power[0::2, BAND_BINS]
    lags = fft.irfft(inside, axis=1)
    found[0::2] = np.where(
        mean_square[0::2] > 1e-10,
        (lags[:, LAGS] * LAG_GAIN[LAGS]).max(1) / np.maximum(lags[:, 0], 1e-30), 0)
    return found


def network_input(bands, harmonicity, voice_db):
    """frames x 29: levels against the voice level, clipped, about -2 to 2; harmonicity about 0 to 1.

    Levels come in half decibels, as the detector keeps them.
    """
    relative = np.clip(np.round(2 * bands) / 2 - np.float32(voice_db), -60, 20) / 20 + 1
    return np.concatenate([relative, harmonicity[:, None]], 1).astype(np.float32)
