"""The speech network: convolutions over time at three rates."""
import torch
from torch import nn

INPUTS = 29
OUTPUTS = ("speech", "music", "tone", "noise")
#: Frames per step of the coarsest rate: inputs are a multiple of this.
STRIDE = 8


class Normalised(nn.Module):
    """Convolution, batch norm, ReLU; the norm is folded into the convolution on export."""

    def __init__(self, inputs, outputs, size, stride=1, dilation=1, padding=None, relu=True):
        super().__init__()
        padding = dilation * (size - 1) // 2 if padding is None else padding
        self.convolution = nn.Conv1d(
            inputs, outputs, size, stride=stride, dilation=dilation, padding=padding, bias=False)
        self.norm = nn.BatchNorm1d(outputs, momentum=0.02)
        self.relu = relu

    def forward(self, x):
        x = self.norm(self.convolution(x))
        return torch.relu(x) if self.relu else x


class SpeechNetwork(nn.Module):
    """Logits of OUTPUTS for every frame of 10 ms, from `inputs` features; 0.08 s steps see seconds.

        10 ms  features ──┬──────────────────────────────── skip ──┐
        20 ms          entry ─ fine blocks ─┬──── + ── late blocks ─+─ head
        80 ms                             down ─ coarse blocks ─ up
    """

    def __init__(self, inputs=INPUTS, fine=48, coarse=64, head=24, fine_dilations=(1, 2, 4),
                 coarse_dilations=(1, 2, 4, 8, 16), late_dilations=(1, 2)):
        super().__init__()
        self.entry = Normalised(inputs, fine, 4, stride=2, padding=1)
        self.fine = nn.ModuleList(Normalised(fine, fine, 3, dilation=d) for d in fine_dilations)
        self.down = Normalised(fine, coarse, 4, stride=4, padding=0)
        self.coarse = nn.ModuleList(
            Normalised(coarse, coarse, 3, dilation=d) for d in coarse_dilations)
        self.up = Normalised(coarse, fine, 1, relu=False)
        self.late = nn.ModuleList(Normalised(fine, fine, 3, dilation=d) for d in late_dilations)
        self.widen = Normalised(fine, head, 1, relu=False)
        self.skip = Normalised(inputs, head, 3, relu=False)
        self.head = nn.Conv1d(head, len(OUTPUTS), 3, padding=1)

    def forward(self, x):
        """x: batch x inputs x frames (a multiple of STRIDE) -> batch x OUTPUTS x frames."""
        y = self.entry(x)
        for block in self.fine:
            y = y + block(y)
        z = self.down(y)
        for block in self.coarse:
            z = z + block(z)
        y = y + self.up(z).repeat_interleave(4, dim=2)
        for block in self.late:
            y = y + block(y)
        y = self.widen(y).repeat_interleave(2, dim=2)
        return self.head(torch.relu(y + self.skip(x)))
