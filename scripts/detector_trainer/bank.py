"""Writes a store of sounds: one long int16 array at 8 kHz with a list of what lies where in it.

    CACHE/NAME.npy           int16, all items one after the other, each padded to whole frames
    CACHE/NAME.json          [{"start", "length" (samples), "group", "held_out", "origin", ...}];
                             with labels also "labels_start" (frame of the labels' array)
    CACHE/NAME.labels.npy    uint8, speech alone: 1 for each frame of 10 ms that holds speech
"""
import hashlib
import json
from pathlib import Path

import numpy as np

RATE = 8000
FRAME = 80  # samples of 10 ms
PEAK = 0.89  # full scale less 1 dB: items are stored as large as they fit


def is_held_out(group, share=0.12):
    """Whether a speaker, clip or tune is kept from training: always the same answer for a name."""
    digest = hashlib.sha256(group.encode()).digest()
    return int.from_bytes(digest[:4], "big") < share * 2**32


class BankWriter:
    """Collects items, then writes them."""

    def __init__(self, name):
        self.name, self.items, self.pieces, self.labels, self.end = name, [], [], [], 0

    def add(self, samples, group, origin, held_out=None, labels=None, **about):
        """Adds a sound at 8 kHz, any scale; it is kept at the peak PEAK.

        `labels`: uint8 a frame of 10 ms; cut or padded with 0 to the frames of the sound.
        """
        samples = np.asarray(samples, np.float64)
        peak = np.max(np.abs(samples)) if len(samples) else 0
        if peak == 0:
            return
        count = -(-len(samples) // FRAME)
        stored = np.zeros(count * FRAME, np.int16)
        stored[:len(samples)] = np.round(samples * (PEAK / peak * 32767))
        held_out = is_held_out(group) if held_out is None else held_out
        item = {"start": self.end, "length": len(stored), "group": group,
                "held_out": bool(held_out), "origin": origin, **about}
        if labels is not None:
            item["labels_start"] = self.end // FRAME
        self.items.append(item)
        self.pieces.append(stored)
        self.end += len(stored)
        if labels is not None:
            padded = np.zeros(count, np.uint8)
            padded[:min(count, len(labels))] = labels[:count]
            self.labels.append(padded)

    def write(self, cache):
        """Writes the bank into the folder; returns a line that says what it holds."""
        cache = Path(cache)
        cache.mkdir(parents=True, exist_ok=True)
        samples = np.concatenate([np.zeros(0, np.int16), *self.pieces])
        np.save(cache / f"{self.name}.npy", samples)
        if self.labels:
            np.save(cache / f"{self.name}.labels.npy", np.concatenate(self.labels))
        rows = ",\n ".join(json.dumps(item, ensure_ascii=False) for item in self.items)
        (cache / f"{self.name}.json").write_text(f"[{rows}]\n", encoding="utf-8")
        groups = {item["group"]: item["held_out"] for item in self.items}
        text = (f"{self.name}: {len(self.items)} items, {len(samples) / RATE / 60:.1f} minutes, "
                f"{len(groups)} groups, {sum(groups.values())} of them held out")
        if self.labels:
            text += f", {100 * np.concatenate(self.labels).mean():.1f} % speech"
        return text
