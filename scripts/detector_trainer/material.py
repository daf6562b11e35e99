"""Builds the material that the speech detector is trained on: speech with exact labels, noise, music.

    cd scripts
    python3 -m detector_trainer.material --training DIR --out CACHE             about four minutes
    python3 -m detector_trainer.material --training DIR --out CACHE --quick     a small one
    python3 -m detector_trainer.material ... --install      installs Debian packages first (as root)

DIR holds `speech/` (LibriSpeech sentences, one a speaker) and `noise/` (ESC-10 clips). CACHE gets

    speech.npy  speech.json  speech.labels.npy     noise.npy  noise.json     music.npy  music.json
    ATTRIBUTIONS.json        where everything is from, its licence, authors, version
    packages/                the game packages that music was read from

The layout of a bank stands in `bank.py`, the rule behind the labels in `speech_labels.py`. Same input
and package versions, same bytes. A speaker, a source of noise or a tune is either held out or not.
"""
import argparse
import sys
from pathlib import Path

from . import attributions, packages
from .music_material import music
from .noise_material import noise
from .speech_material import speech


def options():
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python3 -m detector_trainer.material", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write")
    parser.add_argument("--training", type=Path, required=True, help="folder of speech/ and noise/")
    parser.add_argument("--quick", action="store_true", help="a few minutes of everything")
    parser.add_argument("--only", choices=("speech", "noise", "music"), action="append",
                        help="make this bank alone; may be repeated")
    parser.add_argument("--install", action="store_true", help="apt-get install what is needed")
    given = parser.parse_args()
    for part in ("speech", "noise"):
        if not (given.training / part).is_dir():
            parser.error(f"{given.training / part}: not a folder")
    return given


def build(training, out, only=("speech", "noise", "music"), quick=False):
    """Writes the banks, each with its part of the table of attributions."""
    makers = {"speech": lambda: speech(training, quick), "noise": lambda: noise(training, quick),
              "music": lambda: music(out, quick)}
    for name in only:
        bank, versions = makers[name]()
        print(bank.write(out), flush=True)
        attributions.write(out, {item["origin"] for item in bank.items}, versions)


def main():
    """Builds what the command line asks for."""
    given = options()
    try:
        if given.install:
            packages.install()
        build(given.training, given.out, given.only or ("speech", "noise", "music"), given.quick)
    except (packages.PackageError, FileNotFoundError) as error:
        sys.exit(f"material: {error}")


if __name__ == "__main__":
    main()
