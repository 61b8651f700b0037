"""A small valid project to damage, and the command line run inside this process."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reporter.cli.run import run

HERE = Path(__file__).parent
ITEMS = ("态度", "速度", "质量", "价格")
OLD = {"报告.docx": b"old docx", "报告.pdf": b"old pdf", "facts.json": b"old facts"}


@dataclass(frozen=True)
class Outcome:
    """What a user sees: exit code and the lines on stderr without progress."""

    code: int
    text: str


class Case:
    """A project on disk with the few ways to damage it that most rows need."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data, self.project = folder / "data.csv", folder / "project.toml"

    def edit(self, file: Path, *pairs: tuple[str, str]) -> None:
        """Replace the first occurrence of each text."""
        text = file.read_text(encoding="utf-8")
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        file.write_text(text, encoding="utf-8")

    def toml(self, old: str, new: str) -> None:
        """Edit the project file."""
        self.edit(self.project, (old, new))

    def rows(self) -> list[list[str]]:
        """Return the cells of the data file, head first."""
        lines = self.data.read_text(encoding="utf-8").splitlines()
        return [line.split(",") for line in lines]

    def write(self, rows: list[list[str]]) -> None:
        """Write the data file."""
        self.data.write_text("\n".join(map(",".join, rows)) + "\n", encoding="utf-8")

    def column(self, name: str, change: Callable[[int, str], str]) -> None:
        """Change a column: called with the number of the answer sheet and the old text."""
        head, *rows = self.rows()
        if name not in head:
            head.append(name)
            rows = [[*row, ""] for row in rows]
        place = head.index(name)
        for number, row in enumerate(rows):
            row[place] = change(number, row[place])
        self.write([head, *rows])

    def template(self, **files: str | bytes) -> None:
        """Use a template of the user's own; ``manifest`` is its template.toml."""
        folder = self.folder / "templates" / "mine"
        folder.mkdir(parents=True)
        part = 'title = "我的"\n[[parts]]\nrole = "body"\nfile = "body.md.j2"\n'
        for name, content in {"manifest": part, **files}.items():
            file = folder / ("template.toml" if name == "manifest" else f"{name}.md.j2")
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        self.toml("outputs =", 'template = "mine"\noutputs =')


@pytest.fixture
def case(tmp_path: Path) -> Case:
    """A fresh copy of the project with 60 seeded answer sheets."""
    folder = tmp_path / "项目 一"
    folder.mkdir()
    shutil.copy(HERE / "project.toml", folder)
    made = Case(folder)
    rng = random.Random(7)
    options = ["非常满意", "满意", "满意", "基本满意", "不满意", "不了解"]
    rows = [
        [f"S{i:03}", ("甲店", "乙店")[i % 2], ("青年", "中年")[i % 3 // 2]]
        + [rng.choice(options) for _ in ITEMS]
        for i in range(60)
    ]
    made.write([["编号", "单位", "年龄", *ITEMS], *rows])
    return made


@pytest.fixture
def build(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Build into a folder with an earlier report; whatever is refused must leave it alone."""
    out = tmp_path / "输出"
    out.mkdir()
    for name, content in OLD.items():
        (out / name).write_bytes(content)

    def call(*options: str, command: str = "build") -> Outcome:
        place = ["--out", str(out)] if command == "build" else []
        code = run([command, str(case.folder), *place, *options])
        lines = capsys.readouterr().err.splitlines()
        if code:
            found = {path.name: path.read_bytes() for path in out.iterdir()}
            assert found == OLD
        return Outcome(code, "\n".join(line for line in lines if not line.startswith("[")))

    return call
