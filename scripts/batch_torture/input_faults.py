"""Inputs that vanish, hang, lie, grow, or bear names that nobody should give."""
import json
import os
import subprocess
import threading
import time

from . import material
from .faults import Observation, Skipped, fault, told
from .program import Running

NOBODY = 65534


def with_code(codes, wanted):
    """The names whose record has this code."""
    return sorted(name for name, code in codes.items() if code == wanted)


@fault("input vanishes after listing", "its record says not_found, all others are measured", calls=40)
def vanishing(bench):
    running = bench.sori.start(bench.folder, bench.source, "-o", bench.output)
    while not running.is_over and not (bench.output.exists() and bench.output.stat().st_size > 0):
        time.sleep(0.0005)
    bench.calls[-1].unlink()
    outcome = running.finish()
    codes = bench.codes()
    gone = with_code(codes, "not_found")
    return Observation(outcome, f"{len(codes)} records, not_found: {', '.join(gone) or 'none'}",
                       len(codes) == 40 and gone == [bench.calls[-1].name] and outcome.code == 1)


@fault("input not readable", "its record says permission_denied")
def unreadable(bench):
    bench.calls[2].chmod(0)
    if os.geteuid() == 0:
        # Nothing is closed to root: somebody else runs it.
        for path in (bench.folder, bench.source):
            path.chmod(0o755)
        out = bench.folder / "out"
        out.mkdir()
        os.chown(out, NOBODY, NOBODY)
        bench.output = out / "calls.jsonl"
        command = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups",
                   *bench.sori.command(bench.source, "-o", bench.output)]
        check = subprocess.run(command[:4] + ["test", "-x", bench.sori.path, "-a", "-r", bench.calls[0]])
        if check.returncode != 0:
            raise Skipped("another user cannot reach the program or the calls")
        outcome = Running(command, bench.folder).finish()
    else:
        outcome = bench.run(bench.source)
    codes = bench.codes()
    return Observation(outcome, f"{len(codes)} records, {codes[bench.calls[2].name]}",
                       codes[bench.calls[2].name] == "permission_denied" and len(codes) == 8
                       and outcome.code == 1)


@fault("folder named x.wav", "the folder is searched, not decoded", calls=2)
def folder_as_recording(bench):
    inner = bench.source / "x.wav"
    inner.mkdir()
    bench.calls[0].rename(inner / "inside.wav")
    outcome = bench.run(bench.source)
    codes = bench.codes()
    return Observation(outcome, f"records: {codes}", codes == {"inside.wav": "ok", bench.calls[1].name: "ok"})


@fault("folder named x.wav in a list", "its record says not_a_regular_file", calls=1)
def folder_in_list(bench):
    inner = bench.folder / "x.wav"
    inner.mkdir()
    listing = bench.folder / "listing"
    listing.write_text(f"{inner}\n{bench.calls[0]}\n")
    outcome = bench.run("-", listing=listing)
    codes = bench.codes()
    return Observation(outcome, f"x.wav: {codes.get('x.wav')}, the other: {codes.get(bench.calls[0].name)}",
                       codes == {"x.wav": "not_a_regular_file", bench.calls[0].name: "ok"})


@fault("FIFO as input", "its record says not_a_regular_file, at once", calls=1)
def fifo(bench):
    path = bench.folder / "pipe.wav"
    os.mkfifo(path)
    listing = bench.folder / "listing"
    listing.write_text(f"{path}\n{bench.calls[0]}\n")
    outcome = bench.run("-", listing=listing)
    codes = bench.codes()
    return Observation(outcome, f"pipe.wav: {codes.get('pipe.wav')}, the other: {codes.get(bench.calls[0].name)}",
                       codes == {"pipe.wav": "not_a_regular_file", bench.calls[0].name: "ok"}
                       and outcome.seconds < 10)


@fault("symbolic links in a circle", "folders are walked once, a link to itself fails by name", calls=2)
def circle(bench):
    (bench.source / "again").symlink_to(bench.source)
    (bench.source / "self.wav").symlink_to("self.wav")
    outcome = bench.run(bench.source)
    codes = bench.codes()
    return Observation(outcome, f"records: {codes}",
                       len(codes) == 3 and codes["self.wav"] not in ("ok", "empty") and outcome.code == 1)


@fault("same file twice", "two records, each in its place", calls=2)
def twice(bench):
    first, second = bench.calls
    outcome = bench.run(first, second, first)
    lines = bench.output.read_bytes().splitlines()
    is_right = len(lines) == 3 and lines[0] == lines[2] and outcome.code == 0
    again = bench.run("--resume", first, second, first)
    after = bench.output.read_bytes().splitlines()
    return Observation(again, f"{len(lines)} records, {len(after)} after resuming", is_right and after == lines)


@fault("empty folder", "a message, exit code 2", calls=0)
def empty(bench):
    bench.source.mkdir()
    outcome = bench.run(bench.source)
    return Observation(outcome, outcome.last_error.replace(str(bench.folder), "…"),
                       outcome.code == 2 and told(outcome, "no recordings"))


@fault("names with a line's end, in bytes that are no UTF-8", "the first is measured, the others fail by name",
       calls=1)
def names(bench):
    content = bench.calls[0].read_bytes()
    base = os.fsencode(bench.source)
    for name in (b"two\nlines.wav", b"latin-\xe9.wav", b"'; drop.wav", b"=1+1.wav"):
        with open(os.path.join(base, name), "wb") as file:
            file.write(content)
    outcome = bench.run(bench.source)
    codes = bench.codes()
    return Observation(outcome, f"{len(codes)} records: {dict(sorted(codes.items()))}",
                       len(codes) == 5 and codes.get("two\nlines.wav") == "ok"
                       and with_code(codes, "path_not_utf8") != [] and outcome.code == 1)


def sparse(bench, claimed, gigabytes=20):
    path = bench.folder / "large.wav"
    path.write_bytes(material.mu_law_wav(bench.sound.data[:16000], claimed=claimed))
    os.truncate(path, gigabytes * 10**9)
    return path


@fault("file of 20 GB whose header claims a second", "a second is measured, in bounded memory", calls=1)
def lying_small(bench):
    # All of it is hashed: twenty seconds and more.
    outcome = bench.run(sparse(bench, 16000), within=600)
    record = json.loads(bench.output.read_bytes())
    return Observation(outcome, f"{record['status']}, {record.get('recording', {}).get('duration_s')} s, peak "
                       f"{outcome.peak_bytes / 2**20:.0f} MiB", outcome.code >= 0 and outcome.peak_bytes < 2**28)


@fault("file of 20 GB of unknown size, --timeout 5", "its record says timeout, soon after", calls=1)
def lying_large(bench):
    outcome = bench.run("--timeout", "5", sparse(bench, 0xFFFFFFFF), bench.calls[0])
    codes = bench.codes()
    return Observation(outcome, f"{codes}, peak {outcome.peak_bytes / 2**20:.0f} MiB",
                       "time" in codes.get("large.wav", "") and codes.get(bench.calls[0].name) == "ok"
                       and outcome.seconds < 20 and outcome.peak_bytes < 2**28)


@fault("call that takes too long, --timeout 0.2", "its record says timeout, all others are measured", calls=4)
def too_long(bench):
    long = bench.folder / "long.wav"
    long.write_bytes(material.mu_law_wav(bench.sound.data * 90))
    outcome = bench.run("--timeout", "0.2", bench.source, long)
    codes = bench.codes()
    return Observation(outcome, f"long.wav: {codes.get('long.wav')}; {len(codes)} records",
                       "time" in codes.get("long.wav", "") and len(codes) == 5 and outcome.code == 1)


@fault("file that grows while it is read", "its record says changed_while_reading or measures what was there",
       calls=0)
def growing(bench):
    path = bench.folder / "growing.wav"
    path.write_bytes(material.mu_law_wav(bench.sound.data * 90, claimed=0))
    stop = threading.Event()

    def grow():
        with open(path, "ab", buffering=0) as file:
            while not stop.is_set():
                file.write(b"\xff" * 16000)
                time.sleep(0.001)

    writer = threading.Thread(target=grow)
    writer.start()
    outcome = bench.run(path)
    stop.set()
    writer.join()
    codes = bench.codes()
    return Observation(outcome, f"{codes}", codes in ({"growing.wav": "changed_while_reading"},
                                                      {"growing.wav": "ok"}))


@fault("file cut short while it is read", "its record says changed_while_reading", calls=0)
def shrinking(bench):
    path = bench.folder / "shrinking.wav"
    path.write_bytes(material.mu_law_wav(bench.sound.data * 200))
    running = bench.sori.start(bench.folder, path, "-o", bench.output)
    time.sleep(0.4)
    os.truncate(path, 1000)
    outcome = running.finish()
    codes = bench.codes()
    return Observation(outcome, f"{codes}", codes == {"shrinking.wav": "changed_while_reading"}
                       and outcome.code == 1)
