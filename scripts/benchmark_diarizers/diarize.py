"""Runs one package over recordings of one channel, in a process of its own.

    python3 -m benchmark_diarizers.diarize PACKAGE SPEAKERS OUT RECORDING ...

SPEAKERS: a number, or `auto`. Writes OUT/NAME.rttm for each recording.
"""
import importlib
import sys
from pathlib import Path

from benchmark_detectors import audio

RATE = 16000


def write_rttm(path, turns):
    """Turns (start, end, speaker) in seconds, in order of time."""
    path.write_text("".join(
        f"SPEAKER {path.stem} 1 {start:.3f} {end - start:.3f} <NA> <NA> {speaker} <NA> <NA>\n"
        for start, end, speaker in sorted(turns) if end > start))


def main():
    package, speakers, out, paths = sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4:]
    module = importlib.import_module(f"benchmark_diarizers.{package}_diarizer")
    diarize = module.diarizer(None if speakers == "auto" else int(speakers))
    for path in map(Path, paths):
        samples, rate = audio.read(path)
        write_rttm(out / f"{path.stem}.rttm", diarize(audio.resampled(samples[:, 0], rate, RATE)))


if __name__ == "__main__":
    main()
