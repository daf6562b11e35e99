#!/usr/bin/env python3
"""Stands for `sori analyze --resume` in the tests of the harness: writes a record for each input, slowly and in
two halves, and goes on where it was stopped. RECORDER_FAULT makes it worse than sori may be: `lose`, `double`,
`tear` or `linger`."""
import gzip
import json
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from batch_torture import records  # noqa: E402

WITH_VALUE = {"-j", "-o", "--fsync"}
SECONDS_A_CALL = 0.002


def arguments(words):
    output, flags, inputs, words = None, set(), [], list(words)
    while words:
        word = words.pop(0)
        if word in WITH_VALUE:
            value = words.pop(0)
            output = Path(value) if word == "-o" else output
        elif word.startswith("-") and word != "-":
            flags.add(word)
        else:
            inputs.append(word)
    return output, flags, inputs


def paths(inputs):
    for name in inputs:
        if name == "-":
            yield from sys.stdin.read().splitlines()
        elif Path(name).is_dir():
            yield from sorted(map(str, Path(name).glob("*.wav")))
        else:
            yield name


def record(path):
    try:
        size = Path(path).stat().st_size
    except FileNotFoundError:
        return {"input": {"path": path}, "status": "failed", "error": {"code": "not_found"}}
    return {"input": {"path": path}, "status": "ok", "size": size, "sum": "x" * 200}


def resumed(output, flags, fault):
    """Paths that are done; the torn end is cut off."""
    text, _ = records.content(output)
    lines, _ = records.whole_lines(text)
    if "--retry-failed" in flags:
        lines = [line for line in lines if json.loads(line)["status"] != "failed"]
    if fault == "double":
        done = lines[:-1]
    else:
        done = lines
    if fault != "tear":
        beside = output.with_name(output.name + ".beside")
        content = b"".join(line + b"\n" for line in lines)
        beside.write_bytes(gzip.compress(content) if output.suffix == ".gz" else content)
        beside.rename(output)
    return {json.loads(line)["input"]["path"]: line for line in done}


def main():
    fault = os.environ.get("RECORDER_FAULT", "")
    if "--help" in sys.argv:
        print("--resume")
        return 0
    output, flags, inputs = arguments(sys.argv[2:])
    wanted = list(paths(inputs))
    done = {}
    if "--resume" in flags and output.exists():
        done = resumed(output, flags, fault)
    journal = output.with_name(output.name + ".journal")
    journal.touch()
    if "--retry-failed" in flags:
        rewritten(output, wanted, done)
    with open(output, "ab" if "--resume" in flags else "wb", buffering=0) as out:
        for number, path in enumerate(wanted):
            if path in done or (fault == "lose" and "--resume" in flags and number == len(wanted) // 2):
                continue
            time.sleep(SECONDS_A_CALL)
            line = json.dumps(record(path)).encode() + b"\n"
            if output.suffix == ".gz":
                line = gzip.compress(line)
            out.write(line[:len(line) // 2])
            out.write(line[len(line) // 2:])
    if fault != "linger":
        journal.unlink()
    return 1 if any(not Path(path).exists() for path in wanted) else 0


def rewritten(output, wanted, done):
    """Everything again beside, then renamed."""
    beside = output.with_name(output.name + ".beside")
    with open(beside, "wb") as out:
        for path in wanted:
            if path not in done:
                time.sleep(SECONDS_A_CALL)
                done[path] = json.dumps(record(path)).encode()
            out.write(done[path] + b"\n")
    beside.rename(output)


sys.exit(main())
