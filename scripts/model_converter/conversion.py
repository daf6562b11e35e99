"""One network's checkpoint made into the file that sori reads."""
import hashlib
from pathlib import Path

import safetensors_writer

from . import checkpoint

#: Bytes: a cache line, and the widest vector of a processor.
ALIGNMENT = 64


def converted(source, raw):
    """The bytes of the file that the checkpoint's bytes `raw` become."""
    tensors = source.converter.convert(checkpoint.tensors(raw, source.keys))
    metadata = {"name": source.name, "version": source.version, "licence": source.licence,
                "source": source.origin, "source_sha256": source.sha256}
    return safetensors_writer.encoded(tensors, metadata, ALIGNMENT)


def digest(source):
    """Names the code that makes the file, so that other code makes it again: all that `converted` runs."""
    sha256 = hashlib.sha256()
    for path in (__file__, checkpoint.__file__, source.converter.__file__, safetensors_writer.__file__):
        sha256.update(Path(path).read_bytes())
    return sha256.hexdigest()
