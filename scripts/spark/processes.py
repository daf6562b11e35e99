"""The processes of a run, found below the one that started it, and killed one at a time."""

import os
import signal
import time
from pathlib import Path


def command(pid: int) -> list:
    """The words of its command line; none where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def is_executor(words: list) -> bool:
    return any(word.endswith("CoarseGrainedExecutorBackend") for word in words)


def is_measuring(words: list) -> bool:
    return words[1:3] == ["worker", "--measuring"]


def is_worker(words: list) -> bool:
    return words[1:2] == ["worker"] and not is_measuring(words)


def kill_one(root: int, is_one) -> int:
    """Kills a process below `root` for which `is_one` is true, waiting until there is one; returns its
    number."""
    for _ in range(1200):
        for pid in below(root):
            if is_one(command(pid)):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue  # It was faster.
                return pid
        time.sleep(0.05)
    raise TimeoutError("nothing of the kind was running for a minute")


def below(root: int) -> list:
    """All processes that descend from `root`."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                # proc(5): behind the name in parentheses come the state and the parent.
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        of_one = children.get(waiting.pop(), [])
        found += of_one
        waiting += of_one
    return found
