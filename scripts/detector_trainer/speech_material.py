"""Speech of the material: recorded sentences, recorded telephone prompts, synthesizers.

Every sound is labelled on the recording as it is, at its own rate, and then taken to 8 kHz by a
linear-phase resampler, so that labels keep their edges.
"""
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile
from fixture_maker import prompts
from fixture_maker.audio import read_wav, resample

from .bank import RATE, BankWriter
from .phrases import ENGLISH, KOREAN, OTHERS
from .speech_labels import relative_floor, speech_labels

# voice of fixture_maker.prompts: (package, person). One person speaks English and Spanish.
PROMPTS = {
    "en-allison": ("asterisk-core-sounds-en-wav", "Allison Smith"),
    "es-allison": ("asterisk-core-sounds-es-wav", "Allison Smith"),
    "fr-june": ("asterisk-core-sounds-fr-wav", "June Wallack"),
    "it-menardi": ("asterisk-prompt-it-menardi-wav", "Paola Dal Zot"),
    "it-carlo": ("asterisk-core-sounds-it-wav", "Carlo Flora"),
    "ru-topal": ("asterisk-core-sounds-ru-wav", "ivrvoice.ru"),
    "es-co": ("asterisk-prompt-es-co", "July E. Jimenez"),
    "fr-armelle": ("asterisk-prompt-fr-armelle", "Armelle Desjardins"),
}
HELD_OUT_PERSON = "Armelle Desjardins"  # one of seven; the others have more to teach
SHORTEST_SPEECH = 15  # frames; what holds less is no prompt
FLITE = ("awb", "kal16", "rms", "slt")
FESTIVAL = ("voice_kal_diphone", "voice_ked_diphone", "voice_cmu_us_slt_arctic_hts")
ESPEAK_KOREAN = ("", "+f1", "+f2", "+f3", "+f4", "+f5", "+m1", "+m2", "+m3", "+m4", "+m5", "+m7",
                 "+Annie", "+Michael", "+Andy", "+klatt3", "+linda", "+steph")


def add(bank, samples, rate, group, origin, held_out=None, quiet_db=0.0, **about):
    """Labels a clean recording and puts it into the bank at 8 kHz, unless nobody speaks in it."""
    samples = samples - np.mean(samples)
    labels = speech_labels(samples, rate, quiet_db=quiet_db)
    if labels.sum() >= SHORTEST_SPEECH:
        bank.add(resample(samples, rate, RATE), group, origin, held_out, labels=labels, **about)


def add_sentences(bank, training, limit):
    """The read sentences, one a speaker."""
    for path in sorted((training / "speech").glob("*.ogg"))[:limit]:
        samples, rate = soundfile.read(path)
        speaker = path.stem.split("_")[1]
        add(bank, samples, rate, f"librispeech-{speaker}", "librispeech", language="en")


def add_prompts(bank, limit):
    """The telephone prompts of every voice that Debian packages."""
    for voice, (package, person) in PROMPTS.items():
        folder, pattern = prompts.VOICES[voice]
        paths = [path for path in sorted((prompts.SOUNDS / folder).glob(pattern))
                 if prompts.is_prompt(path)]
        if not paths:
            raise FileNotFoundError(f"{prompts.SOUNDS / folder}: no prompts; is {package} installed?")
        recordings = [recording for recording in map(prompt, paths[:limit])
                      if len(recording[0]) > recording[1] // 8
                      and np.max(np.abs(recording[0])) > 0.02]
        # Many prompts are cut so tight that the floor shows only in others of the same voice.
        quiet_db = np.percentile([relative_floor(*recording) for recording in recordings], 25)
        for samples, rate in recordings:
            add(bank, samples, rate, f"prompts-{person}", package,
                held_out=person == HELD_OUT_PERSON, quiet_db=quiet_db, language=voice[:2])


def prompt(path):
    """(samples, rate) of a prompt, without a constant offset."""
    samples, rate = (read_wav(path) if path.suffix == ".wav" else (prompts.decoded(path), RATE))
    return samples - np.mean(samples) if len(samples) else samples, rate


def spoken(command, text=None):
    """(samples, rate) of what a synthesizer writes; `command` maps a path to its arguments."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder, "speech.wav"))
        subprocess.run(command(path), input=text, check=True, capture_output=True, text=True)
        return read_wav(path)


def espeak(voice, text, pitch, speed):
    """(samples, rate) of espeak-ng; pitch 0 to 99, speed in words a minute."""
    return spoken(lambda path: ["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(speed),
                                "-w", path, text])


def add_synthesized(bank, limit, seed=1):
    """Synthesizers: Korean and other languages that no recording here covers, some English."""
    rng = np.random.default_rng([seed, 3])
    for variant in ESPEAK_KOREAN[:limit]:
        for text in rng.choice(KOREAN, 14, replace=False)[:limit]:
            sound = espeak("ko" + variant, str(text), int(rng.integers(25, 75)),
                           int(rng.integers(120, 190)))
            add(bank, *sound, f"espeak-ko{variant}", "espeak-ng", language="ko", synthesized=True)
    for language, texts in list(OTHERS.items())[:limit]:
        for text in texts:
            variant = str(rng.choice(ESPEAK_KOREAN[1:12]))
            sound = espeak(language + variant, text, int(rng.integers(25, 75)),
                           int(rng.integers(120, 190)))
            add(bank, *sound, f"espeak-{language}{variant}", "espeak-ng", language=language,
                synthesized=True)
    for index, text in enumerate(ENGLISH[:limit]):
        voice = FLITE[index % len(FLITE)]
        stretch = f"duration_stretch={rng.uniform(0.85, 1.2):.2f}"
        sound = spoken(lambda path: ["flite", "-voice", voice, "--setf", stretch, "-o", path,
                                     "-t", text])
        add(bank, *sound, f"flite-{voice}", "flite", language="en", synthesized=True)
        voice = FESTIVAL[index % len(FESTIVAL)]
        sound = spoken(lambda path: ["text2wave", "-eval", f"({voice})", "-o", path], text)
        add(bank, *sound, f"festival-{voice[6:]}", "festival", language="en", synthesized=True)


def speech(training, quick=False):
    """(the bank of speech, versions of packages that are not installed: none)."""
    bank, limit = BankWriter("speech"), 4 if quick else None
    add_sentences(bank, training, 12 if quick else None)
    add_prompts(bank, limit)
    add_synthesized(bank, limit)
    return bank, {}
