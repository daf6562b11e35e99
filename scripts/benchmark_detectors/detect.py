"""Runs one detector over recordings of one channel or more, in a process of its own.

    python3 -m benchmark_detectors.detect DETECTOR OUT RECORDING ...

Writes OUT/NAME.txt (starts and ends of speech in seconds) for each recording; of one with several
channels OUT/NAME.1.txt, OUT/NAME.2.txt. A recording is decoded once.
"""
import importlib
import sys
from pathlib import Path

from . import audio, labels

# Each module has `detector(variant)`: a function of one channel's samples and rate that gives spans.
MODULES = {
    "silero": ("silero", "frames"),
    "silero-8k": ("silero", "frames at 8 kHz"),
    "silero-sequence": ("silero", "sequence"),
    "webrtcvad": ("webrtc", "smoothed"),
}


def main():
    name, out, paths = sys.argv[1], Path(sys.argv[2]), sys.argv[3:]
    module, variant = MODULES[name]
    detect = importlib.import_module(f"benchmark_detectors.{module}_detector").detector(variant)
    for path in map(Path, paths):
        samples, rate = audio.read(path)
        channels = samples.shape[1]
        for channel in range(channels):
            suffix = f".{channel + 1}" if channels > 1 else ""
            labels.write_speech(out / f"{path.stem}{suffix}.txt", detect(samples[:, channel].copy(), rate))


if __name__ == "__main__":
    main()
