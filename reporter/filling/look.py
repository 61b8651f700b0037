"""The look of a project's report: its theme, changed by the client's brand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..document.theme import Theme
from ..document.theme_file import FOLDER, load_theme, theme_root
from ..project.model import Project


def project_theme(project: Project, folder: Path | None = None) -> Theme:
    """Return the theme that a project names, with its own colour.

    Args:
        project: the validated project model.
        folder: where the project file stands; its ``themes/NAME`` come before the packaged ones.

    Raises:
        TemplateError: no such theme, or a broken one.
    """
    theme = load_theme(project.report.theme, theme_roots(folder))
    return replace(theme, accent=project.report.accent or theme.accent)


def theme_roots(folder: Path | None = None) -> tuple[Path, ...]:
    """Return where themes are looked for, the user's own first."""
    return (*((folder / FOLDER,) if folder else ()), theme_root())
