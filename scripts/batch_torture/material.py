"""Calls to be measured while things break: short, distinct, cut from a bundled call without decoding it."""
import random
import struct
from pathlib import Path

#: Two channels, 8 kHz, mu-law: two bytes a frame.
FRAME_BYTES = 2
RATE = 8000
SEED = 20250303


def chunk(name, body):
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def mu_law_wav(data, claimed=None):
    """A WAV file of two channels in mu-law; `claimed` bytes are what its header says of the data."""
    header = chunk(b"fmt ", struct.pack("<HHIIHHH", 7, 2, RATE, RATE * FRAME_BYTES, FRAME_BYTES, 8, 0))
    size = len(data) if claimed is None else claimed
    riff = min(4 + len(header) + 8 + size, 0xFFFFFFFF)
    return b"RIFF" + struct.pack("<I", riff) + b"WAVE" + header + b"data" + struct.pack("<I", size) + data


class Sound:
    """The samples of a bundled call, as its bytes."""

    def __init__(self, fixtures):
        content = (Path(fixtures) / "calls" / "two-party.wav").read_bytes()
        start = content.index(b"data") + 8
        self.data = content[start:start + (len(content) - start) // FRAME_BYTES * FRAME_BYTES]

    def cut(self, seconds, generator):
        """So many seconds from a random place on, going round at the end."""
        count = int(seconds * RATE) * FRAME_BYTES
        first = generator.randrange(len(self.data) // FRAME_BYTES) * FRAME_BYTES
        repeats = (first + count) // len(self.data) + 1
        return (self.data * repeats)[first:first + count]


def write_calls(folder, sound, count, seconds=(1, 4), seed=SEED):
    """So many calls; the first is long, so that the others wait for it, and one in forty is no recording.
    Returns their paths in order."""
    folder = Path(folder)
    folder.mkdir(parents=True)
    generator = random.Random(seed)
    paths = []
    for number in range(count):
        length = generator.uniform(*seconds) * (20 if number == 0 else 1)
        content = mu_law_wav(sound.cut(length, generator))
        path = folder / f"call-{number:04d}.wav"
        path.write_bytes(content if number % 40 != 20 else b"no recording " + str(number).encode())
        paths.append(path)
    return paths
