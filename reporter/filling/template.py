"""Template folders: ``template.toml``, its parts, and inheritance by ``base``."""

from __future__ import annotations

import difflib
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from ..document.nodes import PartRole
from ..errors import Place, Problem, TemplateError
from ..project.readers.private_use import REMEDY, private_in, shown

MANIFEST = "template.toml"
_KEYS = ("title", "description", "base", "parts")
_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class PartFile:
    """One part of a report: its page set-up and the file that writes it."""

    role: PartRole
    file: str


@dataclass(frozen=True, slots=True)
class Template:
    """A template with its bases: ``folders`` from the most special to the most general."""

    name: str
    title: str
    description: str
    folders: tuple[Path, ...]
    parts: tuple[PartFile, ...]

    def stylesheet(self) -> str:
        """Return the CSS of all folders, the base first.

        Raises:
            TemplateError: a file that cannot be read, or is not UTF-8.
        """
        sheets = [folder / "style.css" for folder in reversed(self.folders)]
        return "\n".join(
            read_template(sheet, f"{sheet.parent.name}/{sheet.name}")
            for sheet in sheets
            if sheet.is_file()
        )


def read_template(path: Path, label: str) -> str:
    """Return the text of a file of a template; ``label`` names it in messages.

    Raises:
        TemplateError: it cannot be read, is not UTF-8 (a byte-order mark is allowed), or holds
            private-use characters: those are our own marks, and no font has them.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        what, hint = "不是 UTF-8 编码。", "请用“记事本”另存为，编码选 UTF-8。"
        raise TemplateError(Problem("template.encoding", what, hint, Place(label))) from error
    except OSError as error:
        what, hint = "读不出来。", "请检查文件和读取权限。"
        raise TemplateError(Problem("template.unreadable", what, hint, Place(label))) from error
    problems = [
        Problem(
            "template.private_character",
            f"有自造字（{codes}），报告印不出来：“{shown(line)}”。",
            REMEDY,
            Place(label, line=number),
        )
        for number, line in enumerate(text.split("\n"), start=1)
        if (codes := private_in(line))
    ]
    if problems:
        raise TemplateError(problems)
    return text


def template_root() -> Path:
    """Return the folder of packaged templates: in a checkout or in an installed package."""
    here = Path(__file__).resolve().parent.parent
    packaged = here / "_data" / "templates"
    return packaged if packaged.is_dir() else here.parent / "templates"


def list_templates(roots: tuple[Path, ...]) -> tuple[Template, ...]:
    """Return every template in the given folders, by name."""
    names = {
        folder.name: root
        for root in reversed(roots)
        if root.is_dir()
        for folder in root.iterdir()
        if (folder / MANIFEST).is_file()
    }
    return tuple(load_template(name, roots) for name in sorted(names))


def load_template(name: str, roots: tuple[Path, ...]) -> Template:
    """Load a template by name from the first root that has it.

    Raises:
        TemplateError: no such template (near names are given), or a broken template.toml.
    """
    folders: list[Path] = []
    title = description = ""
    parts: tuple[PartFile, ...] = ()
    wanted = name
    while wanted:
        folder = _find(wanted, roots)
        if folder in folders:
            what = f"模板“{name}”的 base 引用了自己，或互相引用。"
            place = Place(f"{wanted}/{MANIFEST}")
            raise TemplateError(
                Problem("template.cycle", what, "请让最底层的模板不写 base。", place)
            )
        folders.append(folder)
        settings = _read(folder / MANIFEST)
        title = title or str(settings.get("title", ""))
        description = description or str(settings.get("description", ""))
        parts = parts or _parts(settings, folder)
        wanted = str(settings.get("base", ""))
    if not parts:
        what = f"模板“{name}”没有写明由哪些文件组成。"
        hint = '请加 [[parts]]（role 与 file），或写 base = "annual_survey" 继承现有的模板。'
        raise TemplateError(Problem("template.no_parts", what, hint, Place(f"{name}/{MANIFEST}")))
    return Template(name, title or name, description, tuple(folders), parts)


def _find(name: str, roots: tuple[Path, ...]) -> Path:
    for root in roots:
        folder = root / name
        if folder.resolve().parent == root.resolve() and (folder / MANIFEST).is_file():
            return folder
    known = sorted(path.parent.name for root in roots for path in root.glob(f"*/{MANIFEST}"))
    near = difflib.get_close_matches(name, known, n=2) or known
    raise TemplateError(
        Problem("template.unknown", f"没有名为“{name}”的模板。", f"可用的模板：{'、'.join(near)}。")
    )


def _read(path: Path) -> dict[str, object]:
    file = f"{path.parent.name}/{path.name}"
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        found = _LINE.search(str(error))
        place = Place(file, line=int(found[1]) if found else None)
        what = "写法不符合 TOML 规则。"
        hint = "请改正此行：键 = 值，文字加英文引号。"
        raise TemplateError(Problem("template.manifest", what, hint, place)) from error
    except (OSError, UnicodeDecodeError, RecursionError) as error:
        what, hint = "读不出来，可能不是 UTF-8 编码。", "请用“记事本”另存为，编码选 UTF-8。"
        raise TemplateError(Problem("template.manifest", what, hint, Place(file))) from error
    if unknown := [key for key in settings if key not in _KEYS]:
        near = difflib.get_close_matches(unknown[0], _KEYS, n=1)
        what = f"没有名为“{unknown[0][:40]}”的键。"
        hint = f"是否想写“{near[0]}”？" if near else f"可用的键：{'、'.join(_KEYS)}。"
        raise TemplateError(Problem("template.unknown_key", what, hint, Place(file)))
    return settings


def _parts(settings: dict[str, object], folder: Path) -> tuple[PartFile, ...]:
    rows = settings.get("parts", [])
    found: list[PartFile] = []
    for row in rows if isinstance(rows, list) else [None]:
        one: dict[str, Any] = row if isinstance(row, dict) else {}
        role: Any = one.get("role")
        file = one.get("file")
        if role not in get_args(PartRole) or not isinstance(file, str):
            raise TemplateError(
                Problem(
                    "template.part",
                    "parts 的每一项须有 role 与 file。",
                    f"role 可取：{'、'.join(get_args(PartRole))}。",
                    Place(file=f"{folder.name}/{MANIFEST}"),
                )
            )
        found.append(PartFile(role, file))
    return tuple(found)
