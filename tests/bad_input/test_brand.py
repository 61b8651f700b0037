"""Brand files and logos end to end: refused with file, line and remedy, or built with a word."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reporter import build as build_report
from tests.filling import logos

from .conftest import Case, Outcome

LOGO = '\n[logo]\nfile = "logo.png"\n'  # its file is named in line 3


def brand(case: Case, text: str, logo: bytes | None = None) -> None:
    """Give the project a brand with a logo."""
    case.toml("outputs =", 'brand = "品牌/brand.toml"\noutputs =')
    folder = case.folder / "品牌"
    folder.mkdir()
    (folder / "brand.toml").write_text(text, encoding="utf-8")
    if logo is not None:
        (folder / "logo.png").write_bytes(logo)


def margins_of(docx: Path) -> set[str]:
    """Return the texts of headers and footers."""
    with zipfile.ZipFile(docx) as package:
        parts = [n for n in package.namelist() if re.match(r"word/(header|footer)\d*\.xml", n)]
        return {text for n in parts for text in ElementTree.fromstring(package.read(n)).itertext()}


@pytest.mark.parametrize(
    ("text", "logo", "line", "words"),
    [
        ('acent = "C8102E"', None, 1, "accent"),
        ('accent = "中国红"', None, 1, "请按此填写：主色，六位十六进制颜色"),
        ("\naccent = 1", None, 2, "应为文字"),
        ('header = ["a"]', None, 1, "现在是列表"),
        ('accent = "C8102E', None, 1, "引号"),
        (LOGO, None, 3, "“logo.png”不存在"),
        (LOGO, b"MZ\x90\0" + bytes(200), 3, "其实是程序"),
        (LOGO, logos.BAD_SVG["script"][0], 3, "含有脚本"),
        (LOGO, logos.BAD_SVG["outside use"][0], 3, "引用了外部文件"),
        (LOGO, logos.BAD_SVG["entity"][0], 3, "实体"),
        (LOGO, logos.BAD_SVG["uses of uses"][0], 3, "过于复杂"),
        (LOGO, logos.picture() + bytes(40 * 10**6), 3, "40 MB"),
        (LOGO, logos.huge_png(), 3, "像素过多"),
    ],
    ids=lambda given: given if isinstance(given, str) and given.isascii() else "",
)
def test_refused(
    case: Case,
    build: Callable[..., Outcome],
    text: str,
    logo: bytes | None,
    line: int,
    words: str,
) -> None:
    brand(case, text, logo)
    seen = build()
    assert seen.code == 3, seen.text
    assert f"《brand.toml》第{line}行：" in seen.text
    assert words in seen.text
    assert "请" in seen.text or "是否想写" in seen.text
    assert "Traceback" not in seen.text
    assert str(case.folder.parent) not in seen.text


def test_a_missing_brand_and_a_binary_one(case: Case, build: Callable[..., Outcome]) -> None:
    brand(case, "")
    file = case.folder / "品牌" / "brand.toml"
    file.write_bytes(b"\xff\xd8\xff" + bytes(range(256)))
    seen = build()
    assert (seen.code, "《brand.toml》第1行：品牌文件不是 UTF-8" in seen.text) == (3, True)
    file.unlink()
    seen = build()
    assert seen.code == 3
    assert re.search(r"《project.toml》第\d+行：品牌文件“brand.toml”不存在", seen.text)


@pytest.mark.parametrize("theme", ["business", "gongwen"])
def test_a_brand_reaches_the_outputs_of_either_theme(
    case: Case, tmp_path: Path, theme: str
) -> None:
    text = f'accent = "C8102E"\nheader = "云岭评价"\nfooter = "内部 12345"\n{LOGO}'
    brand(case, text, logos.SVG)
    case.toml("outputs =", f'theme = "{theme}"\noutputs =')
    result = build_report(case.folder, tmp_path / "out", outputs=("docx", "html"))
    assert not [p for p in result.problems if p.severity == "error"]
    files = {path.suffix: path for path in result.files}
    html = files[".html"].read_text(encoding="utf-8")
    assert {"云岭评价", "内部 12345"} <= margins_of(files[".docx"])
    assert "image/svg+xml" in html or "<svg" in html
    assert "C8102E" in html.upper()


def test_gongwen_without_its_font_says_so(case: Case, build: Callable[..., Outcome]) -> None:
    case.toml("outputs =", 'theme = "gongwen"\noutputs =')
    assert "仿宋" not in build(command="check").text  # for Word only
    case.toml('outputs = ["docx"]', 'outputs = ["pdf"]')
    seen = build(command="check")
    assert re.search(r"警告：《project.toml》第5行：.*以宋体代替.*simfang\.ttf", seen.text)
