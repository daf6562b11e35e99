"""Recordings of single utterances, strung together as one speaker's part of a call."""
import wave
from pathlib import Path

#: Silence between two utterances of a string, seconds: longer than any pause that is bridged.
PAUSE_SECONDS = 1.0
#: RIFF's tag of mu-law, and its code for silence.
MU_LAW, SILENCE = 7, b"\xff"


class Clip:
    """NAME.wav and what is said in it, NAME.words.txt."""

    def __init__(self, path):
        self.path = Path(path)
        self.words = self.path.with_suffix(".words.txt").read_text(encoding="utf-8").strip()

    @property
    def group(self):
        """Its name without the figures at the end."""
        return self.path.stem.rstrip("0123456789")


def clips(folder):
    return [Clip(path) for path in sorted(Path(folder).glob("*.wav")) if path.with_suffix(".words.txt").exists()]


def strung(group, folder, count):
    """Writes clips of 8 kHz mu-law one behind the other, `count` to a file; yields (path, clips)."""
    for start in range(0, len(group), count):
        part = group[start:start + count]
        data = b"".join(mu_law(clip.path) + SILENCE * int(8000 * PAUSE_SECONDS) for clip in part)
        path = Path(folder, f"{part[0].group}-{start // count}.wav")
        path.write_bytes(header(len(data)) + data)
        yield path, part


def mu_law(path):
    """The bytes of the data chunk of a file of one channel of mu-law at 8 kHz."""
    content = path.read_bytes()
    place, found = 12, {}
    while place + 8 <= len(content):
        size = int.from_bytes(content[place + 4:place + 8], "little")
        found[content[place:place + 4]] = content[place + 8:place + 8 + size]
        place += 8 + size + size % 2
    form = found.get(b"fmt ", b"")
    if form[:8] != MU_LAW.to_bytes(2, "little") + b"\1\0" + (8000).to_bytes(4, "little") or b"data" not in found:
        raise ValueError(f"{path}: expected one channel of mu-law at 8 kHz")
    return found[b"data"]


def header(size):
    form = (MU_LAW.to_bytes(2, "little") + b"\1\0" + (8000).to_bytes(4, "little") * 2 + b"\1\0\10\0")
    return (b"RIFF" + (36 + size).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little") + form
            + b"data" + size.to_bytes(4, "little"))


def seconds(path):
    """Length of a recording that Python's own reader knows, or of one of mu-law."""
    try:
        with wave.open(str(path)) as file:
            return file.getnframes() / file.getframerate()
    except wave.Error:
        return len(mu_law(Path(path))) / 8000
