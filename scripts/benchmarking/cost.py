"""What a command costs: wall and CPU seconds and peak memory, by the kernel's account.

    python3 -I cost.py PROCESSORS COMMAND ...

prints it as JSON. PROCESSORS (0, or 0,1) are those that the command may run on. Its peak resident set begins
with that of the process that starts it (getrusage(2): "preserved across an execve"), so this file imports
nothing that is large. Of a command with child processes CPU seconds are the sum, the peak is the largest of them.
"""
import json
import os
import subprocess
import sys
import time


def run(command, listing=None):
    """Standard output of a command that reads the file `listing`; what goes wrong ends the benchmark with what
    the program said of it."""
    with open(listing or os.devnull, "rb") as source:
        result = subprocess.run([str(part) for part in command], stdin=source, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"benchmark: {' '.join(map(str, command[:6]))} … ended with {result.returncode}:\n"
                 f"{result.stderr.strip()}")
    return result.stdout


def cost(processors, command, listing=None):
    """`wall_s`, `cpu_s` and `peak_bytes` of a command."""
    return json.loads(run([sys.executable, "-I", __file__, processors, *command], listing))


def main():
    processors, command = {int(word) for word in sys.argv[1].split(",")}, sys.argv[2:]
    # Parallelism is between processes; libraries that count processors are told.
    environment = dict(os.environ, OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        os.sched_setaffinity(0, processors)
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        os.execvpe(command[0], command, environment)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - started
    if status != 0:
        sys.exit(f"cost: {command[0]} ended with {os.waitstatus_to_exitcode(status)}")
    print(json.dumps({
        "wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_bytes": usage.ru_maxrss * 1024}))


if __name__ == "__main__":
    main()
