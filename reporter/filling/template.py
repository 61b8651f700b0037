"""Template folders: ``template.toml``, its parts, and inheritance by ``base``."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from ..document.nodes import PartRole
from ..errors import Place, Problem, TemplateError

MANIFEST = "template.toml"


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
        """Return the CSS of all folders, the base first."""
        sheets = [folder / "style.css" for folder in reversed(self.folders)]
        return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet.is_file())


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
            raise TemplateError(Problem("template.cycle", f"模板“{name}”的 base 互相引用。"))
        folders.append(folder)
        settings = _read(folder / MANIFEST)
        title = title or str(settings.get("title", ""))
        description = description or str(settings.get("description", ""))
        parts = parts or _parts(settings, folder)
        wanted = str(settings.get("base", ""))
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
    place = Place(file=f"{path.parent.name}/{path.name}")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(
            Problem("template.manifest", f"无法读取：{error}。", "请按 TOML 格式改正。", place)
        ) from error


def _parts(settings: dict[str, object], folder: Path) -> tuple[PartFile, ...]:
    rows = settings.get("parts", [])
    found: list[PartFile] = []
    for row in rows if isinstance(rows, list) else []:
        role, file = row.get("role"), row.get("file")
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
