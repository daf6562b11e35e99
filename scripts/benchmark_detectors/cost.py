"""Runs a command and prints what it cost as JSON: wall and CPU seconds and peak memory.

    python3 -I cost.py CPU COMMAND ...

The command is pinned to one processor. Its peak resident set begins with that of the process that
starts it (getrusage(2): "preserved across an execve"), so this one imports nothing that is large.
"""
import json
import os
import sys
import time


def main():
    processor, command = int(sys.argv[1]), sys.argv[2:]
    # One processor is one thread; libraries that count processors are told.
    environment = dict(os.environ, OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.sched_setaffinity(0, {processor})
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        os.execvpe(command[0], command, environment)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - started
    if status != 0:
        sys.exit(f"cost: {command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    print(json.dumps({
        "wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_bytes": usage.ru_maxrss * 1024}))


main()
