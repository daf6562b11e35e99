"""Whisper (Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022): from
CTranslate2's tensors and vocabulary to the file that whisper.cpp reads.

CTranslate2 keeps query, key and value of one attention as one product; whisper.cpp wants them apart, under the
names that the model's makers gave them. Keys have no bias: what CTranslate2 keeps there is zero.
"""
import numpy

from . import ctranslate2, ggml
from .errors import InstallationError

SPECIFICATION = "WhisperSpec"
#: Tokens of text; those behind them are marks, which whisper.cpp numbers by itself.
TEXT_TOKENS = 50257
#: Of one head of attention.
HEAD_WIDTH = 64


def convert(model, vocabulary):
    """The bytes of the file for whisper.cpp: `model` and `vocabulary` are those of `model.bin`, `vocabulary.txt`."""
    given = ctranslate2.tensors(model, SPECIFICATION)
    try:
        tensors = list(renamed(given))
        shapes = [given[name].shape for name in (
            "decoder/embeddings/weight", "encoder/position_encodings/encodings",
            "decoder/position_encodings/encodings", "encoder/conv1/weight")]
    except KeyError as error:
        raise InstallationError(f"model.bin: no tensor {error}") from error
    (tokens, width), (frames, _), (positions, _), (_, bands, _) = shapes
    heads = width // HEAD_WIDTH
    numbers = (tokens, frames, width, heads, layers(given, "encoder"), positions, width, heads,
               layers(given, "decoder"), bands, ggml.MOSTLY_BLOCKS)
    return ggml.encoded(numbers, ggml.mel_filters(bands), text_tokens(vocabulary), tensors)


def layers(given, part):
    """How many layers the encoder or the decoder has."""
    return len({name for name in given if name.startswith(f"{part}/layer_") and name.endswith("/ffn/linear_0/weight")})


def renamed(given):
    """(name, array) of every tensor of the model, in the order of its makers' modules."""
    yield "encoder.positional_embedding", single(given["encoder/position_encodings/encodings"])
    for name in ("conv1", "conv2"):
        yield f"encoder.{name}.weight", given[f"encoder/{name}/weight"]
        yield f"encoder.{name}.bias", single(given[f"encoder/{name}/bias"])[:, None]
    for layer in range(layers(given, "encoder")):
        old, new = f"encoder/layer_{layer}", f"encoder.blocks.{layer}"
        yield from self_attention(given, old, new)
        yield from feed_forward(given, old, new)
    yield from norm(given, "encoder/layer_norm", "encoder.ln_post")
    yield "decoder.positional_embedding", single(given["decoder/position_encodings/encodings"])
    yield "decoder.token_embedding.weight", given["decoder/embeddings/weight"]
    for layer in range(layers(given, "decoder")):
        old, new = f"decoder/layer_{layer}", f"decoder.blocks.{layer}"
        yield from self_attention(given, old, new)
        yield from cross_attention(given, old, new)
        yield from feed_forward(given, old, new)
    yield from norm(given, "decoder/layer_norm", "decoder.ln")


def single(array):
    return array.astype(numpy.float32)


def linear(weight, bias, name):
    yield f"{name}.weight", weight
    if bias is not None:
        yield f"{name}.bias", single(bias)


def norm(given, old, new):
    yield f"{new}.weight", single(given[f"{old}/gamma"])
    yield f"{new}.bias", single(given[f"{old}/beta"])


def self_attention(given, old, new):
    weight, bias = (given[f"{old}/self_attention/linear_0/{part}"] for part in ("weight", "bias"))
    query, key, value = numpy.split(weight, 3)
    query_bias, _, value_bias = numpy.split(bias, 3)
    yield from linear(query, query_bias, f"{new}.attn.query")
    yield from linear(key, None, f"{new}.attn.key")
    yield from linear(value, value_bias, f"{new}.attn.value")
    yield from linear(*(given[f"{old}/self_attention/linear_1/{part}"] for part in ("weight", "bias")),
                      f"{new}.attn.out")
    yield from norm(given, f"{old}/self_attention/layer_norm", f"{new}.attn_ln")


def cross_attention(given, old, new):
    old = f"{old}/attention"
    yield from linear(given[f"{old}/linear_0/weight"], given[f"{old}/linear_0/bias"], f"{new}.cross_attn.query")
    key, value = numpy.split(given[f"{old}/linear_1/weight"], 2)
    _, value_bias = numpy.split(given[f"{old}/linear_1/bias"], 2)
    yield from linear(key, None, f"{new}.cross_attn.key")
    yield from linear(value, value_bias, f"{new}.cross_attn.value")
    yield from linear(given[f"{old}/linear_2/weight"], given[f"{old}/linear_2/bias"], f"{new}.cross_attn.out")
    yield from norm(given, f"{old}/layer_norm", f"{new}.cross_attn_ln")


def feed_forward(given, old, new):
    for layer, index in ((0, 0), (1, 2)):
        yield from linear(*(given[f"{old}/ffn/linear_{layer}/{part}"] for part in ("weight", "bias")),
                          f"{new}.mlp.{index}")
    yield from norm(given, f"{old}/ffn/layer_norm", f"{new}.mlp_ln")


def text_tokens(vocabulary):
    """The bytes of each token of text, of the lines of `vocabulary.txt`."""
    lines = vocabulary.decode("utf-8").split("\n")
    if len(lines) < TEXT_TOKENS:
        raise InstallationError(f"vocabulary.txt: {len(lines)} lines, expected at least {TEXT_TOKENS}")
    decoder = byte_of_character()
    return [bytes(decoder[character] for character in line) if set(line) <= decoder.keys() else line.encode()
            for line in lines[:TEXT_TOKENS]]


def byte_of_character():
    """Which byte a character of a token stands for.

    GPT-2's tokens write a byte that Latin-1 prints as that character, and the others, in order, as those from
    U+0100 on.
    """
    printed = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printed]
    return {chr(byte): byte for byte in printed} | {chr(0x100 + index): byte for index, byte in enumerate(others)}
