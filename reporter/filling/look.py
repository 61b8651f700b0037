"""The look of a project's report: its theme, changed by the client's brand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from ..document.theme import Brand, Theme
from ..document.theme_file import FOLDER, load_theme, theme_names, theme_root
from ..errors import Place, Problem, ProjectError, TemplateError
from ..fonts import ROLES, current
from ..project.model import Project
from ..project.readers.private_use import REMEDY, private_in
from .brand import read_brand

if TYPE_CHECKING:
    from ..project import OpenedProject

# Of the line: right of them stand the chapter, and the page number or the mark in the middle.
_HEAD_SHARE, _FOOT_SHARE = 0.6, 0.4
_HALF = {"Na": 0.5, "N": 0.5, "H": 0.5}
_TEXT_ROLES = ("song", "hei", "kai", "fang")
_OURS: Mapping[str, tuple[str, ...]] = {  # names of what the program's own faces stand for
    "song": ("宋体", "新宋体", "SimSun", "NSimSun"),
    "hei": ("黑体", "SimHei"),
    "kai": ("楷体", "楷体_GB2312", "KaiTi", "KaiTi_GB2312"),
    "latin": ("Times New Roman", "Liberation Serif"),
}
_FANG = (
    "正文用仿宋，而项目里没有仿宋字体：PDF 和图中以宋体代替，Word 中写的仍是“{}”。",
    r"请运行 reporter fonts add 加入仿宋，Windows 的在 C:\Windows\Fonts\simfang.ttf；"
    "只要 Word 报告，可加 --format docx。",
)
_OTHER = (
    "{}在 Word 中用“{}”，PDF 和图中仍用程序自带的{}，两者样子不同。",
    "要一致，请用 reporter fonts add 字体文件 --role {} 加入有权使用的这个字体。",
)
_LATIN = (
    "西文在 Word 中用“{}”，PDF 和图中仍用自带的 Liberation Serif（同 Times New Roman）。",
    "PDF 的西文字体不能更换；要一致，请不写 latin。",
)


def project_theme(project: Project, folder: Path | None = None) -> Theme:
    """Return the theme that a project names, with its own colour and without its brand.

    Args:
        project: the validated project model.
        folder: where the project file stands; its ``themes/NAME`` come before the packaged ones.

    Raises:
        TemplateError: no such theme, or a broken one.
    """
    theme = load_theme(project.report.theme, theme_roots(folder))
    return theme.branded(Brand(accent=project.report.accent))


def branded_theme(opened: OpenedProject, client_accent: str = "") -> Theme:
    """Return the theme of a project with its brand.

    The colour is the project's own, else the brand's, else that of the client's Word file
    (``client_accent``), else the theme's.

    Raises:
        TemplateError: no such theme, or a broken one.
        ProjectError: the brand or its logo is missing or wrong, or a line of it too long.
        MachineError: its logo is an SVG that this machine cannot draw for Word.
    """
    report = opened.model.report
    theme = load_theme(report.theme, theme_roots(opened.folder))
    if codes := private_in(theme.header + theme.footer):
        what = f"页眉或页脚文字中有自造字（{codes}），报告印不出来。"
        place = Place(f"{theme.name}/theme.toml")
        raise TemplateError(Problem("theme.private_character", what, REMEDY, place))
    brands = (Brand(accent=client_accent), read_brand(opened), Brand(accent=report.accent))
    for brand in brands:
        theme = theme.branded(brand) if brand is not None else theme
    if problems := list(_too_long(theme, Path(report.brand).name)):
        raise ProjectError(problems)
    return theme


def _too_long(theme: Theme, file: str) -> Iterator[Problem]:
    """Yield the head or foot that would run into what else stands on its line."""
    head = _HEAD_SHARE if theme.page.running_heads else 1.0
    lines = (
        ("header", "页眉", theme.header, theme.styles.header, head),
        ("footer", "页脚", theme.footer, theme.styles.footer, _FOOT_SHARE),
    )
    for key, name, text, style, share in lines:
        most = int(share * theme.text_width / style.size)
        if sum(_HALF.get(east_asian_width(sign), 1.0) for sign in text) > most:
            what = f"{name}文字“{text[:10]}…”太长，{theme.title}中它最多占{most}个汉字的宽度。"
            hint = f"请缩短 {key}；一个字母或数字算半个汉字。"
            yield Problem(f"look.{key}", what, hint, Place(file))


def list_themes(folder: Path | None = None) -> tuple[Theme, ...]:
    """Return the themes there are, those of the project in ``folder`` first.

    Raises:
        TemplateError: one of them is broken.
    """
    roots = theme_roots(folder)
    return tuple(load_theme(name, roots) for name in theme_names(roots))


def theme_roots(folder: Path | None = None) -> tuple[Path, ...]:
    """Return where themes are looked for, the user's own first."""
    return (*((folder / FOLDER,) if folder else ()), theme_root())


def font_problems(theme: Theme) -> Iterator[Problem]:
    """Yield what the PDF sets in another font than Word, with the fonts that are in use now."""
    added = {face.role for face in current().faces if face.added}
    used = {getattr(theme.styles, kind.name).font for kind in fields(theme.styles)}
    for role in _TEXT_ROLES:
        name = theme.fonts.get(role, "")
        if role not in used or role in added or name in _OURS.get(role, ()):
            continue
        what, hint = _FANG if role == "fang" else _OTHER
        kind = ROLES[role]
        said = what.format(name) if role == "fang" else what.format(kind, name, kind)
        yield Problem(f"look.font_{role}", said, hint.format(role), severity="warning")
    latin = theme.fonts.get("latin", "")
    if latin and latin not in _OURS["latin"]:
        what, hint = _LATIN
        yield Problem("look.font_latin", what.format(latin), hint, severity="note")
