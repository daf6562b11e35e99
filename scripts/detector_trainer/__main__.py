"""Trains the network that finds speech, from recordings to the file that sori reads.

material (4 min) -> shards of generated sequences (10 min) -> training (15 min) -> safetensors, on two
processors. What is there already is not made again: a run that was stopped goes on where it was, and the
last epoch's checkpoint is resumed. See detector_trainer/README.md.
"""
import argparse
import dataclasses
import sys
import time
from pathlib import Path

from . import material, packages, shards
from .export import export
from .train import QUICK, Recipe, train

ROOT = Path(__file__).resolve().parents[2]
LICENCE = "CC-BY-4.0"
#: Of the format of inputs and outputs; the part after it counts trainings.
VERSION = "1.0.0"


def options():
    """The command line, checked."""
    parser = argparse.ArgumentParser(
        prog="scripts/train-detector", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--training", type=Path, metavar="FOLDER",
                        help="the folder with speech/ and noise/; not needed where the material is there")
    parser.add_argument("--work", type=Path, metavar="DIR", default=ROOT / ".build-trainer" / "work",
                        help="shards, checkpoints, the result (default: .build-trainer/work)")
    parser.add_argument("--material", type=Path, metavar="CACHE", help="material (default: WORK/material)")
    parser.add_argument("--name", metavar="NAME", help="also write models/NAME.safetensors, unless another "
                        "network has that name already")
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--threads", type=int, default=2, help="of training, and processes that make shards")
    parser.add_argument("--quick", action="store_true",
                        help="2 hours of shards, one epoch, little material: shows in minutes that all works")
    parser.add_argument("--install", action="store_true",
                        help="first install the Debian packages that material is made with (as root)")
    given = parser.parse_args()
    given.material = given.material or given.work / "material"
    if given.quick and given.name:
        parser.error("--quick trains nothing worth a name")
    if material.missing(given.material):
        if given.training is None:
            parser.error(f"--training: needed, {given.material} has not all of the material")
        for part in ("speech", "noise"):
            if not (given.training / part).is_dir():
                parser.error(f"{given.training / part}: not a folder")
    return given


def say(text):
    """What is under way, on standard error."""
    print(f"train-detector: {text}", file=sys.stderr, flush=True)


def publish(content, name):
    """Writes models/NAME.safetensors; records name a network by it, so it never changes its weights."""
    path = ROOT / "models" / f"{name}.safetensors"
    if path.exists() and path.read_bytes() != content:
        sys.exit(f"train-detector: {path.name} holds other weights; choose another --name, or remove it")
    path.write_bytes(content)
    say(f"{path.relative_to(ROOT)}, {len(content)} bytes")


def main():
    """All steps, each where it is not done yet."""
    given = options()
    started = time.time()

    def step(text):
        say(f"{text} ({(time.time() - started) / 60:.1f} min)")

    recipe = Recipe(seed=given.seed, **(QUICK if given.quick else {}))
    if given.install:
        packages.install()
    step(f"material in {given.material}")
    material.build(given.training, given.material, given.quick)
    step(f"{recipe.hours} + {recipe.held_out_hours} hours of shards in {given.work / 'shards'}")
    training, held_out = shards.make_all(
        given.material, given.work / "shards", recipe.seed, recipe.hours, recipe.held_out_hours, given.threads)
    step(f"training, {recipe.epochs} epochs")
    best = train(recipe, training, held_out, given.work, given.threads)
    out = given.work / "speech.safetensors"
    source = "sori, scripts/train-detector: " + ", ".join(
        f"{name} {value}" for name, value in dataclasses.asdict(recipe).items() if name != "network")
    export(best, out, {"name": "speech", "version": VERSION, "licence": LICENCE, "source": source})
    step(f"{out}, {out.stat().st_size} bytes")
    if given.name:
        publish(out.read_bytes(), given.name)


if __name__ == "__main__":
    try:
        main()
    except (packages.PackageError, FileNotFoundError) as error:
        sys.exit(f"train-detector: {error}")
