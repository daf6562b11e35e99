"""Lays the network's weights out as sori evaluates them."""
import numpy


def convert(tensors):
    """The tensors of the file that sori reads, float32, from those of the checkpoint."""
    return {name: tensor for name, tensor in tensors.items() if tensor.dtype == numpy.float32}
