"""What happens to a batch when the world around it breaks: each fault is caused for real, on a folder of its own."""
import importlib
import json
import shutil
import traceback
from dataclasses import dataclass

from . import material, records
from .program import Outcome

#: What takes longer than this hangs.
HANGS_SECONDS = 120
#: Modules whose functions enter themselves among the faults.
TOPICS = ("input", "output", "signal")


class Skipped(Exception):
    """A fault that cannot be caused here, and why."""


@dataclass
class Observation:
    """What was seen."""
    outcome: Outcome
    text: str
    is_as_promised: bool


class Bench:
    """A folder with calls in it, and the program."""

    def __init__(self, sori, sound, folder, calls=8, seconds=(1, 3)):
        folder.mkdir()
        self.sori, self.sound, self.folder = sori, sound, folder
        self.calls = material.write_calls(folder / "calls", sound, calls, seconds) if calls else []
        self.output = folder / "calls.jsonl"

    @property
    def source(self):
        return self.folder / "calls"

    def undisturbed(self, *inputs):
        """The bytes that a run in peace writes."""
        output = self.folder / "undisturbed.jsonl"
        self.sori.run(self.folder, *(inputs or [self.source]), "-o", output)
        found = output.read_bytes()
        output.unlink()
        return found

    def run(self, *words, within=HANGS_SECONDS, **more):
        """A run to its end, into the output."""
        return self.sori.run(self.folder, *words, "-o", self.output, within=within, **more)

    def codes(self, output=None):
        """Of each input's record, by the last part of its name: the code of its failure, else its status."""
        lines, rest = records.whole_lines(records.content(output or self.output)[0])
        found = {}
        for line in lines:
            record = json.loads(line)
            name = record["input"]["path"].rsplit("/", 1)[-1]
            found[name] = record["error"]["code"] or record["status"]
        if rest:
            found["(torn)"] = f"{len(rest)} bytes"
        return found

    def is_whole(self, expected=None):
        """Whether the output has whole lines only, the first of `expected` where that is given."""
        found, is_torn = records.content(self.output)
        _, rest = records.whole_lines(found)
        return not rest and not is_torn and (expected is None or expected.startswith(found))


FAULTS = []


def fault(name, promise, **bench):
    """Enters a function of a bench among the faults."""
    def enter(function):
        FAULTS.append((name, promise, bench, function))
        return function
    return enter


def suffer(sori, sound, folder, only, say):
    """Causes the faults one after the other; a line for each."""
    for topic in TOPICS:
        importlib.import_module(f"batch_torture.{topic}_faults")
    found = []
    for number, (name, promise, settings, function) in enumerate(FAULTS):
        if only not in name:
            continue
        say(name)
        place = folder / f"fault-{number:02d}"
        try:
            seen = function(Bench(sori, sound, place, **settings))
            line = {"observed": seen.text, "exit_code": seen.outcome.code, "seconds": seen.outcome.seconds,
                    "peak_bytes": seen.outcome.peak_bytes, "is_as_promised": seen.is_as_promised,
                    "message": seen.outcome.last_error.replace(str(place), "…")}
        except Skipped as reason:
            line = {"observed": f"skipped: {reason}", "exit_code": None, "seconds": None, "is_as_promised": None}
        except Exception as error:  # What it did is none of what was foreseen: that is a finding too.
            where = traceback.extract_tb(error.__traceback__)[-1]
            line = {"observed": f"unforeseen: {type(error).__name__}: {error} ({where.name})",
                    "exit_code": None, "seconds": None, "is_as_promised": False}
        found.append({"kind": "fault", "fault": name, "promise": promise, **line})
        shutil.rmtree(place, ignore_errors=True)
    return found


def told(outcome, *words):
    """Whether the messages of a run hold all these words."""
    return all(word in outcome.errors for word in words)
