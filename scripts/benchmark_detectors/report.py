"""The tables that people read."""
from benchmarking.page import number, percent, table


def speed(lines):
    rows = [[
        line["detector"], number(line["cpu_s"], 2), number(line["wall_s"], 2), number(line["start_cpu_s"], 2),
        number(line["x_real_time"], 0), number(line["peak_bytes"] / 2**20, 0)] for line in lines]
    return table(["detector", "CPU s", "wall s", "of which start-up, CPU s", "× real time", "peak MiB"], rows)


def accuracy(lines):
    rows = []
    for line in lines:
        offsets = [number(line[key], 0) for key in (
            "start_median_ms", "start_median_size_ms", "end_median_ms", "end_median_size_ms")]
        rows.append([
            f"{line['set']}, {line['form']}", line["detector"], percent(line["error_ratio"]),
            percent(line["miss_ratio"]), percent(line["false_alarm_ratio"]), percent(line["cost"]),
            f"{offsets[0]} / {offsets[1]}", f"{offsets[2]} / {offsets[3]}", str(line["recordings"])])
    header = ["set", "detector", "error %", "miss %", "false alarm %", "cost %",
              "start, ms: signed / size", "end, ms", "recordings"]
    return table(header, rows, left=2)


def not_speech(lines):
    kinds = sorted({line["kind_of_sound"] for line in lines})
    detectors = list(dict.fromkeys(line["detector"] for line in lines))
    found = {(line["detector"], line["kind_of_sound"]): line["called_speech_ratio"] for line in lines}
    rows = [[name] + [percent(found.get((name, kind))) for kind in kinds] for name in detectors]
    return table(["called speech, %"] + kinds, rows)


def markdown(machine, lines, command):
    """The section between the markers."""
    parts = [f"Measured on {machine['date']}: {machine['processor']}, one thread of it. "
             f"{', '.join(machine['versions'])}."]
    of = {kind: [line for line in lines if line["kind"] == kind] for kind in ("speed", "accuracy", "not_speech")}
    if of["speed"]:
        first = of["speed"][0]
        parts.append(
            f"**Speed and memory**: {first['audio_s'] // 60} minutes of two channels, 8 kHz, mu-law (the bundled "
            f"two-channel calls one after the other, repeated). Whole process, decoding included, median of "
            f"{first['runs']} runs in turn; × real time = length of the call ÷ CPU seconds. `sori` does all that "
            "`sori analyze` does, which is more than detection.")
        parts.append(speed(of["speed"]))
    if of["accuracy"]:
        bridged = of["accuracy"][0]["bridge_calls_s"]
        collar = of["accuracy"][0]["collar_per_side_s"]
        parts.append(
            f"**Accuracy**, collar {collar:g} s per side, calls after bridging {bridged:g} s on both sides; "
            "scored by `sori score`. Error = miss + false alarm, all ÷ reference speech; cost as in SCORING.md; "
            "offsets are medians, positive = late.")
        parts.append(accuracy(of["accuracy"]))
    if of["not_speech"]:
        parts.append("**Not speech**: share of the time of sounds without any speech.")
        parts.append(not_speech(of["not_speech"]))
    parts.append("```\n" + command + "\n```")
    return "\n\n".join(parts)
