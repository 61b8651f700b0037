"""Make the committed fonts again, byte for byte, from the packages that publish them.

    python fonts/build.py [--out FOLDER] [--sources FOLDER] [--check]

Sources are npm and Debian packages, taken with ``npm pack`` and ``apt-get download`` (or
from ``--sources``, a folder that already holds those files) and pinned by the SHA-256 of
each font file. Needs fontTools, and east-asian-spacing with uharfbuzz for the 黑体.

What is done to the Chinese faces: cut to the core characters (``charset.py``); hinting,
vertical forms and regional variants (``locl``) dropped, spacing features kept; 楷体 renamed,
because its names are reserved by the OFL. Liberation Serif is copied unmodified.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from charset import core
from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FEATURES = ["ccmp", "kern", "palt", "halt", "chws"]
NAME_IDS = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
UNUSED_TABLES = ["STAT", "vhea", "vmtx", "DSIG", "BASE"]
KAI = "Reporter Kai"
OFL = "OFL-1.1"

NPM_SERIF = "@expo-google-fonts/noto-serif-sc@0.4.3"
NPM_SANS = "@expo-google-fonts/noto-sans-sc@0.4.3"
DEB_KAI = "fonts-lxgw-wenkai=1.250+repack-1"
DEB_LATIN = "fonts-liberation2=2.1.5-1"
KAI_FOLDER = "usr/share/fonts/truetype/lxgw-wenkai"
LATIN_FOLDER = "usr/share/fonts/truetype/liberation2"


@dataclass(frozen=True, slots=True)
class Face:
    """One face: what it becomes and the file (inside a package) it is made from."""

    role: str
    family: str
    weight: int
    style: str
    file: str
    package: str
    member: str
    sha256: str  # of the source file


FACES = (
    Face("song", "Noto Serif SC", 400, "normal", "NotoSerifSC-Regular.ttf", NPM_SERIF,
         "package/400Regular/NotoSerifSC_400Regular.ttf",
         "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742"),
    Face("song", "Noto Serif SC", 700, "normal", "NotoSerifSC-Bold.ttf", NPM_SERIF,
         "package/700Bold/NotoSerifSC_700Bold.ttf",
         "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6"),
    Face("hei", "Noto Sans SC", 400, "normal", "NotoSansSC-Regular.ttf", NPM_SANS,
         "package/400Regular/NotoSansSC_400Regular.ttf",
         "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16"),
    Face("hei", "Noto Sans SC", 700, "normal", "NotoSansSC-Bold.ttf", NPM_SANS,
         "package/700Bold/NotoSansSC_700Bold.ttf",
         "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96"),
    Face("kai", KAI, 400, "normal", "ReporterKai-Regular.ttf", DEB_KAI,
         f"{KAI_FOLDER}/LXGWWenKai-Regular.ttf",
         "bbf534b0ca093928f94d1782855e65a19a32cde82b075d495d072025521953c8"),
    Face("latin", "Liberation Serif", 400, "normal", "LiberationSerif-Regular.ttf", DEB_LATIN,
         f"{LATIN_FOLDER}/LiberationSerif-Regular.ttf",
         "29d12439831b7f59194efec85872f24f54eff05738933f9a860220d2abff88ba"),
    Face("latin", "Liberation Serif", 700, "normal", "LiberationSerif-Bold.ttf", DEB_LATIN,
         f"{LATIN_FOLDER}/LiberationSerif-Bold.ttf",
         "446a4421f297698427170fd7db20e59169a4188baaaf940e9bea58af6341a723"),
    Face("latin", "Liberation Serif", 400, "italic", "LiberationSerif-Italic.ttf", DEB_LATIN,
         f"{LATIN_FOLDER}/LiberationSerif-Italic.ttf",
         "c1830c433ab41379f1139fac388989d37c9f08c81e1bd643efdcc7946db30753"),
    Face("latin", "Liberation Serif", 700, "italic", "LiberationSerif-BoldItalic.ttf", DEB_LATIN,
         f"{LATIN_FOLDER}/LiberationSerif-BoldItalic.ttf",
         "36dd6965be8915f6d7efb259757f1f7546a7c6f72c53a20bbe4ae7092f2cd558"),
)  # fmt: skip


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unpack(package: str, sources: Path | None, work: Path) -> Path:
    """Return the folder that holds the unpacked package (fetched if not in ``sources``)."""
    npm = package.startswith("@")
    name = package.removeprefix("@").rsplit("@" if npm else "=", 1)[0].replace("/", "-")
    target = work / name
    if target.exists():
        return target
    target.mkdir()
    pattern = f"{name}-*.tgz" if npm else f"{name}_*.deb"
    archive = next(iter(sorted(sources.glob(pattern))), None) if sources else None
    if archive is None:
        command = ["npm", "pack", "--silent"] if npm else ["apt-get", "download"]
        subprocess.run([*command, package], cwd=work, check=True, stdout=subprocess.DEVNULL)
        archive = next(iter(sorted(work.glob(pattern))))
    command = ["tar", "xzf", str(archive), "-C"] if npm else ["dpkg-deb", "-x", str(archive)]
    subprocess.run([*command, str(target)], check=True)
    return target


def rename(font: TTFont, family: str) -> None:
    """Give the font another family name; copyright and licence lines stay."""
    style = "Regular"
    postscript = f"{family.replace(' ', '')}-{style}"
    names = {1: family, 2: style, 3: f"{family} {style}", 4: family, 6: postscript}
    table = font["name"]
    table.names = [entry for entry in table.names if entry.nameID not in (*names, 7)]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


def cut(source: Path, target: Path, face: Face) -> None:
    """Write the core subset of ``source`` to ``target``."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        glyph_names=False,
        notdef_outline=True,
        name_IDs=NAME_IDS,
        name_languages=[0x409],
        name_legacy=False,
        recalc_timestamp=False,
        canonical_order=True,
    )
    options.drop_tables += UNUSED_TABLES
    tool = subset.Subsetter(options)
    tool.populate(unicodes=core())
    tool.subset(font)
    if face.role == "kai":
        rename(font, face.family)
        del font["GSUB"]  # empty: none of its features is kept
    font.save(target)


def add_spacing(path: Path) -> None:
    """Add the feature ``chws`` (contextual half-width punctuation) where a face has none."""
    from east_asian_spacing.builder import Builder  # type: ignore[import-untyped]

    font = TTFont(path)
    modified = font["head"].modified
    asyncio.run(Builder(str(path)).build_and_save(path))
    font = TTFont(path, recalcTimestamp=False)
    font["head"].modified = modified  # the tool writes the clock
    font.save(path)


def make(face: Face, sources: Path | None, work: Path, out: Path) -> Path:
    """Make one face in ``out``; stops when the source is not the pinned file."""
    source = unpack(face.package, sources, work) / face.member
    if sha256(source) != face.sha256:
        raise SystemExit(f"{face.member}: not the pinned file ({sha256(source)})")
    target = out / face.file
    if face.role == "latin":
        shutil.copyfile(source, target)
        return target
    cut(source, target, face)
    if face.role == "hei":
        add_spacing(target)
    return target


def index(out: Path) -> str:
    """Return the text of fonts.toml for the faces in ``out``."""
    lines = ["# Written by build.py. Roles: song 宋体, hei 黑体, kai 楷体, latin 西文."]
    for face in FACES:
        lines += [
            "",
            "[[face]]",
            f'role = "{face.role}"',
            f'family = "{face.family}"',
            f"weight = {face.weight}",
            f'style = "{face.style}"',
            f'file = "{face.file}"',
            f'sha256 = "{sha256(out / face.file)}"',
            f'licence = "{OFL}"',
        ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Make all faces; with ``--check`` only say whether they equal the committed ones."""
    parser = argparse.ArgumentParser(description="Make the committed fonts again.")
    parser.add_argument("--out", type=Path, default=HERE)
    parser.add_argument("--sources", type=Path)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        out = work / "out" if arguments.check else arguments.out
        out.mkdir(exist_ok=True)
        for face in FACES:
            path = make(face, arguments.sources, work, out)
            print(f"{path.name:32}{path.stat().st_size:>10}  {sha256(path)}")
        text = index(out)
        if arguments.check:
            same = text == (HERE / "fonts.toml").read_text(encoding="utf-8")
            print("same bytes" if same else "DIFFERENT from fonts.toml")
            return 0 if same else 1
        (out / "fonts.toml").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # set order must not reach the files
        os.execve(
            sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"}
        )
    sys.exit(main())
