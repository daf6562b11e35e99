"""Where the material is from: authors, licences, versions; as JSON and as a table for the model card."""
import json
from pathlib import Path

from .music_material import GAMES
from .packages import installed_version

FONT = "fluid-soundfont-gm"
# origin: what it is, authors, licence, source
COLLECTIONS = {
    "librispeech": {
        "what": "251 sentences of LibriSpeech, one a speaker",
        "authors": "V. Panayotov, G. Chen, D. Povey, S. Khudanpur; readers of LibriVox",
        "licence": "CC-BY-4.0", "source": "https://www.openslr.org/12 (excerpt as with Resemblyzer)"},
    "esc10": {
        "what": "200 clips of environmental sounds, ESC-10",
        "authors": "K. J. Piczak; recordists of freesound.org", "licence": "CC-BY-3.0",
        "source": "https://github.com/karolpiczak/ESC-50"},
}
# Debian package: what was taken of it, authors, licence as /usr/share/doc/PACKAGE/copyright says
INSTALLED = {
    "asterisk-core-sounds-en-wav": ("telephone prompts", "Allison Smith, Digium", "CC-BY-SA-3.0"),
    "asterisk-core-sounds-es-wav": ("telephone prompts", "Allison Smith, Digium", "CC-BY-SA-3.0"),
    "asterisk-core-sounds-fr-wav": ("telephone prompts", "June Wallack, Digium", "CC-BY-SA-3.0"),
    "asterisk-core-sounds-it-wav": ("telephone prompts", "Carlo Flora, segreterietelefoniche.it",
                                    "CC-BY-SA-3.0"),
    "asterisk-core-sounds-ru-wav": ("telephone prompts", "Maxim Topal, ivrvoice.ru", "CC-BY-3.0"),
    "asterisk-prompt-es-co": ("telephone prompts", "Avatar Ltda., July E. Jimenez", "GPL-2"),
    "asterisk-prompt-fr-armelle": ("telephone prompts", "Armelle Desjardins, Michel Gutierrez",
                                   "BSD-3-Clause"),
    "asterisk-prompt-it-menardi-wav": (
        "telephone prompts", "Marco Menardi and Paola Dal Zot, http://www.voip.ammdomus.it",
        "CC-BY-SA-3.0"),
    "espeak-ng": ("synthesized speech", "Jonathan Duddington and others", "GPL-3+"),
    "flite": ("synthesized speech", "Carnegie Mellon University", "BSD-like (Carnegie Mellon)"),
    "festival": ("synthesized speech", "University of Edinburgh, Carnegie Mellon University",
                 "BSD-like (Edinburgh, Carnegie Mellon)"),
    FONT: ("instruments of our own compositions", "Frank Wen", "MIT"),
}


def entry(origin, versions):
    """What is known of one origin."""
    if origin in COLLECTIONS:
        return {"origin": origin, **COLLECTIONS[origin]}
    package = FONT if origin == "compositions" else origin
    if package in GAMES:
        licence, authors, _, _ = GAMES[package]
        what, version = "music", versions[package]
    else:
        what, authors, licence = INSTALLED[package]
        version = installed_version(package)
    return {"origin": origin, "what": what, "authors": authors, "licence": licence,
            "source": f"Debian package {package}", "version": version}


def write(cache, origins, versions):
    """Adds these origins to ATTRIBUTIONS.json; `versions` of packages that are not installed."""
    path = Path(cache, "ATTRIBUTIONS.json")
    rows = {row["origin"]: row for row in read(path)}
    rows |= {origin: entry(origin, versions) for origin in origins}
    text = json.dumps([rows[origin] for origin in sorted(rows)], indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def read(path):
    """The rows of a table; none where there is no file."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []


def markdown(cache):
    """The attributions as a Markdown table."""
    lines = ["| what | authors | licence | source |", "|---|---|---|---|"]
    for row in read(Path(cache, "ATTRIBUTIONS.json")):
        source = f"{row['source']} {row.get('version', '')}".strip()
        lines.append(f"| {row['what']} | {row['authors']} | {row['licence']} | {source} |")
    return "\n".join(lines) + "\n"
