"""The exact pass without LibreOffice: found or not, failing, too slow, not settling."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from reporter import office as places
from reporter.document.nodes import Document, Meta, Paragraph, Part, Section, Text
from reporter.errors import MachineError
from reporter.facts import FactTable
from reporter.report import Report
from reporter.writers.docx import exact
from reporter.writers.docx.exact import ExactPages, exact_pages
from reporter.writers.docx.exact import libreoffice as runner

DOCUMENT = Document(
    Meta("报告"),
    (Part("body", (Section("甲", 1, (Text("引言"),), (Paragraph((Text("正文。"),)),)),)),),
)


def program(folder: Path, lines: str) -> Path:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_found_on_the_search_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places.sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert places.find_office() is None
    made = program(tmp_path, "exit 0")
    assert places.find_office() == made


def test_found_where_the_installer_puts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    monkeypatch.setenv("REPORTER_TEST", str(tmp_path))
    monkeypatch.setitem(places._PLACES, places.sys.platform, ("$REPORTER_TEST/soffice",))
    made = program(tmp_path, "exit 0")
    assert places.find_office() == made


def test_not_installed_keeps_the_other_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "find_office", lambda: None)
    report = Report(DOCUMENT, FactTable(()), exact_pages=True)
    assert report._pages[0] == report.pdf.pages
    (problem,) = report.output_problems(["docx"])
    assert problem.code == "machine.libreoffice"
    assert problem.severity == "warning"
    assert "LibreOffice" in problem.what


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_what_takes_too_long_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alive = tmp_path / "alive"
    made = program(tmp_path, f"(sleep 3; touch {alive}) &\nsleep 60")
    monkeypatch.setattr(runner, "find_office", lambda: made)
    with runner.office() as engine, pytest.raises(MachineError, match="没有排完"):
        runner.Office(engine.program, engine.folder, engine.environment, seconds=0.5).to_pdf(b"")
    time.sleep(3)
    assert not alive.exists()


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_what_it_says_is_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = program(tmp_path, "echo 'source file could not be loaded' >&2; exit 1")
    monkeypatch.setattr(runner, "find_office", lambda: made)
    with runner.office() as engine:
        profile = engine.folder / "profile" / "user" / "registrymodifications.xcu"
        assert "DisableMacrosExecution" in profile.read_text(encoding="utf-8")
        with pytest.raises(MachineError, match="could not be loaded"):
            engine.to_pdf(b"")


class _Scripted:
    """Answers with one layout after the other."""

    def __init__(self, *answers: dict[str, int]) -> None:
        self.answers, self.asked = list(answers), []

    def __call__(self, _engine: object, _document: object, pages: object, *_: object) -> ExactPages:
        self.asked.append(pages)
        return ExactPages(self.answers.pop(0), 9, 12)


@pytest.mark.parametrize(
    ("answers", "stable"),
    [
        ([{"甲": 1}], True),
        ([{"甲": 2}, {"甲": 2}], True),
        ([{"甲": 2}, {"甲": 3}, {"甲": 2}], False),
    ],
)
def test_laid_out_until_the_numbers_stay(
    answers: list[dict[str, int]], stable: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(runner, "find_office", lambda: tmp_path / "soffice")
    scripted = _Scripted(*answers)
    monkeypatch.setattr(exact, "laid_out", scripted)
    found = exact_pages(DOCUMENT, {"甲": 1, "段落": 7}, 9)
    assert found.stable is stable
    assert found.pages == answers[-1]
    assert len(scripted.asked) == len(answers)


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("printf '\\377\\001\\002'; exit 3", "没有说明原因"),
        ("echo broken; echo no > $PDF", "broken"),
        (": > $PDF", "没有说明原因"),
        ("echo '%PDF-1.7' > $PDF", "读不出来"),
    ],
)
def test_what_comes_out_broken_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str, words: str
) -> None:
    last = 'for PDF; do FOLDER=$LAST; LAST=$PDF; done; PDF="$FOLDER/report.pdf"'
    made = program(tmp_path, f"{last}\n{lines}")
    monkeypatch.setattr(runner, "find_office", lambda: made)
    with pytest.raises(MachineError, match=words) as caught:
        exact_pages(DOCUMENT, {})
    assert all(problem.what.isprintable() for problem in caught.value.problems)
