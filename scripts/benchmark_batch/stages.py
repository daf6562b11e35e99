"""Where a run's time goes: samples of perf, each counted for the stage of the innermost function that tells."""
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

#: (stage, what a function's demangled name or its library's contains), the first that fits.
RULES = (
    ("hash", r"sha256|SHA256|Crypto"),
    ("decode", r"libsndfile|SoundFileReader|SndfileDecoder|DecoderInput|AudioIO\.|psf_"),
    ("resample", r"libsoxr|Resampler"),
    ("FFT", r"libfftw|RealFFT"),
    ("network", r"perf-\d+\.map|\[JIT\]|libdnnl|NeuralNets\.|SpeechNetwork|libgomp"),
    ("levels", r"Levels|LevelMeter|SpeechEnvelope|SpeechBandwidth|DigitalSilence|ActiveSpeechLevel|Clipping|Dropouts"
               r"|RecentSamples|ChannelChain|LoudnessMeter|libebur128"),
    ("features", r"ShortTimeAnalyzer|TonalityAnalyzer|EchoPathEstimator|MelFilterBank|BandLevel|FeatureExtractor"
                 r"|ChannelFeatures|LeakageMeter|MusicWindow|StationarySound"),
    ("decisions", r"VoiceActivity\.|Signal\.|Diarization\."),
    ("figures", r"CallMetrics\.|SpeechTimeline\."),
    ("output", r"Reporting\.|CallAnalysis\.|LineWriter|sori\."),
)
STAGES = tuple(dict.fromkeys(stage for stage, _ in RULES)) + ("start and system",)
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
    top = [{"function": readable(*frame), "share": count / total} for frame, count in own.most_common(15)]
    return {"shares": {stage: stages[stage] / total for stage in STAGES}, "top": top}, None


def readable(name, library):
    """A Swift function by its types and name; others with their library."""
    words = re.sub(r"\(.*|generic specialization <.*?> of |closure #\d+ .*? in |function signature \w+ of |"
                   r"merged |implicit |partial apply .*? for |@objc ", "", name).strip()
    return words if "." in words else f"{words} ({Path(library).name})"
