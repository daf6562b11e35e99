"""SIGKILL at random moments of a run that is resumed each time, until it ends; then the records are compared
with those of a run that nothing disturbed."""
import random
import shutil
import signal
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from . import moments, records


@dataclass(frozen=True)
class Form:
    """One way to run a batch."""
    name: str
    output: str = "calls.jsonl"
    options: tuple = ()
    is_ordered: bool = True
    #: Some inputs are missing at first, so that there is something to try again.
    retries: bool = False
    #: Inputs come as a list on standard input instead of as a folder.
    is_listed: bool = False


FORMS = (
    Form("plain"),
    Form("fsync each", options=("--fsync", "each")),
    Form("gzip", output="calls.jsonl.gz"),
    Form("unordered", options=("--unordered",), is_ordered=False),
    Form("gzip, unordered", output="calls.jsonl.gz", options=("--unordered",), is_ordered=False),
    Form("list", is_listed=True),
    Form("retry failed", options=("--retry-failed",), retries=True, is_listed=True),
)


@dataclass(frozen=True)
class Usual:
    """An undisturbed run."""
    seconds: float
    #: Until the first byte of output, seconds.
    start_seconds: float
    lines: int
    content: bytes
    code: int


@dataclass
class Tally:
    """What became of one form's rounds."""
    form: str
    rounds: int = 0
    runs: int = 0
    kills: Counter = field(default_factory=Counter)
    #: Kills after which the output ended within a line or a member.
    torn_ends: int = 0
    lost: int = 0
    doubled: int = 0
    torn: int = 0
    different: Counter = field(default_factory=Counter)
    identical: int = 0
    #: What was wrong, in words, with the seed of the round.
    complaints: list = field(default_factory=list)

    def complain(self, text):
        if len(self.complaints) < 20:
            self.complaints.append(text)

    @property
    def is_clean(self):
        return self.identical == self.rounds and not self.complaints

    def line(self):
        return {"kind": "kills", "form": self.form, "rounds": self.rounds, "runs": self.runs,
                "kills": sum(self.kills.values()), "kills_by_moment": dict(self.kills),
                "torn_ends_repaired": self.torn_ends, "lost": self.lost, "doubled": self.doubled,
                "torn": self.torn, "different": dict(self.different), "identical": self.identical,
                "complaints": self.complaints}


class Scene:
    """The inputs, and one undisturbed run for each form of input."""

    def __init__(self, sori, calls, folder):
        self.sori = sori
        self.folder = Path(folder)
        self.calls = calls
        self.missing = calls[5::7]
        self.listing = self.folder / "listing"
        self.listing.write_text("".join(f"{path}\n" for path in calls))
        self.usual = self.undisturbed()

    def inputs(self, form):
        return ("-",) if form.is_listed else (self.calls[0].parent,)

    def listing_of(self, form):
        return self.listing if form.is_listed else None

    def undisturbed(self):
        """Twice: what the program writes must not depend on the run."""
        contents = []
        for number in range(2):
            output = self.folder / f"undisturbed-{number}.jsonl"
            running = self.sori.start(self.folder, self.calls[0].parent, "-o", output)
            while not running.is_over and not (output.exists() and output.stat().st_size > 0):
                time.sleep(moments.LOOK_SECONDS)
            start = time.monotonic() - running.started
            outcome = running.finish()
            if outcome.code not in (0, 1):
                raise SystemExit(f"torture: an undisturbed run ends with {outcome.code}: {outcome.errors}")
            contents.append(output.read_bytes())
        if contents[0] != contents[1]:
            raise SystemExit("torture: two undisturbed runs differ")
        lines = contents[0].count(b"\n")
        if lines != len(self.calls):
            raise SystemExit(f"torture: {lines} records of {len(self.calls)} inputs")
        return Usual(outcome.seconds, start, lines, contents[0], outcome.code)


class Round:
    """One output, begun afresh and resumed until it is finished."""

    def __init__(self, scene, form, folder, seed, tally, most_kills):
        self.scene, self.form, self.folder, self.tally = scene, form, folder, tally
        self.generator = random.Random(seed)
        self.seed = seed
        self.most_kills = most_kills
        self.output = folder / form.output
        self.expected_lines = scene.usual.lines
        #: Size of the output when it was last looked at, and its lines then.
        self.seen = 0, 0

    def lines_written(self):
        """Of the output as it is now; looked at again only where its size is another."""
        size = self.output.stat().st_size if self.output.exists() else 0
        if size != self.seen[0]:
            self.seen = size, records.content(self.output)[0].count(b"\n")
        return self.seen[1]

    def play(self, most_kills):
        """Runs until one run ends by itself; returns the kills it took, at most `most_kills`."""
        self.tally.rounds += 1
        if self.form.retries:
            self.fail_some()
        kills = 0
        while True:
            is_last = kills >= min(most_kills, self.most_kills)
            kind, wait = moments.drawn(
                self.generator, self.scene.usual, max(1, self.expected_lines - self.lines_written()))
            outcome = self.run(None if is_last else wait)
            if outcome.code != -signal.SIGKILL:
                break
            kills += 1
            self.tally.kills[kind] += 1
            self.look_between(kind)
        self.look_at_end(outcome)
        return kills

    def run(self, wait):
        """One run, killed after `wait` unless that is None."""
        self.tally.runs += 1
        running = self.scene.sori.start(
            self.folder, "--resume", *self.form.options, "-o", self.output,
            *self.scene.inputs(self.form), listing=self.scene.listing_of(self.form))
        if wait:
            wait(running, self)
            running.send(signal.SIGKILL)
        return running.finish()

    def fail_some(self):
        """A first run that does not find some of the inputs."""
        for path in self.scene.missing:
            path.rename(path.with_suffix(".away"))
        outcome = self.run(None)
        for path in self.scene.missing:
            path.with_suffix(".away").rename(path)
        if outcome.code != 1:
            self.tally.complain(f"round {self.seed}: with inputs missing it ends with {outcome.code}: "
                                f"{outcome.last_error}")

    def look_between(self, kind):
        found, is_torn = records.content(self.output)
        lines, rest = records.whole_lines(found)
        self.tally.torn_ends += bool(rest) or is_torn
        if self.form.retries:
            paths = [records.path_of(line) for line in lines]
            wrong = "a line that is no record" if None in paths else (
                "an input twice" if len(set(paths)) < len(paths) else None)
        else:
            wrong = records.wrong_between(found, self.scene.usual.content, self.form.is_ordered)
        if wrong:
            self.tally.complain(f"round {self.seed}, killed at {kind}: {wrong}")

    def look_at_end(self, outcome):
        tally, usual = self.tally, self.scene.usual
        found, is_torn = records.content(self.output)
        finding = records.compare(found, usual.content, self.form.is_ordered)
        tally.lost += finding.lost
        tally.doubled += finding.doubled
        tally.torn += finding.torn + is_torn
        tally.different += finding.different
        tally.identical += finding.is_identical and not is_torn
        if not finding.is_clean or is_torn:
            kept = self.folder.with_name(self.folder.name + "-wrong")
            shutil.copytree(self.folder, kept, dirs_exist_ok=True)
            tally.complain(
                f"round {self.seed}: lost {finding.lost}, doubled {finding.doubled}, torn {finding.torn}, "
                f"different {dict(finding.different)}; kept in {kept.name}")
        if outcome.code != usual.code:
            tally.complain(f"round {self.seed}: ends with {outcome.code}, undisturbed {usual.code}: "
                           f"{outcome.last_error}")
        for path in sorted(self.folder.iterdir()):
            if path != self.output and ".aside" not in path.name:
                tally.complain(f"round {self.seed}: {path.name} is left behind")


def torture(scene, forms, kills, seed, most_kills, say):
    """Plays rounds of all forms in turn until there were so many kills; a tally for each form."""
    tallies = {form.name: Tally(form.name) for form in forms}
    left, number = kills, 0
    while left > 0:
        form = forms[number % len(forms)]
        folder = scene.folder / f"round-{number:04d}"
        folder.mkdir()
        play = Round(scene, form, folder, f"{seed}-{number}", tallies[form.name], most_kills)
        left -= play.play(left)
        shutil.rmtree(folder)
        number += 1
        if number % 10 == 0:
            say(f"{kills - left} of {kills} kills in {number} rounds")
    return list(tallies.values())
