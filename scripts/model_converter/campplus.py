"""Lays the weights of CAM++ out as sori's SpeakerNetwork reads them.

CAM++: Wang et al., "CAM++: A Fast and Efficient Network for Speaker Verification Using Context-Aware Masking",
Interspeech 2023. Every BatchNorm is folded: into the product before it where there is one, else kept as a
scale and a shift for each channel. Products are stored inputs x outputs, so that frames (rows) are multiplied
from the left.

    front.NAME.weight      out x in x time x frequency     and .bias
    tdnn.weight            5 taps x 320 x 128              and .bias; inputs in order of (frequency, channel)
    blockB.L.scale .shift  of the L-th layer's inputs (from 0), before their ReLU
    blockB.L.narrow        inputs x 128                    and .bias
    blockB.L.local         128 x (3 taps, 32)
    blockB.L.context1      128 x 64                        and .bias
    blockB.L.context2      64 x 32                         and .bias
    transitB.scale .shift  of its inputs, before their ReLU
    transitB.weight        inputs x outputs; the last has a .bias too: the norm before pooling
    embedding.weight       1024 (means, deviations) x 192  and .bias
"""
import numpy as np

#: Of PyTorch's BatchNorm, which the network was trained with.
EPSILON = 1e-5

#: Convolutions before the TDNN and the BatchNorm after each.
FRONT = {
    "conv1": ("head.conv1", "head.bn1"),
    "conv2": ("head.conv2", "head.bn2"),
} | {
    f"layer{layer}.{block}.{name}": (f"head.layer{layer}.{block}.{convolution}", f"head.layer{layer}.{block}.{norm}")
    for layer in (1, 2)
    for block in (0, 1)
    for name, convolution, norm in [("conv1", "conv1", "bn1"), ("conv2", "conv2", "bn2"),
                                    ("shortcut", "shortcut.0", "shortcut.1")]
    if block == 0 or name != "shortcut"
}


def norm(tensors, name):
    """The scale and the shift of a BatchNorm as it is after training; weight and bias may be absent."""
    deviation = np.sqrt(tensors[f"{name}.running_var"].astype(np.float64) + EPSILON)
    mean = tensors[f"{name}.running_mean"].astype(np.float64)
    scale = tensors.get(f"{name}.weight", np.ones_like(mean)) / deviation
    return scale, tensors.get(f"{name}.bias", np.zeros_like(mean)) - mean * scale


def product(tensors, name):
    """A convolution of kernel 1 as a matrix, inputs x outputs."""
    return tensors[f"{name}.weight"][:, :, 0].T.astype(np.float64)


def front(tensors):
    for name, (convolution, batch_norm) in FRONT.items():
        scale, shift = norm(tensors, batch_norm)
        # out x in x frequency x time, as PyTorch has it: time becomes the slower of the two.
        kernel = tensors[f"{convolution}.weight"].astype(np.float64).transpose(0, 1, 3, 2)
        yield f"front.{name}.weight", kernel * scale[:, None, None, None]
        yield f"front.{name}.bias", shift


def tdnn(tensors):
    scale, shift = norm(tensors, "xvector.tdnn.nonlinear.batchnorm")
    kernel = tensors["xvector.tdnn.linear.weight"].astype(np.float64)  # out x (channel, frequency) x tap
    outputs, inputs, taps = kernel.shape
    channels = tensors["head.conv2.weight"].shape[0]
    kernel = kernel.reshape(outputs, channels, inputs // channels, taps).transpose(3, 2, 1, 0)
    yield "tdnn.weight", kernel.reshape(taps, inputs, outputs) * scale
    yield "tdnn.bias", shift


def dense_layer(tensors, source, target):
    scale, shift = norm(tensors, f"{source}.nonlinear1.batchnorm")
    yield f"{target}.scale", scale
    yield f"{target}.shift", shift
    scale, shift = norm(tensors, f"{source}.nonlinear2.batchnorm")
    yield f"{target}.narrow.weight", product(tensors, f"{source}.linear1") * scale
    yield f"{target}.narrow.bias", shift
    local = tensors[f"{source}.cam_layer.linear_local.weight"]  # out x in x tap
    yield f"{target}.local.weight", local.transpose(1, 2, 0).reshape(local.shape[1], -1)
    for number in (1, 2):
        yield f"{target}.context{number}.weight", product(tensors, f"{source}.cam_layer.linear{number}")
        yield f"{target}.context{number}.bias", tensors[f"{source}.cam_layer.linear{number}.bias"]


def blocks(tensors):
    block = 1
    while f"xvector.transit{block}.linear.weight" in tensors:
        layer = 0
        while f"xvector.block{block}.tdnnd{layer + 1}.linear1.weight" in tensors:
            yield from dense_layer(tensors, f"xvector.block{block}.tdnnd{layer + 1}", f"block{block}.{layer}")
            layer += 1
        scale, shift = norm(tensors, f"xvector.transit{block}.nonlinear.batchnorm")
        yield f"transit{block}.scale", scale
        yield f"transit{block}.shift", shift
        yield f"transit{block}.weight", product(tensors, f"xvector.transit{block}.linear")
        block += 1


def convert(tensors):
    """The arrays (float32, by name) of the file that sori reads, from those of the published checkpoint."""
    tensors = {name: np.asarray(tensor) for name, tensor in tensors.items()}
    converted = dict([*front(tensors), *tdnn(tensors), *blocks(tensors)])
    last = max(name for name in converted if name.startswith("transit") and name.endswith(".weight"))
    scale, shift = norm(tensors, "xvector.out_nonlinear.batchnorm")
    converted[last] = converted[last] * scale
    converted[last.replace(".weight", ".bias")] = shift
    scale, shift = norm(tensors, "xvector.dense.nonlinear.batchnorm")
    converted["embedding.weight"] = product(tensors, "xvector.dense.linear") * scale
    converted["embedding.bias"] = shift
    return {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in converted.items()}
