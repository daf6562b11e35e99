"""How well and how fast sori transcribes: see README.md beside this file."""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import clips as material
from . import places
from .error_rate import errors

#: A word may reach so far beyond reference speech, seconds: labels and detected edges differ by that much.
MARGIN = 0.25


def options():
    parser = argparse.ArgumentParser(prog="scripts/benchmark-recognition", description=__doc__.splitlines()[0])
    parser.add_argument("--sori", default=".build-release/release/sori", help="the program")
    parser.add_argument("--models", help="its folder of models")
    parser.add_argument("--clips", type=Path, action="append", default=[], help="folder of NAME.wav, NAME.words.txt")
    parser.add_argument("--calls", type=Path, action="append", default=[], help="folder of NAME.wav, NAME.rttm")
    parser.add_argument("--not-speech", type=Path, action="append", default=[], help="folder of recordings")
    parser.add_argument("--string", type=int, default=10, help="clips strung together (default: 10)")
    parser.add_argument("--alone", action="store_true", help="recognise each clip as a call of its own too")
    parser.add_argument("--language", default="ko", help="of the clips and of sounds without speech (default: ko)")
    parser.add_argument("--stt", help="what recognises, as for sori transcribe")
    parser.add_argument("--model", help="model file, as for sori transcribe")
    parser.add_argument("--json", type=Path, help="write all figures as JSON Lines")
    return parser.parse_args()


class Program:
    """sori transcribe, and what it costs."""

    def __init__(self, given):
        self.command = [given.sori, "transcribe", "--jobs", "1"]
        for name in ("models", "stt", "model"):
            if getattr(given, name):
                self.command += [f"--{name}", getattr(given, name)]

    def transcribe(self, paths, *more):
        """({path: words}, cost): words are (speaker, start, end, text)."""
        with tempfile.TemporaryDirectory(prefix="sori-recognition-") as folder:
            began = time.monotonic()
            process = subprocess.Popen([*self.command, *more, "--output", f"{folder}/", *map(str, paths)])
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                sys.exit(f"sori ended with {process.returncode}")
            cost = {"cpu_s": used.ru_utime + used.ru_stime, "wall_s": time.monotonic() - began,
                    "peak_mb": used.ru_maxrss / 1024}
            return {path: words(Path(folder, f"{path.stem}.transcript.json")) for path in paths}, cost


def words(path):
    segments = json.loads(path.read_text(encoding="utf-8"))["segments"]
    return [(segment.get("speaker"), word["start_s"], word["end_s"], word["text"])
            for segment in segments for word in segment["words"]]


def clip_figures(program, given, folder):
    """Character error by group, strung together and, if asked for, alone."""
    groups = {}
    for clip in material.clips(folder):
        groups.setdefault(clip.group, []).append(clip)
    for name, group in groups.items():
        with tempfile.TemporaryDirectory(prefix="sori-clips-") as place:
            strings = dict(material.strung(group, place, given.string))
            yield clip_row(program, given, f"{name} strung", strings)
        if given.alone:
            yield clip_row(program, given, f"{name} alone", {clip.path: [clip] for clip in group})


def clip_row(program, given, name, strings):
    heard, cost = program.transcribe(list(strings), "--language", given.language, "--speakers", "1")
    counts = [errors(" ".join(clip.words for clip in clips), " ".join(word[3] for word in heard[path]))
              for path, clips in strings.items()]
    seconds = sum(material.seconds(clip.path) for clips in strings.values() for clip in clips)
    wrong, letters = (sum(column) for column in zip(*counts))
    return {"kind": "clips", "set": name, "letters": letters, "errors": wrong,
            "character_error_ratio": round(wrong / letters, 4), "speech_s": round(seconds, 1),
            "cpu_per_speech_s": round(cost["cpu_s"] / seconds, 3), "peak_mb": round(cost["peak_mb"])}


def call_figures(program, given, folder):
    """Words out of place, for calls on two channels and for their mono mixes."""
    for mono in (False, True):
        paths = [path for path in sorted(Path(folder).glob("*.wav")) if path.name.endswith(".mono.wav") == mono
                 and labelled(path).exists()]
        if not paths:
            continue
        heard, cost = program.transcribe(paths, *(("--speakers", "2") if mono else ()))
        sums, speech = [0, 0, 0, 0], 0.0
        for path in paths:
            reference = places.labels(labelled(path))
            speech += sum(end - start for spans in reference.values() for start, end in spans)
            middles = [(speaker, (start + end) / 2) for speaker, start, end, _ in heard[path]]
            sums = [sum(pair) for pair in zip(sums, places.placed(middles, reference, MARGIN))]
        count, outside, inside, right = sums
        yield {"kind": "calls", "set": f"{folder.name} {'mono' if mono else 'two channels'}", "calls": len(paths),
               "words": count, "outside_ratio": round(outside / max(1, count), 4),
               "right_speaker_ratio": round(right / max(1, inside), 4), "speech_s": round(speech, 1),
               "cpu_per_speech_s": round(cost["cpu_s"] / speech, 3), "peak_mb": round(cost["peak_mb"])}


def labelled(path):
    """The labels of a call, which are those of its mono mix too."""
    return path.with_name(path.name.removesuffix(".wav").removesuffix(".mono") + ".rttm")


def sound_figures(program, given, folder):
    """Words heard where nobody speaks."""
    paths = sorted(Path(folder).glob("*.wav"))
    heard, _ = program.transcribe(paths, "--language", given.language)
    yield {"kind": "not_speech", "set": folder.name, "recordings": len(paths),
           "words": sum(map(len, heard.values())), "with_words": [path.stem for path in paths if heard[path]]}


def main():
    given = options()
    program = Program(given)
    rows = []
    for figures, folders in ((clip_figures, given.clips), (call_figures, given.calls),
                             (sound_figures, given.not_speech)):
        for folder in folders:
            for row in figures(program, given, folder):
                rows.append(row)
                print(json.dumps(row, ensure_ascii=False), flush=True)
    if given.json:
        given.json.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
