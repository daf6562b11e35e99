"""Runs analyze_manifest.py on Spark workers of this machine, kills some of what is running, and holds
the rows that come out against those that went in and against the records of `sori analyze`."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import processes
from cluster_material import write_manifest

SCRIPT = Path(__file__).with_name("analyze_manifest.py")
# Of a Spark worker and of the executor on it, in MB: what a small machine can spare twice.
WORKER_MEMORY, EXECUTOR_MEMORY = 900, 600


class Run:
    """One run of the script on a cluster of so many workers, each with one core."""

    def __init__(self, options, manifest, output, workers):
        self.output = output
        self.log = output.with_suffix(".log")
        arguments = f"--conf spark.executor.memory={EXECUTOR_MEMORY}m --conf spark.ui.enabled=false pyspark-shell"
        environment = dict(os.environ, PYSPARK_SUBMIT_ARGS=arguments)
        command = [
            sys.executable, str(SCRIPT), str(manifest), str(output), "--sori", options.sori,
            "--master", f"local-cluster[{workers},1,{WORKER_MEMORY}]", "--tasks", str(options.tasks),
        ]  # fmt: skip
        self.began = time.monotonic()
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)

    def committed_tasks(self) -> int:
        """Tasks whose rows wait to be published when the job ends."""
        return len(list(self.output.glob("_temporary/0/task_*")))

    def wait_for_tasks(self, count):
        while self.committed_tasks() < count:
            if self.process.poll() is not None:
                sys.exit(f"the run ended too early to kill anything; see {self.log}")
            time.sleep(0.05)

    def ended(self) -> dict:
        code = self.process.wait()
        told = [line for line in self.log.read_text().splitlines() if "rows in" in line]
        if code != 0 or not told:
            sys.exit(f"the run failed with exit code {code}; see {self.log}")
        return {
            "wall_s": round(time.monotonic() - self.began, 1),
            "measuring_s": float(told[-1].split()[-2]),
            "said": told[-1].partition(": ")[2],
        }


def kill_some(run, tasks) -> list:
    """Kills, one after the other while the run goes on: a process that measures, a worker, an executor.
    Returns what was killed."""
    killed = []
    kinds = [
        ("process that measures", processes.is_measuring),
        ("sori worker", processes.is_worker),
        ("Spark executor (JVM)", processes.is_executor),
    ]
    for index, (name, is_one) in enumerate(kinds):
        # A third of the tasks at most are done by then, so that there is always something to lose.
        run.wait_for_tasks(1 + index * tasks // 9)
        victim = processes.kill_one(run.process.pid, is_one)
        killed.append({"what": name, "pid": victim, "tasks_done": run.committed_tasks()})
    return killed


def rows_of(output) -> list:
    """The rows of a Parquet folder, as dictionaries, in the manifest's order."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    rows = [row.asDict(recursive=True) for row in spark.read.parquet(str(output)).collect()]
    spark.stop()
    return sorted(rows, key=lambda row: row["manifest_row"])


def differ(row, record) -> bool:
    """Whether two records of one input say different things. Where the manifest makes no sense, analyze
    says in which of its lines and the worker in which of its own, so only the code is compared."""
    if record["error"]["code"] == row["error"]["code"] == "manifest_invalid":
        return False
    return row != record


def compared(rows, records) -> dict:
    """How the rows that came out stand to the records that had to come out."""
    found = [row.pop("manifest_row") for row in rows]
    expected = range(1, len(records) + 1)
    different = sum(differ(row, records[number - 1]) for number, row in zip(found, rows))
    return {
        "rows_in": len(records),
        "rows_out": len(rows),
        "lost": len(set(expected) - set(found)),
        "doubled": len(found) - len(set(found)),
        "different": different,
    }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--sori", required=True)
    parser.add_argument("--fixtures", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--tasks", type=int, default=36)
    parser.add_argument("--json", type=Path, help="write the figures here too")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sori-spark-") as scratch:
        folder = Path(scratch)
        manifest = write_manifest(folder, options.fixtures, options.rows)
        figures = measure(options, folder, manifest)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    outcome = figures["killed_run"]
    return 1 if outcome["lost"] or outcome["doubled"] or outcome["different"] else 0


def measure(options, folder, manifest) -> dict:
    began = time.monotonic()
    command = [options.sori, "analyze", "--manifest", str(manifest), "--quiet", "--jobs", "1"]
    # Exit code 1: some inputs failed, as they must.
    analyzed = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    analyze_seconds = time.monotonic() - began
    records = [json.loads(line) for line in analyzed.stdout.splitlines()]
    print(f"| run | wall, s | measuring, s |\n|---|--:|--:|\n| `sori analyze --jobs 1` | {analyze_seconds:.1f} | |")
    times = {}
    for workers in (1, 2):
        run = Run(options, manifest, folder / f"{workers}.parquet", workers).ended()
        times[workers] = run
        print(f"| Spark, {workers} worker{'s' * (workers > 1)} | {run['wall_s']} | {run['measuring_s']} |")
    run = Run(options, manifest, folder / "killed.parquet", 2)
    killed = kill_some(run, options.tasks)
    killed_times = run.ended()
    print(f"| Spark, 2 workers, killed | {killed_times['wall_s']} | {killed_times['measuring_s']} |\n")
    outcome = compared(rows_of(run.output), records)
    print("| killed | after tasks |\n|---|--:|")
    for each in killed:
        print(f"| {each['what']} | {each['tasks_done']} of {options.tasks} |")
    print("\n| " + " | ".join(name.replace("_", " ") for name in outcome) + " |")
    print("|--:" * len(outcome) + "|\n| " + " | ".join(map(str, outcome.values())) + " |")
    return {
        "analyze_jobs_1_s": round(analyze_seconds, 1),
        "workers": times,
        "killed": killed,
        "killed_run": outcome | killed_times,
    }


if __name__ == "__main__":
    sys.exit(main())
