"""Sounds made by rule: rooms, noise, bodies, things, and signals of the telephone network.

Every function draws from `rng` and returns float32 samples at 8 kHz; levels are set by the caller.
"""
import numpy as np
from scipy import fft, signal

RATE = 8000


def shaped(rng, count, gain):
    """Gaussian noise whose spectrum follows gain(hertz)."""
    spectrum = fft.rfft(rng.standard_normal(count, dtype=np.float32))
    hertz = np.maximum(np.arange(len(spectrum), dtype=np.float32) * (RATE / count), 1)
    return fft.irfft(spectrum * np.asarray(gain(hertz), np.float32), count).astype(np.float32)


def slow_gain(rng, count, spread_db, step_seconds=1.0):
    """A gain that wanders by this much (standard deviation, dB), smooth over about a second."""
    knots = max(4, int(count / RATE / step_seconds / rng.uniform(0.5, 3)) + 2)
    curve = np.interp(
        np.linspace(0, knots - 1, count), np.arange(knots), rng.normal(0, spread_db, knots))
    return (10 ** (curve / 20)).astype(np.float32)


def room(rng, distant=False):
    """The response of a room: the direct sound, then noise that dies away in 0.15 to 0.9 s (60 dB)."""
    decay = rng.uniform(0.3, 0.9) if distant else rng.uniform(0.12, 0.7)
    count = int(decay * RATE * 0.8)
    time = np.arange(count, dtype=np.float32) / RATE
    tail = rng.standard_normal(count, dtype=np.float32) * np.exp(-6.9 * time / decay)
    tail[:int(rng.uniform(0.002, 0.02) * RATE)] = 0
    corner = rng.uniform(0.2, 0.5) if distant else rng.uniform(0.4, 0.95)
    tail = signal.sosfilt(signal.butter(1, corner, output="sos"), tail).astype(np.float32)
    direct_db = rng.uniform(-9, 2) if distant else rng.uniform(-1, 14)
    tail *= np.float32(10 ** (-direct_db / 20) / (np.sqrt(np.sum(tail ** 2)) + 1e-9))
    tail[0] += 1
    return tail


def hum(rng, count):
    """Mains hum with harmonics, RMS 1."""
    base = rng.choice([50, 60, 100, 120, 400]) * rng.uniform(0.99, 1.01)
    spectrum = np.zeros(count // 2 + 1, np.complex64)
    for harmonic in range(1, int(min(40, 3800 // base))):
        level = rng.normal(-0.6 * harmonic, 6)
        line = round(base * harmonic * count / RATE)
        spectrum[line] += 10 ** (level / 20) * np.exp(1j * rng.uniform(0, 2 * np.pi))
    total = fft.irfft(spectrum, count)
    return (total / np.sqrt(np.mean(total ** 2))).astype(np.float32)


def coloured(rng, count):
    """Noise of one slope, from violet-ish to brown, with one broad resonance."""
    slope = rng.uniform(-2, 0.5)
    centre, width, height = rng.uniform(200, 3500), rng.uniform(0.1, 1), rng.normal(0, 8)

    def gain(hertz):
        peak = height * np.exp(-0.5 * (np.log2(hertz / centre) / width) ** 2)
        return (np.maximum(hertz, 80) / 1000) ** slope * 10 ** (peak / 20)
    return shaped(rng, count, gain)


def crackle(rng, count):
    """Sparse impulses as of a bad contact or of rain, over faint noise."""
    strength = rng.standard_normal(count, dtype=np.float32) ** 3
    sparse = strength * (rng.random(count, dtype=np.float32) < 10 ** rng.uniform(-3.5, -1.3))
    return signal.oaconvolve(sparse, shaped(rng, 64, lambda hertz: 1), "same").astype(np.float32) + \
        0.02 * rng.standard_normal(count, dtype=np.float32)


def pulsing(rng, count):
    """Noise or hum whose level goes up and down with a period: fans, engines, wheels."""
    rate = np.exp(rng.uniform(np.log(0.3), np.log(25)))
    phase = 2 * np.pi * rate * np.arange(count, dtype=np.float32) / RATE
    depth = rng.uniform(0.2, 1)
    carrier = coloured(rng, count) if rng.random() < 0.6 else hum(rng, count)
    return carrier * (1 + depth * np.sin(phase + rng.uniform(0, 6))).astype(np.float32)


def babble(rng, count, material):
    """Several people at once, in a room."""
    total = np.zeros(count, np.float32)
    for _ in range(rng.integers(3, 9)):
        at = 0
        groups = material.speakers(rng)
        level = 10 ** (rng.normal(0, 4) / 20)
        while at < count:
            samples, labels = material.phrase(rng, groups, 8, False)
            spoken = samples.reshape(-1, 80)[labels]
            part = samples[:count - at] * np.float32(
                level * 0.05 / (np.sqrt(np.mean(spoken ** 2)) + 1e-6))
            total[at:at + len(part)] += part
            at += len(samples) + int(rng.uniform(0, 0.6) * RATE)
    return signal.oaconvolve(total, room(rng, distant=True))[:count].astype(np.float32)


def background(rng, count, material, alone=False):
    """One kind of steady noise, any level; where nobody speaks, more often people far away."""
    far = 0.3 if alone else 0.1
    kind = rng.choice(6, p=[0.5 - far, 0.17, far, 0.08, 0.1, 0.15])
    if kind == 0:
        return coloured(rng, count)
    if kind == 1:
        return material.noise_bed(rng, count)
    if kind == 2:
        return babble(rng, count, material)
    if kind == 3:
        return crackle(rng, count)
    if kind == 4:
        return pulsing(rng, count)
    return coloured(rng, count) + np.float32(rng.uniform(0.05, 1)) * material.noise_bed(rng, count)


def envelope(count, rise, fall):
    """Up within `rise` of the count, then down; both smooth."""
    time = np.linspace(0, 1, count, dtype=np.float32)
    up = np.clip(time / max(rise, 1e-3), 0, 1)
    down = np.clip((1 - time) / max(fall, 1e-3), 0, 1)
    return np.sin(up * np.pi / 2) ** 2 * np.sin(down * np.pi / 2) ** 2


def breath(rng):
    """Air drawn in or blown out, 0.15 to 1.2 s."""
    count = int(rng.uniform(0.15, 1.2) * RATE)
    centres = rng.uniform(300, 3600, 3)
    widths = rng.uniform(0.15, 0.7, 3)
    heights = rng.uniform(0, 18, 3)

    def gain(hertz):
        level = sum(height * np.exp(-0.5 * (np.log2(hertz / centre) / width) ** 2)
                    for centre, width, height in zip(centres, widths, heights))
        return 10 ** (level / 20)
    return shaped(rng, count, gain) * envelope(count, rng.uniform(0.1, 0.7), rng.uniform(0.2, 0.7))


def bump(rng):
    """A thump or handling knock: a few low resonances and a click, dying within 0.02 to 0.4 s."""
    count = int(rng.uniform(0.05, 0.5) * RATE)
    time = np.arange(count, dtype=np.float32) / RATE
    total = np.zeros(count, np.float32)
    for _ in range(rng.integers(1, 5)):
        decay = rng.uniform(0.008, 0.12)
        total += rng.normal() * np.exp(-time / decay) * np.sin(
            2 * np.pi * rng.uniform(60, 900) * time + rng.uniform(0, 6))
    total += rng.uniform(0, 1) * np.exp(-time / rng.uniform(0.002, 0.05)) * coloured(rng, count)
    return total * envelope(count, 0.005, 0.1)


def click(rng):
    """A click of 1 to 30 ms."""
    count = int(rng.uniform(0.02, 0.06) * RATE)
    time = np.arange(count, dtype=np.float32) / RATE
    return (rng.standard_normal(count) * np.exp(-time / rng.uniform(0.0005, 0.008))
            + np.sin(2 * np.pi * rng.uniform(300, 3500) * time)
            * np.exp(-time / rng.uniform(0.001, 0.01)) * rng.uniform(0, 2)).astype(np.float32)


def cough(rng):
    """One to four bursts of noise coloured by a throat, partly voiced: coughs, sneezes, cleared throats."""
    parts = []
    low, high = rng.uniform(300, 900), rng.uniform(1000, 2800)
    voiced = rng.random() < 0.4
    for _ in range(rng.integers(1, 5)):
        count = int(rng.uniform(0.06, 0.45) * RATE)
        burst = shaped(rng, count, lambda hertz: sum(
            np.exp(-0.5 * (np.log2(hertz / centre) / 0.35) ** 2) for centre in (low, high)) + 0.08)
        if voiced:
            pitch = rng.uniform(70, 260) * np.linspace(1, rng.uniform(0.7, 1.3), count)
            pitch *= 1 + 0.08 * rng.standard_normal(count)
            burst = burst * (1 + 2 * (np.cumsum(pitch) / RATE % 1 < 0.25))
        parts.append(burst * envelope(count, rng.uniform(0.02, 0.2), rng.uniform(0.3, 0.95)))
        parts.append(np.zeros(int(rng.uniform(0.02, 0.35) * RATE), np.float32))
    return np.concatenate(parts).astype(np.float32)


def typing(rng):
    """A run of keys on a keyboard."""
    count = int(rng.uniform(0.5, 6) * RATE)
    total = np.zeros(count, np.float32)
    at = 0
    while at < count:
        key = click(rng) * np.float32(rng.uniform(0.3, 1))
        part = key[:count - at]
        total[at:at + len(part)] += part
        at += int(rng.gamma(2, 0.07) * RATE) + 200
    return total


def rustle(rng):
    """Cloth or paper against a microphone: noise with a rough envelope, 0.2 to 3 s."""
    count = int(rng.uniform(0.2, 3) * RATE)
    knots = np.abs(rng.standard_normal(count // 200 + 2)) ** 2
    rough = np.interp(np.arange(count), 200 * np.arange(len(knots)), knots)
    return (coloured(rng, count) * rough).astype(np.float32) * envelope(count, 0.1, 0.1)


# ITU-T E.180 supplement 2 and E.182: frequencies in Hz, then on, off, on, off … in seconds.
CADENCES = (
    ((440, 480), (2, 4)), ((425,), (1, 4)), ((400, 450), (0.4, 0.2, 0.4, 2)), ((440, 480), (1, 2)),
    ((425,), (0.67, 3, 1.5, 5)), ((480, 620), (0.5, 0.5)), ((425,), (0.5, 0.5)),
    ((480, 620), (0.25, 0.25)), ((425,), (0.2, 0.2)), ((400,), (0.38, 0.38)), ((350, 440), (10,)),
    ((425,), (10,)), ((350, 450), (10,)), ((1400,), (0.2, 5)), ((950,), (0.33,)),
    ((1100,), (0.5, 3)), ((2100,), (3.3,)), ((1000,), (1, 1)))
ROWS, COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477, 1633)


def signal_tone(rng, seconds):
    """Ringing, busy, dial and other tones with their cadence, key presses, beeps; peak about 1."""
    kind = rng.random()
    if kind < 0.3:
        return keys(rng, seconds)
    if kind < 0.5:
        return beeps(rng, seconds)
    frequencies, times = CADENCES[rng.integers(len(CADENCES))]
    count = int(seconds * RATE)
    time = np.arange(count) / RATE
    scale = rng.uniform(0.97, 1.03)
    total = sum(np.sin(2 * np.pi * hertz * scale * time) for hertz in frequencies) / len(frequencies)
    period = sum(times)
    edges = np.cumsum((0, *times))
    phase = (time + rng.uniform(0, period)) % period
    on = np.zeros(count, bool)
    for first, last in list(zip(edges[:-1], edges[1:]))[0::2]:
        on |= (phase >= first) & (phase < last)
    return softened(total * on)


def keys(rng, seconds):
    """DTMF, ITU-T Q.23, pressed by a person or a dialler."""
    parts, count, target = [], 0, int(min(seconds, 6) * RATE)
    while count < target:
        held = int(rng.choice([rng.uniform(0.05, 0.12), rng.uniform(0.1, 0.5)]) * RATE)
        time = np.arange(held) / RATE
        twist = 10 ** (rng.uniform(-4, 4) / 20)
        tone = np.sin(2 * np.pi * rng.choice(ROWS) * time) + twist * np.sin(
            2 * np.pi * rng.choice(COLUMNS) * time)
        parts += [tone / (1 + twist), np.zeros(int(rng.choice(
            [rng.uniform(0.05, 0.12), rng.uniform(0.1, 0.8)]) * RATE))]
        count += len(parts[-1]) + held
    return softened(np.concatenate(parts))


def beeps(rng, seconds):
    """Any tone, simple or with a few partials, on and off or gliding."""
    count = int(seconds * RATE)
    time = np.arange(count) / RATE
    base = np.exp(rng.uniform(np.log(200), np.log(2500)))
    glide = rng.choice([0, rng.normal(0, 200)], p=[0.7, 0.3])
    phase = 2 * np.pi * (base * time + glide * np.minimum(time, 1) ** 2 / 2)
    total = np.sin(phase)
    for harmonic in range(2, rng.integers(2, 5)):
        total += rng.uniform(0, 0.7) * np.sin(harmonic * phase)
    on_for, off_for = rng.uniform(0.08, 1.2), rng.uniform(0.08, 3)
    return softened(total / np.abs(total).max() * (time % (on_for + off_for) < on_for))


def softened(samples):
    """Edges rounded over 3 ms, as switching leaves them."""
    on = (np.abs(samples) > 0).astype(np.float32)
    closed = np.convolve(on, np.ones(9), "same") > 0
    return (samples * np.convolve(closed, np.ones(24) / 24, "same")).astype(np.float32)
