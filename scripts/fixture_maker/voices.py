"""Synthesized voices: flite for English, espeak-ng for Korean."""
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .audio import RATE, read_wav, resample
from .call import Stem


@dataclass(frozen=True)
class Voice:
    """A person: a synthesizer's voice, how slowly it speaks, and how much higher than it is."""

    synthesizer: str
    name: str
    stretch: float = 1.0
    higher: float = 1.0

    def command(self, text, path):
        """The program that speaks `text` into a file."""
        if self.synthesizer == "flite":
            stretch = f"duration_stretch={self.stretch * self.higher:.4f}"
            return ["flite", "-voice", self.name, "--setf", stretch, "-o", path, "-t", text]
        words_per_minute = round(160 / self.stretch / self.higher)
        return ["espeak-ng", "-v", self.name, "-s", str(words_per_minute), "-w", path, text]

    def spoken(self, text, rate):
        """The text in this voice, at a rate."""
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder, "speech.wav"))
            subprocess.run(self.command(text, path), check=True)
            samples, source_rate = read_wav(path)
        # Played `higher` times as fast: pitch and vocal tract change together, the duration not,
        # since the text was spoken more slowly by as much.
        return resample(samples - samples.mean(), round(source_rate * self.higher), rate)

    def stem(self, text):
        """The text as a stem."""
        return Stem.of(self.spoken(text, RATE))


EMMA = Voice("flite", "slt", 0.98, 1.06)
GRACE = Voice("flite", "slt", 1.08, 0.96)
PAUL = Voice("flite", "rms", 0.92, 1.0)
OLIVER = Voice("flite", "rms", 1.0, 1.1)
IAN = Voice("flite", "awb", 1.0, 1.0)
JIYEON = Voice("espeak-ng", "ko+Annie", 1.0, 0.94)
MINHO = Voice("espeak-ng", "ko+Michael", 0.95, 1.0)
