"""Files that are not what they should be, and how the program is to take each."""
import json
import struct

import numpy as np

from .audio import (
    RATE, as_int16, chunk, format_chunk, interleaved, mu_law, mu_law_wav, riff, write)


def sized(content, riff_size=None, data_size=None):
    """A WAV file with other sizes in its header than it has."""
    out = bytearray(content)
    if riff_size is not None:
        out[4:8] = struct.pack("<I", riff_size)
    if data_size is not None:
        at = out.index(b"data") + 4
        out[at : at + 4] = struct.pack("<I", data_size)
    return bytes(out)


def pcm(channels, *before, tag=1, rate=RATE, count=None, bits=16):
    """16-bit data under a fmt chunk that may say something else, after other chunks."""
    data = as_int16(interleaved(channels)).tobytes()
    header = format_chunk(tag, len(channels) if count is None else count, rate, bits)
    return riff(header, *before, chunk(b"data", data))


def floats(channels):
    """32-bit float data with NaN and infinities among it."""
    samples = interleaved(channels).astype("<f4")
    samples[100] = np.nan
    samples[200:210, 0] = np.inf
    samples[300, 1] = -np.inf
    fact = chunk(b"fact", struct.pack("<I", len(samples)))
    return riff(format_chunk(3, 2, RATE, 32, b""), fact, chunk(b"data", samples.tobytes()))


def compressed(tag, block, bits, extra=b""):
    """Bytes that claim to be of a codec that is not to be had; its packets are counted up."""
    body = struct.pack("<HHIIHHH", tag, 1, RATE, 1000, block, bits, len(extra)) + extra
    data = bytes(index % 256 for index in range(block * 40))
    fact = chunk(b"fact", struct.pack("<I", RATE))
    return riff(chunk(b"fmt ", body), fact, chunk(b"data", data))


def make(folder, channels):
    """Writes the files and the expected outcome of each."""
    good = mu_law_wav(channels)
    header = good.index(b"data") + 8
    odd = chunk(b"LIST", b"INFOISFT" + struct.pack("<I", 5) + b"sori\0")
    unpadded = odd[:4] + struct.pack("<I", 17) + b"INFOISFT" + struct.pack("<I", 5) + b"sori\0"
    codes = mu_law(interleaved(channels)).tobytes()
    pieces = [format_chunk(7, 2, RATE, 8, b""), chunk(b"fact", struct.pack("<I", RATE))]
    data = chunk(b"data", codes)
    second, half = len(channels[0]) / RATE, header + len(codes) // 2
    files = {
        # name: (content, status, error code, header status, further facts)
        "data-size-zero.wav": (sized(good, 0, 0), "ok", None, "repaired", {"duration_s": second}),
        "data-size-unknown.wav": (
            sized(good, 0xFFFFFFFF, 0xFFFFFFFF), "ok", None, "size_unknown",
            {"duration_s": second}),
        "truncated-in-data.wav": (
            good[:half], "ok", None, "truncated",
            {"duration_s": second / 2, "declared_duration_s": second, "missing_s": second / 2}),
        "four-gigabytes-claimed.wav": (
            sized(good[:10240], 0xFFFFFFF0, 0xFFFFFF00), "ok", None, "truncated",
            {"duration_s": round((10240 - header) // 2 / RATE, 3)}),
        "truncated-in-header.wav": (good[:30], "failed", "truncated_header", None, {}),
        "riff-tag-only.wav": (good[:4], "failed", "truncated_header", None, {}),
        "header-only.wav": (riff(*pieces, chunk(b"data", b"")), "empty", None, "ok",
                            {"duration_s": 0}),
        "empty.wav": (b"", "failed", "empty_file", None, {}),
        "text.wav": (b"This is a text file, whatever its name says.\n" * 20,
                     "failed", "not_audio", None, {}),
        "fmt-too-short.wav": (
            riff(chunk(b"fmt ", struct.pack("<HHI", 1, 2, RATE)), data),
            "failed", "malformed_header", None, {}),
        "fmt-missing.wav": (riff(data), "failed", "malformed_header", None, {}),
        "data-missing.wav": (riff(*pieces), "failed", "malformed_header", None, {}),
        "zero-bits.wav": (pcm(channels, bits=0), "failed", "malformed_header", None, {}),
        "odd-chunk-padded.wav": (
            riff(pieces[0], odd, pieces[1], data), "ok", None, "ok", {"duration_s": second}),
        "odd-chunk-unpadded.wav": (
            riff(pieces[0], unpadded, pieces[1], data), "ok", None, "ok", {"duration_s": second}),
        "list-after-data.wav": (
            riff(*pieces, chunk(b"data", codes[:-1]), odd), "ok", None, "ok",
            {"duration_s": round((len(codes) - 1) // 2 / RATE, 3)}),
        "riff-size-too-small.wav": (sized(good, 100), "ok", None, "ok", {"duration_s": second}),
        "riff-size-too-large.wav": (
            sized(good, 0x7FFFFFFF), "ok", None, "ok", {"duration_s": second}),
        "nan-and-infinity.wav": (
            floats(channels), "ok", None, "ok", {"duration_s": second, "non_finite_samples": 13}),
        "zero-hz.wav": (
            pcm(channels, rate=0), "failed", "unsupported_sample_rate", None, {}),
        "four-gigahertz.wav": (
            pcm(channels, rate=0xFFFFFFFF), "failed", "unsupported_sample_rate", None, {}),
        "zero-channels.wav": (
            pcm(channels, count=0), "failed", "unsupported_channel_count", None, {}),
        "65535-channels.wav": (
            pcm(channels, count=65535), "failed", "unsupported_channel_count", None, {}),
        "codec-g729.wav": (compressed(0x0083, 10, 0), "failed", "unsupported_codec", None,
                           {"codec_name": "G.729"}),
        "codec-g726.wav": (compressed(0x0045, 1, 4), "failed", "unsupported_codec", None,
                           {"codec_name": "G.726"}),
        "codec-amr.wav": (compressed(0x7A21, 32, 0), "failed", "unsupported_codec", None,
                          {"codec_name": "AMR"}),
        "codec-unknown.wav": (compressed(0x1234, 32, 0), "failed", "unsupported_codec", None,
                              {"codec_name": "0x1234"}),
    }
    known = {}
    for name, (content, status, error, header_status, more) in files.items():
        write(folder / name, content)
        known[name] = {
            "status": status, "error_code": error, "header_status": header_status, **more}
    write(folder / "expected.json", json.dumps(known, indent=1) + "\n")
