"""Writes a Whisper model as the one file that whisper.cpp reads.

    i32 magic | i32 hyperparameters[11] | i32 bands, bins | f32 filters[bands][bins]
    i32 tokens | { i32 length | bytes } * tokens
    { i32 rank, length of name, kind | i32 dimensions, last first | name | data } * tensors

Kinds: 0 single precision, 1 half precision, 8 blocks of 32 numbers: a scale in half precision, then 32 bytes.
"""
import struct

import numpy

MAGIC = 0x67676D6C
SINGLE, HALF, BLOCKS = 0, 1, 8
#: What the hyperparameters say of a file whose products are mostly BLOCKS: version 2 of them, file type 7.
MOSTLY_BLOCKS = 2007
#: Numbers of a block.
BLOCK = 32


def encoded(hyperparameters, filters, tokens, tensors):
    """The bytes of a file of these: eleven numbers, bands x bins, bytes of each token, (name, array) in order."""
    parts = [struct.pack("<12i", MAGIC, *hyperparameters), struct.pack("<2i", *filters.shape),
             filters.astype("<f4").tobytes(), struct.pack("<i", len(tokens))]
    for token in tokens:
        parts += [struct.pack("<i", len(token)), token]
    for name, array in tensors:
        label = name.encode()
        kind, data = stored(array)
        parts += [struct.pack(f"<{3 + array.ndim}i", array.ndim, len(label), kind, *reversed(array.shape)),
                  label, data]
    return b"".join(parts)


def stored(array):
    """(kind, bytes): blocks for a product in half precision, else the numbers as they are."""
    if array.dtype == numpy.float32:
        return SINGLE, array.astype("<f4").tobytes()
    if array.ndim == 2 and array.shape[-1] % BLOCK == 0:
        return BLOCKS, blocks(array)
    return HALF, array.astype("<f2").tobytes()


def blocks(array):
    """Of every 32 numbers of a row the largest is 127 or -127 of a step, the others the nearest whole number."""
    rows = array.astype(numpy.float32).reshape(-1, BLOCK)
    steps = numpy.abs(rows).max(axis=1) / numpy.float32(127)
    inverse = numpy.divide(1, steps, out=numpy.zeros_like(steps), where=steps > 0)
    made = numpy.zeros(len(rows), dtype=[("step", "<f2"), ("numbers", "i1", BLOCK)])
    made["step"], made["numbers"] = steps, numpy.rint(rows * inverse[:, None])
    return made.tobytes()


def mel_filters(bands=80, bins=201, rate_hz=16000):
    """Bands x bins: triangles on Slaney's mel scale from 0 to half the rate, of equal area.

    Slaney, "Auditory Toolbox", Technical Report 1998-010: linear to 1 kHz with 3 mel to 200 Hz, above it 27 mel
    to each factor of 6.4. In single precision, rounded twice, as the model was trained with.
    """
    frequencies = numpy.linspace(0, rate_hz / 2, bins)
    edges = hertz(numpy.linspace(mel(0.0), mel(rate_hz / 2), bands + 2))
    widths = numpy.diff(edges)
    slopes = edges[:, None] - frequencies[None, :]
    filters = numpy.zeros((bands, bins), numpy.float32)
    for band in range(bands):
        rising, falling = -slopes[band] / widths[band], slopes[band + 2] / widths[band + 1]
        filters[band] = numpy.maximum(0, numpy.minimum(rising, falling))
    filters *= (2 / (edges[2:] - edges[:-2]))[:, None]
    return filters


LINEAR_HZ, KNEE_HZ = 200 / 3, 1000.0
KNEE_MEL = KNEE_HZ / LINEAR_HZ
LOG_STEP = numpy.log(6.4) / 27


def mel(hz):
    return KNEE_MEL + numpy.log(hz / KNEE_HZ) / LOG_STEP if hz >= KNEE_HZ else hz / LINEAR_HZ


def hertz(mels):
    linear = LINEAR_HZ * mels
    above = mels >= KNEE_MEL
    linear[above] = KNEE_HZ * numpy.exp(LOG_STEP * (mels[above] - KNEE_MEL))
    return linear
