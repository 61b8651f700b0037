"""The committed faces: whole, complete, freely renamed, described by fonts.toml."""

import hashlib
import importlib.util
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parents[2] / "fonts"
FACES = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))["face"]
CHINESE = [face for face in FACES if face["role"] != "latin"]
REPORT_SIGNS = "①⑳┋→↑↓≤≥±×÷％‰℃㎡★□■○●△▲▼◆✓·—…“”‘’《》〈〉【】、。，：；！？（）－−λΔα²³"


@cache
def charset() -> ModuleType:
    spec = importlib.util.spec_from_file_location("charset", FONTS / "charset.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def font(file: str) -> TTFont:
    return TTFont(FONTS / file, lazy=True)


def test_every_role_is_there() -> None:
    found = {(f["role"], f["weight"], f["style"]) for f in FACES}
    both = {(role, weight, "normal") for role in ("song", "hei", "latin") for weight in (400, 700)}
    italics = {("latin", 400, "italic"), ("latin", 700, "italic")}
    assert found == both | italics | {("kai", 400, "normal")}


@pytest.mark.parametrize("face", FACES, ids=lambda f: f["file"])
def test_index_tells_the_truth(face: dict[str, str]) -> None:
    data = (FONTS / face["file"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == face["sha256"]
    names = font(face["file"])["name"]
    assert names.getDebugName(1) == face["family"]
    assert font(face["file"])["OS/2"].usWeightClass == face["weight"]


def test_only_listed_fonts_are_shipped() -> None:
    assert {p.name for p in FONTS.glob("*.[to]tf")} == {f["file"] for f in FACES}


def test_the_list_is_the_whole_table() -> None:
    assert len(charset().tonggui()) == 8105
    hanzi = {code for code in charset().gb2312() if 0x4E00 <= code <= 0x9FFF}
    assert len(hanzi) == 6763


@pytest.mark.parametrize("face", CHINESE, ids=lambda f: f["file"])
def test_no_standard_character_is_missing(face: dict[str, str]) -> None:
    has = set(font(face["file"]).getBestCmap())
    assert charset().tonggui() - has == set()
    assert charset().gb2312() - has == set()
    assert {char for char in REPORT_SIGNS if ord(char) not in has} == set()


@pytest.mark.parametrize("face", CHINESE, ids=lambda f: f["file"])
def test_tables_are_lean_and_spacing_is_kept(face: dict[str, str]) -> None:
    tables = font(face["file"])
    assert {"glyf", "cmap"} <= set(tables.keys())
    assert {"fvar", "prep", "fpgm", "vmtx"} & set(tables.keys()) == set()
    if face["role"] != "kai":
        tags = {r.FeatureTag for r in tables["GPOS"].table.FeatureList.FeatureRecord}
        assert {"chws", "halt", "palt", "kern"} <= tags


def test_reserved_names_are_not_used() -> None:
    names = font("ReporterKai-Regular.ttf")["name"].names
    shown = [str(n) for n in names if n.nameID in (1, 2, 3, 4, 6, 16, 17)]
    assert shown
    assert not any(word in text for text in shown for word in ("LXGW", "霞鹜", "Klee"))


def test_licence_texts_are_complete() -> None:
    for family in ("NotoSerifSC", "NotoSansSC", "ReporterKai", "LiberationSerif"):
        text = (FONTS / "licences" / f"OFL-{family}.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
        assert "OTHER DEALINGS IN THE FONT SOFTWARE" in text
