"""What is measured; each part gives lines of JSON."""
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarking import cost as cost_of
from benchmarking.cost import cost

from . import material, programs, stages

#: Counts that cost is measured at, up to the largest that is asked for.
COUNTS = (1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
LENGTHS = (10, 60, 600, 3_600, 21_600)
CLIP_COUNT = 200
#: What a large batch is compared with.
IDEAL_COUNT = 1_000
HOUR_COUNT = 8


class Bench:
    """The material, made where it is not there yet, and the runs."""

    def __init__(self, given, work, say):
        self.given, self.work, self.say = given, Path(work), say
        self.speech = material.Speech(given.fixtures)
        self.processors = given.processors
        self._clips = None

    @property
    def clips(self):
        """Paths and seconds of the short calls."""
        if self._clips is None:
            self._clips = material.clips(self.work / "clips", self.speech, CLIP_COUNT)
        return self._clips

    def flat(self, count):
        """A folder of links to the clips."""
        folder = self.work / f"flat-{count}"
        if not folder.exists():
            material.links(folder, [path for path, _ in self.clips], count)
        return folder

    def clip_seconds(self, count):
        return sum(self.clips[number % CLIP_COUNT][1] for number in range(count))

    def long_call(self, seconds, number=0):
        path = self.work / f"long-{seconds}-{number}.wav"
        if not path.exists():
            material.long_call(path, self.speech, seconds, seed=material.SEED + number)
        return path

    def listing(self, name, paths):
        path = self.work / f"{name}.list"
        path.write_text("".join(f"{path}\n" for path in paths))
        return path

    def sori(self, jobs, *words):
        return [self.given.sori, "analyze", "-q", "-j", str(jobs), "-o", self.work / "calls.jsonl", *words]

    def on(self, jobs):
        """As many processors as jobs."""
        return ",".join(self.processors[:jobs])

    @property
    def job_counts(self):
        return sorted({1, len(self.processors)})


def medians(runs):
    """The median of each figure."""
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def in_turn(runs, commands):
    """Costs of several commands, their runs in turn, so that the machine's moods meet them alike."""
    found = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            found[name].append(command())
    return {name: medians(costs) for name, costs in found.items()}


# What else could be used

def compared(bench):
    """Programs on a library's two-channel calls; sori on all of it as well."""
    calls = material.library(bench.work / f"library-{bench.given.hours:g}", bench.speech, bench.given.hours)
    two = [call for call in calls if call.channels == 2]
    listings = {"two channels": (bench.listing("two", [call.path for call in two]), two),
                "all": (bench.listing("all", [call.path for call in calls]), calls)}
    yield described(calls)
    taking_part = []
    for name in bench.given.programs:
        program = programs.named(name, bench.given.sori)
        if reason := program.lacks():
            bench.say(f"{name} left out: {reason}")
        else:
            taking_part += [(program, "two channels")] + ([(program, "all")] if name == "sori" else [])
    for jobs in bench.job_counts:
        commands = {}
        for program, part in taking_part:
            commands[program.name, part] = lambda program=program, part=part: run_program(
                bench, program, jobs, listings[part][0])
        for (name, part), spent in in_turn(bench.given.runs, commands).items():
            seconds = sum(call.seconds for call in listings[part][1])
            yield {"kind": "program", "program": name, "calls": part, "count": len(listings[part][1]),
                   "audio_s": seconds, "jobs": jobs, **spent, "x_real_time": seconds / spent["wall_s"],
                   "x_real_time_per_core": seconds / spent["cpu_s"]}


def run_program(bench, program, jobs, listing):
    bench.say(f"{program.name}, {jobs} at once, {listing.stem}")
    with tempfile.TemporaryDirectory(dir=bench.work) as out:
        return cost(bench.on(jobs), program.command(jobs, Path(out)), listing)


def described(calls):
    """What the library is."""
    seconds = sorted(call.seconds for call in calls)
    codecs = {}
    for call in calls:
        name = f"{call.codec}, {call.rate // 1000} kHz, {call.channels} ch"
        codecs[name] = codecs.get(name, 0) + 1
    return {"kind": "library", "calls": len(calls), "audio_s": sum(seconds),
            "median_s": seconds[len(seconds) // 2], "longest_s": seconds[-1],
            "two_channels": sum(call.channels == 2 for call in calls), "forms": codecs}


# Cost against number and length

def counted(bench):
    """The same short calls in ever larger batches, as a flat folder."""
    for jobs in bench.job_counts:
        ideal = None
        for count in [count for count in COUNTS if count <= bench.given.calls]:
            folder = bench.flat(count)
            runs = bench.given.runs if count <= IDEAL_COUNT else 1
            bench.say(f"{count} calls, {jobs} at once")
            spent = medians([cost(bench.on(jobs), bench.sori(jobs, folder)) for _ in range(runs)])
            if count == IDEAL_COUNT:
                ideal = spent
            yield {"kind": "count", "calls": count, "jobs": jobs, "audio_s": bench.clip_seconds(count), **spent,
                   "cpu_ms_per_call": 1000 * spent["cpu_s"] / count, **against(spent, count, ideal)}


def against(spent, count, ideal):
    """Memory and CPU time a call against a batch of a thousand; null for smaller ones."""
    if ideal is None:
        return {"peak_ratio": None, "cpu_ratio": None}
    return {"peak_ratio": spent["peak_bytes"] / ideal["peak_bytes"],
            "cpu_ratio": spent["cpu_s"] / count / (ideal["cpu_s"] / IDEAL_COUNT)}


def manifest(bench, folder, count):
    """A manifest of a flat folder's calls."""
    path = bench.work / f"manifest-{count}.csv"
    with open(path, "w") as file:
        file.write("path,call_id,queue\n")
        for number, call in enumerate(sorted(folder.iterdir())):
            file.write(f"{call},call-{number},sales\n")
    return path


def given_as(bench):
    """A thousand calls and the largest batch, as a folder, a list and a manifest."""
    jobs = len(bench.processors)
    ideals = {}
    for count in sorted({IDEAL_COUNT, max(IDEAL_COUNT, bench.given.calls)}):
        folder = bench.flat(count)
        listing = bench.listing(f"flat-{count}", sorted(folder.iterdir()))
        ways = {"folder": ((folder,), None), "list": (("-",), listing),
                "manifest": (("--manifest", manifest(bench, folder, count)), None)}
        for way, (words, source) in ways.items():
            bench.say(f"{count} calls as {way}")
            runs = bench.given.runs if count == IDEAL_COUNT else 1
            spent = medians([cost(bench.on(jobs), bench.sori(jobs, *words), source) for _ in range(runs)])
            ideal = ideals.setdefault(way, spent)
            yield {"kind": "inputs", "as": way, "calls": count, "jobs": jobs, **spent,
                   "cpu_ms_per_call": 1000 * spent["cpu_s"] / count, **against(spent, count, ideal)}


def lasting(bench):
    """One call of ever greater length, two channels in mu-law."""
    for seconds in [length for length in LENGTHS if length <= bench.given.longest]:
        path = bench.long_call(seconds)
        bench.say(f"a call of {seconds} s")
        spent = medians([cost(bench.on(1), bench.sori(1, path)) for _ in range(bench.given.runs)])
        yield {"kind": "length", "audio_s": seconds, **spent, "x_real_time_per_core": seconds / spent["cpu_s"]}


# Cores and stages

def on_cores(bench):
    """The same hour-long calls with one job and with one a core; and, as what the machine itself gives, one
    process a core, each with one job."""
    if len(bench.processors) < 2:
        bench.say("one processor only: cores left out")
        return
    jobs = len(bench.processors)
    calls = [bench.long_call(3_600, number) for number in range(HOUR_COUNT)]
    found = in_turn(bench.given.runs, {
        "one": lambda: cost(bench.on(1), bench.sori(1, *calls)),
        "all": lambda: cost(bench.on(jobs), bench.sori(jobs, *calls)),
        "apart": lambda: apart(bench, calls, jobs)})
    one, every, separate = found["one"], found["all"], found["apart"]
    yield {"kind": "cores", "jobs": jobs, "calls": HOUR_COUNT, "audio_s": HOUR_COUNT * 3_600,
           "one_wall_s": one["wall_s"], "all_wall_s": every["wall_s"], "apart_wall_s": separate["wall_s"],
           "one_cpu_s": one["cpu_s"], "all_cpu_s": every["cpu_s"],
           "speedup": one["wall_s"] / every["wall_s"], "speedup_of_processes": one["wall_s"] / separate["wall_s"],
           "x_real_time": HOUR_COUNT * 3_600 / every["wall_s"],
           "x_real_time_per_core": HOUR_COUNT * 3_600 / one["cpu_s"]}


def apart(bench, calls, jobs):
    """Wall seconds of as many processes at once, each on its own processor with its share of the calls."""
    launcher = cost_of.__file__
    running = []
    for number, processor in enumerate(bench.processors[:jobs]):
        output = bench.work / f"apart-{number}.jsonl"
        command = [bench.given.sori, "analyze", "-q", "-j", "1", "-o", output, *calls[number::jobs]]
        running.append(subprocess.Popen([sys.executable, "-I", launcher, processor, *map(str, command)],
                                        stdout=subprocess.PIPE, text=True))
    costs = [json.loads(process.communicate()[0]) for process in running]
    return {"wall_s": max(cost["wall_s"] for cost in costs), "cpu_s": sum(cost["cpu_s"] for cost in costs)}


def profiled(bench):
    """Where the time of hour-long calls goes."""
    calls = [bench.long_call(3_600, number) for number in range(HOUR_COUNT)]
    bench.say("profile")
    spent = medians([cost(bench.on(1), bench.sori(1, *calls)) for _ in range(bench.given.runs)])
    found, reason = stages.shares(["taskset", "-c", bench.on(1), *map(str, bench.sori(1, *calls))])
    if found is None:
        bench.say(f"no profile: {reason}")
        return
    yield {"kind": "stages", "calls": HOUR_COUNT, "audio_s": HOUR_COUNT * 3_600, **spent,
           "x_real_time_per_core": HOUR_COUNT * 3_600 / spent["cpu_s"], **found}


PARTS = {"programs": compared, "counts": counted, "inputs": given_as, "lengths": lasting, "cores": on_cores,
         "stages": profiled}
