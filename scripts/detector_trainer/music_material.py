"""Music of the material: own compositions played by FluidSynth, and music of free games."""
import subprocess
from pathlib import Path

import numpy as np

from . import compositions
from .bank import RATE, BankWriter
from .packages import unpacked

LONGEST_SECONDS = 90  # taken of one track
SKIPPED_SECONDS = 4  # fade-ins
# package: (licence, authors, folder of the music, patterns). As /usr/share/doc/PACKAGE/copyright says.
GAMES = {
    "wesnoth-1.16-music": ("GPL-2+", "David White and the composers of Battle for Wesnoth",
                           "usr/share/games/wesnoth", ("*.ogg",)),
    "warzone2100-music": ("GPL-2+", "Eidos Interactive, Warzone 2100 Project",
                          "usr/share/games/warzone2100/music", ("*.opus",)),
    "colobot-common-sounds": ("GPL-3+", "Daniel Roux, EPSITEC SA, TerranovaTeam",
                              "usr/share/games/colobot/music", ("*.ogg",)),
    "lincity-ng-data": ("GPL-2+", "Robert van Herk, Pronobozo and others",
                        "usr/share/games/lincity-ng/music", ("*.ogg",)),
    "asc-music": ("GPL-2+", "Michael Kievernagel", "usr/share/games/asc/music", ("*.mp3", "*.ogg")),
    "openttd-openmsx": ("GPL-2", "the authors named in OpenMSX's readme.txt", "usr/share", ("*.mid",)),
}
EXCLUDED = ("silence",)


def decoded(path):
    """`LONGEST_SECONDS` of a track at 8 kHz."""
    command = ["ffmpeg", "-v", "error", "-ss", str(SKIPPED_SECONDS), "-t", str(LONGEST_SECONDS),
               "-i", str(path), "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-"]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    return np.frombuffer(raw, "<i2") / 32768


def add_games(bank, folder, limit):
    """Tracks of the game packages."""
    versions = {}
    for package, (_, _, where, patterns) in list(GAMES.items())[:limit]:
        root, versions[package] = unpacked(package, folder)
        paths = sorted(path for pattern in patterns for path in (root / where).rglob(pattern))
        if not paths:
            raise FileNotFoundError(f"{root / where}: no {' or '.join(patterns)}")
        for path in paths[:limit]:
            if path.stem in EXCLUDED:
                continue
            samples = (compositions.played(path.read_bytes(), LONGEST_SECONDS)
                       if path.suffix == ".mid" else decoded(path))
            bank.add(samples, f"{package}/{path.stem}", package, track=path.stem)
    return versions


def add_compositions(bank, count, seed=1):
    """Own tunes, each of another instrumentation."""
    for index in range(count):
        rng = np.random.default_rng([seed, 7, index])
        name, score = compositions.composed(rng, index)
        samples = compositions.played(score, rng.uniform(20, 30))
        bank.add(samples, f"composition-{index:03d}", "compositions", style=name)


def music(cache, quick=False):
    """(the bank of music, versions of the packages it came from)."""
    bank = BankWriter("music")
    add_compositions(bank, 18 if quick else 90)
    versions = add_games(bank, Path(cache, "packages"), 1 if quick else None)
    return bank, versions
