"""Running sori so that it can be stopped at any moment."""
import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Outcome:
    """How a process ended."""
    #: Its exit code, or minus the number of the signal that ended it.
    code: int
    errors: str
    seconds: float
    peak_bytes: int = 0

    @property
    def last_error(self):
        lines = self.errors.strip().splitlines()
        return lines[-1] if lines else ""


class Running:
    """A process that was started; its messages go to a file, so that it never waits for a reader."""

    def __init__(self, command, folder, listing=None, output=None):
        self.errors = tempfile.TemporaryFile(mode="w+", errors="backslashreplace")
        self.started = time.monotonic()
        with open(listing or os.devnull, "rb") as source:
            self.process = subprocess.Popen(
                [os.fspath(word) for word in command], cwd=folder, stdin=source, stderr=self.errors,
                stdout=output if output is not None else subprocess.DEVNULL)

    @property
    def is_over(self):
        """Without collecting it: `finish` must still find its account."""
        return os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None

    def send(self, number):
        """Sends a signal; a process that is over, but not collected, does not mind. (`Popen.send_signal` would
        collect it, and its account with it.)"""
        os.kill(self.process.pid, number)

    def finish(self, within=600):
        """Waits for its end; what takes longer is killed, its code then -9."""
        deadline = time.monotonic() + within
        while not self.is_over:
            if time.monotonic() > deadline:
                self.send(signal.SIGKILL)
            time.sleep(0.0005)
        seconds = time.monotonic() - self.started
        _, status, usage = os.wait4(self.process.pid, 0)
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.errors.seek(0)
        text = self.errors.read()
        self.errors.close()
        return Outcome(self.process.returncode, text, seconds, usage.ru_maxrss * 1024)


@dataclass(frozen=True)
class Sori:
    """The program under test."""
    path: Path
    jobs: int = 2

    def command(self, *words):
        return [self.path, "analyze", "-q", "-j", str(self.jobs), *words]

    def start(self, folder, *words, listing=None, output=None):
        """`sori analyze WORDS` in a folder; `listing` becomes its standard input."""
        return Running(self.command(*words), folder, listing, output)

    def run(self, folder, *words, listing=None, within=600):
        return self.start(folder, *words, listing=listing).finish(within)

    def options(self):
        """What `sori analyze` says of its options."""
        result = subprocess.run([self.path, "analyze", "--help"], capture_output=True, text=True)
        return result.stdout
