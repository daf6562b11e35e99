"""A two-party call put together from clean stems, and what is known of it by construction."""
import json
from dataclasses import dataclass, field

import numpy as np
from scipy.signal import firwin, lfilter

from . import labels, reference, sounds
from .audio import RATE, SAMPLES_PER_MS, band_limited, gain, mu_law_wav, rms, write

SPEAKERS = ("agent", "customer")


@dataclass
class Stem:
    """A clean utterance at 8 kHz and the speech in it, in milliseconds from its start."""

    samples: np.ndarray
    speech: list

    @classmethod
    def of(cls, samples, trim=True):
        """A stem with its speech found; silence around it trimmed to 10 ms."""
        speech = labels.speech_spans(samples)
        if trim and speech:
            start = max(0, speech[0][0] - 10)
            stop = min(len(samples) // SAMPLES_PER_MS, speech[-1][1] + 60) // 10 * 10
            samples = samples[start * SAMPLES_PER_MS : stop * SAMPLES_PER_MS]
            speech = [(a - start, min(b, stop) - start) for a, b in speech]
        return cls(sounds.faded(samples, 5), speech)

    @property
    def milliseconds(self):
        """Its length."""
        return len(self.samples) // SAMPLES_PER_MS

    def cut(self, after_ms):
        """The stem broken off, as by someone who stops speaking."""
        after_ms = min(after_ms, self.milliseconds) // 10 * 10
        kept = self.samples[: after_ms * SAMPLES_PER_MS].copy()
        ramp = min(50 * SAMPLES_PER_MS, len(kept))
        kept[len(kept) - ramp :] *= np.linspace(1, 0, ramp) ** 2
        return Stem.of(kept, trim=False)


@dataclass
class Line:
    """How one party's channel sounds."""

    level_dbfs: float = -22.0
    snr_db: float = 35.0
    noise: np.ndarray = None  # unit RMS, as long as the call or longer
    band_hz: tuple = (300, 3400)
    room: float = 0.0  # reverberation mixed in, 0 = none
    gated: bool = False  # noise only around speech, as behind a codec with silence suppression
    drift_db: np.ndarray = None  # slow gain changes, one value a second


@dataclass
class Call:
    """Stems, tones and noises on two channels, and the events that made them."""

    milliseconds: int
    seed: list
    speech: dict = field(default_factory=lambda: {name: [] for name in SPEAKERS})
    events: list = field(default_factory=list)
    crosstalk: list = field(default_factory=list)
    said: list = field(default_factory=list)  # (start ms, end ms, who, text) of each sentence
    truth: dict = field(default_factory=dict)

    def __post_init__(self):
        count = self.milliseconds * SAMPLES_PER_MS
        self.voice = {name: np.zeros(count) for name in SPEAKERS}
        self.other = {name: np.zeros(count) for name in SPEAKERS}  # in dB of full scale
        self.bumps = {name: np.zeros(count) for name in SPEAKERS}  # relative to the voice's level
        self.rng = np.random.default_rng(self.seed)

    def say(self, speaker, stem, at_ms, level_db=0.0):
        """Places a stem; returns the end of its speech."""
        at_ms = at_ms // 10 * 10
        add(self.voice[speaker], stem.samples * gain(level_db), at_ms)
        spans = [(at_ms + a, min(at_ms + b, self.milliseconds)) for a, b in stem.speech]
        self.speech[speaker] += [span for span in spans if span[0] < span[1]]
        return at_ms + (stem.speech[-1][1] if stem.speech else stem.milliseconds)

    def sound(self, speaker, kind, samples, at_ms, spans=None, **facts):
        """Places a tone or music on a channel at its own level and notes its spans."""
        add(self.other[speaker], samples, at_ms)
        whole = [(0, len(samples) // SAMPLES_PER_MS)]
        for start, end in spans or whole:
            end = min(at_ms + end, self.milliseconds)
            if at_ms + start < end:
                self.events.append(
                    {"kind": kind, "channel": speaker, "start_ms": at_ms + start, "end_ms": end,
                     **facts})

    def bump(self, speaker, samples, at_ms, level_db):
        """Places a noise whose peak is `level_db` against the voice's RMS level."""
        add(self.bumps[speaker], samples * gain(level_db), at_ms)

    def spurts(self):
        """Each party's talkspurts."""
        return {name: labels.talkspurts(self.speech[name]) for name in SPEAKERS}

    def voice_at_level(self, name, line):
        """The voice through its line, at its level over speech, and the factor that did it."""
        samples = self.voice[name]
        if line.room > 0:
            samples = sounds.room(samples, self.rng, wet=line.room)
        if line.drift_db is not None:
            knots = np.arange(len(line.drift_db)) * RATE
            samples = samples * gain(np.interp(np.arange(len(samples)), knots, line.drift_db))
        samples = band_limited(samples, *line.band_hz)
        spoken = np.zeros(len(samples), bool)
        for start, end in self.speech[name]:
            spoken[start * SAMPLES_PER_MS : end * SAMPLES_PER_MS] = True
        level = rms(samples[spoken])
        return samples * (gain(line.level_dbfs) / level if level > 0 else 0), spoken

    def rendered(self, lines):
        """[agent samples, customer samples], noise and leakage included."""
        clean, noise = {}, {}
        for name in SPEAKERS:
            line = lines[name]
            voice, spoken = self.voice_at_level(name, line)
            bumps = band_limited(self.bumps[name] * gain(line.level_dbfs), *line.band_hz)
            clean[name] = voice + bumps + band_limited(self.other[name], *line.band_hz)
            noise[name] = self.line_noise(line, spoken)
        out = []
        for name in SPEAKERS:
            total = clean[name] + noise[name]
            for leak in self.crosstalk:
                if leak["into"] == name:
                    total = total + leaked(clean[leak["from"]], leak)
            out.append(np.clip(total, -0.98, 0.98))
        return out

    def line_noise(self, line, spoken):
        """Noise `snr_db` below the voice's level; gated, only around speech."""
        count = len(spoken)
        noise = line.noise if line.noise is not None else sounds.white(count, self.rng)
        noise = band_limited(noise[:count], *line.band_hz)
        noise *= gain(line.level_dbfs - line.snr_db) / max(rms(noise), 1e-9)
        if line.gated:
            hang = 250 * SAMPLES_PER_MS
            near = np.convolve(spoken, np.ones(hang), "same") > 0 if count else spoken
            noise = noise * near
        return noise

    def expected(self, layout="stereo_split", **facts):
        """What the script knows of the call."""
        return {
            "layout": layout,
            **reference.figures(self.spurts(), self.milliseconds),
            "events": sorted(self.events, key=lambda event: (event["start_ms"], event["channel"])),
            "overlaps": [
                {"start_ms": start, "end_ms": end, "class": kind, "by": by}
                for start, end, kind, by in reference.overlaps(self.spurts())],
            "crosstalk": self.crosstalk,
            **self.truth,
            **facts,
        }


def add(track, samples, at_ms):
    """Adds samples to a track at a time; what lies past its end is dropped."""
    start = at_ms * SAMPLES_PER_MS
    piece = samples[: max(0, len(track) - start)]
    track[start : start + len(piece)] += piece


def leaked(source, leak):
    """One channel's sound as it arrives on the other: later, quieter, a little duller."""
    dull = lfilter(firwin(9, 2800, fs=RATE), 1, source)[4:]
    dull = np.concatenate([dull, np.zeros(4)])
    level = rms(dull)
    if level > 0:
        dull = dull * (rms(source) / level * gain(leak["level_db"]))
    delay = leak["lag_ms"] * SAMPLES_PER_MS
    return np.concatenate([np.zeros(delay), dull])[: len(source)]


def web_vtt(said):
    """The sentences of a call as WebVTT, in order of time."""
    def clock(ms):
        return f"{ms // 60000:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"

    cues = [f"{clock(start)} --> {clock(end)}\n<v {who}>{text}\n"
            for start, end, who, text in sorted(said)]
    return "\n".join(["WEBVTT\n", *cues])


def save(folder, name, channels, spurts, expected, content=None):
    """NAME.wav (mu-law unless bytes are given), NAME.rttm and NAME.expected.json."""
    write(folder / f"{name}.wav", content or mu_law_wav(channels))
    write(folder / f"{name}.rttm", reference.rttm(spurts, name))
    write(folder / f"{name}.expected.json", json.dumps(expected, indent=1) + "\n")
