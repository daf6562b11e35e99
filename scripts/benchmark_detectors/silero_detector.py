"""Silero VAD from its PyPI package, with ONNX Runtime on one thread and the package's own defaults:
probability 0.5, speech from 250 ms, pauses from 100 ms, 30 ms added at both edges.

    frames            silero_vad.onnx, one call for 32 ms, at 16 kHz
    frames at 8 kHz   the same model at 8 kHz
    sequence          silero_vad_16k_sequence.onnx: the same at 16 kHz, 512 frames in a call
"""
import silero_vad
import torch
from silero_vad.sequence_vad import get_speech_timestamps_sequence

from . import audio


def detector(variant):
    """A function of one channel's samples and rate that gives spans in seconds."""
    torch.set_num_threads(1)
    sequence = variant == "sequence"
    target = 8000 if variant == "frames at 8 kHz" else 16000
    model = silero_vad.load_silero_vad(onnx=not sequence, sequence=sequence)
    timestamps = get_speech_timestamps_sequence if sequence else silero_vad.get_speech_timestamps

    def detect(samples, rate):
        samples = audio.resampled(samples, rate, target)
        found = timestamps(
            samples if sequence else torch.from_numpy(samples), model, sampling_rate=target)
        return [(span["start"] / target, span["end"] / target) for span in found]

    return detect
