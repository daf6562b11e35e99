"""The tables that people read."""
from benchmarking.page import number, percent, table


def mebibytes(count):
    return number(count / 2**20, 0)


def library(lines):
    if not lines:
        return ""
    found = lines[0]
    forms = "; ".join(f"{name}: {count}" for name, count in sorted(found["forms"].items()))
    return (f"The library: {found['calls']} calls, {found['audio_s'] / 3600:.1f} hours, median "
            f"{found['median_s']:.0f} s, longest {found['longest_s'] / 60:.0f} min, {found['two_channels']} of two "
            f"channels ({forms}).")


def compared(lines):
    rows = [[line["program"], line["calls"], str(line["jobs"]), number(line["wall_s"], 1), number(line["cpu_s"], 1),
             number(line["x_real_time"], 0), number(line["x_real_time_per_core"], 0), mebibytes(line["peak_bytes"])]
            for line in lines]
    return table(["program", "calls", "jobs", "wall s", "CPU s", "× real time", "per CPU second",
                  "peak MiB, largest process"], rows, left=2)


def ratio(value):
    return "–" if value is None else number(value, 3)


def counted(lines):
    rows = [[f"{line['calls']:,}", str(line["jobs"]), number(line["wall_s"], 2), number(line["cpu_s"], 2),
             number(line["cpu_ms_per_call"], 2), ratio(line["cpu_ratio"]), mebibytes(line["peak_bytes"]),
             ratio(line["peak_ratio"])] for line in lines]
    return table(["calls", "jobs", "wall s", "CPU s", "CPU ms a call", "÷ that at 1,000", "peak MiB",
                  "÷ that at 1,000"], rows, left=0)


def given_as(lines):
    rows = [[line["as"], f"{line['calls']:,}", number(line["wall_s"], 2), number(line["cpu_s"], 2),
             number(line["cpu_ms_per_call"], 2), ratio(line["cpu_ratio"]), mebibytes(line["peak_bytes"]),
             ratio(line["peak_ratio"])] for line in lines]
    return table(["given as", "calls", "wall s", "CPU s", "CPU ms a call", "÷ that at 1,000", "peak MiB",
                  "÷ that at 1,000"], rows)


def lasting(lines):
    rows = [[f"{line['audio_s']:,}", number(line["wall_s"], 2), number(line["cpu_s"], 2),
             number(line["x_real_time_per_core"], 0), mebibytes(line["peak_bytes"])] for line in lines]
    return table(["length, s", "wall s", "CPU s", "× real time per core", "peak MiB"], rows, left=0)


def cores(lines):
    rows = [[str(line["jobs"]), number(line["one_wall_s"], 2), number(line["all_wall_s"], 2),
             number(line["speedup"], 2), number(line["speedup_of_processes"], 2),
             number(line["x_real_time"], 0)] for line in lines]
    return table(["cores", "1 job, wall s", "1 job a core, wall s", "times as fast", "separate processes",
                  "× real time"], rows, left=0)


def staged(lines):
    if not lines:
        return ""
    found = lines[0]
    shares = table(["stage", "% of CPU time"], [[stage, percent(share)] for stage, share in found["shares"].items()])
    top = table(["function", "% itself"], [[f"`{line['function'].replace('|', '/')}`", percent(line["share"])]
                                           for line in found["top"]])
    return (f"{found['calls']} calls of an hour on one core: {number(found['x_real_time_per_core'], 0)} × real time."
            f"\n\n{shares}\n\n{top}")


SECTIONS = (
    ("program", "Programs", compared, "Whole processes; × real time is audio ÷ wall seconds."),
    ("count", "Number of calls", counted, "The same short calls of two channels (2 to 10 s), in a flat folder."),
    ("inputs", "Ways to give them", given_as, ""),
    ("length", "Length", lasting, "One call of two channels, 8 kHz, mu-law, one job."),
    ("cores", "Cores", cores, "Calls of an hour, two channels; *separate processes*: one a core, one job each, which "
                              "is what the machine itself gives."),
    ("stages", "Stages", staged, "Samples of `perf`, each counted for the innermost function that belongs to a "
                                 "stage."),
)


def markdown(machine, lines, command):
    """The section between the markers."""
    parts = [f"Measured on {machine['date']}: {machine['processor']}, {machine['processors']} cores. "
             f"{', '.join(machine['versions'])}."]
    if described := library([line for line in lines if line["kind"] == "library"]):
        parts.append(described)
    for kind, title, show, words in SECTIONS:
        if own := [line for line in lines if line["kind"] == kind]:
            parts += [f"**{title}.** {words}".strip(), show(own)]
    return "\n\n".join([*parts, "```\n" + command + "\n```"])
