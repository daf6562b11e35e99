"""The model card's figures: detection error of sori on labelled recordings under many conditions.

    cd scripts
    PYTHON -m detector_trainer.figures --sori BIN --set FOLDER ... --not-speech FOLDER --card ../models/speech.md

PYTHON has requirements.txt; Opus needs ffmpeg. Sets are folders as `scripts/benchmark-detectors` takes
them; copies of their recordings (quieter, through codecs, as telephone) keep the labels. Everything is
scored by `sori score`. Prints Markdown, or puts it between the markers of the card.
"""
import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmark_detectors import audio, material, programs
from benchmark_detectors.report import number, percent, table

BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
LEVELS_DB = (-10, -20)
OPUS = "Opus 12 kbit/s"
#: libsndfile's names; Opus goes through ffmpeg.
CODECS = {"8 kHz, 16 bit": "PCM_16", "mu-law": "ULAW", "A-law": "ALAW", "GSM": "GSM610", OPUS: None}
BRIDGE_SECONDS = 0.3  # calls and their mixes, on both sides: as their references are made
THIRDS = ("low", "middle", "high")


def options():
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="detector_trainer.figures", description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sori", type=Path, required=True)
    parser.add_argument("--set", action="append", dest="sets", required=True, metavar="FOLDER")
    parser.add_argument("--not-speech", metavar="FOLDER", help="recordings without speech")
    parser.add_argument("--config", type=Path, help="settings of sori's; SORI_MODELS names another folder of models")
    parser.add_argument("--card", type=Path, help="page whose figures are written anew")
    return parser.parse_args()


def through_opus(source, target):
    """Writes a recording as 12 kbit/s Opus (voip, 8 kHz) leaves it; ffmpeg takes off the codec's delay."""
    coded = target.with_suffix(".opus")
    quiet = ["ffmpeg", "-v", "error", "-y", "-i"]
    subprocess.run([*quiet, source, "-ac", "1", "-ar", "8000", "-c:a", "libopus", "-b:a", "12k",
                    "-application", "voip", coded], check=True)
    subprocess.run([*quiet, coded, "-ar", "8000", target], check=True)
    coded.unlink()


def copied(base, folder, write):
    """A variant with a copy of each recording: `write` maps (path, path of the copy)."""
    copy = material.Variant(base.set_name, folder.name, material.make_folder(folder), base.is_calls)
    for path in audio.recordings(base.folder):
        write(path, copy.folder / f"{path.stem}.wav")
        shutil.copyfile(base.folder / f"{path.stem}.speech.txt", copy.folder / f"{path.stem}.speech.txt")
    return copy


def quieter(level_db):
    """A writer of copies at this level."""
    def write(source, target):
        samples, rate = audio.read(source)
        audio.write(target, samples * 10 ** (level_db / 20), rate)
    return write


def through(codec):
    """A writer of copies at 8 kHz through a codec."""
    if codec == OPUS:
        return through_opus

    def write(source, target):
        samples, rate = audio.read(source)
        narrow = audio.resampled(samples[:, 0], rate, audio.TELEPHONE_RATE)
        audio.write(target, narrow, audio.TELEPHONE_RATE, subtype=CODECS[codec])
    return write


class Measured:
    """sori over variants of the sets, each measured once."""

    def __init__(self, given, work):
        self.sori = programs.Sori(given.sori, given.config, work)
        self.work, self.found = work, {}

    def score(self, variant, *given, collar=0.0):
        """The objects of `sori score --json` for what is found in a variant: recordings, then the total."""
        if variant.folder not in self.found:
            found = material.make_folder(self.work / "found" / str(len(self.found)))
            self.sori.detect(variant, found)
            self.found[variant.folder] = found
        bridge = BRIDGE_SECONDS if variant.is_calls else 0
        return self.sori.score(
            self.found[variant.folder], variant.folder, bridge, collar, "--missing-is-empty", *given)

    def error(self, variant):
        """Detection error in percent, as text."""
        return percent(self.score(variant)[-1]["detection"]["error_ratio"])


def sets_table(measured, sets):
    """Every set in every form: error, its parts, edges, and the error with a collar."""
    rows = []
    for variant in sets:
        found = measured.score(variant)[-1]["detection"]
        collared = measured.score(variant, collar=0.05)[-1]["detection"]
        edges = [f"{number(found[f'{side}_median_ms'], 0)} / {number(found[f'{side}_median_size_ms'], 0)}"
                 for side in ("start", "end")]
        rows.append([f"{variant.set_name}, {variant.form}", percent(found["error_ratio"]),
                     percent(found["miss_ratio"]), percent(found["false_alarm_ratio"]),
                     percent(collared["error_ratio"]), *edges, number(found["reference_s"] / 60, 1)])
    return table(["set", "error %", "miss %", "false alarm %", "error % with 50 ms collar",
                  "starts, ms: signed / size", "ends, ms", "speech, min"], rows)


def copies_table(measured, bases, work, copies):
    """Error of each base and of its copies: `copies` maps a column to a writer."""
    rows = []
    for base in bases:
        row = [f"{base.set_name}, {base.form}", measured.error(base)]
        for index, write in enumerate(copies.values()):
            row.append(measured.error(copied(base, work / f"{base.set_name}-{index}", write)))
        rows.append(row)
    return table(["error %", "as it is", *copies], rows)


def pitch_table(measured, sources, sets):
    """Recall of low, middle and high voices; two-channel calls by the party on each channel."""
    rows = []
    for source in sources:
        variant = next(one for one in sets if one.set_name == source.name)
        calls = next((one.calls for one in sets if one.set_name == source.name and one.calls), None)
        for path in audio.recordings(calls) if calls else []:
            shutil.copyfile(source / f"{path.stem}.rttm", calls / f"{path.stem}.rttm")
        bridge = BRIDGE_SECONDS if variant.is_calls else 0
        lines = programs.run([
            measured.sori.path, "score", "--run", calls or variant.folder, "--config",
            measured.sori.configuration, "--bridge", bridge, "--by-pitch", "--json"]).splitlines()
        found = programs.json.loads(lines[-1])["by_pitch"]
        rows.append([source.name, *pitch_cells(found)])
    return table(["recall %", *(f"{third} (median F0, Hz)" for third in THIRDS), "spread, points"], rows)


def pitch_cells(found):
    """Recall of each third with its range of pitch, then the spread."""
    for third in THIRDS:
        one = found[third]
        yield (f"{percent(one['recall_ratio'])} ({number(one['pitch_lowest_hz'], 0)}"
               f"–{number(one['pitch_highest_hz'], 0)}; {one['voice_count']} voices)")
    yield percent(found["recall_spread_ratio"])


def not_speech_table(measured, source, work):
    """The share of the time that is called speech, by kind: the file name up to the first hyphen."""
    folder = material.make_folder(work / "not-speech")
    for path in audio.recordings(source):
        shutil.copyfile(path, folder / path.name)
    sums = {}
    for file in measured.score(material.Variant("not-speech", "as is", folder, False),
                               "--unlabelled-is-silent")[:-1]:
        entry = sums.setdefault(Path(file["file"]).name.split("-")[0], [0.0, 0.0])
        entry[0] += file["detection"]["false_alarm_s"]
        entry[1] += file["detection"]["scored_s"]
    kinds = sorted(sums)
    row = ["called speech, %", *(percent(sums[kind][0] / sums[kind][1]) for kind in kinds)]
    return table(["sound", *kinds], [row])


def figures(given, work):
    """The Markdown between the markers."""
    sets, sources = [], [Path(folder) for folder in given.sets]
    for source in sources:
        sets += material.prepare(source, work / "sets", telephone=True)[0]
    bases = [one for one in sets if one.form in ("as is", "mono mix")]
    measured = Measured(given, work)
    copies = work / "copies"
    parts = [
        "Detection error = (miss + false alarm) ÷ reference speech, no collar unless said; calls after "
        "bridging 0.3 s on both sides. Offsets are medians, positive = late.",
        sets_table(measured, sets),
        "**Quieter copies**, 16 bit:",
        copies_table(measured, bases, copies / "levels", {f"{db} dB": quieter(db) for db in LEVELS_DB}),
        "**Through codecs**, 8 kHz:",
        copies_table(measured, bases, copies / "codecs", {codec: through(codec) for codec in CODECS}),
        "**By pitch of the voice**, thirds of each set:",
        pitch_table(measured, sources, sets)]
    if given.not_speech:
        parts += ["**Not speech**:", not_speech_table(measured, Path(given.not_speech), work)]
    return "\n\n".join(parts)


def main():
    """Measures, then prints or writes."""
    given = options()
    with tempfile.TemporaryDirectory(prefix="figures-") as folder:
        text = figures(given, Path(folder))
    if given.card is None:
        print(text)
        return
    page = given.card.read_text(encoding="utf-8")
    if page.count(BEGIN) != 1 or page.count(END) != 1:
        sys.exit(f"figures: {given.card} needs one {BEGIN} and, after it, one {END}")
    head, tail = page.split(BEGIN)[0], page.split(END)[1]
    given.card.write_text(f"{head}{BEGIN}\n{text}\n{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
