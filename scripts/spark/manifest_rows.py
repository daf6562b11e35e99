"""The rows of a manifest as lines for `sori worker`, and their division into tasks of equal work."""

import csv
import heapq
import json
import math
import os
from typing import NamedTuple

# A telephone recording of this many bytes (64 kbit/s) is a second long: G.711, ITU-T G.711 (1988).
BYTES_PER_SECOND = 8000
# What an input costs that holds nothing, or cannot be opened: starting on it.
LEAST_SECONDS = 1.0


class Row(NamedTuple):
    """One input: its place in the manifest, counted from 1, its line, and what it will cost."""

    number: int
    line: bytes
    seconds: float


def read_manifest(path: str) -> list:
    """Every row of the manifest, in order; blank lines are none. The extension tells the format, as
    `sori analyze --manifest` has it.

    Raises ValueError where a CSV has no column `path`, OSError where it cannot be read.
    """
    folder = os.path.dirname(os.path.abspath(path))
    json_lines = path.lower().endswith((".jsonl", ".ndjson", ".json"))
    lines = _json_rows(path) if json_lines else _csv_rows(path)
    return [
        Row(number, line, _seconds(fields, folder))
        for number, (line, fields) in enumerate(lines, start=1)
    ]


def _json_rows(path: str):
    with open(path, "rb") as manifest:
        for index, line in enumerate(manifest):
            if index == 0:
                line = line.removeprefix(b"\xef\xbb\xbf")
            line = line.strip(b" \r\n")
            if not line:
                continue
            try:
                fields = json.loads(line)
            except ValueError:
                fields = {}
            yield line, fields if isinstance(fields, dict) else {}


def _csv_rows(path: str):
    # What is not UTF-8 goes through as it came; sori says so in the record.
    with open(path, encoding="utf-8-sig", errors="surrogateescape", newline="") as manifest:
        rows = csv.reader(manifest)
        header = [name.strip().lower() for name in next(rows, [])]
        if "path" not in header:
            raise ValueError(f"{path}: no column \"path\"; columns are: {', '.join(header)}")
        for row in rows:
            if not row:
                continue
            fields = {name: value.strip() for name, value in zip(header, row) if value.strip()}
            line = json.dumps(fields, ensure_ascii=False, sort_keys=True)
            yield line.encode("utf-8", errors="surrogateescape"), fields


def _seconds(fields: dict, folder: str) -> float:
    """Seconds of audio, by the manifest's `duration_s`, else by the file's size; files that are not
    there cost what starting costs."""
    try:
        seconds = float(fields["duration_s"])
    except (KeyError, TypeError, ValueError):
        seconds = math.nan
    if math.isfinite(seconds):
        return max(LEAST_SECONDS, seconds)
    try:
        size = os.stat(os.path.join(folder, str(fields["path"]))).st_size
    except (KeyError, OSError, ValueError):
        size = 0
    return max(LEAST_SECONDS, size / BYTES_PER_SECOND)


def divide(rows: list, count: int) -> list:
    """At most `count` lists of rows of about equal seconds: longest first, each to the list with the
    least so far. The longest list is at most a third longer than it has to be (Graham 1969).

    Each list keeps the manifest's order; none is empty; the same rows give the same lists.
    """
    bins = [(0.0, index, []) for index in range(max(1, min(count, len(rows))))]
    for row in sorted(rows, key=lambda row: (-row.seconds, row.number)):
        seconds, index, members = heapq.heappop(bins)
        members.append(row)
        heapq.heappush(bins, (seconds + row.seconds, index, members))
    return [sorted(members) for _, _, members in sorted(bins, key=lambda each: each[1]) if members]
