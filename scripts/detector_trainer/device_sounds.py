"""Sounds that telephones and what stands near them make: notifications, blips, static, sirens.

Every function draws from `rng` and returns float32 samples at 8 kHz, peak about 1.
"""
import numpy as np

from .sounds import RATE, coloured, envelope


def voiced_wave(pitch, rng):
    """A wave of this pitch (Hz, one a sample) with 1 to 12 partials that fall off at random."""
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    slope = rng.uniform(0, 1.6)
    total = np.zeros(len(pitch))
    for partial in range(1, rng.integers(2, 14)):
        inside = pitch * partial < 3900
        total += inside * rng.uniform(0.3, 1) * partial ** -slope * np.sin(
            partial * phase + rng.uniform(0, 6))
    return (total / (np.abs(total).max() + 1e-9)).astype(np.float32)


def glide(rng):
    """A blip that rises or falls within 0.04 to 0.6 s, as of a key, a switch or something rubbed."""
    count = int(np.exp(rng.uniform(np.log(0.04), np.log(0.6))) * RATE)
    ends = np.exp(rng.uniform(np.log(80), np.log(1500), 2))
    bend = np.linspace(0, 1, count) ** np.exp(rng.normal(0, 0.6))
    wave = voiced_wave(ends[0] * (ends[1] / ends[0]) ** bend, rng)
    noise = coloured(rng, count)
    noise /= np.abs(noise).max()
    mixed = wave + np.float32(rng.uniform(0, 0.8)) * noise
    return mixed * envelope(count, rng.uniform(0.02, 0.6), rng.uniform(0.1, 0.8))


def jingle(rng):
    """A notification: two to eight notes, plucked or held, 0.2 to 3 s."""
    base = np.exp(rng.uniform(np.log(250), np.log(1600)))
    parts = []
    held = int(rng.uniform(0.05, 0.45) * RATE)
    decay = rng.choice([0, rng.uniform(1, 8)])
    for _ in range(rng.integers(2, 9)):
        step = rng.integers(-7, 13)
        note = voiced_wave(np.full(held, min(3500, base * 2 ** (step / 12))), rng)
        time = np.arange(held, dtype=np.float32) / RATE
        parts.append(note * np.exp(-decay * time) * envelope(held, 0.03, 0.1))
    return np.concatenate(parts).astype(np.float32)


def static(rng):
    """Noise that is switched on and off, once or in a pattern: contacts, radios near a telephone."""
    count = int(rng.uniform(0.03, 0.6) * RATE)
    one = coloured(rng, count)
    one /= np.abs(one).max()
    if rng.random() < 0.4:
        rate = np.exp(rng.uniform(np.log(8), np.log(220)))
        one = one * (np.sin(2 * np.pi * rate * np.arange(count) / RATE) > rng.uniform(-0.8, 0.8))
    repeats = 1 if rng.random() < 0.6 else rng.integers(2, 12)
    gap = np.zeros(int(rng.uniform(0.02, 0.4) * RATE), np.float32)
    return np.concatenate([np.concatenate([one, gap]) for _ in range(repeats)]).astype(np.float32)


def siren(rng):
    """A tone that wails, warbles or whistles for 1 to 12 s."""
    count = int(rng.uniform(1, 12) * RATE)
    time = np.arange(count) / RATE
    centre = np.exp(rng.uniform(np.log(400), np.log(2400)))
    rate = np.exp(rng.uniform(np.log(0.08), np.log(6)))
    wave = np.sin(2 * np.pi * rate * time + rng.uniform(0, 6))
    if rng.random() < 0.3:
        wave = np.sign(wave)
    pitch = centre * 2 ** (rng.uniform(0.05, 0.8) * wave)
    return voiced_wave(pitch, rng) * envelope(count, rng.uniform(0.02, 0.4), rng.uniform(0.02, 0.4))
