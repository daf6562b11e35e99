"""Measures whole batches: sori and what else could be used, cost against number and length of calls, cores, stages."""
import argparse
import json
import os
import shlex
import sys
import tempfile
from pathlib import Path

from benchmarking import machine, page

from . import parts, programs, report

NAME = "benchmark"
PACKAGES = ("webrtcvad-wheels", "silero-vad", "onnxruntime", "torch")


def options():
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark", description=__doc__ + " See benchmark_batch/README.md.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(parts.PARTS)} (default: all)")
    parser.add_argument("--hours", type=float, default=5, help="size of the library")
    parser.add_argument("--calls", type=int, default=10_000, help="size of the largest batch of short calls")
    parser.add_argument("--longest", type=int, default=21_600, metavar="S", help="the longest call")
    parser.add_argument("--runs", type=int, default=3, help="runs of each measurement, of which the median is given")
    parser.add_argument("--programs", default=",".join(programs.NAMES), metavar="NAME,...")
    parser.add_argument("--processors", default=",".join(map(str, sorted(os.sched_getaffinity(0)))),
                        metavar="N,...", help="those that are used (default: all)")
    parser.add_argument("--sori", type=Path, default=machine.SORI)
    parser.add_argument("--work", type=Path, metavar="FOLDER",
                        help="where the material is made and kept for the next run (default: a temporary folder)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="JSON Lines of all figures")
    parser.add_argument("--docs", type=Path, metavar="FILE", help="page whose section is written anew "
                        "(docs/BENCHMARK.md); otherwise the section goes to standard output")
    given = parser.parse_args()
    given.programs, given.processors = given.programs.split(","), given.processors.split(",")
    given.parts = given.parts or list(parts.PARTS)
    given.sori, given.fixtures = given.sori.resolve(), machine.ROOT / "fixtures" / "calls"
    for words, known in ((given.programs, programs.NAMES), (given.parts, parts.PARTS)):
        if unknown := set(words) - set(known):
            parser.error(f"unknown: {', '.join(sorted(unknown))}")
    machine.require(given.sori, NAME)
    return given


def say(text):
    print(f"{NAME}: {text}", file=sys.stderr, flush=True)


def command_line(given):
    """What gives these figures."""
    words = ["scripts/benchmark"] + (given.parts if given.parts != list(parts.PARTS) else [])
    for option, value, default in (
            ("--hours", given.hours, 5), ("--calls", given.calls, 10_000), ("--longest", given.longest, 21_600),
            ("--runs", given.runs, 3), ("--programs", ",".join(given.programs), ",".join(programs.NAMES))):
        words += [option, f"{value:g}" if isinstance(value, float) else str(value)] if value != default else []
    return shlex.join(words)


def measure(given, work):
    bench = parts.Bench(given, work, say)
    packages = PACKAGES if set(given.programs) - {"sori", "ffmpeg"} else ()
    return [machine.description(given.sori, packages),
            *(line for part in given.parts for line in parts.PARTS[part](bench))]


def main():
    given = options()
    if given.work:
        given.work.mkdir(parents=True, exist_ok=True)
        lines = measure(given, given.work.resolve())
    else:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            lines = measure(given, Path(folder))
    if given.json:
        given.json.write_text("".join(json.dumps(line) + "\n" for line in lines))
    section = report.markdown(lines[0], lines[1:], command_line(given))
    if given.docs:
        page.insert(given.docs, section, NAME, "Batches measured")
    else:
        print(section)


if __name__ == "__main__":
    main()
