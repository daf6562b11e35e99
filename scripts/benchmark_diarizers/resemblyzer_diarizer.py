"""Resemblyzer's voice encoder with spectral clustering, both from PyPI, behind Silero VAD.

Inside speech a window of 1.6 s (the encoder's own length) every 0.4 s, less at the ends of short speech;
`spectralcluster` with the configuration of its ICASSP 2018 paper. Every 0.1 s of speech belongs to the
window whose middle is nearest. No overlap: neither package finds it.
"""
import numpy as np
import silero_vad
import torch
from resemblyzer import VoiceEncoder, audio as encoder_audio
from spectralcluster import SpectralClusterer, configs

from .diarize import RATE

WINDOW_SECONDS = 1.6
HOP_SECONDS = 0.4
STEP_SECONDS = 0.1
MOST_SPEAKERS = 4
#: As Resemblyzer brings recordings to: dB of full scale.
LEVEL_DB = -30


def windows(speech):
    """(start, end) of each window, in seconds."""
    found = []
    for start, end in speech:
        count = max(1, int(np.floor((end - start - WINDOW_SECONDS) / HOP_SECONDS)) + 1)
        found += [(start + index * HOP_SECONDS, min(end, start + index * HOP_SECONDS + WINDOW_SECONDS))
                  for index in range(count)]
    return found


def turns(speech, spans, speakers):
    """Turns (start, end, speaker): each step of speech has the speaker of the nearest window."""
    middles = np.array([(start + end) / 2 for start, end in spans])
    found = []
    for start, end in speech:
        edges = np.append(np.arange(start, end, STEP_SECONDS), end)
        for first, last in zip(edges[:-1], edges[1:]):
            speaker = int(speakers[np.argmin(np.abs(middles - (first + last) / 2))])
            if found and found[-1][2] == speaker and found[-1][1] == first:
                found[-1] = (found[-1][0], last, speaker)
            else:
                found.append((first, last, speaker))
    return found


def diarizer(speakers):
    """A function of samples at 16 kHz that gives turns; `speakers` is None where it is to count them."""
    torch.set_num_threads(1)
    detector = silero_vad.load_silero_vad(onnx=True)
    encoder = VoiceEncoder("cpu", verbose=False)

    def diarize(samples):
        spans = silero_vad.get_speech_timestamps(torch.from_numpy(samples), detector, sampling_rate=RATE)
        speech = [(span["start"] / RATE, span["end"] / RATE) for span in spans]
        if not speech:
            return []
        cut = windows(speech)
        level = encoder_audio.normalize_volume(samples, LEVEL_DB, increase_only=True)
        embeddings = np.stack([
            encoder.embed_utterance(level[round(start * RATE):round(end * RATE)]) for start, end in cut])
        if len(cut) <= (speakers or 2):
            return turns(speech, cut, range(len(cut)))
        clusterer = SpectralClusterer(
            min_clusters=speakers or 1, max_clusters=speakers or MOST_SPEAKERS,
            refinement_options=configs.icassp2018_refinement_options, custom_dist="cosine")
        return turns(speech, cut, clusterer.predict(embeddings))

    return diarize
