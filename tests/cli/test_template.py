"""``reporter template check``: a table to read, one JSON object, exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reporter.cli.run import run
from tests.writers.docx.clients import client


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "客户模板.docx"
    path.write_bytes(client("word"))
    return path


def test_the_table_and_what_to_do(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "check", str(file)]) == 1
    shown = capsys.readouterr()
    row = next(line for line in shown.out.splitlines() if line.startswith("一级标题"))
    assert row.split()[-4:] == ["heading", "1", "方正小标宋简体", "22"]
    assert "将补入" in shown.out
    assert "警告：《客户模板.docx》：样式“图片”是固定行距" in shown.err


def test_one_object(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", "check", str(file), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["page_mm"][:2] == [210.0, 297.0]
    assert found["ok"] is False
    assert {"role", "name", "how", "style", "font", "size"} == set(found["roles"][0])


def test_notes_alone_are_no_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(client("wps"))
    assert run(["template", "check", str(path)]) == 0
    assert "用文件中的封面" in capsys.readouterr().out


def test_what_cannot_be_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert run(["template", "check", str(path)]) == 5
    assert "另存为" in capsys.readouterr().err
    assert run(["template", "check", str(tmp_path / "none.docx")]) == 5
    assert "不存在" in capsys.readouterr().err
