"""Where a run's time goes: samples of perf, each counted for the stage of the innermost function that tells."""
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

#: (stage, what a function's mangled name or its library's contains), the first that fits.
RULES = (
    ("hash", r"sha256|HashedFile4load|\$s6Crypto"),
    ("decode", r"libsndfile|\$s7AudioIO(?!.*Resampler)"),
    ("resample", r"libsoxr|Resampler"),
    ("FFT", r"libfftw|RealFFT"),
    ("network", r"perf-\d+\.map|libdnnl|libgomp|\$s10NeuralNets|SpeechNetwork"),
    ("levels", r"LevelMeter|SpeechEnvelope|SpeechBandwidth|DigitalSilence|ActiveSpeechLevel|Clipping|Dropouts"
               r"|RecentSamples|ChannelChain|Loudness|libebur128"),
    ("features", r"\$s6Signal|FeatureExtractor|ChannelFeatures|LeakageMeter|ChannelSums|MusicWindow|StationarySound"),
    ("decisions", r"\$s13VoiceActivity|\$s11Diarization"),
    ("figures", r"\$s11CallMetrics|\$s14SpeechTimeline"),
    ("output", r"\$s9Reporting|\$s12CallAnalysis|\$s4sori"),
)
STAGES = tuple(dict.fromkeys(stage for stage, _ in RULES)) + ("start and system",)
#: Functions that are named.
TOP = 15
COMPILED = [(stage, re.compile(pattern)) for stage, pattern in RULES]


def stage_of(frames):
    """The stage of a stack, innermost frame first: (name, library) each."""
    for name, library in frames:
        for stage, pattern in COMPILED:
            if pattern.search(name) or pattern.search(library):
                return stage
    return STAGES[-1]


def stacks(text):
    """The stacks of `perf script -F ip,sym,dso`: a frame a line, an empty line between."""
    frames = []
    for line in text.splitlines():
        fields = line.split(None, 1)
        if not fields:
            if frames:
                yield frames
            frames = []
        elif len(fields) == 2:
            name, _, library = fields[1].rpartition(" (")
            frames.append((name, library.rstrip(")")))
    if frames:
        yield frames


def shares(command, frequency=1999):
    """Stage → share of CPU time, and the functions that take most themselves, as (name, share)."""
    if not shutil.which("perf"):
        return None, "there is no perf"
    with tempfile.TemporaryDirectory(prefix="benchmark-perf-") as folder:
        data = Path(folder, "perf.data")
        record = ["perf", "record", "-q", "-e", "cpu-clock", "-F", str(frequency), "--call-graph", "fp", "-o", data]
        result = subprocess.run([*record, "--", *command], capture_output=True, text=True)
        if result.returncode != 0:
            return None, f"perf: {result.stderr.strip()}"
        text = subprocess.run(["perf", "script", "-i", data, "-F", "ip,sym,dso"], capture_output=True,
                              text=True, errors="replace").stdout
    stages, own, total = Counter(), Counter(), 0
    for frames in stacks(text):
        stages[stage_of(frames)] += 1
        own[frames[0]] += 1
        total += 1
    if total == 0:
        return None, "perf took no samples"
    names = demangled([name for (name, _), _ in own.most_common(TOP)])
    top = [{"function": name if name.startswith("$") or "." in name else f"{name} ({Path(library).name})",
            "share": count / total} for name, ((_, library), count) in zip(names, own.most_common(TOP))]
    return {"shares": {stage: stages[stage] / total for stage in STAGES}, "top": top}, None


def demangled(names):
    """Swift's names as people write them, where there is a `swift` to do it."""
    if not shutil.which("swift"):
        return names
    text = subprocess.run(["swift", "demangle", "--simplified", "--compact", *names], capture_output=True,
                          text=True).stdout.splitlines()
    return [re.sub(r"\(.*|.* (of|in|for) (?=\S+$)", "", line) for line in text] if len(text) == len(names) else names
