"""Recorded and rendered material, as `material.py` left it, ready to be drawn from."""
import json

import numpy as np

from . import features

RATE, HOP = features.RATE, features.HOP
#: Gaps from which a recording is cut into phrases, frames.
PHRASE_GAP = 25
#: Synthesized voices are heard less often than people are.
RARER = {"espeak-ng": 0.2, "flite": 0.4, "festival": 0.4}


class Bank:
    """Items of one kind: stretches of one long array."""

    def __init__(self, folder, name, held_out):
        self.samples = np.load(folder / f"{name}.npy", mmap_mode="r")
        items = json.loads((folder / f"{name}.json").read_text())
        self.items = [item for item in items if bool(item["held_out"]) == held_out]

    def take(self, item, first, count):
        """Samples of an item as float32 in [-1, 1]."""
        start = item["start"] + first
        count = min(count, item["length"] - first)
        return self.samples[start:start + count].astype(np.float32) / 32768


class Library:
    """Everything that sequences are made of, either for training or held out."""

    def __init__(self, folder, held_out=False):
        self.speech = Bank(folder, "speech", held_out)
        self.noise = Bank(folder, "noise", held_out)
        self.music = Bank(folder, "music", held_out)
        self.labels = np.load(folder / "speech.labels.npy", mmap_mode="r")
        self.groups = {}
        for item in self.speech.items:
            item["phrases"] = self.phrases(item)
            if item["phrases"]:
                self.groups.setdefault(item["group"], []).append(item)
        # A reader with one sentence counts two, a voice with hundreds of prompts about sixteen.
        self.names = sorted(self.groups)
        weights = np.array([
            sum(len(item["phrases"]) for item in self.groups[name]) ** 0.45
            * RARER.get(self.groups[name][0]["origin"], 1) for name in self.names])
        self.weights = weights / weights.sum()

    def item_labels(self, item):
        """Speech or not, one a frame."""
        first = item["start"] // HOP
        return self.labels[first:first + -(-item["length"] // HOP)].astype(bool)

    def phrases(self, item):
        """(first, last) frames of stretches without a longer gap."""
        labels = self.item_labels(item)
        edges = np.flatnonzero(np.diff(np.r_[0, labels.astype(np.int8), 0]))
        found = []
        for first, last in zip(edges[0::2], edges[1::2]):
            if found and first - found[-1][1] < PHRASE_GAP:
                found[-1] = (found[-1][0], int(last))
            else:
                found.append((int(first), int(last)))
        return found

    def speakers(self, rng):
        """Some recordings that will pass for one person's."""
        return list(rng.choice(self.names, 3, p=self.weights))

    def phrase(self, rng, groups, longest, word):
        """(samples, labels) of a phrase of up to `longest` seconds with what surrounds it."""
        items = self.groups[groups[rng.integers(len(groups))]]
        item = items[rng.integers(len(items))]
        if word:
            short = [(it, p) for it in items for p in it["phrases"] if p[1] - p[0] < 90]
            if short:
                item, (first, last) = short[rng.integers(len(short))]
            else:
                first, last = self.word(rng, item)
        else:
            first, last = item["phrases"][rng.integers(len(item["phrases"]))]
            later = [p[1] for p in item["phrases"] if p[0] >= first and p[1] - first <= longest * 100]
            if later:
                last = later[-1]
            elif last - first > longest * 100:
                last = first + int(longest * 100)
        return self.cut(item, first, last)

    def word(self, rng, item):
        """A stretch between two short gaps, or simply a piece."""
        labels = self.item_labels(item)
        edges = np.flatnonzero(np.diff(np.r_[0, labels.astype(np.int8), 0]))
        runs = [(a, b) for a, b in zip(edges[0::2], edges[1::2]) if b - a < 90]
        if runs:
            return runs[rng.integers(len(runs))]
        first, last = item["phrases"][0]
        return first, min(last, first + int(rng.uniform(20, 80)))

    def cut(self, item, first, last, margin=12):
        """Frames first to last with up to `margin` more on both sides, faded there."""
        labels = self.item_labels(item)
        start, end = max(0, first - margin), min(len(labels), last + margin)
        samples = np.zeros((end - start) * HOP, np.float32)
        found = self.speech.take(item, start * HOP, len(samples))
        samples[:len(found)] = found
        wanted = labels[start:end].copy()
        wanted[:first - start] = False
        wanted[last - start:] = False
        fade = np.linspace(0, 1, 40, dtype=np.float32)
        samples[:40] *= fade
        samples[-40:] *= fade[::-1]
        return samples, wanted

    def noise_clip(self, rng):
        """A recorded sound of up to five seconds."""
        item = self.noise.items[rng.integers(len(self.noise.items))]
        count = int(rng.uniform(0.3, 5) * RATE)
        first = int(rng.uniform(0, max(1, item["length"] - count)))
        clip = self.noise.take(item, first, count).copy()
        edge = min(160, len(clip) // 2)
        clip[:edge] *= np.linspace(0, 1, edge)
        clip[-edge:] *= np.linspace(1, 0, edge)
        return clip

    def noise_bed(self, rng, count):
        """Recorded sounds one after another until `count` samples are full, crossfaded."""
        total = np.zeros(count, np.float32)
        item = self.noise.items[rng.integers(len(self.noise.items))]
        at = 0
        while at < count:
            clip = self.noise.take(item, 0, item["length"])
            if rng.random() < 0.5:
                clip = clip[::-1]
            edge = min(2000, len(clip) // 3)
            clip = clip.copy()
            clip[:edge] *= np.linspace(0, 1, edge)
            clip[-edge:] *= np.linspace(1, 0, edge)
            part = clip[:count - at]
            total[at:at + len(part)] += part
            at += max(1, len(clip) - edge)
        return total + np.float32(1e-5)

    def tune(self, rng, count):
        """A stretch of music."""
        item = self.music.items[rng.integers(len(self.music.items))]
        first = int(rng.uniform(0, max(1, item["length"] - count)))
        found = self.music.take(item, first, count)
        return np.resize(found, count).copy() if len(found) < count else found.copy()
