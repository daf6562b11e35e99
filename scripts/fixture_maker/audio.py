"""Samples in and out: 8 kHz float arrays in [-1, 1], resampling, the telephone band, WAV files."""
import struct
import wave
from math import gcd
from pathlib import Path

import numpy as np
from scipy.signal import butter, resample_poly, sosfiltfilt

RATE = 8000  # samples per second of every stem and call, unless a file says otherwise
SAMPLES_PER_MS = RATE // 1000


def db(power):
    """Power as dB; silence is -120."""
    return 10 * np.log10(np.maximum(power, 1e-12))


def gain(level_db):
    """dB as an amplitude factor."""
    return 10 ** (level_db / 20)


def rms(samples):
    """Root mean square; 0 for no samples."""
    return float(np.sqrt(np.mean(np.square(samples)))) if len(samples) else 0.0


def read_wav(path):
    """(mono samples, rate) of a 16-bit PCM WAV file."""
    with wave.open(str(path)) as file:
        if file.getsampwidth() != 2:
            raise ValueError(f"{path}: expected 16-bit PCM, got {8 * file.getsampwidth()} bit")
        frames = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        samples = frames.reshape(-1, file.getnchannels()).mean(axis=1) / 32768
        return samples, file.getframerate()


def resample(samples, source_rate, target_rate):
    """The same sound at another rate."""
    if source_rate == target_rate:
        return samples
    divisor = gcd(int(source_rate), int(target_rate))
    return resample_poly(samples, target_rate // divisor, source_rate // divisor)


def band_limited(samples, low_hz=300, high_hz=3400, rate=RATE):
    """Samples through a telephone band, without delay, so that labels keep their edges."""
    filter_ = butter(4, [low_hz, high_hz], "bandpass", fs=rate, output="sos")
    return sosfiltfilt(filter_, samples, axis=0)


def as_int16(samples):
    """Floats in [-1, 1] as 16-bit integers, clipped."""
    return np.clip(np.round(np.asarray(samples) * 32768), -32768, 32767).astype("<i2")


def mu_law(samples):
    """ITU-T G.711 mu-law codes of floats in [-1, 1]."""
    pcm = as_int16(samples).astype(np.int32)
    magnitude = np.minimum(np.abs(pcm), 32635) + 132
    segment = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (segment + 3)) & 0x0F
    sign = np.where(pcm < 0, 0x80, 0)
    return (~(sign | (segment << 4) | mantissa) & 0xFF).astype(np.uint8)


def chunk(name, body):
    """A RIFF chunk, padded to an even size."""
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def riff(*chunks):
    """A RIFF/WAVE file of ready chunks."""
    body = b"WAVE" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def format_chunk(tag, channels, rate, bits, extra=None):
    """A fmt chunk; `extra` bytes make it a WAVEFORMATEX with its size field."""
    block = channels * bits // 8
    fields = (tag, channels, rate, (rate * block) % 2**32, block % 2**16, bits)
    body = struct.pack("<HHIIHH", *fields)
    if extra is not None:
        body += struct.pack("<H", len(extra)) + extra
    return chunk(b"fmt ", body)


def interleaved(channels):
    """Channels of equal length as one frames x channels array."""
    return np.stack([np.asarray(channel) for channel in channels], axis=1)


def mu_law_wav(channels, rate=RATE):
    """The bytes of a mu-law WAV file of these channels."""
    codes = mu_law(interleaved(channels))
    fact = chunk(b"fact", struct.pack("<I", len(codes)))
    header = format_chunk(7, len(channels), rate, 8, extra=b"")
    return riff(header, fact, chunk(b"data", codes.tobytes()))


def pcm16_wav(channels, rate=RATE):
    """The bytes of a 16-bit PCM WAV file of these channels."""
    data = as_int16(interleaved(channels)).tobytes()
    return riff(format_chunk(1, len(channels), rate, 16), chunk(b"data", data))


def write(path, content):
    """Writes bytes or text, making the folder where needed."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
