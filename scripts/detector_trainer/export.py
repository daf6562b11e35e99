"""Writes a trained network as the safetensors file that ships."""
import json

import numpy as np
import torch

import safetensors_writer

from .network import Normalised, OUTPUTS, SpeechNetwork


def folded(layer):
    """(weight outputs x inputs x taps, bias) of a convolution with its norm folded in."""
    if isinstance(layer, Normalised):
        scale = layer.norm.weight / torch.sqrt(layer.norm.running_var + layer.norm.eps)
        weight = layer.convolution.weight * scale[:, None, None]
        bias = layer.norm.bias - layer.norm.running_mean * scale
    else:
        weight, bias = layer.weight, layer.bias
    return weight.contiguous(), bias


def tensors(model):
    """Every convolution's weight and bias by name, as float16."""
    found = {}
    for name, layer in model.named_modules():
        is_last = isinstance(layer, torch.nn.Conv1d) and "." not in name
        if isinstance(layer, Normalised) or is_last:
            weight, bias = folded(layer)
            found[f"{name}.weight"] = weight.detach().numpy().astype(np.float16)
            found[f"{name}.bias"] = bias.detach().numpy().astype(np.float16)
    return found


def architecture(model):
    """The layers in the order of their evaluation, as sori's NeuralNets reads them."""
    layers = []

    def convolve(name, layer, source, residual=False):
        conv = layer.convolution if isinstance(layer, Normalised) else layer
        about = {"input": source, "channels": conv.out_channels, "kernel": conv.kernel_size[0],
                 "stride": conv.stride[0], "dilation": conv.dilation[0], "residual": residual}
        relu = isinstance(layer, Normalised) and layer.relu
        layers.append({"name": name, "activation": "relu" if relu else "none",
                       "convolution": about})
        return name

    def add(name, terms, activation):
        layers.append({"name": name, "activation": activation, "sum": terms})
        return name

    def blocks(name, source):
        for index, block in enumerate(getattr(model, name)):
            source = convolve(f"{name}.{index}", block, source, residual=True)
        return source

    fine = blocks("fine", convolve("entry", model.entry, "features"))
    coarse = blocks("coarse", convolve("down", model.down, fine))
    late = blocks("late", add("both", [fine, convolve("up", model.up, coarse)], "none"))
    widened = convolve("widen", model.widen, late)
    skip = convolve("skip", model.skip, "features")
    convolve("head", model.head, add("merged", [skip, widened], "relu"))
    return {"inputChannels": model.skip.convolution.in_channels, "layers": layers}


def export(checkpoint, out, about):
    """Writes the averaged weights of a checkpoint, the norms folded in, with this metadata.

    The same checkpoint gives the same bytes. `about`: name, version, licence, source; all are strings.
    """
    saved = torch.load(checkpoint, weights_only=False)
    model = SpeechNetwork(**saved["config"])
    model.load_state_dict(saved["model"])
    model.eval()
    about = {**about, "outputs": ",".join(OUTPUTS),
             "architecture": json.dumps(architecture(model), separators=(",", ":"))}
    safetensors_writer.replace(out, safetensors_writer.encoded(tensors(model), about))
