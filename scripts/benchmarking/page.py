"""Tables and sections of pages that people read."""


def table(header, rows, left=1):
    """A Markdown table; `left` columns begin together, others end together."""
    rule = [" --- " if index < left else " --: " for index in range(len(header))]
    lines = ["| " + " | ".join(header) + " |", "|" + "|".join(rule) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def number(value, places=1):
    return "–" if value is None else f"{value:,.{places}f}"


def percent(ratio):
    return "–" if ratio is None else f"{100 * ratio:.1f}"


def insert(path, section, program, title):
    """Puts the section between the program's markers in the page at `path`, which is made where there is none."""
    begin, end = f"<!-- {program}: begin -->", f"<!-- {program}: end -->"
    text = path.read_text() if path.exists() else f"# {title}\n\n{begin}\n{end}\n"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise SystemExit(f"{program}: {path} needs one {begin} and, after it, one {end}")
    head, rest = text.split(begin)
    path.write_text(f"{head}{begin}\n{section}\n{end}{rest.split(end)[1]}")
