"""Richer calls for tuning, of recorded human prompts; made for local use, never committed.

Two-channel mu-law calls of 2-3 minutes with the labels and figures of the committed ones, and a
folder of sounds that hold no speech.
"""
import numpy as np

from . import prompts, reference, sounds, tunes
from .audio import RATE, gain, mu_law_wav, rms, write
from .call import SPEAKERS, Call, Line, save

SHIFTS = (88, 92, 96, 100, 104, 108, 113)  # how much faster and higher than the recorded voice
TONES = {"ringback": sounds.RINGBACK, "busy": sounds.BUSY, "dial": sounds.DIAL}


def other(speaker):
    """The other party."""
    return SPEAKERS[1 - SPEAKERS.index(speaker)]


class Conversation:
    """Places utterances on a call by a model of turn-taking drawn from its seed."""

    def __init__(self, seed, index):
        self.rng = np.random.default_rng([seed, index])
        voices = self.rng.choice(list(prompts.VOICES), 2, replace=False)
        shifts = self.rng.choice(SHIFTS, 2)
        self.voices = [f"{voice} x {shift / 100}" for voice, shift in zip(voices, shifts)]
        self.people = {
            name: prompts.person(str(voice), int(shift))
            for name, voice, shift in zip(SPEAKERS, voices, shifts)}
        self.call = Call(int(self.rng.integers(120, 181)) * 1000, [seed, index, 1])
        self.tune = str(self.rng.choice(list(tunes.TUNES)))
        self.talk_ms = {name: self.rng.uniform(2500, 9000) for name in SPEAKERS}
        self.listening = {name: self.rng.uniform(0.15, 0.6) for name in SPEAKERS}
        self.gap_ms = self.rng.uniform(100, 600)
        self.eagerness = self.rng.uniform(0.02, 0.14)  # how often a turn is broken into

    def stem(self, speaker, shortest_ms=600, longest_ms=7000):
        """A random prompt of this length, or the nearest there is."""
        fitting = [stem for stem in self.people[speaker]
                   if shortest_ms <= stem.milliseconds <= longest_ms]
        return fitting[self.rng.integers(len(fitting))]

    def make(self):
        """Fills the call from start to end."""
        rng, end = self.rng, self.call.milliseconds
        at = self.opening()
        speaker = SPEAKERS[rng.integers(2)] if rng.random() < 0.2 else "agent"
        while at < end - 6000:
            at, taken = self.turn(speaker, at)
            if taken:
                speaker = other(speaker)
                continue
            event = rng.random()
            if event < 0.05:
                at = self.hold(at + int(rng.uniform(400, 2500)))
                speaker = "agent"
            elif event < 0.13:
                at += int(rng.uniform(3000, 11000))  # someone looks something up
                speaker = SPEAKERS[rng.integers(2)]
            elif event < 0.17:
                at = self.keys(at + 600)
                speaker = other(speaker)
            else:
                gap = float(np.clip(rng.normal(self.gap_ms, 420), -750, 2600))
                at += int(gap)
                speaker = other(speaker)
        return self.call

    def opening(self):
        """Ringback before the first words, on the far end's channel."""
        rng = self.rng
        if rng.random() < 0.35:
            return int(rng.uniform(200, 3000))
        kind = sounds.RINGBACK[str(rng.choice(list(sounds.RINGBACK)))]
        samples, spans = sounds.cadence(kind, rng.uniform(2, 11), rng.uniform(-32, -16))
        start = int(rng.uniform(100, 1200))
        self.call.sound(SPEAKERS[rng.integers(2)], "ringback", samples, start, spans)
        return start + len(samples) * 1000 // RATE + int(rng.uniform(300, 1800))

    def turn(self, speaker, at):
        """One turn; (its end, whether the other took the floor)."""
        rng = self.rng
        length, said = rng.gamma(2, self.talk_ms[speaker] / 2), 0
        while True:
            stem = self.stem(speaker)
            level = float(np.clip(rng.normal(0, 2), -5, 4))
            if stem.milliseconds > 2200 and rng.random() < self.eagerness:
                return self.taken(speaker, stem, at, level), True
            end = self.call.say(speaker, stem, at, level)
            if stem.milliseconds > 1600:
                self.maybe_listen(other(speaker), stem, at)
            said += stem.milliseconds
            if said >= length or end > self.call.milliseconds - 6000:
                return end, False
            pause = rng.choice([rng.uniform(120, 700), rng.uniform(700, 2400)], p=[0.8, 0.2])
            at = end + int(pause)

    def taken(self, speaker, stem, at, level):
        """The other comes in before the end; the speaker yields within a second, or talks on."""
        rng = self.rng
        entry = int(rng.uniform(900, stem.milliseconds - 700))
        if rng.random() < 0.75:
            stem = stem.cut(entry + int(rng.uniform(250, 900)))
        self.call.say(speaker, stem, at, level)
        intruder = other(speaker)
        return self.call.say(intruder, self.stem(intruder, 1800), at + entry, level + 1) + 300

    def maybe_listen(self, speaker, stem, at):
        """A short word of the listener inside the other's speech."""
        rng = self.rng
        if rng.random() > self.listening[speaker]:
            return
        word = self.stem(speaker, 200, 800)
        room = stem.milliseconds - word.milliseconds
        if room > 700:
            start = at + int(rng.uniform(300, room - 200))
            self.call.say(speaker, word, start, rng.uniform(-12, 1))

    def hold(self, at):
        """Music on the agent's channel, or both, or the customer's."""
        rng = self.rng
        length = rng.uniform(7, 28)
        if at + (length + 6) * 1000 > self.call.milliseconds:
            return at
        music = sounds.faded(tunes.played(self.tune, length, int(rng.integers(1000))), 300)
        where = {0: ["agent"], 1: ["customer"], 2: list(SPEAKERS)}
        for channel in where[int(rng.choice(3, p=[0.7, 0.1, 0.2]))]:
            music = music * gain(rng.uniform(-34, -20))
            self.call.sound(channel, "hold", music, at, tune=self.tune)
            music = music / rms(music)
        if rng.random() < 0.3:
            self.call.say("customer", self.stem("customer", 300, 2000), at + int(length * 400), -6)
        return at + int(length * 1000) + int(rng.uniform(300, 1500))

    def keys(self, at):
        """The customer presses a few keys."""
        count = int(self.rng.integers(1, 12))
        digits = "".join(self.rng.choice(list("0123456789*#"), count))
        level, on_ms = self.rng.uniform(-28, -12), int(self.rng.integers(60, 160))
        samples, spans = sounds.dtmf(digits, level, on_ms, int(self.rng.integers(60, 300)))
        self.call.sound("customer", "dtmf", samples, at, spans)
        return at + len(samples) * 1000 // RATE + 700


def babble(count, rng, voices=5):
    """Distant people in a room: prompts over each other, reverberated, unit RMS."""
    total = np.zeros(count)
    for voice in rng.choice(list(prompts.VOICES), voices):
        pool, at = prompts.stems(str(voice)), int(rng.integers(0, RATE * 2))
        while at < count:
            piece = pool[rng.integers(len(pool))].samples[: count - at]
            total[at : at + len(piece)] += piece * rng.uniform(0.5, 1.2)
            at += len(piece) + int(rng.gamma(2, RATE * (0.2 if voices > 2 else 0.9)))
    return normal(sounds.room(total, rng, 0.5, wet=2.0) + 0.03 * sounds.pink(count, rng))


def normal(samples):
    """The same at RMS 1."""
    return samples / rms(samples)


def line_of(rng, count, name):
    """A random line: level, noise, band, room, gating, drift. Returns it and its description."""
    kinds = {"white": sounds.white, "pink": sounds.pink, "hum": sounds.hum,
             "street": sounds.wandering, "babble": babble,
             "neighbour": lambda count, rng: babble(count, rng, voices=1)}
    kind = str(rng.choice(list(kinds), p=[0.2, 0.2, 0.15, 0.2, 0.15, 0.1]))
    snr = float(rng.uniform(24, 38) if kind == "neighbour" else rng.uniform(12, 38))
    noise = kinds[kind](count, rng)
    if kind in ("babble", "neighbour"):
        noise = normal(noise + 0.2 * sounds.pink(count, rng))
    drift = np.cumsum(rng.normal(0, 0.5, count // RATE + 2))
    line = Line(
        level_dbfs=float(rng.uniform(-30, -16)), snr_db=snr, noise=noise,
        band_hz=(float(rng.uniform(150, 350)), float(rng.uniform(3000, 3700))),
        room=float(rng.uniform(0.15, 0.6)) if name == "customer" and rng.random() < 0.3 else 0.0,
        gated=bool(rng.random() < 0.15),
        drift_db=np.clip(drift - drift.mean(), -5, 5) if rng.random() < 0.25 else None)
    about = {"level_dbfs": round(line.level_dbfs, 2), "snr_db": round(snr, 2), "noise": kind,
             "gated": line.gated, "room": round(line.room, 2)}
    return line, about


def add_bumps(call, rng):
    """Knocks, breaths and typing, which are not speech."""
    for name in SPEAKERS:
        for sound, often, loudest in ((sounds.knock, 0.4, 16), (sounds.breath, 0.4, 2)):
            if rng.random() < often:
                for _ in range(int(rng.integers(2, 14))):
                    at = int(rng.integers(0, call.milliseconds - 1000))
                    call.bump(name, sound(rng), at, rng.uniform(-12, loudest))
        if rng.random() < 0.2:
            for _ in range(int(rng.integers(1, 5))):
                at = int(rng.integers(0, call.milliseconds - 20000))
                call.bump(name, sounds.typing(rng.uniform(3, 15), rng), at, rng.uniform(-14, 4))


def make_call(folder, index, seed):
    """One call with its labels."""
    talk = Conversation(seed, index)
    call, rng = talk.make(), np.random.default_rng([seed, index, 2])
    add_bumps(call, rng)
    lines, about = {}, {}
    for name in SPEAKERS:
        lines[name], about[name] = line_of(rng, call.milliseconds * RATE // 1000, name)
    if rng.random() < 0.5:
        both = rng.random() < 0.3
        source = SPEAKERS[rng.integers(2)]
        for origin in SPEAKERS if both else (source,):
            lag = int(rng.choice([0, rng.integers(1, 20), rng.integers(20, 130)]))
            call.crosstalk.append({"from": origin, "into": other(origin), "lag_ms": lag,
                                   "level_db": round(float(rng.uniform(-40, -22)), 2)})
    call.truth = {"voices": talk.voices, "lines": about}
    name = f"call-{index:02d}"
    expected, channels = call.expected(name=name), call.rendered(lines)
    save(folder, name, channels, call.spurts(), expected)
    if index % 4 == 0:
        save_layouts(folder / "layouts", name, channels, call, rng)
    write(folder / f"{name}.speech.rttm", reference.rttm(
        {name: sorted(spans) for name, spans in call.speech.items()}, name))
    return expected


def save_layouts(folder, name, channels, call, rng):
    """The same call as recorders store it that do not keep the parties apart."""
    agent, customer = channels
    gains = [float(rng.uniform(-14, -3)) for _ in SPEAKERS]
    layouts = {
        "stereo_mixed": [agent + gain(gains[0]) * customer, customer + gain(gains[1]) * agent],
        "dual_mono": [agent + customer, (agent + customer) * gain(rng.uniform(-2.5, 2.5))],
        "inverted": [agent + customer, -(agent + customer) * gain(rng.uniform(-2.5, 2.5))],
        "mono": [(agent + customer) / 2],
    }
    for layout, mixed in layouts.items():
        expected = call.expected(layout, name=name, mixed_db=[round(each, 2) for each in gains])
        save(folder, f"{name}.{layout}", [np.clip(channel, -0.98, 0.98) for channel in mixed],
             call.spurts(), expected)


def make_calls(folder, count, seed=1):
    """Writes the calls, then the sounds that are not speech."""
    for index in range(count):
        expected = make_call(folder, index, seed)
        share = expected["speakers"]["agent"]["talk_share_ratio"]
        print(f"call-{index:02d}: agent {share:.2f}, overlap {expected['overlap_ratio']:.3f}, "
              f"silence {expected['mutual_silence_ratio']:.2f}", flush=True)
    make_not_speech(folder / "not-speech", seed)


def make_not_speech(folder, seed):
    """Music, tones, keys and noises, 8 kHz mono."""
    rng = np.random.default_rng([seed, 99])

    def keep(name, samples):
        noise = sounds.white(len(samples), rng) * gain(-62)
        write(folder / f"{name}.wav", mu_law_wav([np.clip(samples + noise, -0.98, 0.98)]))

    for tune in tunes.TUNES:
        for take in range(2):
            music = tunes.played(tune, rng.uniform(20, 60), seed=100 + take)
            keep(f"hold-{tune}-{take}", music * gain(rng.uniform(-32, -18)))
    for group, kinds in TONES.items():
        for country, kind in kinds.items():
            keep(f"{group}-{country}", sounds.cadence(kind, 20, rng.uniform(-30, -14))[0])
    for index in range(4):
        samples, _ = sounds.dtmf(sounds.DTMF_KEYS, rng.uniform(-28, -10), 60 + 40 * index, 80)
        keep(f"dtmf-{index}", samples)
    count = 30 * RATE
    for kind in (sounds.white, sounds.pink, sounds.hum, sounds.wandering):
        keep(f"noise-{kind.__name__}", kind(count, rng) * gain(rng.uniform(-50, -30)))
    keep("noise-typing", sounds.typing(30, rng) * 0.2)
    for sound in (sounds.breath, sounds.knock):
        track = np.zeros(count)
        for at in range(RATE, count - RATE, RATE):
            piece = sound(rng) * gain(rng.uniform(-30, -8))
            track[at : at + len(piece)] += piece
        keep(f"noise-{sound.__name__}", track)
