"""Reads the tensors of a PyTorch checkpoint without PyTorch and without running what it says.

A checkpoint is a zip file: `NAME/data.pkl`, a pickle of nested dictionaries, and `NAME/data/KEY`, the
numbers of each storage. A pickle is a program that may call anything it can name; here it can name how a
tensor is put together, the kinds of storage, and OrderedDict, and nothing else.

Source: PyTorch's notes on serialization, https://pytorch.org/docs/stable/notes/serialization.html.
"""
import collections
import io
import pickle
import zipfile

import numpy

from .errors import InstallationError

#: Bounds of a checkpoint, some four times what the largest one here takes.
MOST_MEMBERS = 4096
MOST_BYTES = 128 << 20
MOST_PICKLE_BYTES = 1 << 20
MOST_DIMENSIONS = 8

STORAGES = {"FloatStorage": "<f4", "HalfStorage": "<f2", "DoubleStorage": "<f8", "LongStorage": "<i8",
            "IntStorage": "<i4", "BoolStorage": "?"}


class Storage:
    """The numbers of one storage. Without `__dict__`, so that a pickle cannot put anything into it."""
    __slots__ = ("values",)

    def __init__(self, values):
        self.values = values


class Kind:
    """A class of storages as a pickle names it; cannot be called."""
    __slots__ = ("dtype",)

    def __init__(self, dtype):
        self.dtype = dtype


class Tensor:
    """A view of a storage; an array only once the pickle has ended."""
    __slots__ = ("array",)

    def __init__(self, array):
        self.array = array


def whole(value, least=0):
    """A number that must be whole and at least `least`."""
    if type(value) is not int or value < least:
        raise InstallationError(f"checkpoint: {value!r}, expected a whole number from {least} up")
    return value


def rebuild(storage, offset, shape, strides, *_):
    """What a pickle may call to have a tensor; every number it looks at must be in the storage."""
    if type(storage) is not Storage or type(shape) is not tuple or type(strides) is not tuple:
        raise InstallationError("checkpoint: a tensor is made of something else than a storage and its form")
    if len(shape) != len(strides) or len(shape) > MOST_DIMENSIONS:
        raise InstallationError(f"checkpoint: a tensor of shape {shape} with strides {strides}")
    values, last = storage.values, whole(offset)
    count = 1
    for size, stride in zip(shape, strides):
        count *= whole(size)
        last += max(size - 1, 0) * whole(stride)
    # A stride of 0 repeats numbers: none of these networks has it, and it makes much out of little.
    if count > len(values) or (count > 0 and last >= len(values)):
        raise InstallationError(
            f"checkpoint: a tensor of shape {shape} from {offset} on, its storage holds {len(values)} numbers")
    width = values.itemsize
    view = numpy.lib.stride_tricks.as_strided(
        values[offset:], shape, [stride * width for stride in strides], writeable=False)
    return Tensor(view.copy())


class Unpickler(pickle.Unpickler):
    """Knows three kinds of names and the storages of one archive."""

    def __init__(self, content, storages):
        super().__init__(io.BytesIO(content))
        self.storages = storages

    def find_class(self, module, name):
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return rebuild
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if module == "torch" and name in STORAGES:
            return Kind(STORAGES[name])
        raise InstallationError(f"checkpoint asks for {module}.{name}, which is not allowed")

    def persistent_load(self, reference):
        if type(reference) is not tuple or len(reference) != 5 or reference[0] != "storage":
            raise InstallationError(f"checkpoint refers to {reference!r:.80}, expected a storage")
        _, kind, key, _, count = reference
        if type(kind) is not Kind or type(key) is not str:
            raise InstallationError(f"checkpoint: a storage of {kind!r:.80}, named {key!r:.80}")
        content = self.storages(key)
        values = numpy.frombuffer(content, dtype=kind.dtype) if len(content) % numpy.dtype(
            kind.dtype).itemsize == 0 else None
        if values is None or len(values) != whole(count):
            raise InstallationError(f"checkpoint: storage {key} holds {len(content)} bytes, not {count} numbers")
        return Storage(values)


class Archive:
    """The members of a checkpoint's zip file, each and all together of bounded size."""

    def __init__(self, content):
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(content))
        except zipfile.BadZipFile as error:
            raise InstallationError(f"checkpoint is no zip file: {error}") from error
        members = self.zip.infolist()
        total = sum(member.file_size for member in members)
        if len(members) > MOST_MEMBERS or total > MOST_BYTES:
            raise InstallationError(
                f"checkpoint: {len(members)} members of {total} bytes, expected at most {MOST_MEMBERS} "
                f"of {MOST_BYTES}")
        pickles = [name for name in self.zip.namelist() if name.count("/") == 1 and name.endswith("/data.pkl")]
        if len(pickles) != 1:
            raise InstallationError(f"checkpoint holds {len(pickles)} files data.pkl, expected one")
        self.folder = pickles[0].removesuffix("data.pkl")

    def read(self, name, most=MOST_BYTES):
        """The bytes of a member; what the zip file says of its size is not believed."""
        try:
            with self.zip.open(self.folder + name) as member:
                content = member.read(most + 1)
        except (KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise InstallationError(f"checkpoint: {name}: {error}") from error
        if len(content) > most:
            raise InstallationError(f"checkpoint: {name} holds more than {most} bytes")
        return content

    def storage(self, key):
        return self.read(f"data/{key}")


def tensors(content, keys=()):
    """The arrays by name in a checkpoint's bytes; `keys` lead to the dictionary that holds them."""
    archive = Archive(content)
    program = archive.read("data.pkl", MOST_PICKLE_BYTES)
    try:
        found = Unpickler(program, archive.storage).load()
    except InstallationError:
        raise
    except Exception as error:  # a broken pickle may raise anything
        raise InstallationError(f"checkpoint: data.pkl: {type(error).__name__}: {error}") from error
    for key in keys:
        if not isinstance(found, dict) or key not in found:
            raise InstallationError(f"checkpoint holds no {key}")
        found = found[key]
    if not isinstance(found, dict) or not all(
            type(name) is str and type(tensor) is Tensor for name, tensor in found.items()):
        raise InstallationError("checkpoint holds something else than tensors by name")
    return {name: tensor.array for name, tensor in found.items()}
