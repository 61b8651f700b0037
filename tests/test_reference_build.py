"""A project that names a client's Word file: read in time, placed where it is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reporter import build, fill, open_project, verify
from reporter.errors import ProjectError
from reporter.pipeline import compute_facts
from tests.writers.docx.clients import client

SCORES = Path(__file__).parent / "cases" / "scores"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "项目"
    shutil.copytree(SCORES, folder)
    file = folder / "project.toml"
    text = file.read_text(encoding="utf-8")
    named = '[report]\nreference_docx = "客户模板.docx"\n'
    file.write_text(text.replace("[report]\n", named, 1), encoding="utf-8")
    return folder


def test_the_report_stands_on_it_and_verifies(project: Path, tmp_path: Path) -> None:
    (project / "客户模板.docx").write_bytes(client("wps"))
    result = build(project, tmp_path / "out", outputs="docx")
    codes = {problem.code for problem in result.problems}
    assert "output.reference_pages" in codes
    (file,) = (path for path in result.files if path.suffix == ".docx")
    found = verify(file)
    assert (found.mismatches, found.orphans, found.missing) == ((), (), ())


UNKNOWN = client("wps", header1=("{{副标题}}", "{{付标题}}"))


@pytest.mark.parametrize("data", [None, b"", b"PK\x03\x04", b"%PDF-1.4", UNKNOWN])
def test_a_broken_file_is_placed_in_the_project(
    project: Path, tmp_path: Path, data: bytes | None
) -> None:
    if data is not None:
        (project / "客户模板.docx").write_bytes(data)
    with pytest.raises(ProjectError) as caught:
        build(project, tmp_path / "out", outputs="docx")
    (problem,) = caught.value.problems
    line = (project / "project.toml").read_text(encoding="utf-8").splitlines()
    assert (problem.where.file, problem.where.line) == (
        "project.toml",
        line.index('reference_docx = "客户模板.docx"') + 1,
    )
    assert "客户模板.docx" in problem.what
    assert problem.hint
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("theirs", "own", "accent"),
    [("C00000", "", "C00000"), ("C00000", "00AA00", "00AA00"), ("4472C4", "", "1F4E79")],
)
def test_the_colour_of_the_file_is_taken_where_the_project_names_none(
    project: Path, theirs: str, own: str, accent: str
) -> None:
    file = project / "project.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("[report]\n", f'[report]\naccent = "{own}"\n', 1), "utf-8")
    change = {"theme/theme1": ('<a:srgbClr val="C00000"/>', f'<a:srgbClr val="{theirs}"/>')}
    data = client("word", **change)
    (project / "客户模板.docx").write_bytes(data)
    opened = open_project(project)
    report = fill(opened, compute_facts(project))
    assert report.document.theme.accent == accent
