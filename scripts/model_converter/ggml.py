"""Writes a Whisper model as the one file that whisper.cpp reads.

    i32 magic | i32 hyperparameters[11] | i32 bands, bins | f32 filters[bands][bins]
    i32 tokens | { i32 length | bytes } * tokens
    { i32 rank, length of name, kind (0 f32, 1 f16) | i32 dimensions, last first | name | data } * tensors
"""
import struct

import numpy

MAGIC = 0x67676D6C
#: Of the tensors that have two dimensions or more and are no bias: half precision.
HALF = 1


def encoded(hyperparameters, filters, tokens, tensors):
    """The bytes of a file of these: eleven numbers, bands x bins, bytes of each token, (name, array) in order."""
    parts = [struct.pack("<12i", MAGIC, *hyperparameters), struct.pack("<2i", *filters.shape),
             filters.astype("<f4").tobytes(), struct.pack("<i", len(tokens))]
    for token in tokens:
        parts += [struct.pack("<i", len(token)), token]
    for name, array in tensors:
        kind = {"float32": 0, "float16": HALF}[array.dtype.name]
        label = name.encode()
        parts += [struct.pack(f"<{3 + array.ndim}i", array.ndim, len(label), kind, *reversed(array.shape)),
                  label, numpy.ascontiguousarray(array).astype(array.dtype.newbyteorder("<")).tobytes()]
    return b"".join(parts)


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
