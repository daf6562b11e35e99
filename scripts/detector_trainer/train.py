"""Trains the speech network on generated shards; a checkpoint every epoch, resumed where one is."""
import copy
import dataclasses
import json
import sys
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


@dataclasses.dataclass(frozen=True)
class Recipe:
    """What decides which weights come out; the defaults are those of the model that ships."""

    hours: int = 80
    held_out_hours: int = 2
    epochs: int = 10
    rate: float = 3e-3  # the highest of the one-cycle schedule
    seed: int = 3
    network: dict = dataclasses.field(default_factory=lambda: {"coarse": 48})


#: Shows in minutes that all steps work; what it gives is of no use.
QUICK = {"hours": 2, "held_out_hours": 1, "epochs": 1}


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
    """Loss, and miss and false alarm of speech at probability ½, both in % of speech."""
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


class Training:
    """A network on its way: weights, optimizer, and what is known of them so far."""

    def __init__(self, recipe, training, held_out, folder):
        """`training`, `held_out`: (inputs, targets) as `shards.load` gives them."""
        torch.manual_seed(recipe.seed)
        self.recipe, self.folder = recipe, Path(folder)
        self.inputs, self.targets = training
        self.held_out = held_out
        self.model = SpeechNetwork(**recipe.network)
        self.steps = recipe.epochs * (len(self.inputs) // BATCH)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=recipe.rate, weight_decay=0.01)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(
            self.optimizer, recipe.rate, total_steps=self.steps, pct_start=0.08, final_div_factor=100)
        self.average = copy.deepcopy(self.model.state_dict())
        self.step, self.epoch, self.best = 0, 0, float("inf")

    def resume(self):
        """Goes on from the last checkpoint where there is one; exits where another recipe made it."""
        path = self.folder / "last.pt"
        if not path.exists():
            return
        saved = torch.load(path, weights_only=False)
        if saved.get("recipe") != dataclasses.asdict(self.recipe):
            sys.exit(f"{path}: trained by another recipe: {saved.get('recipe')}; choose another folder")
        self.model.load_state_dict(saved["raw"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.schedule.load_state_dict(saved["schedule"])
        self.average, self.step, self.epoch = saved["model"], saved["step"], saved["epoch"]
        self.best = saved["best"]

    def run_epoch(self):
        """One pass over the shards in an order of its own; returns the loss of the last batch."""
        rng = np.random.default_rng([self.recipe.seed, 7, self.epoch])
        order = rng.permutation(len(self.inputs))
        self.model.train()
        for first in range(0, len(order) - BATCH + 1, BATCH):
            x, y = batch_of(self.inputs, self.targets, np.sort(order[first:first + BATCH]), rng)
            loss = loss_of(self.model(x), y)
            self.optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            averaged(self.average, self.model, self.step)
            self.step += 1
        self.epoch += 1
        return loss.item()

    def save(self):
        """Writes last.pt, and best.pt where the averaged weights are the best so far; their figures."""
        tested = SpeechNetwork(**self.recipe.network)
        tested.load_state_dict(self.average)
        figures = held_out_figures(tested, *self.held_out)
        is_best = figures["loss"] < self.best
        self.best = min(self.best, figures["loss"])
        state = {"config": self.recipe.network, "recipe": dataclasses.asdict(self.recipe),
                 "model": self.average, "raw": self.model.state_dict(), "step": self.step,
                 "epoch": self.epoch, "best": self.best, "optimizer": self.optimizer.state_dict(),
                 "schedule": self.schedule.state_dict(), "outputs": OUTPUTS, "figures": figures}
        for name in ("best", "last") if is_best else ("last",):
            partial = self.folder / f"{name}.partial"
            torch.save(state, partial)
            partial.rename(self.folder / f"{name}.pt")
        return figures


def train(recipe, training, held_out, folder, threads=2):
    """Trains to the last epoch; returns the path of the checkpoint with the least held-out loss.

    `training`, `held_out`: paths of shards. Adds a line of figures for each epoch to epochs.jsonl.
    """
    torch.set_num_threads(threads)
    run = Training(recipe, shards.load(training), shards.load(held_out), folder)
    run.resume()
    while run.epoch < recipe.epochs:
        started = time.time()
        loss = run.run_epoch()
        line = json.dumps({"epoch": run.epoch, "training": loss, **run.save(),
                           "seconds": round(time.time() - started, 1)})
        print(line, flush=True)
        with open(run.folder / "epochs.jsonl", "a", encoding="utf-8") as log:
            log.write(line + "\n")
    return run.folder / "best.pt"
