"""Compares sori's speech detection with other detectors on the same recordings, in the same run."""
import argparse
import json
import shlex
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarking import machine, page
from benchmarking.cost import cost

from . import material, programs, report
from .detect import MODULES

FIXTURES = machine.ROOT / "fixtures" / "calls"
PACKAGES = ("silero-vad", "onnxruntime", "torch", "webrtcvad-wheels")


def options():
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark-detectors", description=__doc__ + " See benchmark_detectors/README.md.")
    parser.add_argument("--set", action="append", dest="sets", metavar="FOLDER", help="labelled recordings, "
                        "again for more (default: the bundled calls; none: no accuracy)")
    parser.add_argument("--not-speech", action="append", default=[], metavar="FOLDER",
                        help="recordings without speech; reported by the name up to the first hyphen")
    parser.add_argument("--telephone", action="store_true",
                        help="one-channel sets also as telephone: 300-3400 Hz, 8 kHz, mu-law")
    parser.add_argument("--bridge", type=float, default=0.3, metavar="S",
                        help="gaps filled on both sides before two-channel calls and their mixes are scored")
    parser.add_argument("--collar-per-side", type=float, default=0.0, metavar="S")
    parser.add_argument("--detectors", default=",".join([programs.SORI, *MODULES]), metavar="NAME,...")
    parser.add_argument("--minutes", type=int, default=60, help="length of the call for speed; 0: no speed")
    parser.add_argument("--runs", type=int, default=3, help="runs of each detector for speed")
    parser.add_argument("--processor", type=int, default=0, help="the processor that speed is measured on")
    parser.add_argument("--sori", type=Path, default=machine.SORI)
    parser.add_argument("--config", type=Path, help="settings of sori's")
    parser.add_argument("--json", type=Path, metavar="FILE", help="JSON Lines of all figures")
    parser.add_argument("--docs", type=Path, metavar="FILE", help="page whose section is written anew "
                        "(docs/DETECTORS.md); otherwise the section goes to standard output")
    given = parser.parse_args()
    given.detectors = given.detectors.split(",")
    unknown = set(given.detectors) - {programs.SORI, *MODULES}
    if unknown:
        parser.error(f"unknown detectors: {', '.join(sorted(unknown))}")
    return given


def say(text):
    print(f"benchmark-detectors: {text}", file=sys.stderr, flush=True)


def command_line(given):
    """What gives these figures, folders by their last names: where they lie is one machine's affair."""
    words = ["scripts/benchmark-detectors"]
    for option, folders in (("--set", given.sets or []), ("--not-speech", given.not_speech)):
        words += [word for folder in folders for word in (option, Path(folder).name)]
    words += ["--telephone"] if given.telephone else []
    for option, value, default in (
            ("--bridge", given.bridge, 0.3), ("--collar-per-side", given.collar_per_side, 0.0),
            ("--minutes", given.minutes, 60), ("--runs", given.runs, 3), ("--config", given.config, None)):
        words += [option, str(value)] if value != default else []
    return shlex.join(words)


def measure_speed(given, tools, work):
    """One line a detector; runs go round all detectors, so that the machine's moods meet them alike."""
    call = work / "long.wav"
    seconds = material.write_long_call(call, FIXTURES, given.minutes)
    nothing = work / "nothing"
    nothing.mkdir()

    def command(name, *recordings):
        tool = tools[name]
        return tool.command(*recordings, out=nothing) if name != programs.SORI else tool.command(*recordings)

    costs = {name: [] for name in given.detectors}
    for number in range(given.runs):
        for name in given.detectors:
            say(f"speed, run {number + 1} of {given.runs}: {name}")
            costs[name].append(cost(given.processor, command(name, call)))
    for name, found in costs.items():
        # A process without a recording: what it takes to load a package and a model.
        start = [given.sori, "--help"] if name == programs.SORI else command(name)
        median = {key: statistics.median(run[key] for run in found) for key in ("cpu_s", "wall_s", "peak_bytes")}
        yield {"kind": "speed", "detector": name, "audio_s": seconds, "runs": given.runs, **median,
               "cpu_s_of_runs": [run["cpu_s"] for run in found],
               "start_cpu_s": cost(given.processor, start)["cpu_s"],
               "x_real_time": seconds / median["cpu_s"]}


def detected(tool, name, variant, work):
    out = work / "found" / name / variant.set_name / variant.folder.name
    out.mkdir(parents=True)
    tool.detect(variant, out)
    return out


def measure_accuracy(given, tools, scorer, work):
    """One line a detector and variant of a set."""
    sets = given.sets if given.sets is not None else [FIXTURES]
    for source in filter(lambda folder: str(folder) != "none", sets):
        variants, left_out = material.prepare(source, work / "sets", given.telephone)
        for name, reason in left_out:
            say(f"{source}/{name} left out: {reason}")
        for variant in variants:
            for name in given.detectors:
                say(f"{variant.set_name}, {variant.form}: {name}")
                found = detected(tools[name], name, variant, work)
                bridge = given.bridge if variant.is_calls else 0.0
                total = scorer.score(
                    found, variant.folder, bridge, given.collar_per_side, "--missing-is-empty")[-1]
                yield {"kind": "accuracy", "set": variant.set_name, "form": variant.form, "detector": name,
                       "recordings": total["files"], "bridge_s": bridge, "bridge_calls_s": given.bridge,
                       "collar_per_side_s": given.collar_per_side, **total["detection"]}


def measure_not_speech(given, tools, scorer, work):
    """One line a detector and kind of sound: the share of its time that is called speech."""
    for source in given.not_speech:
        folder = material.make_folder(work / "sets" / Path(source).name)
        variant = material.Variant(Path(source).name, "not speech", folder, False)
        for path in material.audio.recordings(source):
            material.shutil.copyfile(path, folder / path.name)
        for name in given.detectors:
            found = detected(tools[name], name, variant, work)
            files = scorer.score(found, folder, 0, 0, "--unlabelled-is-silent")[:-1]
            sums = {}
            for file in files:
                entry = sums.setdefault(file["file"].split("-")[0], [0, 0.0, 0.0])
                entry[0] += 1
                entry[1] += file["detection"]["false_alarm_s"]
                entry[2] += file["detection"]["scored_s"]
            for kind, (count, called, scored) in sorted(sums.items()):
                yield {"kind": "not_speech", "set": variant.set_name, "kind_of_sound": kind, "detector": name,
                       "recordings": count, "called_speech_s": called, "scored_s": scored,
                       "called_speech_ratio": called / scored if scored else None}


def main():
    given = options()
    with tempfile.TemporaryDirectory(prefix="benchmark-detectors-") as folder:
        work = Path(folder)
        scorer = programs.Sori(given.sori, given.config, work)
        tools = {name: scorer if name == programs.SORI else programs.Python(name) for name in given.detectors}
        lines = [machine.description(given.sori, PACKAGES)]
        if given.minutes > 0:
            lines += measure_speed(given, tools, work)
        lines += measure_accuracy(given, tools, scorer, work)
        lines += measure_not_speech(given, tools, scorer, work)
    if given.json:
        given.json.write_text("".join(json.dumps(line) + "\n" for line in lines))
    section = report.markdown(lines[0], lines[1:], command_line(given))
    if given.docs:
        page.insert(given.docs, section, "benchmark-detectors", "Detectors compared")
    else:
        print(section)


main()
