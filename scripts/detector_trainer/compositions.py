"""Tunes of our own for training: instrumentations of all kinds drawn from a seed, as MIDI.

Unlike hold music in the fixtures, what matters here is variety: single voices that a detector may
take for speech (flute, saxophone, violin, choir, slides), drums alone, bells, pads, whole bands.
"""
import struct
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from fixture_maker.audio import RATE, read_wav, resample
from fixture_maker.tunes import (MAJOR, MINOR, PROGRESSIONS, SOUND_FONT, TICKS, degree, drum_bar,
                                 melody_bar, variable_length)

# General MIDI programs from 0, by what they are good for.
SINGERS = (52, 53, 54, 85, 91)  # choirs and voices without words
WINDS = (56, 57, 58, 59, 60, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 77, 78, 79, 109, 111)
BOWED = (40, 41, 42, 43, 44, 110)
PLUCKED = (24, 25, 26, 27, 28, 45, 46, 104, 105, 106, 107)
KEYS = (0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
BELLS = (8, 9, 10, 11, 12, 13, 14, 15, 98, 108, 112, 113, 114)
LEADS = (29, 30, 62, 80, 81, 82, 83, 84, 86, 87)
PADS = (48, 49, 50, 51, 61, 63, 88, 89, 90, 92, 93, 94, 95, 96, 97, 99, 100, 101, 102, 103)
BASSES = (32, 33, 34, 35, 36, 37, 38, 39, 43, 58, 67)
# style: the parts it has and which programs may play them.
STYLES = {
    "solo wind": {"melody": WINDS}, "solo bowed": {"melody": BOWED},
    "solo voice": {"melody": SINGERS}, "solo plucked": {"melody": PLUCKED},
    "solo keys": {"melody": KEYS}, "bells": {"arpeggio": BELLS},
    "drums": {"drums": None}, "choir": {"pad": SINGERS, "melody": SINGERS},
    "strings": {"pad": (48, 49, 44, 45), "melody": BOWED},
    "piano": {"arpeggio": KEYS, "melody": KEYS}, "guitar": {"arpeggio": PLUCKED, "bass": BASSES},
    "pads": {"pad": PADS, "bass": BASSES},
    "lead": {"chords": KEYS, "melody": LEADS, "bass": BASSES, "drums": None},
    "wind band": {"chords": PLUCKED, "melody": WINDS, "bass": BASSES, "drums": None},
    "singers band": {"chords": PLUCKED, "melody": SINGERS, "bass": BASSES, "drums": None},
    "music box": {"arpeggio": BELLS, "melody": BELLS, "pad": PADS},
    "everything": {"pad": PADS, "arpeggio": PLUCKED, "chords": KEYS, "melody": WINDS + BOWED,
                   "bass": BASSES, "drums": None},
    "duet": {"melody": WINDS, "arpeggio": KEYS + PLUCKED},
}


class Score:
    """Notes and controls of a tune, written out as a standard MIDI file."""

    def __init__(self, rng, parts):
        self.rng = rng
        self.tempo = int(rng.integers(52, 152))
        self.scale = MAJOR if rng.random() < 0.55 else MINOR
        self.key = int(rng.integers(43, 61))
        self.rest = float(rng.choice([0, 0.1, 0.35]))  # how often a part leaves a bar out
        self.channels = {part: 9 if part == "drums" else index
                         for index, part in enumerate(parts)}
        self.events = [(0, bytes([0xFF, 0x51, 3]) + (60_000_000 // self.tempo).to_bytes(3, "big"))]
        for part, programs in parts.items():
            if programs is not None:
                self.program(self.channels[part], int(rng.choice(programs)))

    def program(self, channel, program):
        """Instrument, reverberation and vibrato of a channel."""
        self.events += [(0, bytes([0xC0 | channel, program])),
                        (0, bytes([0xB0 | channel, 91, int(self.rng.integers(0, 100))])),
                        (0, bytes([0xB0 | channel, 1, int(self.rng.choice([0, 0, 30, 70]))]))]

    def note(self, channel, beat, pitch, velocity, length):
        """One note; sometimes its pitch slides in."""
        on, off = int(beat * TICKS), int((beat + length) * TICKS)
        velocity = int(np.clip(velocity + self.rng.integers(-10, 11), 1, 127))
        self.events.append((on, bytes([0x90 | channel, int(np.clip(pitch, 20, 108)), velocity])))
        self.events.append((off, bytes([0x80 | channel, int(np.clip(pitch, 20, 108)), 0])))

    def slide(self, channel, beat, beats):
        """A bend that comes from a semitone or two away."""
        start = int(self.rng.choice([-1, 1]) * self.rng.integers(1500, 8000))
        for step in range(9):
            bend = 8192 + start * (8 - step) // 8
            self.events.append((int((beat + beats * step / 8) * TICKS),
                                bytes([0xE0 | channel, bend & 0x7F, bend >> 7])))

    def play(self, part, beat, step, velocity, length, octave=0):
        """A note of the scale, where the part is in this tune."""
        if part in self.channels:
            pitch = degree(self.scale, self.key, int(step)) + 12 * octave
            self.note(self.channels[part], beat, pitch, velocity, length)

    def bar(self, start, root, last, previous):
        """One bar of every part; returns where the melody stands."""
        rng = self.rng
        for step in (root, root + 2, root + 4):
            self.play("pad", start, step, 72, 4.1)
            for beat in (0, 1.5, 2, 3.5):
                self.play("chords", start + beat, step, 70, 0.6)
        if rng.random() >= self.rest:
            for index in range(8):
                step = root + (0, 2, 4, 7, 9, 7, 4, 2)[index]
                self.play("arpeggio", start + index / 2, step, 74, 0.9)
        for beat in (0, 2, 3):
            self.play("bass", start + beat, root, 84, 0.9, octave=-1)
        if "melody" in self.channels and rng.random() >= self.rest:
            line, previous = melody_bar(rng, root, previous)
            for beat, length, step in line:
                self.play("melody", start + beat, step, 92, length)
                if length > 0.8 and rng.random() < 0.15:
                    self.slide(self.channels["melody"], start + beat, 0.4)
        if "drums" in self.channels:
            for beat, channel, pitch, velocity, length in drum_bar(start, last):
                if rng.random() > 0.15:
                    self.note(channel, beat, pitch, velocity, length)
        return previous

    def midi(self):
        """The bytes of the MIDI file."""
        track, at = b"", 0
        for tick, message in sorted(self.events, key=lambda event: event[0]):
            track += variable_length(tick - at) + message
            at = tick
        track += b"\0\xff\x2f\0"
        return (b"MThd" + struct.pack(">IHHH", 6, 0, 1, TICKS)
                + b"MTrk" + struct.pack(">I", len(track)) + track)


def composed(rng, index, longest_seconds=34):
    """(style, bytes of a MIDI file) of tune number `index`: the styles take turns."""
    name = list(STYLES)[index % len(STYLES)]
    score = Score(rng, STYLES[name])
    order, previous = PROGRESSIONS[rng.integers(len(PROGRESSIONS))], 9
    for bar in range(int(np.ceil(longest_seconds * score.tempo / 240))):
        previous = score.bar(4.0 * bar, order[bar % 4], bar % 4 == 3, previous)
    return name, score.midi()


def played(midi, longest_seconds):
    """A MIDI file as FluidSynth plays it with Debian's General MIDI sound font, 8 kHz mono."""
    with tempfile.TemporaryDirectory() as folder:
        score, sound = Path(folder, "tune.mid"), Path(folder, "tune.wav")
        score.write_bytes(midi)
        command = ["fluidsynth", "-ni", "-q", "-g", "0.5", "-r", "16000", "-T", "wav", "-O", "s16"]
        subprocess.run([*command, "-F", str(sound), SOUND_FONT, str(score)], check=True,
                       capture_output=True)
        samples, rate = read_wav(sound)
    return resample(samples[:int(longest_seconds * rate)], rate, RATE)
