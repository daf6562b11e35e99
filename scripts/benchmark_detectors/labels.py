"""Label files: who spoke when, in seconds."""


def read_rttm(path):
    """Spans (start, end, speaker) in order of time."""
    spans = []
    for line in path.read_text().splitlines():
        fields = line.split()
        if fields and fields[0] == "SPEAKER":
            start = float(fields[3])
            spans.append((start, start + float(fields[4]), fields[7]))
    return sorted(spans)


def read_speech(path):
    """Spans (start, end, "speech") of a file of starts and ends."""
    spans = []
    for line in path.read_text().splitlines():
        fields = line.replace(",", " ").split()
        if fields and fields[0][0] not in "#;":
            spans.append((float(fields[0]), float(fields[1]), "speech"))
    return sorted(spans)


def read_beside(recording, suffix=""):
    """The labels beside a recording, whose name they bear without `suffix`; None without any."""
    stem = recording.stem.removesuffix(suffix)
    for ending, reader in ((".rttm", read_rttm), (".speech.txt", read_speech)):
        path = recording.with_name(stem + ending)
        if path.exists():
            return reader(path)
    return None


def write_speech(path, spans):
    """One start and end a line, in order of time."""
    path.write_text("".join(f"{start:.3f} {end:.3f}\n" for start, end in sorted(spans)))
