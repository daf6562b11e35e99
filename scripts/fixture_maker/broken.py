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


def compressed(tag, block, bits):
    """Bytes that claim to be of a codec that is not to be had; its packets are counted up."""
    body = struct.pack("<HHIIHHH", tag, 1, RATE, 1000, block, bits, 0)
    data = bytes(index % 256 for index in range(block * 40))
    fact = chunk(b"fact", struct.pack("<I", RATE))
    return riff(chunk(b"fmt ", body), fact, chunk(b"data", data))


def wrong_sizes(good, data_at):
    """{name: (content, status, error code, header status, further facts)} of wrong lengths."""
    frames = (len(good) - data_at) // 2
    second, half = frames / RATE, data_at + frames // 2 * 2
    all_of_it = {"duration_s": second}
    return {
        "data-size-zero.wav": (sized(good, 0, 0), "ok", None, "repaired", all_of_it),
        "data-size-unknown.wav": (
            sized(good, 0xFFFFFFFF, 0xFFFFFFFF), "ok", None, "size_unknown", all_of_it),
        "riff-size-too-small.wav": (sized(good, 100), "ok", None, "ok", all_of_it),
        "riff-size-too-large.wav": (sized(good, 0x7FFFFFFF), "ok", None, "ok", all_of_it),
        "four-gigabytes-claimed.wav": (
            sized(good, 0xF0000032, 0xF0000000), "ok", None, "truncated", all_of_it),
        "truncated-in-data.wav": (
            good[:half], "ok", None, "truncated",
            {"duration_s": second / 2, "declared_duration_s": second, "missing_s": second / 2}),
        "truncated-in-header.wav": (good[:30], "failed", "truncated_header", None, {}),
        "riff-tag-only.wav": (good[:4], "failed", "truncated_header", None, {}),
        "empty.wav": (b"", "failed", "empty_file", None, {}),
        "text.wav": (b"This is a text file, whatever its name says.\n" * 20,
                     "failed", "not_audio", None, {}),
    }


def wrong_chunks(channels, codes):
    """The same of chunks that are missing, short, odd or unpadded."""
    second = {"duration_s": len(channels[0]) / RATE}
    text = b"INFOISFT" + struct.pack("<I", 5) + b"sori\0"
    odd, unpadded = chunk(b"LIST", text), b"LIST" + struct.pack("<I", len(text)) + text
    form, fact = format_chunk(7, 2, RATE, 8, b""), chunk(b"fact", struct.pack("<I", RATE))
    data, short = chunk(b"data", codes), chunk(b"fmt ", struct.pack("<HHI", 1, 2, RATE))
    malformed = ("failed", "malformed_header", None, {})
    return {
        "header-only.wav": (
            riff(form, fact, chunk(b"data", b"")), "empty", None, "ok", {"duration_s": 0}),
        "fmt-too-short.wav": (riff(short, data), *malformed),
        "fmt-missing.wav": (riff(data), *malformed),
        "data-missing.wav": (riff(form, fact), *malformed),
        "odd-chunk-padded.wav": (riff(form, odd, fact, data), "ok", None, "ok", second),
        "odd-chunk-unpadded.wav": (riff(form, unpadded, fact, data), "ok", None, "ok", second),
        "list-after-data.wav": (
            riff(form, fact, chunk(b"data", codes[:-1]), odd), "ok", None, "ok",
            {"frames": (len(codes) - 1) // 2}),
    }


def wrong_formats(channels):
    """The same of rates, channel counts, samples and codecs."""
    rate, count = ("unsupported_sample_rate", None, {}), ("unsupported_channel_count", None, {})
    files = {
        "zero-bits.wav": (pcm(channels, bits=0), "failed", "malformed_header", None, {}),
        "nan-and-infinity.wav": (
            floats(channels), "ok", None, "ok",
            {"duration_s": len(channels[0]) / RATE, "non_finite_samples": 13}),
        "zero-hz.wav": (pcm(channels, rate=0), "failed", *rate),
        "four-gigahertz.wav": (pcm(channels, rate=0xFFFFFFFF), "failed", *rate),
        "zero-channels.wav": (pcm(channels, count=0), "failed", *count),
        "65535-channels.wav": (pcm(channels, count=65535), "failed", *count),
    }
    codecs = (("g729", 0x0083, 10, 0, "G.729"), ("g726", 0x0045, 1, 4, "G.726"),
              ("amr", 0x7A21, 32, 0, "AMR"), ("unknown", 0x1234, 32, 0, "0x1234"))
    for name, tag, block, bits, called in codecs:
        files[f"codec-{name}.wav"] = (compressed(tag, block, bits), "failed", "unsupported_codec",
                                      None, {"message_contains": called})
    return files


def make(folder, channels):
    """Writes the files and the expected outcome of each."""
    good, codes = mu_law_wav(channels), mu_law(interleaved(channels)).tobytes()
    files = {**wrong_sizes(good, good.index(b"data") + 8), **wrong_chunks(channels, codes),
             **wrong_formats(channels)}
    known = {}
    for name, (content, status, error, header_status, more) in files.items():
        write(folder / name, content)
        known[name] = {
            "status": status, "error_code": error, "header_status": header_status, **more}
    write(folder / "expected.json", json.dumps(known, indent=1) + "\n")
