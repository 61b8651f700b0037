"""``brand.toml``: a client's colour, logo, fonts, header and footer, for any theme.

The file is read as a project file is: every problem at once, with line and remedy. Paths in it
start from its own folder, so that several projects can share one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from ..document.theme import FONT_NAME, Brand, Logo
from ..errors import Place, Problem, ProjectError
from ..project import OpenedProject
from ..project.lines import find_line, line_map
from ..project.load import cleaned, private_findings
from ..project.model import Model
from ..project.nearest import did_you_mean, listing
from ..project.schema_messages import describe, key_path
from ..project.toml_text import read_toml
from .logo import NARROWEST_MM, WIDEST_MM, LogoError, read_logo

_KIND = "品牌文件"
FontName = Annotated[
    str,
    Field(
        pattern=FONT_NAME,
        description="Word 中的字体名，不超过31个字，不含引号、逗号和分号",
    ),
]
Line = Annotated[str, Field(max_length=60)]


class LogoEntry(Model):
    """[logo]: a picture for the cover."""

    file: str = Field(min_length=1, description="标志文件，PNG、JPEG 或 SVG，相对品牌文件")
    width: float = Field(
        40.0, ge=NARROWEST_MM, le=WIDEST_MM, strict=True, description="宽度（毫米），高度按比例"
    )
    alt: str = Field("", max_length=60, description="替代文字，供朗读，缺省为“委托单位标志”")


class FontEntries(Model):
    """[fonts]: names of Word fonts."""

    song: FontName = ""
    hei: FontName = ""
    kai: FontName = ""
    fang: FontName = ""
    latin: FontName = ""


class BrandFile(Model):
    """A whole brand file; every key may be left out."""

    accent: str = Field(
        "",
        pattern=r"^([0-9A-Fa-f]{6})?$",
        description="主色，六位十六进制颜色，不写 #，如 C8102E",
    )
    header: Line = Field("", description="印在每页页眉左边的文字")
    footer: Line = Field("", description="印在每页页脚左边的文字")
    logo: LogoEntry | None = Field(None, description="封面上的标志")
    fonts: FontEntries = Field(FontEntries(), description="各种字体在 Word 中的名称")


def read_brand(opened: OpenedProject) -> Brand | None:
    """Return the brand that ``[report] brand`` names, None for none.

    Raises:
        ProjectError: the file or its logo is missing, or something in it is wrong.
        MachineError: its logo is an SVG that this machine cannot draw for Word.
    """
    if not opened.model.report.brand:
        return None
    path = _located(opened)
    raw, text = read_toml(path, _KIND)
    lines = line_map(text)
    private = [
        Problem(one.code, one.what, one.hint, Place(path.name, line=find_line(lines, one.path)))
        for one in private_findings(raw)
    ]
    if private:
        raise ProjectError(private)
    found = _validated(cleaned(raw), path.name, lines)
    fonts = {role: name for role, name in found.fonts.model_dump().items() if name}
    logo = _logo(found.logo, path, lines, opened.model.report.client) if found.logo else None
    return Brand(found.accent, logo, _line(found.header), _line(found.footer), fonts)


def brand_schema() -> dict[str, Any]:
    """Return the JSON Schema of a brand file."""
    schema = BrandFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _located(opened: OpenedProject) -> Path:
    written = opened.model.report.brand
    path = opened.folder / written
    try:
        if path.is_file():
            return path
        is_folder = path.is_dir()
        near = sorted(p.name for p in path.parent.iterdir() if p.suffix.lower() == ".toml")
    except (OSError, ValueError):
        is_folder, near = False, []
    near = [name for name in near if name != opened.file]
    name = path.name[:60].replace("\0", "")
    what = f"{_KIND}“{name}”{'是一个文件夹' if is_folder else '不存在'}。"
    hint = did_you_mean(path.name, near)
    hint = hint or (f"同一文件夹里有：{listing(near)}。" if near else "")
    hint = hint or "路径从项目文件所在的文件夹算起，请核对。"
    raise ProjectError(Problem("brand.not_found", what, hint, opened.place("report.brand")))


def _validated(raw: Mapping[str, Any], name: str, lines: Mapping[str, int]) -> BrandFile:
    try:
        return BrandFile.model_validate(raw)
    except ValidationError as error:
        problems = []
        for entry in error.errors(include_url=False):
            code, what, hint = describe(entry, BrandFile, _KIND)
            place = Place(name, line=find_line(lines, key_path(entry["loc"])))
            problems.append(Problem(code.replace("project.", "brand."), what, hint, place))
        problems.sort(key=lambda problem: problem.where.line or 0)
        raise ProjectError(problems) from None


def _logo(entry: LogoEntry, path: Path, lines: Mapping[str, int], client: str) -> Logo:
    alt = entry.alt or f"{client}标志"
    try:
        return read_logo(path.parent / entry.file, entry.width, alt)
    except LogoError as error:
        place = Place(path.name, line=find_line(lines, "logo.file"))
        raise ProjectError(Problem("brand.logo", str(error), error.hint, place)) from error


def _line(text: str) -> str:
    return " ".join(text.split())
