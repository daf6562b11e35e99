"""What the benchmark measures: clips, calls of any length, and a library of calls as a call centre has them.

Everything is cut from the bundled two-channel calls (fixtures/calls), so it is speech of two parties with its
pauses; every file differs from every other, and the same seed gives the same bytes.
"""
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import soundfile

from benchmark_detectors import audio
from benchmark_detectors.material import layout

SEED = 20250303
RATE = 8000
#: Calls of a library: log-normal with this median; the spread gives a mean of five minutes.
MEDIAN_SECONDS = 180
SPREAD = 1.0
SHORTEST_SECONDS = 5
LONGEST_SECONDS = 3600
#: One call in so many lasts an hour: more than the distribution itself would give.
CALLS_PER_HOUR_LONG_CALL = 200
TWO_CHANNEL_SHARE = 0.8
#: Pieces that calls are put together from, seconds.
PIECE_SECONDS = (8, 25)

#: (name, channels, rate, container, subtype, share within its number of channels)
FORMS = (
    ("mu_law", 2, 8000, "WAV", "ULAW", 0.45),
    ("a_law", 2, 8000, "WAV", "ALAW", 0.20),
    ("pcm_s16", 2, 8000, "WAV", "PCM_16", 0.15),
    ("pcm_s16", 2, 16000, "WAV", "PCM_16", 0.10),
    ("flac", 2, 16000, "FLAC", "PCM_16", 0.10),
    ("gsm610", 1, 8000, "WAV", "GSM610", 0.40),
    ("mu_law", 1, 8000, "WAV", "ULAW", 0.40),
    ("pcm_s16", 1, 16000, "WAV", "PCM_16", 0.20),
)


@dataclass(frozen=True)
class Call:
    """A call of a library: a file and what is known of it."""
    path: str
    seconds: float
    channels: int
    rate: int
    codec: str


class Speech:
    """The bundled calls whose channels are the parties, one after the other: frames × 2 at 8 kHz."""

    def __init__(self, fixtures):
        calls = []
        for recording in audio.recordings(fixtures):
            samples, rate = audio.read(recording)
            if layout(recording) == "stereo_split" and rate == RATE:
                calls.append(samples)
        if not calls:
            raise SystemExit(f"benchmark: no two-channel calls in {fixtures}")
        self.samples = np.concatenate(calls)

    def call(self, seconds, generator):
        """A call of so many seconds: pieces in random order, the customer's line at a level of its own."""
        wanted, pieces = round(seconds * RATE), []
        left = wanted
        while left > 0:
            length = min(left, round(generator.uniform(*PIECE_SECONDS) * RATE))
            start = generator.integers(0, len(self.samples) - length)
            pieces.append(self.samples[start:start + length])
            left -= length
        gains = 10 ** (generator.uniform(-6, 0, size=2) / 20)
        return np.concatenate(pieces) * gains.astype(np.float32)


def write_call(path, samples, rate=RATE, container="WAV", subtype="ULAW"):
    """Writes samples (frames × channels at 8 kHz) at another rate where one is asked for."""
    if rate != RATE:
        samples = np.stack([audio.resampled(channel, RATE, rate) for channel in samples.T], axis=1)
    soundfile.write(path, np.clip(samples, -1, 1), rate, format=container, subtype=subtype)


def clips(folder, speech, count, seconds=(2, 10), seed=SEED):
    """So many distinct short calls of two channels in mu-law; their paths and seconds."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    generator = np.random.default_rng([seed, count])
    made = []
    for number in range(count):
        samples = speech.call(generator.uniform(*seconds), generator)
        path = folder / f"clip-{number:03d}.wav"
        write_call(path, samples)
        made.append((path, len(samples) / RATE))
    return made


def links(folder, targets, count):
    """A flat folder of so many links, to the targets in turn."""
    folder = Path(folder)
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"call-{number:06d}.wav").symlink_to(targets[number % len(targets)])
    return folder


def long_call(path, speech, seconds, seed=SEED):
    """A call of two channels in mu-law, written piece by piece: it may last for hours."""
    generator = np.random.default_rng([seed, seconds])
    with soundfile.SoundFile(path, "w", RATE, 2, subtype="ULAW", format="WAV") as out:
        left = seconds
        while left > 0:
            piece = min(left, 600)
            out.write(speech.call(piece, generator))
            left -= piece
    return seconds


def library(folder, speech, hours, seed=SEED):
    """Calls with lengths, channels and codecs as in nature, some `hours` together; again only where it is not
    there yet. `library.json` in the folder says what is in it."""
    folder = Path(folder)
    listing = folder / "library.json"
    if listing.exists():
        found = json.loads(listing.read_text())
        if found["seed"] == seed and found["hours"] == hours:
            return [Call(**call) for call in found["calls"]]
    folder.mkdir(parents=True, exist_ok=True)
    calls = [written(folder, speech, number, seconds, seed)
             for number, seconds in enumerate(lengths(hours, seed))]
    listing.write_text(json.dumps({"seed": seed, "hours": hours, "calls": [asdict(call) for call in calls]}))
    return calls


def lengths(hours, seed=SEED):
    """Seconds of the calls of a library."""
    generator = np.random.default_rng([seed, 1])
    found, left = [], hours * 3600
    while left > 0:
        drawn = generator.lognormal(np.log(MEDIAN_SECONDS), SPREAD)
        is_hour = len(found) % CALLS_PER_HOUR_LONG_CALL == CALLS_PER_HOUR_LONG_CALL // 10
        seconds = LONGEST_SECONDS if is_hour else float(np.clip(drawn, SHORTEST_SECONDS, LONGEST_SECONDS))
        found.append(min(seconds, max(left, SHORTEST_SECONDS)))
        left -= found[-1]
    return found


def written(folder, speech, number, seconds, seed):
    """Writes one call of a library, a form drawn for it."""
    generator = np.random.default_rng([seed, 2, number])
    channels = 2 if generator.random() < TWO_CHANNEL_SHARE else 1
    forms = [form for form in FORMS if form[1] == channels]
    codec, _, rate, container, subtype, _ = forms[
        generator.choice(len(forms), p=[form[5] for form in forms])]
    samples = speech.call(seconds, generator)
    if channels == 1:
        samples = samples.mean(axis=1, keepdims=True)
    path = folder / f"call-{number:05d}.{container.lower()}"
    write_call(path, samples, rate, container, subtype)
    return Call(str(path), seconds, channels, rate, codec)
