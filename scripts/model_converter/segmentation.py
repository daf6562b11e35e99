"""segmentation-3.0 (pyannote): from PyTorch's tensors to those that `OverlapNetwork` reads.

    sinc.filter            taps x filters                a product with stretches of samples
    waveform.scale, .offset                 1            the recording's normalisation
    norm0, norm1, norm2    .scale, .offset  channels     after each pooling
    conv1.weight, conv2.weight   taps*inputs x channels  a product with stretches of frames
    lstmN.forward, lstmN.backward           N = 0 ... 3
          .input           inputs x 4*cells              gates in PyTorch's order: in, forget, cell, out
          .recurrent       cells x 4*cells
          .bias            4*cells                       both of PyTorch's biases, added
    linear1, linear2, classifier   .weight  inputs x outputs, .bias  outputs

Channels are filled up with zeros to a multiple of eight, since the program takes them eight at a time; what is
filled up stays zero all the way through.
"""
import numpy

SAMPLE_RATE = 16000
# Of the network's filters: none reaches below, none is narrower (M. Ravanelli, Y. Bengio, "Speaker
# recognition from raw waveform with SincNet", SLT 2018, and the settings of this network).
LOWEST_HZ, LEAST_BAND_HZ = 50, 50
LANES = 8
LAYERS = 4


def convert(tensors, layers=LAYERS):
    """The tensors above, float32, of those of the network's `state_dict`; it has `layers` of memory."""
    given = {name: numpy.asarray(tensor, numpy.float64) for name, tensor in tensors.items()}
    filters = sinc_filters(
        given["sincnet.conv1d.0.filterbank.low_hz_"], given["sincnet.conv1d.0.filterbank.band_hz_"],
        given["sincnet.conv1d.0.filterbank.n_"], given["sincnet.conv1d.0.filterbank.window_"])
    made = {
        "waveform.scale": given["sincnet.wav_norm1d.weight"],
        "waveform.offset": given["sincnet.wav_norm1d.bias"],
        "sinc.filter": filled(filters.T, 1),
    }
    for index in range(3):
        made[f"norm{index}.scale"] = filled(given[f"sincnet.norm1d.{index}.weight"], 0)
        made[f"norm{index}.offset"] = filled(given[f"sincnet.norm1d.{index}.bias"], 0)
    for index in (1, 2):
        # No bias: the normalisation after it takes it away again, pooling lets it through.
        made[f"conv{index}.weight"] = convolution(given[f"sincnet.conv1d.{index}.weight"])
    for index in range(layers):
        made |= recurrent_layer(given, index)
    for name, layer in {"linear1": "linear.0", "linear2": "linear.1", "classifier": "classifier"}.items():
        made[f"{name}.weight"] = given[f"{layer}.weight"].T
        made[f"{name}.bias"] = given[f"{layer}.bias"]
    return {name: numpy.ascontiguousarray(value, numpy.float32) for name, value in made.items()}


def sinc_filters(low, band, times, window):
    """Filters x taps: band-passes as cosines, then the same as sines.

    low, band: filters x 1, in Hz, as trained. times: 2 pi t of the taps before the middle, 1 x taps // 2.
    window: the half-window over them.
    """
    low = LOWEST_HZ + numpy.abs(low)
    high = numpy.clip(low + LEAST_BAND_HZ + numpy.abs(band), LEAST_BAND_HZ, SAMPLE_RATE / 2)
    width = 2 * (high - low)
    middle = numpy.ones_like(width)
    cosine = (numpy.sin(high * times) - numpy.sin(low * times)) / (times / 2) * window / width
    sine = (numpy.cos(low * times) - numpy.cos(high * times)) / (times / 2) * window / width
    return numpy.concatenate([
        numpy.concatenate([cosine, middle, cosine[:, ::-1]], axis=1),
        numpy.concatenate([sine, 0 * middle, -sine[:, ::-1]], axis=1)])


def convolution(weight):
    """taps*inputs x channels of channels x inputs x taps."""
    weight = filled(filled(weight, 0), 1).transpose(2, 1, 0)
    return weight.reshape(-1, weight.shape[2])


def recurrent_layer(given, index):
    made = {}
    for direction, suffix in {"forward": "", "backward": "_reverse"}.items():
        weight, recurrent, bias, recurrent_bias = (
            given[f"lstm.{part}_l{index}{suffix}"]
            for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        name = f"lstm{index}.{direction}"
        made[f"{name}.input"] = filled(weight.T, 0)
        made[f"{name}.recurrent"] = recurrent.T
        made[f"{name}.bias"] = bias + recurrent_bias
    return made


def filled(values, axis):
    """`values` with zeros behind along `axis`, up to a multiple of `LANES`."""
    room = [(0, 0)] * values.ndim
    room[axis] = (0, -values.shape[axis] % LANES)
    return numpy.pad(values, room)
