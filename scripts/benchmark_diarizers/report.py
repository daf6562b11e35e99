"""The tables that people read."""
from benchmarking.page import number, percent, table


def accuracy(lines):
    header = ["set", "program", "speakers", "DER % 0 / 0.25", "miss %", "false alarm %", "confusion %",
              "number right", "silence off, pp", "overlap off, pp", "calls"]
    rows = [[
        line["set"], line["program"], line["speakers"],
        f"{percent(line['der_ratio'])} / {percent(line['der_collar_ratio'])}",
        percent(line["miss_ratio"]), percent(line["false_alarm_ratio"]), percent(line["confusion_ratio"]),
        f"{line['right_count']} of {line['calls']}", number(line["silence_pp"]), number(line["overlap_pp"]),
        str(line["calls"])] for line in lines]
    return table(header, rows, left=3)


def speed(lines):
    header = ["set", "program", "speakers", "CPU s", "wall s", "× real time", "peak MiB"]
    rows = [[
        line["set"], line["program"], line["speakers"], number(line["cpu_s"]), number(line["wall_s"]),
        number(line["x_real_time"], 0), number(line["peak_bytes"] / 2**20, 0)] for line in lines]
    return table(header, rows, left=3)


def markdown(machine, lines, command):
    """The section between the markers."""
    minutes = {line["set"]: line["audio_s"] / 60 for line in lines}
    lengths = ", ".join(f"{name} {number(length)} min" for name, length in minutes.items())
    return "\n\n".join([
        f"Measured on {machine['date']}: {machine['processor']}, one thread of it. "
        f"{', '.join(machine['versions'])}. One channel; {lengths}.",
        "**Accuracy**, overlap scored, by `sori score`: DER without collar / with 0.25 s per side, its parts "
        "without. `speakers`: told their number, or counting (`auto`). Off by: mean size over calls.",
        accuracy(lines),
        "**Cost** of the same runs, whole processes, start-up and decoding included; × real time = length ÷ "
        "CPU seconds. `sori` does all that `sori analyze` does.",
        speed(lines), "```\n" + command + "\n```"])
