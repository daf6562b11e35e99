"""Generated hours, kept on disk in shards: each the work of one seed, whoever makes it when."""
import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from .library import Library
from .mixture import sequence

SEQUENCES = 120  # of 30 s: one hour

_libraries = {}


def make(material, folder, seed, held_out, index):
    """Writes one shard unless it is there; returns its path."""
    path = Path(folder) / f"{'held-out' if held_out else 'train'}-{index:04}.npz"
    if path.exists():
        return path
    key = (str(material), held_out)
    if key not in _libraries:
        _libraries[key] = Library(Path(material), held_out)
    inputs, wanted = [], []
    for number in range(SEQUENCES):
        rng = np.random.default_rng([seed, int(held_out), index, number])
        one = sequence(rng, _libraries[key])
        inputs.append(one[0])
        wanted.append(one[1])
    partial = path.with_suffix(".partial.npz")
    np.savez(partial, inputs=np.stack(inputs), targets=np.stack(wanted))
    partial.rename(path)
    return path


def make_all(material, folder, seed, hours, held_out_hours, processes):
    """Writes all shards; returns (training paths, held-out paths)."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    stamp = Path(folder) / "seed.json"
    wanted = {"seed": seed, "sequences": SEQUENCES}
    if stamp.exists() and json.loads(stamp.read_text()) != wanted:
        raise SystemExit(f"{folder}: shards of another recipe or seed; choose another folder")
    stamp.write_text(json.dumps(wanted))
    jobs = [(True, index) for index in range(held_out_hours)]
    jobs += [(False, index) for index in range(hours)]
    paths = {True: [], False: []}
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        futures = [pool.submit(make, material, folder, seed, held_out, index)
                   for held_out, index in jobs]
        try:
            for (held_out, _), future in zip(jobs, futures):
                paths[held_out].append(future.result())
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return paths[False], paths[True]


def load(paths):
    """(inputs, sequences x frames x 29 float16; targets, sequences x frames x 4 uint8)."""
    parts = [np.load(path) for path in paths]
    return (np.concatenate([part["inputs"] for part in parts]),
            np.concatenate([part["targets"] for part in parts]))
