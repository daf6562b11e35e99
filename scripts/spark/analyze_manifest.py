#!/usr/bin/env python3
"""Measures the recordings of a manifest on a Spark cluster; writes Parquet, one row for each input.

    spark-submit --master spark://HOST:7077 scripts/spark/analyze_manifest.py calls.csv calls.parquet \\
        --sori /opt/sori/bin/sori -- --speakers 2

What stands behind `--` goes to `sori worker`. See README.md.

Exit codes: 0 every row has its record · 1 Spark gave up, or rows in and out differ · 2 the manifest
cannot be read · 64 usage
"""

import argparse
import os
import sys
import time

from pyspark.sql import SparkSession, functions

import manifest_rows
import worker_task
from record_schema import read_schema, record_type

# Tasks for each core: a machine that dies loses a quarter of a core's share at most, and the last
# tasks end close together.
TASKS_PER_CORE = 4


def parsed(arguments):
    own, worker_options = arguments, []
    if "--" in arguments:
        place = arguments.index("--")
        own, worker_options = arguments[:place], arguments[place + 1 :]
    parser = argparse.ArgumentParser(
        description="Measure a manifest's recordings on Spark; write Parquet, a row for each input.",
        epilog="What stands behind -- goes to `sori worker`.",
    )
    parser.add_argument("manifest", help="CSV with a header, or JSON Lines, as for sori analyze")
    parser.add_argument("output", help="a folder of Parquet files; must not exist")
    parser.add_argument("--sori", default="sori", help="the program, on every machine (default: sori)")
    parser.add_argument("--tasks", type=int, help="how many tasks (default: four for each core)")
    parser.add_argument("--master", help="where to run, if spark-submit does not say it")
    parser.error = lambda message: (print(f"{parser.prog}: {message}", file=sys.stderr), sys.exit(64))
    options = parser.parse_args(own)
    if options.tasks is not None and options.tasks < 1:
        parser.error(f"--tasks is {options.tasks}, expected 1 or more")
    return options, worker_options


def session(master):
    # The first version of the committer moves a task's files when the task is committed, and makes them
    # visible when the job is: a task that dies at any moment leaves nothing behind in the output.
    builder = (
        SparkSession.builder.appName("sori")
        .config("spark.hadoop.mapreduce.fileoutputcommitter.algorithm.version", "1")
        .config("spark.sql.sources.commitProtocolClass",
                "org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol")
    )
    return (builder.master(master) if master else builder).getOrCreate()


def measured(spark, tasks, command, folder, kind):
    """The records of all tasks, a partition for each, typed; a record that is not of its type ends the
    job instead of losing a value."""
    for module in (manifest_rows, worker_task):
        spark.sparkContext.addPyFile(module.__file__)
    lines = spark.sparkContext.parallelize(tasks, max(1, len(tasks))).flatMap(
        lambda rows: worker_task.measure(rows, command, folder)
    )
    frame = spark.createDataFrame(lines, "manifest_row long, record string")
    record = functions.from_json("record", kind, {"mode": "FAILFAST"}).alias("record")
    return frame.select("manifest_row", record).select("manifest_row", "record.*")


def main(arguments):
    options, worker_options = parsed(arguments)
    try:
        rows = manifest_rows.read_manifest(options.manifest)
        kind = record_type(read_schema(options.sori), "--events" in worker_options)
    except (OSError, ValueError) as error:
        print(f"analyze_manifest: {error}", file=sys.stderr)
        return 2
    spark = session(options.master)
    tasks = manifest_rows.divide(rows, options.tasks or TASKS_PER_CORE * spark.sparkContext.defaultParallelism)
    folder = os.path.dirname(os.path.abspath(options.manifest))
    began = time.monotonic()
    command = [options.sori, "worker", *worker_options]
    measured(spark, tasks, command, folder, kind).write.parquet(options.output)
    seconds = time.monotonic() - began
    written = spark.read.parquet(options.output)
    count, distinct = written.select(
        functions.count("*"), functions.count_distinct("manifest_row")
    ).first()
    statuses = {row["status"]: row["count"] for row in written.groupBy("status").count().collect()}
    told = ", ".join(f"{statuses[name]} {name}" for name in sorted(statuses))
    print(
        f"analyze_manifest: {len(rows)} rows in, {count} out, {distinct} of them distinct "
        f"({told}) in {len(tasks)} tasks and {seconds:.1f} s",
        file=sys.stderr,
    )
    spark.stop()
    return 0 if count == distinct == len(rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
