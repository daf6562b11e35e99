"""What is compared on: labelled folders made into sets of one-channel calls."""
import shutil
from dataclasses import dataclass
from pathlib import Path

import soundfile

from benchmark_detectors import audio, labels

MIX = ".mono"


@dataclass(frozen=True)
class Call:
    """A recording of one channel with NAME.rttm beside it."""
    path: Path
    seconds: float
    #: Speakers that its labels name.
    speakers: int


def prepare(source, folder):
    """The calls of a labelled folder, and the names left out with the reason.

    `NAME.mono.wav` stands for the call NAME where there is one, else the mean of its channels. A recording
    whose labels name nobody, or which has none, is left out.
    """
    source, folder = Path(source), Path(folder)
    folder.mkdir(parents=True)
    found = {}
    for path in audio.recordings(source):
        name = path.stem.removesuffix(MIX)
        if path.stem.endswith(MIX) or name not in found:
            found[name] = path
    calls, left_out = [], []
    for name, path in sorted(found.items()):
        rttm = source / f"{name}.rttm"
        speakers = {span[2] for span in labels.read_rttm(rttm)} if rttm.exists() else set()
        if not speakers:
            left_out.append((name, "no labels that name speakers"))
            continue
        target = folder / f"{name}.wav"
        if soundfile.info(path).channels == 1 and path.suffix == ".wav":
            shutil.copyfile(path, target)
        else:
            samples, rate = audio.read(path)
            audio.write(target, samples.mean(axis=1), rate)
        shutil.copyfile(rttm, folder / f"{name}.rttm")
        calls.append(Call(target, soundfile.info(target).duration, len(speakers)))
    return calls, left_out
