"""Hold music: tunes of our own, composed by rule from a seed, played by FluidSynth."""
import struct
import subprocess
import tempfile
from pathlib import Path

import numpy as np

from .audio import RATE, read_wav, resample, rms

SOUND_FONT = "/usr/share/sounds/sf2/FluidR3_GM.sf2"
TICKS = 480  # a quarter note
MAJOR, MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)
PROGRESSIONS = ((0, 5, 3, 4), (0, 3, 4, 0), (0, 4, 5, 3), (5, 3, 0, 4), (0, 2, 3, 4), (1, 4, 0, 5))

# name: (beats a minute, scale, key, {part: General MIDI program}). What each part plays is below.
TUNES = {
    "slow-pads": (58, MAJOR, 48, {"pad": 89, "bass": 38}),
    "strings": (66, MINOR, 50, {"pad": 48, "melody": 40}),
    "piano": (92, MAJOR, 55, {"arpeggio": 0, "melody": 0}),
    "voice-like": (84, MAJOR, 52, {"chords": 4, "bass": 32, "melody": 53}),
    "saxophone": (96, MINOR, 51, {"chords": 4, "bass": 33, "melody": 65, "drums": 0}),
    "pop": (116, MAJOR, 50, {"chords": 25, "bass": 33, "melody": 80, "drums": 0}),
    "rock": (132, MINOR, 45, {"chords": 29, "bass": 34, "melody": 30, "drums": 0}),
    "music-box": (104, MAJOR, 60, {"arpeggio": 10, "melody": 10}),
    "guitar": (88, MAJOR, 52, {"arpeggio": 24, "bass": 32}),
    "organ": (72, MAJOR, 48, {"pad": 19, "melody": 19}),
    "choir": (60, MINOR, 50, {"pad": 52, "melody": 54}),
    "dance": (124, MINOR, 48, {"chords": 81, "bass": 38, "melody": 85, "drums": 0}),
    "flute": (80, MAJOR, 55, {"arpeggio": 46, "melody": 73}),
    "trumpet": (108, MAJOR, 53, {"chords": 26, "bass": 32, "melody": 56, "drums": 0}),
}


def degree(scale, key, step):
    """The MIDI note of a scale step; steps past the octave go on upwards."""
    octave, index = divmod(step, 7)
    return key + 12 * octave + scale[index]


def melody_bar(rng, root, previous):
    """One bar of (beat, length, step): a walk that leans on the chord."""
    notes, beat = [], 0.0
    while beat < 4:
        length = min(rng.choice([0.5, 1.0, 1.0, 1.5, 2.0]), 4 - beat)
        if rng.random() > 0.12:
            on_chord = beat in (0.0, 2.0)
            step = root + 7 + rng.choice([0, 2, 4]) if on_chord else previous + rng.integers(-2, 3)
            previous = int(np.clip(step, 5, 16))
            notes.append((beat, length * 0.92, previous))
        beat += length
    return notes, previous


def compose(name, bars, seed):
    """[(beat, MIDI channel, note, velocity, beats long)] of a tune."""
    _, scale, key, parts = TUNES[name]
    rng = np.random.default_rng([seed, sum(map(ord, name))])
    order = PROGRESSIONS[rng.integers(len(PROGRESSIONS))]
    channels = {part: 9 if part == "drums" else index for index, part in enumerate(parts)}
    notes, previous = [], 9

    def play(part, beat, step, velocity, length, octave=0):
        if part in parts:
            pitch = degree(scale, key, step) + 12 * octave
            notes.append((beat, channels[part], pitch, velocity + int(rng.integers(-6, 7)), length))

    for bar in range(bars):
        start, root = 4.0 * bar, order[bar % 4]
        for step in (root, root + 2, root + 4):
            play("pad", start, step, 72, 4.1)
            for beat in (0, 1.5, 2, 3.5):
                play("chords", start + beat, step, 70, 0.6)
        for index in range(8):
            play("arpeggio", start + index / 2, root + (0, 2, 4, 7, 9, 7, 4, 2)[index], 74, 0.9)
        for beat in (0, 2, 3):
            play("bass", start + beat, root, 84, 0.9, octave=-1)
        line, previous = melody_bar(rng, root, previous)
        for beat, length, step in line:
            play("melody", start + beat, step, 92, length)
        if "drums" in parts:
            notes += drum_bar(start, last=bar % 4 == 3)
    return sorted(notes)


def drum_bar(start, last):
    """Kick, snare and hat of one bar, with a fill on every fourth."""
    hits = [(start + beat, 9, 36, 100, 0.2) for beat in (0, 1.5, 2)]
    hits += [(start + beat, 9, 38, 92, 0.2) for beat in (1, 3)]
    hits += [(start + beat / 2, 9, 42, 62, 0.1) for beat in range(8)]
    if last:
        hits += [(start + 3 + beat / 4, 9, 45 + beat, 88, 0.2) for beat in range(4)]
    return hits


def variable_length(number):
    """A MIDI variable-length quantity."""
    out = [number & 0x7F]
    while number := number >> 7:
        out.append((number & 0x7F) | 0x80)
    return bytes(reversed(out))


def midi_file(name, bars, seed):
    """The bytes of a standard MIDI file of the tune."""
    tempo, _, _, parts = TUNES[name]
    events = [(0, bytes([0xFF, 0x51, 3]) + (60_000_000 // tempo).to_bytes(3, "big"))]
    for index, (part, program) in enumerate(parts.items()):
        if part != "drums":
            events.append((0, bytes([0xC0 | index, program])))
    for beat, channel, note, velocity, length in compose(name, bars, seed):
        on, off = int(beat * TICKS), int((beat + length) * TICKS)
        events.append((on, bytes([0x90 | channel, note, min(velocity, 127)])))
        events.append((off, bytes([0x80 | channel, note, 0])))
    track, at = b"", 0
    for tick, message in sorted(events):
        track += variable_length(tick - at) + message
        at = tick
    track += b"\0\xff\x2f\0"
    header = b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS)
    return header + b"MTrk" + struct.pack(">I", len(track)) + track


def played(name, duration, seed=1):
    """`duration` seconds of the tune at 8 kHz, RMS 1."""
    tempo = TUNES[name][0]
    bars = int(np.ceil((duration + 2) * tempo / 240))
    with tempfile.TemporaryDirectory() as folder:
        score, sound = Path(folder, "tune.mid"), Path(folder, "tune.wav")
        score.write_bytes(midi_file(name, bars, seed))
        command = ["fluidsynth", "-ni", "-q", "-g", "0.5", "-r", "32000", "-T", "wav", "-O", "s16"]
        subprocess.run([*command, "-F", str(sound), SOUND_FONT, str(score)], check=True,
                       capture_output=True)
        samples, rate = read_wav(sound)
    samples = resample(samples, rate, RATE)[: int(duration * RATE)]
    return samples / rms(samples)
