"""Installs what recognises speech: Whisper base and the library that runs it, with a manifest of their own.

    whisper/whisper-base.bin        the model, for whisper.cpp and what reads its files
    whisper/whisper-base.LICENSE.txt
    whisper/runtime/*.so            transcribe.cpp, a variant for each kind of processor
    whisper/runtime.LICENSE.txt     its own licence and those of what it holds
    whisper/manifest.json           {"format": 1, "files": {"whisper-base.bin": {"bytes": …, "sha256": …}, …}, …}
"""
import hashlib
import json
from pathlib import Path

import safetensors_writer

from . import ctranslate2, ggml, manifest, wheel, whisper
from .errors import InstallationError
from .sources import RUNTIME, WHISPER

FOLDER = "whisper"
FORMAT = 1
MODEL = "whisper-base.bin"
MODEL_LICENCE = "whisper-base.LICENSE.txt"
RUNTIME_LICENCE = "runtime.LICENSE.txt"


def digest():
    """Names the code that makes the files, so that other code makes them again."""
    sha256 = hashlib.sha256()
    for path in (__file__, ctranslate2.__file__, ggml.__file__, whisper.__file__):
        sha256.update(Path(path).read_bytes())
    return sha256.hexdigest()


def description():
    """What the manifest says beside the files: another one means other content."""
    return {
        "format": FORMAT, "title": WHISPER.title, "version": WHISPER.version, "licence": WHISPER.licence,
        "source": WHISPER.origin, "runtime": f"transcribe.cpp {RUNTIME.wheel.version}",
        "runtime_source": RUNTIME.origin, "runtime_licence": RUNTIME.licence,
        "packages": {f"{one.package} {one.version} (PyPI)": one.sha256
                     for one in (*WHISPER.wheels, RUNTIME.wheel)},
        "model_sha256": WHISPER.result_sha256, "converter_sha256": digest()}


def is_installed(folder):
    """Whether everything is there, made by this code, and as it was made."""
    try:
        found = json.loads(Path(folder, FOLDER, manifest.NAME).read_text(encoding="utf-8"))
        files = found.pop("files")
        return found == description() and MODEL in files and all(
            Path(folder, FOLDER, name).stat().st_size == entry["bytes"]
            and manifest.digest(Path(folder, FOLDER, name)) == entry["sha256"]
            for name, entry in files.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def install(folder, wheels=None, say=lambda text: None):
    """Gets, checks, converts and writes everything; `wheels`: a folder that holds the wheels as files."""
    contents = model(wheels, say) | runtime(wheels, say)
    place = Path(folder, FOLDER)
    for name, content in contents.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        safetensors_writer.replace(path, content)
    say(f"installed {place / MODEL} and {len(contents) - 1} files beside it")
    files = {name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
             for name, content in contents.items()}
    text = json.dumps({**description(), "files": files}, indent=2, sort_keys=True, ensure_ascii=False)
    # Last, so that the manifest never tells of what is not there.
    safetensors_writer.replace(place / manifest.NAME, text.encode() + b"\n")


def model(wheels, say):
    """The model and its licence, by name."""
    halves, vocabulary, licence = [], None, None
    for one in WHISPER.wheels:
        members = opened(one, wheels, say)
        halves.append(members.read(WHISPER.members[len(halves)]))
        if vocabulary is None:
            vocabulary, licence = members.read(WHISPER.vocabulary), members.read(one.licences)
    joined = wheel.verified(b"".join(halves), WHISPER.sha256, "model.bin")
    content = wheel.verified(whisper.convert(joined, vocabulary), WHISPER.result_sha256, MODEL)
    return {MODEL: content, MODEL_LICENCE: licence}


def runtime(wheels, say):
    """The libraries and their licences, by name."""
    members = opened(RUNTIME.wheel, wheels, say)
    names = [name for name in members.zip.namelist()
             if name.startswith(RUNTIME.folder) and name.endswith(".so") and Path(name).name not in RUNTIME.left_out]
    if not any(Path(name).name == RUNTIME.main for name in names):
        raise InstallationError(f"{RUNTIME.wheel.package}: holds no {RUNTIME.main}")
    licences = [members.read(name) for name in members.zip.namelist() if name.startswith(RUNTIME.wheel.licences)
                and not name.endswith("/")]
    rule = b"\n" + b"=" * 60 + b"\n\n"
    return {f"runtime/{Path(name).name}": members.read(name) for name in sorted(names)} | {
        RUNTIME_LICENCE: rule.join(licences)}


def opened(one, wheels, say):
    """What is read out of a wheel, from the folder `wheels` or from the registry."""
    path = None
    if wheels is not None:
        found = sorted(Path(wheels).glob(f"{one.package.replace('-', '_')}-{one.version}-*.whl"))
        if len(found) != 1:
            raise InstallationError(f"{wheels}: {len(found)} wheels of {one.package} {one.version}, expected one")
        path = found[0]
    else:
        say(f"getting {one.package} {one.version} ({one.most_bytes >> 20} MB at most) from the package registry")
    return wheel.Members(wheel.content(one, path), one.most_content)
