"""Noise of the material: recorded sounds of ten kinds."""
import soundfile
from fixture_maker.audio import resample

from .bank import RATE, BankWriter, is_held_out


def noise(training, quick=False):
    """(the bank of noise, no versions): clips that were cut from one recording are one group."""
    bank = BankWriter("noise")
    for path in sorted((training / "noise").glob("*.flac"))[:12 if quick else None]:
        samples, rate = soundfile.read(path)
        source = "esc10-" + path.stem.split("-")[1]  # fold-SOURCE-take
        bank.add(resample(samples - samples.mean(), rate, RATE), source, "esc10",
                 is_held_out(source, 0.15), clip=path.stem)
    return bank, {}
