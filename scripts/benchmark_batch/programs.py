"""The programs that are compared on a batch; each takes a list of paths on standard input."""
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

#: What ffmpeg takes for silence: a level that lines of 30 dB below speech stay under, and the shortest pause that
#: sori's own talkspurts leave open.
FFMPEG_FILTER = "silencedetect=noise=-45dB:d=0.3:mono=1"
#: For each path: a process, whose findings go to a file.
FFMPEG = ('ffmpeg -nostdin -hide_banner -threads 1 -i "$1" -af ' + FFMPEG_FILTER
          + ' -f null - 2> "$2/$(basename "$1").txt"')


@dataclass(frozen=True)
class Sori:
    """`sori analyze` as it is, all figures of every call."""
    path: Path
    name: str = "sori"

    def command(self, jobs, out):
        return [self.path, "analyze", "-q", "-j", str(jobs), "-o", out / "calls.jsonl", "-"]

    def lacks(self):
        return None


@dataclass(frozen=True)
class Script:
    """Speech of each channel by a detector from PyPI, in a pool of processes."""
    name: str

    def command(self, jobs, out):
        return [sys.executable, "-W", "ignore", "-m", "benchmark_batch.vad_script", self.name, str(jobs),
                out / "calls.jsonl"]

    def lacks(self):
        return None


@dataclass(frozen=True)
class Ffmpeg:
    """Silence of each channel by level, a process a call."""
    name: str = "ffmpeg"

    def command(self, jobs, out):
        return ["xargs", "-d", "\n", "-P", str(jobs), "-I{}", "sh", "-c", FFMPEG, "sh", "{}", out]

    def lacks(self):
        return None if shutil.which("ffmpeg") else "there is no ffmpeg"


NAMES = ("sori", "webrtcvad", "silero-8k", "ffmpeg")


def named(name, sori):
    if name == "sori":
        return Sori(sori)
    return Ffmpeg() if name == "ffmpeg" else Script(name)
