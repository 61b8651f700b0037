"""The look of a report: theme, client's file, brand and the project's own colour, in this order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reporter.document.theme_file import load_theme, theme_root
from reporter.errors import ProjectError, TemplateError
from reporter.filling.brand import read_brand
from reporter.filling.look import branded_theme, font_problems
from reporter.fonts import project_fonts
from reporter.fonts.manage import Addition, add
from reporter.project import OpenedProject, open_project
from tests.filling import logos
from tests.fonts import made

SCORES = Path(__file__).parents[1] / "cases" / "scores"
BRAND = """
accent = "C8102E"
header = "云岭质量评价有限公司（虚构）"
footer = "内部使用"
[logo]
file = "标志.svg"
width = 42
[fonts]
song = "思源宋体"
latin = "Arial"
"""


def opened(folder: Path, brand: str = "", report: str = "") -> OpenedProject:
    """Return a project with a brand file one folder up, as several projects share one."""
    mine = folder / "项目"
    mine.mkdir()
    text = (SCORES / "project.toml").read_text(encoding="utf-8")
    named = f'brand = "../品牌/brand.toml"\n{report}\n' if brand else f"{report}\n"
    text = text.replace("[report]\n", f"[report]\n{named}", 1)
    (mine / "project.toml").write_text(text, encoding="utf-8")
    if brand:
        (folder / "品牌").mkdir()
        (folder / "品牌" / "brand.toml").write_text(brand, encoding="utf-8")
        (folder / "品牌" / "标志.svg").write_bytes(logos.SVG)
    return open_project(mine)


@pytest.mark.parametrize("name", ["business", "gongwen"])
def test_a_brand_changes_either_theme(tmp_path: Path, name: str) -> None:
    theme = branded_theme(opened(tmp_path, BRAND, f'theme = "{name}"'))
    plain = load_theme(name, (theme_root(),))
    assert theme.logo is not None
    assert (theme.logo.width_mm, theme.logo.height_mm) == (42, 14)
    assert theme.logo.alt.endswith("标志")
    assert (theme.accent, theme.footer) == ("C8102E", "内部使用")
    assert theme.fonts == {**plain.fonts, "song": "思源宋体", "latin": "Arial"}
    assert (theme.page, theme.styles) == (plain.page, plain.styles)


def test_the_nearest_wish_for_a_colour_counts(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abcd"]
    for folder in folders:
        folder.mkdir()
    own = opened(folders[0], BRAND, 'accent = "00AA00"')
    brand, none = opened(folders[1], BRAND), opened(folders[2])
    assert branded_theme(own, "0000FF").accent == "00AA00"
    assert branded_theme(brand, "0000FF").accent == "C8102E"
    assert branded_theme(none, "0000FF").accent == "0000FF"
    assert branded_theme(none).accent == "1F4E79"
    assert read_brand(none) is None


def test_a_brand_may_be_empty(tmp_path: Path) -> None:
    assert branded_theme(opened(tmp_path, "# 暂无\n")).accent == "1F4E79"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('\nacent = "C8102E"', 2, "“accent”"),
        ('accent = "red"', 1, "六位十六进制颜色"),
        ('accent = "#C8102E"', 1, "不写 #"),
        ("accent = 123456", 1, "文字"),
        ("\n[logo]\nwidth = 30", 2, "缺少必填的键“file”"),
        ('[logo]\nfile = "标志.svg"\n\nwidth = "30"', 4, "数字"),
        ('[logo]\nfile = "标志.svg"\nwidth = true', 3, "数字"),
        ('[logo]\nfile = "标志.svg"\nwidth = 400', 3, "不大于120"),
        ('[logo]\nfile = "标志.svg"\nheight = 20', 3, "不认识的键“height”"),
        ('logo = "标志.svg"', 1, "一段设置"),
        ('[fonts]\nsogn = "宋体"', 2, "song"),
        ('[fonts]\nsong = "宋体\';x"', 2, "字体名"),
        (f'header = "{"长" * 61}"', 1, "不能超过60个字"),
        ('accent = "C8102E', 1, "引号"),
        ('accent = "C8102E"\nfooter = "某\ue123公司"', 2, "自造字（U+E123）"),
        ('[logo]\nalt = "\\uE000"\nfile = "a.png"', 2, "自造字（U+E000）"),
        ('[logo]\nfile = "没有.png"', 2, "不存在"),
        ('[logo]\nfile = ".."', 2, "是一个文件夹"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    with pytest.raises(ProjectError) as caught:
        branded_theme(opened(tmp_path, text))
    (problem,) = caught.value.problems
    assert (problem.where.file, problem.where.line) == ("brand.toml", line)
    assert words in str(problem)
    assert "项目文件" not in str(problem)
    assert problem.hint


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(ProjectError) as caught:
        branded_theme(opened(tmp_path, 'accent = "x"\nhead = ""\n[fonts]\nsong = 1'))
    assert [problem.where.line for problem in caught.value.problems] == [1, 2, 4]


def test_a_missing_brand_is_placed_in_the_project(tmp_path: Path) -> None:
    project = opened(tmp_path, "x = 1")
    (tmp_path / "品牌" / "brand.toml").rename(tmp_path / "品牌" / "brands.toml")
    with pytest.raises(ProjectError) as caught:
        branded_theme(project)
    (problem,) = caught.value.problems
    assert (problem.where.file, problem.where.line) == ("project.toml", 5)
    assert "“brands.toml”" in problem.hint


@pytest.mark.parametrize(
    ("theme", "line", "fits"),
    [
        ("business", ("header", 29), 1),
        ("business", ("footer", 19), 1),
        ("gongwen", ("header", 42), 1),
        ("gongwen", ("footer", 17), 1),
        ("gongwen", ("footer", 34), 0.5),
    ],
)
def test_a_head_or_foot_has_room_on_its_line(
    tmp_path: Path, theme: str, line: tuple[str, int], fits: float
) -> None:
    key, most = line
    sign = "字" if fits == 1 else "a"
    for count, folder in ((most, tmp_path / "fits"), (most + 1, tmp_path / "long")):
        folder.mkdir()
        project = opened(folder, f'{key} = "{sign * count}"', f'theme = "{theme}"')
        if count == most:
            branded_theme(project)
            continue
        with pytest.raises(ProjectError) as caught:
            branded_theme(project)
        assert caught.value.problems[0].code == f"look.{key}"


def test_an_unknown_theme_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="businss"):
        branded_theme(opened(tmp_path, report='theme = "businss"'))


def test_fonts_that_the_pdf_has_not_are_told() -> None:
    business, gongwen = (load_theme(name, (theme_root(),)) for name in ("business", "gongwen"))
    assert list(font_problems(business)) == []
    (problem,) = font_problems(gongwen)
    assert (problem.code, problem.severity) == ("look.font_fang", "warning")
    assert "宋体代替" in problem.what
    assert "simfang.ttf" in problem.hint
    assert "fonts add" in problem.hint
    same = replace(business, fonts={**business.fonts, "kai": "楷体_GB2312"})
    assert list(font_problems(same)) == []
    other = replace(business, fonts={**business.fonts, "song": "思源宋体", "latin": "Arial"})
    assert [(p.code, p.severity) for p in font_problems(other)] == [
        ("look.font_song", "warning"),
        ("look.font_latin", "note"),
    ]


def test_an_added_font_ends_the_warning(tmp_path: Path) -> None:
    gongwen = load_theme("gongwen", (theme_root(),))
    add(tmp_path, Addition((made.font(tmp_path / "my.ttf", "仿宋"),), "fang"))
    with project_fonts(tmp_path):
        assert list(font_problems(gongwen)) == []


def test_a_theme_s_own_line_holds_no_private_character(tmp_path: Path) -> None:
    project = opened(tmp_path, report='theme = "own"')
    folder = project.folder / "themes" / "own"
    folder.mkdir(parents=True)
    text = 'base = "business"\ntitle = "自己的"\nfooter = "某\ue123公司"\n'
    (folder / "theme.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError, match="U\\+E123") as caught:
        branded_theme(project)
    assert caught.value.problems[0].where.file == "own/theme.toml"
