from collections.abc import Callable
from pathlib import Path

import pytest

from reporter.errors import DataError, Problem, ProjectError
from reporter.project import OpenedProject, open_project, read_responses

EXPORTS = Path(__file__).parents[1] / "data" / "exports"

HEAD = """\
[report]
title = "年度报告"
date = 2026-12-31
[survey]
organisation = "我公司"
subject = "客户"
wave = "2026年度"
"""
DATA = '[data]\nfile = "data.csv"\n'
SCALE = '[[scales]]\nid = "s"\npreset = "four_level"\n'
ITEMS = """\
[[items]]
id = "q1"
name = "甲题"
indicator = "total"
[[items]]
id = "q2"
name = "乙题"
indicator = "total"
"""


@pytest.fixture
def exports() -> Path:
    return EXPORTS


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write project.toml from parts; the data section may be given as lines."""

    def _write(*parts: str, data: str = "", file: str = "data.csv") -> Path:
        body = parts or (SCALE, ITEMS)
        text = f'{HEAD}[data]\nfile = "{file}"\n{data}\n' + "\n".join(body)
        (tmp_path / "project.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return _write


@pytest.fixture
def problems_of(tmp_path: Path) -> Callable[[str], list[Problem]]:
    """Open a project text that must be refused; return its problems."""

    def _problems(text: str) -> list[Problem]:
        (tmp_path / "project.toml").write_text(text, encoding="utf-8")
        with pytest.raises(ProjectError) as caught:
            open_project(tmp_path)
        for problem in caught.value.problems:
            assert problem.what.endswith("。")
            assert problem.hint
            assert str(tmp_path) not in str(problem)
        return list(caught.value.problems)

    return _problems


@pytest.fixture
def opened(write: Callable[..., Path]) -> Callable[..., OpenedProject]:
    """A project over a data file with the given bytes or text."""

    def _opened(content: bytes | str, *parts: str, data: str = "", file: str = "data.csv"):
        folder = write(*parts, data=data, file=file)
        raw = content.encode() if isinstance(content, str) else content
        (folder / file).write_bytes(raw)
        return open_project(folder)

    return _opened


@pytest.fixture
def data_problems(opened: Callable[..., OpenedProject]) -> Callable[..., list[Problem]]:
    """Read a data file that must be refused; return its problems."""

    def _problems(content: bytes | str, *parts: str, data: str = "", file: str = "data.csv"):
        project = opened(content, *parts, data=data, file=file)
        with pytest.raises(DataError) as caught:
            read_responses(project)
        return list(caught.value.problems)

    return _problems
