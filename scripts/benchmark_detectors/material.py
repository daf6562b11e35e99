"""What detectors are run on: labelled folders made into sets of one-channel recordings, and a long call."""
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from . import audio, labels

PARTIES = ("agent", "customer")  # channels 1 and 2
MIX = ".mono"


@dataclass
class Variant:
    """One way to listen to a set: a folder of one-channel recordings with NAME.speech.txt beside each."""
    set_name: str
    form: str  # "as is", "mono mix", "per channel", "as telephone"
    folder: Path
    is_calls: bool
    # Two-channel recordings, for a detector that hears both channels; NAME.1 and NAME.2 are `folder`'s.
    calls: Path | None = None
    names: list = field(default_factory=list)

    def add(self, name, spans):
        labels.write_speech(self.folder / f"{name}.speech.txt", [span[:2] for span in spans])
        self.names.append(name)


def layout(recording):
    """What the fixtures' own description says of a recording's channels; None where there is none."""
    path = recording.with_name(recording.stem + ".expected.json")
    return json.loads(path.read_text())["layout"] if path.exists() else None


def make_folder(path):
    path.mkdir(parents=True, exist_ok=True)
    return path


def prepare(source, work, telephone):
    """The variants of a labelled folder, and the names left out with the reason."""
    source = Path(source)
    base = work / source.name
    variants = {}
    left_out = []

    def variant(form):
        if form not in variants:
            folder = make_folder(base / form.replace(" ", "-"))
            variants[form] = Variant(source.name, form, folder, False)
        return variants[form]

    recordings = audio.recordings(source)
    mixes = {path.stem.removesuffix(MIX) for path in recordings if path.stem.endswith(MIX)}
    for path in recordings:
        spans = labels.read_beside(path, suffix=MIX)
        if spans is None:
            left_out.append((path.name, "no labels"))
        elif soundfile.info(path).channels == 1:
            is_mix = path.stem.endswith(MIX)
            add_mono(variant, path, spans, "mono mix" if is_mix else "as is", telephone and not is_mix)
        elif layout(path) in (None, "stereo_split", "one_silent"):
            add_call(variant, base, path, spans, has_mix=path.stem in mixes)
        else:
            left_out.append((path.name, f"channels are {layout(path)}"))
    for item in variants.values():
        item.is_calls = "per channel" in variants
    return list(variants.values()), left_out


def add_mono(variant, path, spans, form, telephone):
    plain = variant(form)
    shutil.copyfile(path, plain.folder / path.name)
    plain.add(path.stem, spans)
    if telephone:
        line = variant("as telephone")
        samples, rate = audio.read(path)
        audio.write_telephone(line.folder / f"{path.stem}.wav", samples[:, 0], rate)
        line.add(path.stem, spans)


def add_call(variant, base, path, spans, has_mix):
    samples, rate = audio.read(path)
    if not has_mix:
        mix = variant("mono mix")
        audio.write(mix.folder / f"{path.stem}{MIX}.wav", samples.mean(axis=1), rate)
        mix.add(path.stem + MIX, spans)
    if samples.shape[1] != 2 or any(span[2] not in PARTIES for span in spans):
        return
    apart = variant("per channel")
    apart.calls = make_folder(base / "calls")
    shutil.copyfile(path, apart.calls / path.name)
    for channel, party in enumerate(PARTIES):
        name = f"{path.stem}.{channel + 1}"
        audio.write(apart.folder / f"{name}.wav", samples[:, channel], rate)
        apart.add(name, [span for span in spans if span[2] == party])


def write_long_call(path, fixtures, minutes):
    """Repeats the bundled two-channel calls to `minutes`, 8 kHz mu-law; returns seconds."""
    calls = []
    for recording in audio.recordings(fixtures):
        samples, rate = audio.read(recording)
        if layout(recording) == "stereo_split" and rate == 8000:
            calls.append(samples)
    block = np.concatenate(calls)
    left = minutes * 60 * 8000
    with soundfile.SoundFile(path, "w", 8000, 2, subtype="ULAW", format="WAV") as out:
        while left > 0:
            out.write(block[:left])
            left -= len(block)
    return minutes * 60
