"""What figures depend on: the machine and the programs."""
import datetime
import hashlib
import importlib.metadata
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: The built program that is measured unless another is named.
SORI = ROOT / ".build-release" / "release" / "sori"


def version(package):
    """Name and version of an installed package."""
    try:
        return f"{package} {importlib.metadata.version(package)}"
    except importlib.metadata.PackageNotFoundError:
        return f"{package} of unknown version"


def require(program, name):
    """Ends the benchmark `name` where sori is not built."""
    if not Path(program).exists():
        raise SystemExit(f"{name}: no {program}: build it with "
                         "swift build -c release --scratch-path .build-release --product sori")


def description(sori, packages):
    """The line of kind `machine`."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    processor = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), "unknown")
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    program = hashlib.sha256(sori.read_bytes()).hexdigest()[:12]
    versions = [f"sori (program {program}, sources at {commit.stdout.strip() or 'unknown'})"]
    return {"kind": "machine", "date": datetime.date.today().isoformat(), "processor": processor,
            "processors": os.cpu_count(), "versions": versions + [version(name) for name in packages]}
