"""Trains the speech network on generated shards; checkpoints every epoch, resumes from the last."""
import argparse
import copy
import json
import time
from pathlib import Path

import numpy as np
import torch

from . import shards
from .network import OUTPUTS, SpeechNetwork

BATCH = 16
#: The other outputs together count as much as speech does.
OUTPUT_WEIGHTS = (1.0, 0.25, 0.25, 0.15)
#: Frames this close to an edge of speech count more.
EDGE_REACH, EDGE_WEIGHT = 4, 1.0
#: The weights that ship are averaged over about this many steps.
AVERAGE_STEPS = 400


def loss_of(logits, wanted):
    """Weighted cross entropy; targets of 2 are not asked for."""
    asked = wanted != 2
    weight = asked.float() * torch.tensor(OUTPUT_WEIGHTS)[None, :, None]
    speech = wanted[:, 0].float()
    edges = (speech[:, 1:] != speech[:, :-1]).float()
    edges = torch.nn.functional.pad(edges, (1, 0))[:, None]
    near = torch.nn.functional.max_pool1d(edges, 2 * EDGE_REACH + 1, 1, EDGE_REACH)[:, 0]
    weight[:, 0] *= 1 + EDGE_WEIGHT * near
    each = torch.nn.functional.binary_cross_entropy_with_logits(
        logits, (wanted == 1).float(), reduction="none")
    return (each * weight).sum() / weight.sum()


def batch_of(inputs, targets, chosen, rng):
    """Tensors of some sequences; with a generator, at a level and tilt that vary a little."""
    x = torch.from_numpy(inputs[chosen].astype(np.float32)).transpose(1, 2)
    y = torch.from_numpy(targets[chosen]).transpose(1, 2)
    if rng is not None:
        x = x.contiguous()
        shift = rng.normal(0, 1.5 / 20, (len(chosen), 1, 1))
        tilt = rng.normal(0, 1.5 / 20, (len(chosen), 1, 1)) * np.linspace(-1, 1, 28)[None, :, None]
        x[:, :28] += torch.from_numpy((shift + tilt).astype(np.float32))
    return x, y


def held_out_figures(model, inputs, targets):
    """Loss, and miss and false alarm of speech at probability ½, all in % of speech."""
    model.eval()
    total, miss, false, speech = 0.0, 0, 0, 0
    with torch.no_grad():
        for first in range(0, len(inputs), BATCH):
            x, y = batch_of(inputs, targets, slice(first, first + BATCH), None)
            out = model(x)
            total += loss_of(out, y).item() * len(x)
            said, true = out[:, 0] > 0, y[:, 0] == 1
            miss += (true & ~said).sum().item()
            false += (said & ~true).sum().item()
            speech += true.sum().item()
    return {"loss": total / len(inputs), "miss": 100 * miss / speech, "false": 100 * false / speech}


def averaged(average, model, step):
    """Moves the average towards the model's weights and running statistics."""
    share = 1 / min(AVERAGE_STEPS, step + 1)
    with torch.no_grad():
        for name, value in model.state_dict().items():
            if value.dtype.is_floating_point:
                average[name].lerp_(value, share)


def train(given):
    """Runs to the end; returns the path of the final checkpoint."""
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    folder = Path(given.work)
    training, held_out = shards.make_all(
        given.material, folder / "shards", given.seed, given.hours, given.held_out_hours,
        given.processes)
    config = json.loads(given.network)
    model = SpeechNetwork(**config)
    width = model.skip.convolution.in_channels
    inputs, targets = shards.load(training)
    test_inputs, test_targets = shards.load(held_out)
    inputs, test_inputs = inputs[..., :width], test_inputs[..., :width]
    steps = given.epochs * (len(inputs) // BATCH)
    optimizer = torch.optim.AdamW(model.parameters(), lr=given.rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, given.rate, total_steps=steps, pct_start=0.08, final_div_factor=100)
    average = copy.deepcopy(model.state_dict())
    step, epoch = 0, 0
    checkpoint = folder / "last.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(saved["raw"])
        optimizer.load_state_dict(saved["optimizer"])
        schedule.load_state_dict(saved["schedule"])
        average, step, epoch = saved["model"], saved["step"], saved["epoch"]
    best = float("inf")
    while epoch < given.epochs:
        started = time.time()
        rng = np.random.default_rng([given.seed, 7, epoch])
        order = rng.permutation(len(inputs))
        model.train()
        for first in range(0, len(order) - BATCH + 1, BATCH):
            x, y = batch_of(inputs, targets, np.sort(order[first:first + BATCH]), rng)
            loss = loss_of(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            averaged(average, model, step)
            step += 1
            if step == steps:
                break
        epoch += 1
        tested = SpeechNetwork(**config)
        tested.load_state_dict(average)
        figures = held_out_figures(tested, test_inputs, test_targets)
        print(json.dumps({"epoch": epoch, "training": loss.item(), **figures,
                          "seconds": time.time() - started}), flush=True)
        state = {"config": config, "model": average, "raw": model.state_dict(), "step": step,
                 "epoch": epoch, "optimizer": optimizer.state_dict(),
                 "schedule": schedule.state_dict(), "outputs": OUTPUTS, "figures": figures}
        torch.save(state, folder / "last.partial")
        (folder / "last.partial").rename(checkpoint)
        if figures["loss"] < best:
            best = figures["loss"]
            torch.save(state, folder / "best.pt")
    return folder / "best.pt"


def options():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--material", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--hours", type=int, default=60)
    parser.add_argument("--held-out-hours", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--network", default="{}", help="JSON of SpeechNetwork's arguments")
    return parser.parse_args()


if __name__ == "__main__":
    train(options())
