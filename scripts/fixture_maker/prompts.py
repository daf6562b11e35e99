"""Recorded human voices: the telephone prompts that Debian packages for Asterisk."""
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

from .audio import RATE, read_wav, resample
from .call import Stem

SOUNDS = Path("/usr/share/asterisk/sounds")
# voice: (folder, files in it). One recorded person each.
VOICES = {
    "en-allison": ("en_US_f_Allison", "**/*.wav"),
    "es-allison": ("es_MX_f_Allison", "**/*.wav"),
    "fr-june": ("fr_CA_f_June", "**/*.wav"),
    "it-menardi": ("it_IT_f_Menardi", "**/*.wav"),
    "it-carlo": ("it_IT_m_Carlo", "**/*.wav"),
    "ru-topal": ("ru_RU_f_IvrvoiceRU", "**/*.wav"),
    "es-co": ("es", "**/*.gsm"),
    "fr-armelle": ("fr", "**/*.gsm"),
}
NOT_SPEECH = ("silence", "beep", "tone", "ring", "screech", "monkeys", "conf-enteringno",
              "ascii-", "music", "barge", "tt-", "hello-world")


def is_prompt(path):
    """Whether a file of the packages is a person speaking."""
    name = "/".join(path.parts[-2:])
    return not any(word in name for word in NOT_SPEECH)


def decoded(path):
    """Samples at 8 kHz; GSM files go through sox."""
    if path.suffix == ".wav":
        samples, rate = read_wav(path)
        return resample(samples, rate, RATE)
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        subprocess.run(["sox", "-D", str(path), "-b", "16", file.name], check=True)
        return read_wav(file.name)[0]


@lru_cache(maxsize=None)
def stems(voice):
    """Every prompt of a voice as a stem of at least 0.15 s of speech."""
    folder, pattern = VOICES[voice]
    out = []
    for path in sorted((SOUNDS / folder).glob(pattern)):
        samples = decoded(path) if is_prompt(path) else np.zeros(0)
        if len(samples) < RATE // 8 or np.max(np.abs(samples)) < 0.02:
            continue
        stem = Stem.of(samples - samples.mean())
        if stem.speech and sum(end - start for start, end in stem.speech) >= 150:
            out.append(stem)
    return out


@lru_cache(maxsize=4)
def person(voice, shift):
    """The stems of a voice spoken `shift` / 100 times as fast and high: another person."""
    if shift == 100:
        return stems(voice)
    return [Stem.of(resample_poly(stem.samples, 100, shift)) for stem in stems(voice)]
