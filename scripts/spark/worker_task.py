"""What runs on the machines of a cluster: rows through a `sori worker`, a record back for each."""

import subprocess
import threading


def measure(rows, command: list, folder: str):
    """Yields (row number, record as JSON text) for each row, in order.

    Raises RuntimeError where the worker ends before the last record, or badly: Spark then runs the task
    again, elsewhere if need be.
    """
    rows = list(rows)
    worker = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    feeder = threading.Thread(target=_feed, args=(worker.stdin, rows), daemon=True)
    feeder.start()
    try:
        for row in rows:
            record = worker.stdout.readline()
            if not record.endswith(b"\n"):
                raise RuntimeError(f"sori worker ended before row {row.number}: {_ending(worker)}")
            yield row.number, record.decode("utf-8")
        if worker.stdout.read(1) or worker.wait() != 0:
            raise RuntimeError(f"sori worker ended badly: {_ending(worker)}")
    finally:
        # Also where Spark gives the task up: nobody will read what it measures.
        worker.kill()
        worker.wait()
        worker.stdout.close()


def _feed(lines, rows):
    try:
        with lines:
            for row in rows:
                lines.write(row.line + b"\n")
    except BrokenPipeError:
        pass  # Reading tells that the worker has gone, and how.


def _ending(worker) -> str:
    code = worker.wait()
    return f"signal {-code}" if code < 0 else f"exit code {code}"
