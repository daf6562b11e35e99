"""Sounds that are not speech: noises, tones and their cadences, keys, knocks, breaths."""
import numpy as np
from scipy.signal import butter, fftconvolve, lfilter, sosfilt

from .audio import RATE, gain, rms

# What a caller hears: (frequencies in Hz, seconds on, off, on, off ...). ITU-T E.180 supplement 2.
RINGBACK = {
    "kr": ((440, 480), (1.0, 2.0)),
    "us": ((440, 480), (2.0, 4.0)),
    "uk": ((400, 450), (0.4, 0.2, 0.4, 2.0)),
    "eu": ((425,), (1.0, 4.0)),
    "jp": ((384, 416), (1.0, 2.0)),
}
BUSY = {
    "kr": ((480, 620), (0.5, 0.5)),
    "us": ((480, 620), (0.5, 0.5)),
    "uk": ((400,), (0.375, 0.375)),
    "eu": ((425,), (0.5, 0.5)),
    "congestion": ((425,), (0.25, 0.25)),
}
DIAL = {"kr": ((350, 440), None), "eu": ((425,), None), "uk": ((350, 450), None)}
DTMF_ROWS, DTMF_COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
DTMF_KEYS = "123A456B789C*0#D"


def seconds(duration):
    """The sample times of a stretch."""
    return np.arange(int(round(duration * RATE))) / RATE


def faded(samples, edge_ms=4):
    """The same with its edges ramped, so that it does not click."""
    edge = min(edge_ms * RATE // 1000, len(samples) // 2)
    if edge == 0:
        return samples
    out, ramp = samples.copy(), np.arange(edge) / edge
    out[:edge] *= ramp
    out[-edge:] *= ramp[::-1]
    return out


def tone(frequencies, duration, level_dbfs=-20.0):
    """Sines summed, at this RMS level."""
    time = seconds(duration)
    wave = sum(np.sin(2 * np.pi * frequency * time) for frequency in frequencies)
    return faded(wave * gain(level_dbfs) / np.sqrt(len(frequencies) / 2))


def cadence(kind, duration, level_dbfs=-20.0):
    """(samples, spans in ms that sound) of a tone that goes on and off for `duration` seconds."""
    frequencies, pattern = kind
    out, spans = np.zeros(int(duration * RATE)), []
    if pattern is None:
        return tone(frequencies, duration, level_dbfs), [(0, int(duration * 1000))]
    at, step = 0.0, 0
    while at < duration - 0.05:
        length = min(pattern[step % len(pattern)], duration - at)
        if step % 2 == 0:
            piece = tone(frequencies, length, level_dbfs)
            start = int(round(at * RATE))
            out[start : start + len(piece)] += piece[: len(out) - start]
            spans.append((int(round(at * 1000)), int(round((at + length) * 1000))))
        at, step = at + length, step + 1
    return out, spans


def dtmf(keys, level_dbfs=-18.0, on_ms=100, off_ms=90):
    """(samples, spans in ms) of keys pressed one after the other."""
    out, spans = [], []
    for index, key in enumerate(keys):
        row, column = divmod(DTMF_KEYS.index(key), 4)
        pair = (DTMF_ROWS[row], DTMF_COLUMNS[column])
        out += [tone(pair, on_ms / 1000, level_dbfs), np.zeros(off_ms * RATE // 1000)]
        start = index * (on_ms + off_ms)
        spans.append((start, start + on_ms))
    return np.concatenate(out), spans


def white(count, rng):
    """White noise of unit RMS."""
    return rng.standard_normal(count)


def pink(count, rng):
    """1/f noise of unit RMS."""
    spectrum = np.fft.rfft(rng.standard_normal(count))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), len(spectrum) / RATE * 60))
    noise = np.fft.irfft(spectrum, count)
    return noise / rms(noise)


def hum(count, rng):
    """Mains hum with its harmonics over a little pink noise, unit RMS."""
    mains = rng.choice([50, 60])
    time = np.arange(count) / RATE
    noise = 0.4 * pink(count, rng)
    for harmonic in range(1, 24):
        phase = rng.uniform(0, 2 * np.pi)
        noise += np.sin(2 * np.pi * mains * harmonic * time + phase) / harmonic**0.7
    return noise / rms(noise)


def wandering(count, rng):
    """Pink noise whose level and colour drift, as in a street or a car; unit RMS."""
    knots = np.cumsum(rng.normal(0, 1.2, count // RATE + 3))
    curve = np.interp(np.arange(count) / RATE, np.arange(len(knots)), knots - knots.mean())
    noise = pink(count, rng) * gain(np.clip(curve, -6, 6))
    low = lfilter([0.15], [1, -0.85], white(count, rng))
    noise = noise + 1.5 * low / rms(low)
    return noise / rms(noise)


def room(samples, rng, decay_s=0.3, wet=0.5):
    """Samples in a small reverberant room, at the same RMS."""
    count = int(decay_s * RATE)
    tail = rng.standard_normal(count) * 10 ** (-3 * np.arange(count) / count)
    tail[: int(0.004 * RATE)] = 0
    wetness = fftconvolve(samples, tail / np.sqrt(np.sum(tail**2)))[: len(samples)]
    out = samples + wet * wetness
    level = rms(out)
    return out * (rms(samples) / level) if level > 0 else out


def knock(rng):
    """A bump or click: a short decaying burst at a random pitch, peak 1."""
    count = int(rng.uniform(0.01, 0.09) * RATE)
    centre = rng.uniform(200, 2500)
    band = butter(2, [centre * 0.6, min(centre * 1.6, 3900)], "bandpass", fs=RATE, output="sos")
    burst = sosfilt(band, rng.standard_normal(count)) * np.exp(-5 * np.arange(count) / count)
    return burst / np.max(np.abs(burst))


def breath(rng):
    """A breath: noise of 0.2-0.6 s that swells and falls, peak 1."""
    count = int(rng.uniform(0.2, 0.6) * RATE)
    low = rng.uniform(400, 900)
    band = butter(2, [low, rng.uniform(1800, 3300)], "bandpass", fs=RATE, output="sos")
    swell = np.sin(np.pi * np.arange(count) / count) ** 1.5
    burst = sosfilt(band, rng.standard_normal(count)) * swell
    return burst / np.max(np.abs(burst))


def typing(duration, rng):
    """Keys of a keyboard nearby, peak 1."""
    out, at = np.zeros(int(duration * RATE)), 0.0
    while at < duration - 0.1:
        piece = knock(rng)[: int(0.02 * RATE)] * rng.uniform(0.2, 1)
        start = int(at * RATE)
        out[start : start + len(piece)] += piece[: len(out) - start]
        at += rng.gamma(2, 0.09) if rng.random() > 0.07 else rng.uniform(0.5, 2.5)
    return out / max(np.max(np.abs(out)), 1e-9)
