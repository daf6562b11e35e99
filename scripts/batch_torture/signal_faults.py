"""Signals: those that ask, and those of a process that crashes."""
import signal
import time

from . import material, records
from .faults import Observation, fault


def interrupted(bench, number):
    """Asked to end after the first record; then resumed."""
    expected = bench.undisturbed()
    running = bench.sori.start(bench.folder, "--resume", bench.source, "-o", bench.output)
    while not running.is_over and not (bench.output.exists() and bench.output.stat().st_size > 0):
        time.sleep(0.0005)
    time.sleep(0.02)
    running.send(number)
    outcome = running.finish(60)
    is_whole, count = bench.is_whole(expected), bench.output.read_bytes().count(b"\n")
    resumed = bench.run("--resume", bench.source)
    is_same = bench.output.read_bytes() == expected
    return Observation(
        outcome, f"{count} of {len(bench.calls)} records, {'whole' if is_whole else 'not whole'}; resumed: "
        f"{'identical' if is_same else 'not identical'}",
        outcome.code == 130 and is_whole and is_same and resumed.code in (0, 1) and count < len(bench.calls))


@fault("SIGINT", "what is in flight is finished, exit code 130, a resumed run completes it", calls=200)
def sigint(bench):
    return interrupted(bench, signal.SIGINT)


@fault("SIGTERM", "what is in flight is finished, exit code 130, a resumed run completes it", calls=200)
def sigterm(bench):
    return interrupted(bench, signal.SIGTERM)


@fault("SIGHUP", "as SIGTERM, or the end at once with whole lines", calls=200)
def sighup(bench):
    expected = bench.undisturbed()
    running = bench.sori.start(bench.folder, "--resume", bench.source, "-o", bench.output)
    time.sleep(0.3)
    running.send(signal.SIGHUP)
    outcome = running.finish(60)
    between, _ = records.content(bench.output)
    is_whole = expected.startswith(between) and not records.whole_lines(between)[1]
    bench.run("--resume", bench.source)
    is_same = bench.output.read_bytes() == expected
    return Observation(outcome, f"{'whole' if is_whole else 'torn'}; resumed: "
                       f"{'identical' if is_same else 'not identical'}", is_same)


@fault("SIGINT twice", "the end at once; a resumed run completes it", calls=60, seconds=(20, 30))
def twice(bench):
    expected = bench.undisturbed()
    running = bench.sori.start(bench.folder, "--resume", bench.source, "-o", bench.output)
    time.sleep(0.3)
    running.send(signal.SIGINT)
    time.sleep(0.01)
    running.send(signal.SIGINT)
    outcome = running.finish(60)
    bench.run("--resume", bench.source)
    is_same = bench.output.read_bytes() == expected
    return Observation(outcome, f"resumed: {'identical' if is_same else 'not identical'}",
                       is_same and outcome.code in (130, -signal.SIGINT))


def journal(bench):
    """The journal beside the output."""
    path = bench.output.with_name(bench.output.name + ".journal")
    return path.read_text() if path.exists() else ""


@fault("one input crashes the process", "tried alone after two crashes, after the third its record says crashed",
       calls=6)
def crashing(bench):
    # Long enough to be hit while it is measured; the crash itself is a signal as a trap would raise it.
    long = bench.source / "call-0003.wav"
    long.write_bytes(material.mu_law_wav(bench.sound.data * 200))
    crashes, outcome = 0, None
    for _ in range(5):
        left = journal(bench)
        running = bench.sori.start(bench.folder, "--resume", bench.source, "-o", bench.output)
        # Not what the run before left there.
        while not running.is_over and (journal(bench) == left or f'measuring "{long}"' not in journal(bench)
                                       .replace("\\/", "/")):
            time.sleep(0.001)
        time.sleep(0.02)
        running.send(signal.SIGILL)
        outcome = running.finish()
        if outcome.code != -signal.SIGILL:
            break
        crashes += 1
    codes = bench.codes()
    return Observation(outcome, f"after {crashes} crashes: {codes.get(long.name)}; {len(codes)} records",
                       crashes == 3 and codes.get(long.name) == "crashed" and len(codes) == 6)
