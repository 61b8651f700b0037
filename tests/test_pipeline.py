"""The whole run, as its user sees it: files, their numbers, and their bytes."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pypdfium2
import pytest

from reporter import build, check, verify
from reporter.errors import OutputError, ProjectError, ReporterError

ROOT = Path(__file__).resolve().parents[1]
TOBACCO = ROOT / "samples" / "tobacco"
SCORES = ROOT / "tests" / "cases" / "scores"

# Two machines that differ in everything that must not matter.
PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"},
    {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "C", "LANG": "C"},
)


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Build the sample in two processes at once, each in its own place."""
    folders = tuple(tmp_path_factory.mktemp(f"place{i}") / "输出" for i in range(2))
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "reporter", "build", str(TOBACCO), "--out", str(folder)],
            env={**os.environ, **place},
            cwd=folder.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for folder, place in zip(folders, PLACES, strict=True)
    ]
    for process in running:
        _, errors = process.communicate(timeout=300)
        assert process.returncode == 0, errors.decode("utf-8", "replace")
    return folders[0], folders[1]


def only(folder: Path, pattern: str) -> Path:
    (found,) = folder.glob(pattern)
    return found


def test_bytes_do_not_depend_on_the_place(builds: tuple[Path, Path]) -> None:
    first, second = ({p.name: p.read_bytes() for p in folder.iterdir()} for folder in builds)
    assert sorted(first) == sorted(second)
    assert {Path(name).suffix for name in first} == {".docx", ".pdf", ".json"}
    assert [name for name in first if first[name] != second[name]] == []


@pytest.mark.parametrize("pattern", ["*.docx", "*.pdf"])
def test_its_own_outputs_verify(builds: tuple[Path, Path], pattern: str) -> None:
    report = verify(only(builds[0], pattern))
    assert report.ok, report
    assert report.checked > 1000


@pytest.mark.parametrize("pattern", ["*.docx", "*.pdf"])
def test_a_file_alone_verifies_by_the_record_inside(
    builds: tuple[Path, Path], tmp_path: Path, pattern: str
) -> None:
    source = only(builds[0], pattern)
    alone = tmp_path / source.name
    alone.write_bytes(source.read_bytes())
    assert verify(alone).ok


def test_one_changed_digit_is_named_and_nothing_else(
    builds: tuple[Path, Path], tmp_path: Path
) -> None:
    source = only(builds[0], "*.docx")
    edited = tmp_path / "改过.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(edited, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                text = data.decode()
                place = text.index(">80.3<", text.index(">80.3<") + 1)  # the second mention
                text = text[:place] + ">88.3<" + text[place + len(">80.3<") :]
                data = text.replace("高于总体", "优于全市", 1).encode()
            new.writestr(name, data)
    report = verify(edited)
    assert not report.ok
    (mismatch,) = report.mismatches
    assert "88.3" in str(mismatch)
    assert "score/transparency" in str(mismatch)
    assert report.orphans == ()


def test_a_number_of_ones_own_is_named(builds: tuple[Path, Path], tmp_path: Path) -> None:
    document = docx.Document(str(only(builds[0], "*.docx")))
    document.paragraphs[-1].insert_paragraph_before("另据了解，满意率已达99.1%。")
    edited = tmp_path / "加话.docx"
    document.save(str(edited))
    report = verify(edited)
    assert report.mismatches == ()
    (orphan,) = report.orphans
    assert "99.1%" in str(orphan)


def test_word_sees_a_whole_document(builds: tuple[Path, Path]) -> None:
    document = docx.Document(str(only(builds[0], "*.docx")))
    headings = [p.text for p in document.paragraphs if p.style.name.lower() == "heading 1"]
    for title in ("引言", "调查结果", "调研分析", "改进建议"):
        assert any(title in heading for heading in headings)
    assert document.core_properties.author == "云岭市烟草公司客户满意度调查项目组"
    assert document.core_properties.created.year == 2026


def test_the_pdf_says_the_same_numbers(builds: tuple[Path, Path]) -> None:
    record = json.loads((builds[0] / "facts.json").read_text("utf-8"))
    pdf = pypdfium2.PdfDocument(only(builds[0], "*.pdf"))
    text = "".join(page.get_textpage().get_text_range() for page in pdf)
    squeezed = re.sub(r"\s+", "", text)
    scores = [f for f in record["facts"] if f["statistic"] == "score" and "group" not in f]
    assert len(scores) > 30
    assert record["meta"]["sha256"] in json.dumps(record)
    assert "总体满意度得分为89.7分" in squeezed


def test_nothing_private_reaches_an_output(builds: tuple[Path, Path]) -> None:
    import csv

    with (TOBACCO / "responses.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    words = {row[c] for row in rows for c in ("不满意的原因", "意见和建议") if len(row[c]) > 8}
    ids = {row["问卷编号"] for row in rows}
    with zipfile.ZipFile(only(builds[0], "*.docx")) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist()).decode(
            "utf-8", "replace"
        )
    content += (builds[0] / "facts.json").read_text("utf-8")
    assert [word for word in sorted(words) if word in content] == []
    assert [one for one in sorted(ids) if one in content] == []
    assert str(ROOT) not in content


def test_check_finds_nothing_worse_than_a_note_in_the_sample() -> None:
    assert {problem.severity for problem in check(TOBACCO)} <= {"note"}


def test_a_failed_run_leaves_the_earlier_report_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(SCORES, out, outputs=["docx"])
    before = {p.name: p.read_bytes() for p in out.iterdir()}
    broken = _copied(SCORES, tmp_path / "project")
    data = next(broken.glob("*.csv"))
    lines = data.read_text("utf-8-sig").splitlines()
    data.write_text("\n".join([*lines[:3], lines[3] + ",1"]), encoding="utf-8")
    with pytest.raises(ReporterError):
        build(broken, out, outputs=["docx"])
    assert {p.name: p.read_bytes() for p in out.iterdir()} == before


def test_docx_can_be_made_without_the_layout_library(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['weasyprint'] = None\n"
        "from reporter import build\n"
        f"print(build({str(SCORES)!r}, {str(tmp_path)!r}, outputs=['docx']).files[0].name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert verify(next(tmp_path.glob("*.docx"))).ok


CASES = {
    "airline": ROOT / "tests" / "cases" / "airline",
    "wide": ROOT / "tests" / "cases" / "scored" / "wide.toml",
    "long": ROOT / "tests" / "cases" / "scored" / "long.toml",
    "scores": SCORES,
    "seed": ROOT / "tests" / "cases" / "seed",
}


@pytest.mark.parametrize("name", CASES)
def test_every_entry_makes_a_report_that_verifies(name: str, tmp_path: Path) -> None:
    result = build(CASES[name], tmp_path, outputs=["docx", "pdf", "html"])
    codes = {problem.code for problem in result.problems}
    assert not {code for code in codes if code.startswith(("document.", "output."))}
    assert ("data.total_not_derivable" in codes) == (name == "seed")
    for file in result.files[:-1]:
        report = verify(file)
        assert report.ok, report
        assert report.checked > 20


def test_two_reports_in_one_folder_keep_their_records(tmp_path: Path) -> None:
    first = build(CASES["seed"], tmp_path, outputs=["docx"])
    second = build(CASES["long"], tmp_path, outputs="docx")
    assert first.files[-1] != second.files[-1]
    for result in (first, second, build(CASES["seed"], tmp_path, outputs=["docx"])):
        assert verify(result.files[0]).ok


def test_last_waves_record_is_never_overwritten(tmp_path: Path) -> None:
    project = _copied(SCORES, tmp_path / "project")
    (project / "out").mkdir()
    record = project / "out" / "facts.json"
    build(SCORES, tmp_path / "last", outputs=["docx"])
    text = (tmp_path / "last" / "facts.json").read_text("utf-8")
    wave = json.loads(text)["meta"]["wave"]
    record.write_text(text.replace(f'"wave": "{wave}"', '"wave": "上一年度"'), encoding="utf-8")
    before = record.read_bytes()
    toml = next(project.glob("*.toml"))
    with toml.open("a", encoding="utf-8") as stream:
        stream.write('\n[previous]\nfacts = "out/facts.json"\n')
    result = build(project, outputs=["docx"])
    assert record.read_bytes() == before
    assert result.files[-1].name.endswith(".facts.json")
    assert result.facts.meta["previous_wave"] == "上一年度"


def test_a_wave_is_not_compared_with_itself(tmp_path: Path) -> None:
    project = _copied(SCORES, tmp_path / "project")
    build(project, project / "out", outputs=["docx"])
    with next(project.glob("*.toml")).open("a", encoding="utf-8") as stream:
        stream.write('\n[previous]\nfacts = "out/facts.json"\n')
    with pytest.raises(ProjectError, match="不是上期的结果"):
        build(project, outputs=["docx"])


def test_unknown_formats_are_refused_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="不支持“doc”格式"):
        build(SCORES, tmp_path, outputs=["docx", "doc"])
    assert list(tmp_path.iterdir()) == []


def test_a_report_written_alone_has_its_record_beside_it(tmp_path: Path) -> None:
    import reporter as rp

    project = rp.open_project(SCORES)
    report = rp.fill(project, rp.analyse(rp.score(project, rp.read_responses(project))))
    file = report.write(tmp_path / "报告.docx")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["facts.json", "报告.docx"]
    assert verify(file).ok


def _copied(source: Path, target: Path) -> Path:
    target.mkdir()
    for path in source.iterdir():
        if path.is_file():
            (target / path.name).write_bytes(path.read_bytes())
    return target


def test_a_wrong_study_is_told_before_any_data_is_read(tmp_path: Path) -> None:
    written = (SCORES / "project.toml").read_text(encoding="utf-8")
    study = '\n[[studies]]\nid = "a"\nmethod = "kanoo"\ntitle = "需求"\nfile = "none.csv"\n'
    (tmp_path / "project.toml").write_text(written + study, encoding="utf-8")
    with pytest.raises(ProjectError) as raised:
        build(tmp_path, tmp_path / "out")
    assert [problem.code for problem in raised.value.problems] == ["study.unknown"]
