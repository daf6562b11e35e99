"""Checkpoints made by hand, right and wrong, as PyTorch lays them out."""
import io
import pickle
import zipfile


class Name:
    """Pickles as a name, as a class or function does."""

    def __init__(self, module, name):
        self.module, self.name = module, name

    def written(self):
        return f"c{self.module}\n{self.name}\n".encode()


class Call:
    """Pickles as a call of what a name stands for."""

    def __init__(self, name, *arguments):
        self.name, self.arguments = name, arguments


class Stored:
    """Pickles as a reference to a storage, or to anything else."""

    def __init__(self, *reference):
        self.reference = reference


def tensor(key, count, shape, strides, offset=0, kind="FloatStorage"):
    """A tensor of a storage with `count` numbers."""
    storage = Stored("storage", Name("torch", kind), key, "cpu", count)
    return Call(Name("torch._utils", "_rebuild_tensor_v2"), storage, offset, shape, strides, False,
                Call(Name("collections", "OrderedDict")))


def program(value):
    """A pickle of these values, opcode by opcode; protocol 2."""

    def written(value):
        if isinstance(value, Name):
            return value.written()
        if isinstance(value, Call):
            return written(value.name) + written(tuple(value.arguments)) + pickle.REDUCE
        if isinstance(value, Stored):
            return written(tuple(value.reference)) + pickle.BINPERSID
        if isinstance(value, tuple):
            return pickle.MARK + b"".join(map(written, value)) + pickle.TUPLE
        if isinstance(value, dict):
            items = b"".join(written(part) for item in value.items() for part in item)
            return pickle.EMPTY_DICT + pickle.MARK + items + pickle.SETITEMS
        # Everything else as pickle writes it, without its frame: b"\x80\x02" … b"."
        return pickle.dumps(value, protocol=2)[2:-1]

    return pickle.PROTO + b"\x02" + written(value) + pickle.STOP


def archive(content, storages=None, compression=zipfile.ZIP_STORED, folder="archive"):
    """The bytes of a checkpoint with this pickle and these storages by key."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as file:
        file.writestr(f"{folder}/data.pkl", content)
        for key, numbers in (storages or {}).items():
            file.writestr(f"{folder}/data/{key}", numbers)
    return out.getvalue()
