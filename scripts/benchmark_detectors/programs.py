"""The programs that are compared, each in processes of its own, and the one that scores them."""
import json
import sys
from pathlib import Path

from benchmarking import machine
from benchmarking.cost import run

from . import labels
from .material import PARTIES

SORI = "sori"
# Talkspurts as detected: figures bridge pauses, detection does not.
UNBRIDGED = {"metrics": {"bridgeSeconds": 0, "dropSeconds": 0}}


class Sori:
    """sori itself, as detector and as scorer."""

    def __init__(self, path, configuration, work):
        machine.require(path, "benchmark-detectors")
        self.path = path
        self.given = configuration
        settings = json.loads(Path(configuration).read_text()) if configuration else {}
        settings.setdefault("metrics", {}).update(UNBRIDGED["metrics"])
        self.configuration = work / "unbridged.json"
        self.configuration.write_text(json.dumps(settings))

    def command(self, recording):
        """Everything `analyze` does, with the settings that were given."""
        settings = ["--config", self.given] if self.given else []
        return [self.path, "analyze", "-q", "-j", "1", "-o", "/dev/null", *settings, recording]

    def detect(self, variant, out):
        """Hypotheses for the recordings of a variant; of two-channel calls one for each channel."""
        folder = variant.calls or variant.folder
        found = out if variant.calls is None else out.with_name(out.name + "-turns")
        run([self.path, "analyze", "-q", "-o", "/dev/null", "--config", self.configuration,
             "--rttm-out", found, folder])
        for path in sorted(found.glob("*.rttm")) if variant.calls else []:
            spans = labels.read_rttm(path)
            for channel, party in enumerate(PARTIES):
                # Where sori does not tell the parties apart, anyone's speech is each channel's.
                own = [span[:2] for span in spans if span[2] in (party, "speech")]
                labels.write_speech(out / f"{path.stem}.{channel + 1}.txt", own)

    def score(self, hypotheses, references, bridge, collar, *options):
        """The objects of `sori score --json`: one a recording, then the total."""
        lines = run([self.path, "score", hypotheses, references, "--json",
                     "--bridge", bridge, "--collar-per-side", collar, *options])
        return [json.loads(line) for line in lines.splitlines()]


class Python:
    """A detector from a Python package."""

    def __init__(self, name):
        self.name = name

    def command(self, *recordings, out):
        return [sys.executable, "-W", "ignore", "-m", "benchmark_detectors.detect", self.name, out,
                *recordings]

    def detect(self, variant, out):
        run(self.command(*sorted(p for p in variant.folder.iterdir() if p.suffix != ".txt"), out=out))
