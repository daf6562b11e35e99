"""Files come out whole, in order, and aligned."""
import json
import struct
import tempfile
import unittest
from pathlib import Path

import numpy

import safetensors_writer

MODELS = Path(__file__).resolve().parents[3] / "models"


def decoded(content):
    """(header, offset of the first number) of a file's bytes."""
    size = struct.unpack("<Q", content[:8])[0]
    return json.loads(content[8:8 + size]), 8 + size


class SafetensorsWriterTests(unittest.TestCase):
    def test_written_again_a_shipped_network_has_the_same_bytes(self):
        found = sorted(MODELS.glob("speech-*.safetensors"))
        self.assertTrue(found)
        for path in found:
            with self.subTest(path.name):
                self.write_again(path.read_bytes())

    def write_again(self, content):
        header, start = decoded(content)
        metadata = header.pop("__metadata__")
        tensors = {}
        for name, entry in header.items():
            first, end = (start + offset for offset in entry["data_offsets"])
            tensors[name] = numpy.frombuffer(content[first:end], "<f2").reshape(entry["shape"])
        self.assertEqual(safetensors_writer.encoded(tensors, metadata), content)

    def test_tensors_lie_at_multiples_of_the_alignment_where_their_size_allows(self):
        shapes = {"odd": (7,), "wide": (32, 5), "half": (8,), "one": (), "none": (0, 3), "large": (4, 16)}
        tensors = {name: numpy.ones(shape, numpy.float32) for name, shape in shapes.items()}
        content = safetensors_writer.encoded(tensors, {"name": "test"}, 64)
        header, start = decoded(content)
        self.assertEqual(start % 64, 0)
        ends = [0]
        for name, entry in sorted(
                ((name, entry) for name, entry in header.items() if name != "__metadata__"),
                key=lambda item: item[1]["data_offsets"]):
            first, end = entry["data_offsets"]
            self.assertEqual(first, ends[-1], "no gap")
            self.assertEqual((start + first) % min((end - first) & -(end - first) or 64, 64), 0, name)
            ends.append(end)
        self.assertEqual(start + ends[-1], len(content))

    def test_the_order_of_tensors_does_not_alter_the_bytes(self):
        tensors = {"b": numpy.zeros(4, numpy.float32), "a": numpy.ones((2, 2), numpy.float32)}
        turned = dict(reversed(tensors.items()))
        self.assertEqual(
            safetensors_writer.encoded(tensors, {}), safetensors_writer.encoded(turned, {}))

    def test_numbers_of_other_types_are_refused(self):
        with self.assertRaisesRegex(ValueError, "int64"):
            safetensors_writer.encoded({"a": numpy.zeros(1, numpy.int64)}, {})

    def test_replacing_a_file_leaves_what_was_opened_and_nothing_beside_it(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "a")
            path.write_bytes(b"old")
            with open(path, "rb") as opened:
                safetensors_writer.replace(path, b"new")
                self.assertEqual(opened.read(), b"old")
            self.assertEqual(path.read_bytes(), b"new")
            self.assertEqual([entry.name for entry in Path(folder).iterdir()], ["a"])


if __name__ == "__main__":
    unittest.main()
