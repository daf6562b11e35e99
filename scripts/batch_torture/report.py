"""The tables that people read."""
from benchmarking.page import number, table


def kills(lines):
    """One row a form of batch, and their sum."""
    header = ["form", "kills", "at start", "any time", "at a write", "at the end", "torn ends repaired", "rounds",
              "lost", "doubled", "torn", "different", "identical"]

    def row(name, some):
        def total(key):
            return sum(line[key] for line in some)

        moments = [sum(line["kills_by_moment"].get(kind, 0) for line in some)
                   for kind in ("start", "any time", "a write", "the end")]
        different = sum(sum(line["different"].values()) for line in some)
        return [name, *map(str, [total("kills"), *moments, total("torn_ends_repaired"), total("rounds"),
                                 total("lost"), total("doubled"), total("torn"), different]),
                f"{total('identical')} of {total('rounds')}"]

    rows = [row(line["form"], [line]) for line in lines] + [row("all", lines)]
    complaints = [f"- {line['form']}: {text}" for line in lines for text in line["complaints"]]
    return "\n".join([table(header, rows), *([""] + complaints if complaints else [])])


def faults(lines):
    """One row a fault."""
    word = {True: "yes", False: "**no**", None: "skipped"}
    rows = [[line["fault"], line["promise"], line["observed"], str(line["exit_code"]),
             number(line["seconds"]), word[line["is_as_promised"]]] for line in lines]
    return table(["fault", "promised", "observed", "exit", "s", "so"], rows, left=3)
