"""Reads CTranslate2's `model.bin`: the tensors of a model by name. No code in it is run; sizes are bounded.

Version 6, little-endian, nothing aligned (the order of the fields is that of CTranslate2's own
`model_spec.py`):

    u32 6 | text specification | u32 revision | u32 count
    { text name | u8 rank | u32 dimensions[rank] | u8 kind | u32 bytes | data } * count
    u32 count | { text alias | text name } * count            text: u16 length with the closing NUL, bytes
"""
import struct

import numpy

from .errors import InstallationError

VERSION = 6
#: By CTranslate2's number of a kind of tensor.
KINDS = {0: "<f4", 1: "i1", 2: "<i2", 3: "<i4", 4: "<f2"}
#: More tensors or dimensions than any Whisper model has.
MOST_TENSORS, MOST_DIMENSIONS = 10_000, 4


class Reader:
    """Takes fields from the front of some bytes."""

    def __init__(self, content):
        self.content = memoryview(content)
        self.offset = 0

    def bytes(self, count):
        end = self.offset + count
        if end > len(self.content):
            raise InstallationError(
                f"model.bin: ends at {len(self.content)}, expected {count} bytes from {self.offset}")
        self.offset, taken = end, self.content[self.offset:end]
        return taken

    def number(self, kind):
        return struct.unpack(f"<{kind}", self.bytes(struct.calcsize(f"<{kind}")))[0]

    def text(self):
        content = bytes(self.bytes(self.number("H")))
        if not content.endswith(b"\0"):
            raise InstallationError(f"model.bin: a name before byte {self.offset} does not end in NUL")
        return content[:-1].decode("utf-8", "replace")


def tensors(content, specification):
    """The arrays of `model.bin`'s bytes by name, if it holds a model of that specification."""
    reader = Reader(content)
    version, found = reader.number("I"), reader.text()
    if (version, found) != (VERSION, specification):
        raise InstallationError(
            f"model.bin: version {version} of {found}, expected version {VERSION} of {specification}")
    reader.number("I")
    count = reader.number("I")
    if count > MOST_TENSORS:
        raise InstallationError(f"model.bin: {count} tensors, expected at most {MOST_TENSORS}")
    return dict(tensor(reader) for _ in range(count))


def tensor(reader):
    """(name, array) of the next tensor."""
    name, rank = reader.text(), reader.number("B")
    if rank > MOST_DIMENSIONS:
        raise InstallationError(f"model.bin: {name} has {rank} dimensions, expected at most {MOST_DIMENSIONS}")
    shape = [reader.number("I") for _ in range(rank)]
    kind, size = reader.number("B"), reader.number("I")
    if kind not in KINDS:
        raise InstallationError(f"model.bin: {name} is of kind {kind}, expected one of {sorted(KINDS)}")
    dtype, needed = numpy.dtype(KINDS[kind]), 1
    for length in shape:
        needed *= length
    if needed * dtype.itemsize != size:
        raise InstallationError(
            f"model.bin: {name} has {size} bytes, expected {needed * dtype.itemsize} for {shape}")
    return name, numpy.frombuffer(reader.bytes(size), dtype).reshape(shape)
