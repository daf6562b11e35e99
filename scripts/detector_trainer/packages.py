"""Debian packages: which are needed, their versions, and their files without installing them."""
import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

#: Programs, and recordings that are read where Debian puts them.
INSTALLED = """
espeak-ng flite festival festvox-kallpc16k festvox-kdlpc16k festvox-us-slt-hts
fluidsynth fluid-soundfont-gm sox ffmpeg
asterisk-core-sounds-en-wav asterisk-core-sounds-es-wav asterisk-core-sounds-fr-wav
asterisk-core-sounds-it-wav asterisk-core-sounds-ru-wav
asterisk-prompt-es-co asterisk-prompt-fr-armelle asterisk-prompt-it-menardi-wav
""".split()


class PackageError(Exception):
    """A Debian package could not be had: package, what was done, what came of it."""

    def __init__(self, package, action, result):
        super().__init__(f"{package}: {action} failed: {result}")
        self.package, self.action = package, action


def run(package, *command, folder=None):
    """A program's standard output; throws PackageError where it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode != 0:
        raise PackageError(package, " ".join(command), done.stderr.strip()[-300:])
    return done.stdout


def install():
    """Installs what is needed with apt-get; needs root."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise PackageError("INSTALLED", "--install", "needs Debian's apt-get and root")
    run("all", "apt-get", "update")
    run("all", "apt-get", "install", "-y", "--no-install-recommends", *INSTALLED)


@lru_cache(maxsize=None)
def installed_version(package):
    """Version of an installed package; throws PackageError where it is not installed."""
    return run(package, "dpkg-query", "--show", "--showformat=${Version}", package)


def unpacked(package, folder):
    """(root folder of a package's files, its version): downloaded and unpacked below `folder` once."""
    root = Path(folder, package)
    if not (root / "DEBIAN" / "control").exists():
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        run(package, "apt-get", "download", package, folder=root)
        archive = next(root.glob("*.deb"))
        run(package, "dpkg-deb", "--raw-extract", str(archive), str(root))
        archive.unlink()
    control = (root / "DEBIAN" / "control").read_text(encoding="utf-8")
    return root, control.split("\nVersion: ")[1].split("\n")[0]
