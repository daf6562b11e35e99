"""Builds the material that the speech detector is trained on: speech with exact labels, noise, music.

The first step of `scripts/train-detector`, about four minutes. The training folder holds `speech/`
(LibriSpeech sentences, one a speaker) and `noise/` (ESC-10 clips). The cache gets

    speech.npy  speech.json  speech.labels.npy     noise.npy  noise.json     music.npy  music.json
    ATTRIBUTIONS.json        where everything is from, its licence, authors, version
    packages/                the game packages that music was read from

The layout of a bank stands in `bank.py`, the rule behind the labels in `speech_labels.py`. Same input
and package versions, same bytes. A speaker, a source of noise or a tune is either held out or not.
"""
from pathlib import Path

from . import attributions
from .music_material import music
from .noise_material import noise
from .speech_material import speech

BANKS = ("speech", "noise", "music")


def build(training, cache, quick=False):
    """Writes the banks that are not there yet, each with its part of the table of attributions.

    `quick`: a few minutes of everything. Throws PackageError, FileNotFoundError where something that
    is needed is not installed.
    """
    makers = {"speech": lambda: speech(training, quick), "noise": lambda: noise(training, quick),
              "music": lambda: music(cache, quick)}
    Path(cache).mkdir(parents=True, exist_ok=True)
    for name in missing(cache):
        bank, versions = makers[name]()
        attributions.write(cache, {item["origin"] for item in bank.items}, versions)
        print(bank.write(cache), flush=True)


def missing(cache):
    """The banks that are not in the cache; their lists are written last."""
    return [name for name in BANKS if not Path(cache, f"{name}.json").exists()]
