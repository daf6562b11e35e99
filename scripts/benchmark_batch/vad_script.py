"""What one writes who has no sori: talk, silence and overlap of calls by a detector from PyPI.

    python3 -m benchmark_batch.vad_script DETECTOR JOBS OUT

Paths come on standard input; a line of JSON a call goes to OUT, in order. One party a channel; on one channel there
is only speech and silence.
"""
import importlib
import json
import multiprocessing
import sys

import numpy as np

from benchmark_detectors import audio
from benchmark_detectors.detect import MODULES

FRAME_SECONDS = 0.01
#: Calls handed to a worker at a time: few, since some are long.
CHUNK = 4

detect = None


def prepare(name):
    """Loads the detector, once a process."""
    global detect
    module, variant = MODULES[name]
    detect = importlib.import_module(f"benchmark_detectors.{module}_detector").detector(variant)


def frames(spans, count):
    """Spans in seconds as one flag a frame."""
    flags = np.zeros(count, bool)
    for start, end in spans:
        flags[round(start / FRAME_SECONDS):round(end / FRAME_SECONDS)] = True
    return flags


def measure(path):
    """The figures of one call; a failure is a record too."""
    try:
        samples, rate = audio.read(path)
    except Exception as error:
        return json.dumps({"path": path, "status": "failed", "error": str(error)})
    count = int(len(samples) / rate / FRAME_SECONDS)
    talk = np.stack([frames(detect(channel.copy(), rate), count) for channel in samples.T])
    together = talk.sum(axis=0)
    return json.dumps({
        "path": path, "status": "ok", "duration_s": len(samples) / rate,
        "talk_s": [float(channel.sum() * FRAME_SECONDS) for channel in talk],
        "overlap_s": float((together > 1).sum() * FRAME_SECONDS),
        "silence_s": float((together == 0).sum() * FRAME_SECONDS)})


def main():
    name, jobs, out = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    paths = sys.stdin.read().splitlines()
    with open(out, "w") as file, multiprocessing.Pool(jobs, prepare, (name,)) as pool:
        for line in pool.imap(measure, paths, CHUNK):
            file.write(line + "\n")


if __name__ == "__main__":
    main()
