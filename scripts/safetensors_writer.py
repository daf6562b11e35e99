"""Writes safetensors files whose bytes depend on nothing but their content.

Source of the format: https://huggingface.co/docs/safetensors. Length of the header (uint64, little-endian),
header (JSON, padded with spaces), then the tensors without gap, row-major, little-endian.
"""
import json
import os
import struct

KINDS = {"float32": "F32", "float16": "F16"}
#: What the format's own library pads the header to.
LEAST_ALIGNMENT = 8


def alignment_of(size, largest):
    """The largest power of two, at most `largest`, that divides a size in bytes."""
    return largest if size == 0 else min(size & -size, largest)


def encoded(tensors, metadata, alignment=LEAST_ALIGNMENT):
    """The bytes of a file with these arrays (float32 or float16, by name) and texts (by key).

    `alignment`: a power of two. Every tensor whose bytes are a multiple of it begins at a multiple of it in
    the file, others at one of the largest power of two that divides their bytes: tensors are in order of
    that power, largest first, then of name. So no filling is needed, which the format forbids.
    """
    order = sorted(tensors, key=lambda name: (-alignment_of(tensors[name].nbytes, alignment), name))
    header, parts, end = {"__metadata__": dict(metadata)}, [], 0
    for name in order:
        tensor = tensors[name]
        if tensor.dtype.name not in KINDS:
            raise ValueError(f"tensor {name} is {tensor.dtype.name}, expected {' or '.join(KINDS)}")
        header[name] = {"dtype": KINDS[tensor.dtype.name], "shape": list(tensor.shape),
                        "data_offsets": [end, end + tensor.nbytes]}
        parts.append(tensor.astype(tensor.dtype.newbyteorder("<")).tobytes())
        end += tensor.nbytes
    text = json.dumps(header, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-(8 + len(text)) % max(alignment, LEAST_ALIGNMENT))
    return b"".join([struct.pack("<Q", len(text)), text, *parts])


def replace(path, content):
    """Writes a file whole or not at all: what is read or mapped under that name stays as it was."""
    partial = f"{path}.{os.getpid()}.partial"
    try:
        with open(partial, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.replace(partial, path)
    finally:
        if os.path.exists(partial):
            os.unlink(partial)
