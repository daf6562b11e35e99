"""Disks that fill, outputs that vanish, readers that go away, two runs on one output."""
import gzip
import json
import os
import subprocess
import time

from . import records
from .faults import Observation, Skipped, fault, told


def wait_for_output(bench, running):
    while not running.is_over and not (bench.output.exists() and bench.output.stat().st_size > 0):
        time.sleep(0.0005)


class SmallDisk:
    """A file system of so many KiB."""

    def __init__(self, folder, kibibytes):
        self.folder, self.kibibytes = folder, kibibytes

    def __enter__(self):
        self.folder.mkdir()
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={self.kibibytes}k", "tmpfs", self.folder],
                              capture_output=True, text=True)
        if made.returncode != 0:
            raise Skipped(f"no small disk can be mounted: {made.stderr.strip()}")
        return self

    def enlarge(self, kibibytes):
        subprocess.run(["mount", "-o", f"remount,size={kibibytes}k", self.folder], check=True)

    def __exit__(self, *_):
        subprocess.run(["umount", self.folder], check=True)


def full_disk(bench, name):
    """The disk fills up, is enlarged, and the run resumed."""
    expected = bench.undisturbed()
    with SmallDisk(bench.folder / "disk", 64) as disk:
        bench.output = disk.folder / name
        outcome = bench.run(bench.source)
        between, _ = records.content(bench.output)
        lines, rest = records.whole_lines(between)
        is_beginning = expected.startswith(b"".join(line + b"\n" for line in lines))
        disk.enlarge(4096)
        resumed = bench.run("--resume", bench.source)
        is_same = records.content(bench.output)[0] == expected
    text = (f"{len(lines)} whole records{' and a torn one' if rest else ''}, \"{outcome.last_error[-60:]}\"; "
            f"resumed on a larger disk: {'identical' if is_same else 'not identical'}")
    return Observation(outcome, text, outcome.code == 2 and is_beginning and is_same and resumed.code in (0, 1)
                       and told(outcome, "No space left"))


@fault("disk full", "exit code 2 and a message; what is written is whole; a resumed run completes it", calls=80)
def disk_full(bench):
    return full_disk(bench, "calls.jsonl")


@fault("disk full, .jsonl.gz", "exit code 2 and a message; a resumed run completes it", calls=1200,
       seconds=(0.3, 0.6))
def disk_full_compressed(bench):
    return full_disk(bench, "calls.jsonl.gz")


@fault("output is a full device", "exit code 2 and a message")
def full_device(bench):
    bench.output = "/dev/full"
    outcome = bench.run(bench.source)
    return Observation(outcome, outcome.last_error, outcome.code == 2 and told(outcome, "No space left"))


@fault("output unlinked during the run", "exit code 2 and a message: the records would be in no folder", calls=120)
def unlinked(bench):
    running = bench.sori.start(bench.folder, bench.source, "-o", bench.output)
    wait_for_output(bench, running)
    bench.output.unlink()
    outcome = running.finish()
    there = bench.output.exists() and bench.output.stat().st_size or 0
    text = f"\"{outcome.last_error.replace(str(bench.folder), '…')}\", output of {there} bytes there"
    return Observation(outcome, text, outcome.code == 2)


@fault("output's folder is closed", "exit code 2 and a message, before anything is measured")
def closed_folder(bench):
    bench.output = bench.folder / "missing" / "calls.jsonl"
    outcome = bench.run(bench.source)
    return Observation(outcome, outcome.last_error.replace(str(bench.folder), "…"),
                       outcome.code == 2 and outcome.seconds < 2)


@fault("reader of standard output goes away", "the run ends with a message or by SIGPIPE, it does not go on",
       calls=400)
def no_reader(bench):
    read, write = os.pipe()
    running = bench.sori.start(bench.folder, bench.source, output=write)
    os.close(write)
    os.read(read, 100)
    os.close(read)
    outcome = running.finish(60)
    return Observation(outcome, outcome.last_error or "ended by the signal", outcome.code in (2, -13))


@fault("two runs on one output", "the second says so and ends with 2; the first does not notice", calls=200)
def two_runs(bench):
    expected = bench.undisturbed()
    first = bench.sori.start(bench.folder, "--resume", bench.source, "-o", bench.output)
    wait_for_output(bench, first)
    second = bench.run("--resume", bench.source)
    is_during = not first.is_over
    ended = first.finish()
    is_same = bench.output.read_bytes() == expected
    return Observation(
        second, f"second: \"{second.last_error.replace(str(bench.folder), '…')}\"; first: exit {ended.code}, "
        f"{'identical' if is_same else 'not identical'}{'' if is_during else ' (it was over already)'}",
        second.code == 2 and is_same and ended.code in (0, 1))


@fault("two runs on one output, the second afresh", "the second says so and ends with 2, nothing is emptied",
       calls=200)
def two_fresh_runs(bench):
    expected = bench.undisturbed()
    first = bench.sori.start(bench.folder, bench.source, "-o", bench.output)
    wait_for_output(bench, first)
    second = bench.run(bench.source)
    ended = first.finish()
    is_same = bench.output.read_bytes() == expected
    return Observation(
        second, f"second: \"{second.last_error.replace(str(bench.folder), '…')}\"; first: exit {ended.code}, "
        f"{'identical' if is_same else 'not identical'}", second.code == 2 and is_same)


def torn(bench, name, tail):
    """An output that ends in the middle is resumed."""
    expected = bench.undisturbed()
    lines = expected.splitlines(keepends=True)
    bench.output = bench.folder / name
    bench.output.write_bytes(tail(b"".join(lines[:3]), lines[3]))
    outcome = bench.run("--resume", bench.source)
    is_same = records.content(bench.output) == (expected, False)
    beside = sorted(path.name for path in bench.folder.iterdir() if path.name.startswith("calls.jsonl")
                    and path != bench.output)
    return Observation(outcome, f"{'identical' if is_same else 'not identical'}; beside: {', '.join(beside)}",
                       is_same and any("aside" in name for name in beside))


@fault("output torn within a line", "the torn end is saved aside, the file completed")
def torn_line(bench):
    return torn(bench, "calls.jsonl", lambda whole, next_line: whole + next_line[:40])


@fault("compressed output torn within a member", "the torn end is saved aside, the file completed")
def torn_member(bench):
    return torn(bench, "calls.jsonl.gz",
                lambda whole, next_line: gzip.compress(whole) + gzip.compress(next_line)[:-9])


@fault("output ends in zero bytes", "as after a power failure: saved aside, the file completed")
def zeros(bench):
    return torn(bench, "calls.jsonl", lambda whole, next_line: whole + bytes(500))


@fault("output of other settings", "what is not of this configuration is measured anew or refused, never mixed")
def other_settings(bench):
    settings = bench.folder / "settings.json"
    settings.write_text('{"metrics": {"bridgeSeconds": 0.1}}')
    bench.run("--config", settings, bench.source)
    mixed_before = bench.output.read_bytes()
    expected = bench.undisturbed()
    outcome = bench.run("--resume", bench.source)
    after = bench.output.read_bytes()
    hashes = {json.loads(line)["config_hash"] for line in after.splitlines()}
    kept = "as it was" if after == mixed_before else (
        "as measured anew" if after == expected else f"with {len(hashes)} settings in it")
    return Observation(outcome, f"the output is {kept}; \"{outcome.last_error[-80:]}\"",
                       after == expected or (after == mixed_before and outcome.code == 2))
