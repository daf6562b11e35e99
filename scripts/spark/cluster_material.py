"""A manifest to try a cluster on: links to the fixtures, and rows that must fail."""

import json
from pathlib import Path

# Calls of 30 to 40 seconds and pieces of 2 on two channels. Telling speakers apart by voice takes a hundred
# times as long, and would keep out many rows.
CALLS = [
    "calls/two-party", "codecs/mu_law", "calls/interruptions", "codecs/a_law", "calls/backchannels",
    "codecs/pcm_s16", "calls/korean", "codecs/pcm_s24", "calls/hold-and-tones", "codecs/ima_adpcm",
    "calls/wideband-pcm", "codecs/float32",
]  # fmt: skip

# What cannot be measured, one in ten rows, each kind in turn.
BROKEN = [
    {"path": "missing.wav"},
    {"path": "a folder"},
    {"path": "call.wav", "consent": "no"},
    {"path": "call.wav", "retention_until": "2001-01-01"},
    {"path": "call.wav", "consent": "perhaps"},
    {"call_id": "without a path"},
]


def write_manifest(folder: Path, fixtures: Path, count: int) -> Path:
    """Writes a manifest of `count` rows below `folder`, with all that they name; returns its path."""
    calls = [fixtures / f"{name}.wav" for name in CALLS]
    broken = sorted(fixtures.glob("broken/*.wav"))
    (folder / "a folder").mkdir()
    (folder / "call.wav").symlink_to(calls[0])
    with open(folder / "manifest.jsonl", "w") as manifest:
        for index in range(count):
            manifest.write(json.dumps(row(folder, index, calls, broken)) + "\n")
    return folder / "manifest.jsonl"


def row(folder: Path, index: int, calls: list, broken: list) -> dict:
    if index % 10 == 7:
        return BROKEN[index // 10 % len(BROKEN)]
    target = broken[index // 10 % len(broken)] if index % 10 == 3 else calls[index % len(calls)]
    name = f"call-{index}.wav"
    (folder / name).symlink_to(target)
    return {"path": name, "call_id": str(index), "queue": "billing"}
