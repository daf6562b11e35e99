"""Breaks `sori analyze` while it works and compares its records with those of a run that nothing disturbed."""
import argparse
import json
import sys
import tempfile
from pathlib import Path

from . import kills, material, report
from .program import Sori

ROOT = Path(__file__).resolve().parents[2]


def options():
    parser = argparse.ArgumentParser(
        prog="scripts/torture", description=__doc__ + " See batch_torture/README.md.")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--sori", type=Path, default=ROOT / ".build-release" / "release" / "sori")
    shared.add_argument("--jobs", type=int, default=2)
    shared.add_argument("--work", type=Path, metavar="FOLDER",
                        help="where everything happens, kept afterwards (default: a temporary folder)")
    shared.add_argument("--json", type=Path, metavar="FILE", help="JSON Lines of all results")
    commands = parser.add_subparsers(dest="command", required=True)
    kill = commands.add_parser("kills", parents=[shared], help="SIGKILL at random moments, resumed each time")
    kill.add_argument("--kills", type=int, default=300)
    kill.add_argument("--calls", type=int, default=200, help="inputs of the batch")
    kill.add_argument("--seed", default="1")
    kill.add_argument("--most-kills", type=int, default=8, help="kills of one output before a run may end")
    kill.add_argument("--forms", default=",".join(form.name.replace(", ", "+") for form in kills.FORMS),
                      metavar="NAME,...")
    faults = commands.add_parser("faults", parents=[shared], help="full disks, vanishing files, signals …")
    faults.add_argument("--only", default="", metavar="WORD", help="faults whose name contains this")
    given = parser.parse_args()
    given.sori = given.sori.resolve()
    if not given.sori.exists():
        parser.error(f"no {given.sori}: build it with "
                     "swift build -c release --scratch-path .build-release --product sori")
    return given


def say(text):
    print(f"torture: {text}", file=sys.stderr, flush=True)


def run_kills(given, folder):
    names = [name.strip() for name in given.forms.split(",")]
    forms = [form for form in kills.FORMS if form.name.replace(", ", "+") in names]
    if len(forms) < len(names):
        raise SystemExit(f"torture: unknown among the forms: {given.forms}")
    sound = material.Sound(ROOT / "fixtures")
    calls = material.write_calls(folder / "calls", sound, given.calls)
    scene = kills.Scene(Sori(given.sori, given.jobs), calls, folder)
    say(f"an undisturbed run of {given.calls} inputs takes {scene.usual.seconds:.2f} s, "
        f"its first record comes after {scene.usual.start_seconds:.2f} s")
    tallies = kills.torture(scene, forms, given.kills, given.seed, given.most_kills, say)
    lines = [tally.line() for tally in tallies]
    return lines, report.kills(lines), all(tally.is_clean for tally in tallies)


def run_faults(given, folder):
    from . import faults
    lines = faults.suffer(Sori(given.sori, given.jobs), material.Sound(ROOT / "fixtures"), folder,
                          given.only, say)
    return lines, report.faults(lines), all(line["is_as_promised"] is not False for line in lines)


def main():
    given = options()
    run = {"kills": run_kills, "faults": run_faults}[given.command]
    if given.work:
        given.work.mkdir(parents=True, exist_ok=True)
        lines, table, is_clean = run(given, given.work.resolve())
    else:
        with tempfile.TemporaryDirectory(prefix="torture-") as folder:
            # Another user must reach what he may not read.
            Path(folder).chmod(0o755)
            lines, table, is_clean = run(given, Path(folder))
    if given.json:
        given.json.write_text("".join(json.dumps(line) + "\n" for line in lines))
    print(table)
    sys.exit(0 if is_clean else 1)


if __name__ == "__main__":
    main()
