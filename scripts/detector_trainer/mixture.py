"""Sequences to train on: material put together at random, with labels that are exact by construction.

A sequence is 30 s of one channel as a recorder would have written it. Levels are dB against the
voice (0 dB = `VOICE_RMS`) until the very end.
"""
import numpy as np
from scipy import signal
from scipy.ndimage import minimum_filter1d, uniform_filter1d

from . import body_sounds, device_sounds, features, sounds
from .levels import VOICE_RMS, amplitude, root_mean_square, voice_level
from .line import through_line

RATE, HOP = features.RATE, features.HOP
SECONDS = 30
FRAMES = SECONDS * 100
SAMPLES = FRAMES * HOP
#: Sound further below the voice than this is not asked for by any output.
AUDIBLE_DB = -30.0
SPEECH, MUSIC, TONE, NOISE = range(4)


class Sequence:
    """Samples and labels under construction."""

    def __init__(self, rng, material):
        self.rng = rng
        self.material = material
        self.samples = np.zeros(SAMPLES, np.float32)
        self.speech = np.zeros(FRAMES, bool)
        self.voice = np.zeros(SAMPLES, np.float32)
        # Power of each of music, tone and noise, against the voice's, per frame.
        self.power = np.zeros((4, FRAMES), np.float32)

    def chance(self, share):
        """True in this share of the calls."""
        return self.rng.random() < share

    def add(self, samples, at, kind=None):
        """Mixes sound in at a sample; what overhangs is cut."""
        if at < 0:
            samples, at = samples[-at:], 0
        samples = samples[:SAMPLES - at]
        if not len(samples):
            return
        self.samples[at:at + len(samples)] += samples
        if kind is not None:
            first = at // HOP
            padded = np.zeros(-(-(at % HOP + len(samples)) // HOP) * HOP, np.float32)
            padded[at % HOP:at % HOP + len(samples)] = samples
            power = np.mean(padded.reshape(-1, HOP) ** 2, axis=1) / VOICE_RMS ** 2
            self.power[kind, first:first + len(power)] += power

    # Voices ----------------------------------------------------------------------------------------

    def person(self):
        """A way of speaking: whose recordings, how much faster and higher, how loud."""
        rng = self.rng
        return {
            "groups": self.material.speakers(rng),
            "speed": float(rng.uniform(0.84, 1.2)) if self.chance(0.65) else 1.0,
            "spread": rng.uniform(1, 5),
            "room": sounds.room(rng) if self.chance(0.3) else None,
            "tilt": rng.normal(0, 2.5),
        }

    def utterance(self, person, longest, word=False):
        """(samples at 0 dB, labels) of one phrase or word."""
        rng = self.rng
        samples, labels = self.material.phrase(rng, person["groups"], longest * person["speed"], word)
        speed = person["speed"]
        if speed != 1:
            count = max(1, round(len(labels) / speed))
            samples = signal.resample(samples, count * HOP).astype(np.float32)
            labels = labels[np.minimum((np.arange(count) * speed).astype(int), len(labels) - 1)]
        spoken = samples.reshape(-1, HOP)[labels]
        samples = samples * np.float32(VOICE_RMS / root_mean_square(spoken))
        return samples, labels

    def say(self, person, samples, labels, at, level, labelled=True):
        """Places one utterance at a frame."""
        samples = samples * amplitude(level)
        if person["room"] is not None:
            samples = signal.oaconvolve(samples, person["room"]).astype(np.float32)
        self.add(samples, at * HOP, None if labelled else NOISE)
        if labelled:
            labels = labels[:FRAMES - at]
            self.speech[at:at + len(labels)] |= labels
            end = min(SAMPLES, at * HOP + len(samples))
            self.voice[at * HOP:end] += samples[:end - at * HOP]

    def talk(self, person, share, level=0.0, labelled=True, start=None):
        """Fills the sequence with one person's turns; about this share of the time is speech."""
        rng = self.rng
        at = int(rng.uniform(0, 600) if start is None else start)
        pause = 300 * (1 - share) / max(share, 0.05)
        while at < FRAMES - 20:
            phrases = 1 + rng.poisson(2.5 * share)
            for _ in range(phrases):
                spoken = self.utterance(person, rng.uniform(0.6, 7))
                self.say(person, *spoken, at, level + rng.normal(0, person["spread"] / 2), labelled)
                at += len(spoken[1]) + int(rng.choice(
                    [rng.uniform(8, 40), rng.uniform(30, 120)], p=[0.6, 0.4]))
                if at >= FRAMES - 20:
                    return
            at += int(rng.exponential(pause)) + 20

    def listen(self, person, rate, level):
        """Single words, some of them quiet, as listeners say them."""
        rng = self.rng
        for _ in range(rng.poisson(rate)):
            samples, labels = self.utterance(person, 0.9, word=True)
            own = float(np.clip(rng.normal(-5, 5), -20, 4))
            self.say(person, samples, labels, int(rng.uniform(0, FRAMES - 60)), level + own)

    def voices(self):
        """What is spoken: on a side of a two-channel call, on a mono call, or on a recording."""
        rng = self.rng
        kind = rng.random()
        main = self.person()
        if kind < 0.42:  # one side of a call
            self.talk(main, rng.choice([rng.uniform(0.05, 0.3), rng.uniform(0.3, 0.8)]))
            self.listen(main, rng.uniform(0, 4), 0)
            if self.chance(0.45):  # the other side leaks in
                other = self.person()
                self.talk(other, 0.5, rng.uniform(-50, -27), labelled=False)
        elif kind < 0.75:  # both on one channel
            other = self.person()
            level = float(np.clip(rng.normal(-3, 5), -16, 3))
            share = rng.uniform(0.25, 0.6)
            self.talk(main, share)
            self.talk(other, rng.uniform(0.1, 0.6), level)
            self.listen(other, rng.uniform(0, 4), level)
        else:  # hardly a pause
            self.talk(main, rng.uniform(0.75, 0.97), start=rng.uniform(0, 200))
        if self.chance(0.25):
            self.distant()

    def distant(self):
        """Somebody else in the room: reverberant, dull and weak; not the speech that is looked for."""
        rng = self.rng
        level = rng.uniform(-42, -19)
        for _ in range(rng.integers(1, 4)):
            far = self.person()
            far["room"] = sounds.room(rng, distant=True)
            far["tilt"] = rng.uniform(-8, -2)
            self.talk(far, rng.uniform(0.1, 0.6), level + rng.normal(0, 3), labelled=False)

    # Everything else -------------------------------------------------------------------------------

    def background(self, alone):
        """Steady noise; half of it well below the voice, half near it."""
        rng = self.rng
        if not alone and self.chance(0.22):
            level = rng.uniform(-75, -45)
        elif self.chance(0.5):
            level = -rng.normal(26, 8)
        else:
            level = -rng.uniform(-4, 16)
        for _ in range(1 + self.chance(0.25)):
            noise = sounds.background(rng, SAMPLES, self.material, alone)
            noise *= np.float32(VOICE_RMS / root_mean_square(noise))
            if self.chance(0.3):
                noise *= sounds.slow_gain(rng, SAMPLES, rng.uniform(3, 12))
            if self.chance(0.12):  # begins or ends within the sequence
                edge = int(rng.uniform(0.1, 0.9) * SAMPLES)
                noise[:edge] *= amplitude(-rng.uniform(6, 50))
                noise = noise[::-1] if self.chance(0.5) else noise
            self.add(noise * amplitude(level), 0, NOISE)
            level += rng.uniform(-10, 0)

    def events(self, alone):
        """Sounds that come and go: breaths, knocks, things dropped, coughs, animals."""
        rng = self.rng
        more = 2 if alone else 1
        chances = (
            (0.4, 6, sounds.breath, (-28, -6)), (0.3, 5, sounds.bump, (-6, 24)),
            (0.3, 8, sounds.click, (-12, 18)), (0.25, 3, sounds.cough, (-14, 8)),
            (0.2, 3, sounds.typing, (-30, -6)), (0.2, 3, sounds.rustle, (-25, 3)),
            (0.08, 2, body_sounds.laughter, (-18, 4)), (0.08, 2, body_sounds.sneeze, (-14, 10)),
            (0.1, 3, body_sounds.sniff, (-26, -4)), (0.12, 5, body_sounds.lips, (-30, -8)),
            (0.25, 2, device_sounds.glide, (-12, 22)), (0.15, 1, device_sounds.jingle, (-12, 22)),
            (0.15, 2, device_sounds.static, (-12, 24)), (0.12, 1, device_sounds.siren, (-18, 8)))
        for share, rate, make, (low, high) in chances:
            if not self.chance(min(1, share * more)):
                continue
            for _ in range(1 + rng.poisson(rate)):
                self.event(make(rng), rng.uniform(low, high))
        if self.chance(0.3 * more):
            for _ in range(1 + rng.poisson(1)):
                self.event(self.material.noise_clip(rng), rng.uniform(-22, 8))

    def event(self, samples, level):
        """Places a short sound so that its loudest 0.1 s has this level."""
        loudest = np.sqrt(uniform_filter1d(np.square(samples), 800, mode="constant").max() + 1e-20)
        at = int(self.rng.uniform(-0.3 * len(samples), SAMPLES))
        self.add(samples * np.float32(VOICE_RMS / loudest) * amplitude(level), at, NOISE)

    def music(self, alone):
        """Hold music between phrases, or a bed under them."""
        rng = self.rng
        if self.chance(0.5 if alone else 0.22):
            count = SAMPLES if self.chance(0.4 if alone else 0.15) else int(rng.uniform(2, 20) * RATE)
            self.piece(count, rng.uniform(-14, 8), int(rng.uniform(-0.3, 1) * (SAMPLES - count / 2)))
        elif self.chance(0.14):
            self.piece(SAMPLES, rng.uniform(-30, -8), 0)

    def piece(self, count, level, at):
        """A stretch of a tune."""
        tune = self.material.tune(self.rng, count)
        tune = tune * np.float32(VOICE_RMS / root_mean_square(tune)) * amplitude(level)
        edge = min(len(tune) // 4, int(self.rng.choice([80, 800, 8000])))
        tune[:edge] *= np.linspace(0, 1, edge, dtype=np.float32)
        tune[-edge:] *= np.linspace(1, 0, edge, dtype=np.float32)
        self.add(tune, at, MUSIC)

    def tones(self, alone):
        """Signals of the network, and keys."""
        rng = self.rng
        if self.chance(0.35 if alone else 0.16):
            tone = sounds.signal_tone(rng, rng.uniform(1, 20))
            level = rng.uniform(-16, 8)
            tone = tone * np.float32(VOICE_RMS / max(1e-6, np.abs(tone).max() / 1.8)) * amplitude(level)
            self.add(tone, int(rng.uniform(-0.2, 0.9) * SAMPLES), TONE)

    def gate(self):
        """Digital silence where nobody has spoken for a while, as some recorders write it."""
        reach = int(self.rng.uniform(5, 40))
        sound = self.speech | (self.power[:, :].max(0) > amplitude(-24) ** 2)
        near = np.convolve(sound, np.ones(2 * reach + 1), "same") > 0
        keep = np.repeat(near, HOP).astype(np.float32)
        self.samples *= signal.oaconvolve(keep, np.ones(40, np.float32) / 40, "same").astype(np.float32)

def sequence(rng, material):
    """(network input, frames x 29 float16; targets, frames x 4 uint8: 0, 1 or 2 for 'do not ask')."""
    made = Sequence(rng, material)
    alone = made.chance(0.2)
    if not alone:
        made.voices()
    elif made.chance(0.3):
        made.distant()
    made.music(alone)
    made.tones(alone)
    made.events(alone)
    made.background(alone)
    if made.chance(0.1):
        made.gate()
    made.samples = through_line(rng, made.samples)
    bands, level, harmonicity = features.analyze(made.samples)
    return (
        features.network_input(bands, harmonicity, reference(made, level, harmonicity))
        .astype(np.float16), targets(made))


def reference(made, level, harmonicity):
    """The level that the input is taken against: mostly what detection would find here."""
    rng = made.rng
    found = voice_level(level, harmonicity)
    if made.chance(0.6):
        return found + rng.normal(0, 1)
    voiced = made.speech & (harmonicity > 0.75)
    if np.count_nonzero(voiced) >= 20:
        return float(np.percentile(minimum_filter1d(level, 7)[voiced], 80)) + rng.normal(0, 2)
    # Nobody speaks here, but somebody does elsewhere in the recording.
    return found + rng.uniform(-22, 25)


def targets(made):
    """What each output is to say of each frame."""
    power = made.power
    total = power.sum(0) + 1e-12
    wanted = np.full((FRAMES, 4), 0, np.uint8)
    wanted[:, SPEECH] = made.speech
    least = 10 ** (AUDIBLE_DB / 10)
    for kind in (MUSIC, TONE, NOISE):
        heard = (power[kind] > least) & (power[kind] > 0.3 * total)
        faint = (power[kind] > least / 30) & ~heard
        wanted[heard, kind] = 1
        wanted[faint, kind] = 2
    # Under speech only music is asked for: a bed; what else is there cannot be told.
    wanted[made.speech, TONE] = 2
    wanted[made.speech, NOISE] = 2
    return wanted
