"""A checkpoint gives its tensors and can do nothing else."""
import os
import pickle
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

import numpy

from .. import checkpoint
from ..errors import InstallationError
from .checkpoints import Call, Name, Stored, archive, program, tensor

NUMBERS = numpy.arange(6, dtype="<f4")


def read(value, storages=None, keys=()):
    return checkpoint.tensors(archive(program(value), storages or {"0": NUMBERS.tobytes()}), keys)


class TensorTests(unittest.TestCase):
    def test_numbers_types_and_strides_are_kept(self):
        found = read(
            {"a": tensor("0", 6, (2, 3), (3, 1)), "turned": tensor("0", 6, (3, 2), (1, 3)),
             "part": tensor("0", 6, (2,), (1,), offset=4), "one": tensor("0", 6, (), (), offset=2),
             "none": tensor("0", 6, (0, 4), (4, 1)),
             "count": tensor("1", 1, (), (), kind="LongStorage")},
            {"0": NUMBERS.tobytes(), "1": numpy.array([7], "<i8").tobytes()})
        numpy.testing.assert_array_equal(found["a"], NUMBERS.reshape(2, 3))
        numpy.testing.assert_array_equal(found["turned"], NUMBERS.reshape(2, 3).T)
        numpy.testing.assert_array_equal(found["part"], [4, 5])
        self.assertEqual((found["one"].shape, found["one"]), ((), 2))
        self.assertEqual(found["none"].shape, (0, 4))
        self.assertEqual((found["count"].dtype, found["count"]), (numpy.dtype("i8"), 7))

    def test_keys_lead_to_the_tensors(self):
        nested = {"format_version": 1, "state_dict": {"a": tensor("0", 6, (6,), (1,))}}
        numpy.testing.assert_array_equal(read(nested, keys=("state_dict",))["a"], NUMBERS)
        with self.assertRaisesRegex(InstallationError, "holds no model"):
            read(nested, keys=("model",))
        with self.assertRaisesRegex(InstallationError, "something else than tensors"):
            read(nested)


class HostilityTests(unittest.TestCase):
    def refuse(self, value, message, storages=None):
        with self.assertRaisesRegex(InstallationError, message):
            read(value, storages)

    def test_a_pickle_that_runs_a_program_is_refused_before_it_does(self):
        with tempfile.TemporaryDirectory() as folder:
            trace = Path(folder, "was-here")
            class Hostile:
                def __reduce__(self):
                    return os.system, (f"touch {trace}",)
            content = archive(pickle.dumps({"a": Hostile()}, protocol=2))
            pickle.loads(pickle.dumps({"a": Hostile()}, protocol=2))
            self.assertTrue(trace.exists(), "it does what it says where it may")
            trace.unlink()
            with self.assertRaisesRegex(InstallationError, "asks for posix.system"):
                checkpoint.tensors(content)
            self.assertFalse(trace.exists())

    def test_every_other_name_is_refused(self):
        for module, name in (
                ("builtins", "eval"), ("builtins", "getattr"), ("os", "system"), ("torch", "load"),
                ("torch._utils", "_rebuild_parameter"), ("collections", "defaultdict"),
                ("torch", "FloatStorage.__class__"), ("numpy", "frombuffer"), ("copyreg", "_reconstructor")):
            self.refuse({"a": Call(Name(module, name), "1")}, "not allowed")

    def test_newer_protocols_are_refused_the_same_names(self):
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            with self.assertRaisesRegex(InstallationError, "not allowed"):
                checkpoint.tensors(archive(pickle.dumps({"a": os.getcwd}, protocol=protocol)))

    def test_a_tensor_larger_than_its_storage_is_refused(self):
        for shape, strides, offset in (
                ((7,), (1,), 0), ((6,), (1,), 1), ((2, 3), (4, 1), 0), ((1 << 62,), (0,), 0),
                ((1 << 40, 1 << 40), (0, 0), 0), ((1,), (1,), 6), ((), (), 6)):
            self.refuse({"a": tensor("0", 6, shape, strides, offset)}, "its storage holds 6 numbers")

    def test_numbers_that_are_none_are_refused(self):
        for shape, strides, offset in (((-1,), (1,), 0), ((2,), (-1,), 3), ((2,), (1,), -1), ((2.0,), (1,), 0),
                                       ((True,), (1,), 0)):
            self.refuse({"a": tensor("0", 6, shape, strides, offset)}, "expected a whole number")
        self.refuse({"a": tensor("0", 6, (2,), (1, 1))}, "with strides")
        self.refuse({"a": tensor("0", 6, (1,) * 9, (1,) * 9)}, "with strides")

    def test_a_storage_must_hold_what_is_said_of_it(self):
        self.refuse({"a": tensor("0", 5, (5,), (1,))}, "holds 24 bytes, not 5 numbers")
        self.refuse({"a": tensor("0", 6, (6,), (1,))}, "holds 3 bytes", {"0": b"abc"})
        self.refuse({"a": tensor("../data.pkl", 6, (6,), (1,))}, "data/../data.pkl")
        self.refuse({"a": tensor("1", 6, (6,), (1,))}, "data/1")
        self.refuse({"a": Stored("module", "x")}, "expected a storage")
        self.refuse({"a": Stored("storage", "FloatStorage", "0", "cpu", 6)}, "a storage of 'FloatStorage'")

    def test_a_kind_of_storage_cannot_be_called(self):
        self.refuse({"a": Call(Name("torch", "FloatStorage"), 1 << 40)}, "TypeError")

    def test_broken_files_are_refused(self):
        good = program({"a": tensor("0", 6, (6,), (1,))})
        for cut in range(0, len(good), 7):
            with self.assertRaises(InstallationError):
                checkpoint.tensors(archive(good[:cut], {"0": NUMBERS.tobytes()}))
        for content in (b"", b"PK", archive(good)[:-30]):
            with self.assertRaises(InstallationError):
                checkpoint.tensors(content)
        with self.assertRaisesRegex(InstallationError, "0 files data.pkl"):
            checkpoint.tensors(archive(good, folder="a/b"))

    def test_what_unpacks_to_too_much_is_refused(self):
        with mock.patch.object(checkpoint, "MOST_BYTES", 1 << 16):
            with self.assertRaisesRegex(InstallationError, "expected at most"):
                checkpoint.tensors(
                    archive(program({}), {"0": bytes(1 << 20)}, compression=zipfile.ZIP_DEFLATED))
        with mock.patch.object(checkpoint, "MOST_PICKLE_BYTES", 4):
            with self.assertRaisesRegex(InstallationError, "more than 4 bytes"):
                checkpoint.tensors(archive(program({"a": 1})))
        with mock.patch.object(checkpoint, "MOST_MEMBERS", 1):
            with self.assertRaisesRegex(InstallationError, "2 members"):
                checkpoint.tensors(archive(program({}), {"0": b""}))


if __name__ == "__main__":
    unittest.main()
