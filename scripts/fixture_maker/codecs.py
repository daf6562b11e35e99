"""One file of each codec, container and rate, all of the same excerpt of a call."""
import json
import struct
import subprocess
import tempfile
from pathlib import Path


import soundfile

from .audio import (
    RATE, as_int16, chunk, format_chunk, interleaved, mu_law_wav, pcm16_wav, resample,
    riff, write)

# What 16-bit PCM turns into: (file, codec as the record names it, channels, bits, exact).
SOX = (
    ("pcm_u8.wav", "pcm_u8", 2, 8, ["-e", "unsigned", "-b", "8"]),
    ("pcm_s24.wav", "pcm_s24", 2, 24, ["-e", "signed", "-b", "24"]),
    ("pcm_s32.wav", "pcm_s32", 2, 32, ["-e", "signed", "-b", "32"]),
    ("float32.wav", "float32", 2, 32, ["-e", "float", "-b", "32"]),
    ("float64.wav", "float64", 1, 64, ["-e", "float", "-b", "64"]),
    ("a_law.wav", "a_law", 2, 8, ["-e", "a-law"]),
    ("gsm610.wav", "gsm610", 1, None, ["-e", "gsm-full-rate"]),
    ("ima_adpcm.wav", "ima_adpcm", 2, 4, ["-e", "ima-adpcm"]),
    ("ms_adpcm.wav", "ms_adpcm", 2, 4, ["-e", "ms-adpcm"]),
    ("pcm_s16.w64", "pcm_s16", 2, 16, ["-t", "w64"]),
    ("pcm_s16.flac", "flac", 2, 16, []),
)
FFMPEG = (
    ("rf64.wav", "pcm_s16", 2, 16, ["-c:a", "pcm_s16le", "-rf64", "always"]),
    ("mp3.wav", "mp3", 2, None, ["-c:a", "libmp3lame", "-b:a", "32k", "-f", "wav"]),
    ("vorbis.ogg", "vorbis", 2, None, ["-c:a", "libvorbis", "-q:a", "3"]),
    ("opus.ogg", "opus", 2, None, ["-c:a", "libopus", "-b:a", "32k"]),
)
# Codecs that work in blocks decode to more than went in: at most this many frames more.
PADDING = {"gsm610": 640, "ima_adpcm": 505, "ms_adpcm": 500, "g721": 160, "mp3": 2304}
EXACT = ("pcm_s16", "pcm_s24", "pcm_s32", "float32", "float64", "flac")
RATES = (6000, 11025, 16000, 22050, 44100, 48000, 96000)


def run(*command):
    """Runs a program; its output is shown only if it fails."""
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr[-2000:]}")


def extensible_wav(channels):
    """16-bit PCM under WAVE_FORMAT_EXTENSIBLE: 16 valid bits, front left and right."""
    pcm = bytes.fromhex("0100000000001000800000aa00389b71")
    extra = struct.pack("<HI", 16, 3) + pcm
    header = format_chunk(0xFFFE, len(channels), RATE, 16, extra)
    return riff(header, chunk(b"data", as_int16(interleaved(channels)).tobytes()))


def bw64_wav(channels):
    """16-bit PCM as BW64 (ITU-R BS.2088): RIFF with its 32-bit sizes in a ds64 chunk."""
    data = as_int16(interleaved(channels)).tobytes()
    header = format_chunk(1, len(channels), RATE, 16)
    riff_size = 4 + 8 + 28 + len(header) + 8 + len(data)
    sizes = struct.pack("<QQQI", riff_size, len(data), len(data) // 2 // len(channels), 0)
    unknown = struct.pack("<I", 0xFFFFFFFF)
    return (b"BW64" + unknown + b"WAVE" + chunk(b"ds64", sizes) + header
            + b"data" + unknown + data)


def make(folder, channels):
    """Writes the files and what is known of them."""
    known = {}
    frames = len(channels[0])

    def know(name, codec, count, bits, rate=RATE, length=frames):
        known[name] = {
            "codec": codec, "channel_count": count, "bit_depth": bits, "sample_rate_hz": rate,
            "frames": length, "padding_frames_max": PADDING.get(codec, 0),
            "exact": codec in EXACT}

    mono = [(channels[0] + channels[1]) / 2]
    write(folder / "pcm_s16.wav", pcm16_wav(channels))
    write(folder / "pcm_s16.mono.wav", pcm16_wav(mono))
    know("pcm_s16.wav", "pcm_s16", 2, 16)
    know("pcm_s16.mono.wav", "pcm_s16", 1, 16)
    originals = {1: folder / "pcm_s16.mono.wav", 2: folder / "pcm_s16.wav"}
    for name, codec, count, bits, arguments in SOX:
        run("sox", "-D", "-R", originals[count], *arguments, folder / name)
        know(name, codec, count, bits)
    for name, codec, count, bits, arguments in FFMPEG:
        exact = ["-map_metadata", "-1", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
        run("ffmpeg", "-nostdin", "-v", "error", "-y", "-i", originals[count], *exact, *arguments,
            folder / name)
        know(name, codec, count, bits)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "g721.wav")
        soundfile.write(path, as_int16(mono[0]), RATE, "G721_32")
        write(folder / "g721.wav", path.read_bytes())
    know("g721.wav", "g721", 1, 4)
    write(folder / "mu_law.wav", mu_law_wav(channels))
    know("mu_law.wav", "mu_law", 2, 8)
    write(folder / "extensible.wav", extensible_wav(channels))
    know("extensible.wav", "pcm_s16", 2, 16)
    write(folder / "bw64.wav", bw64_wav(channels))
    know("bw64.wav", "pcm_s16", 2, 16)
    make_rates(folder, mono[0], know)
    three = [*channels, 0.25 * channels[0][::-1]]
    write(folder / "three-channels.wav", mu_law_wav(three))
    know("three-channels.wav", "mu_law", 3, 8)
    write(folder / "expected.json", json.dumps(known, indent=1) + "\n")


def make_rates(folder, mono, know):
    """The first second at other rates, mu-law."""
    for rate in RATES:
        samples = resample(mono[:RATE], RATE, rate)
        codes = mu_law_wav([samples], rate)
        write(folder / f"rate-{rate}.wav", codes)
        know(f"rate-{rate}.wav", "mu_law", 1, 8, rate, len(samples))
