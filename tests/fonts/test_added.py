"""Fonts that a project adds: looked at, copied, listed, taken out; refused with what to do."""

from __future__ import annotations

import json
import struct
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from reporter.cli.run import run
from reporter.errors import OutputError, ProjectError
from reporter.fonts import examine, faces, project_fonts
from reporter.fonts.coverage import lacking, standard_hanzi
from reporter.fonts.manage import Addition, add, listed, remove, unlisted
from reporter.fonts.table import read_added

from . import made
from .test_fonts import charset


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "项目"
    folder.mkdir()
    (folder / "project.toml").write_text("", encoding="utf-8")
    return folder


def refused(project: Path, path: Path, index: int | None = None) -> str:
    with pytest.raises(OutputError) as caught:
        add(project, Addition((path,), "rare", index))
    (problem,) = caught.value.problems
    assert problem.where.file == path.name
    assert problem.hint
    assert not (project / "fonts").exists()
    return problem.code


def truncated(path: Path) -> Path:
    made.font(path)
    path.write_bytes(path.read_bytes()[:300])
    return path


def endless_characters(path: Path) -> Path:
    """A table of characters of 40 bytes that claims four billion."""
    group = struct.pack(">LLL", 0, 0xFFFFFFFF, 0)
    table = struct.pack(">HHHHL", 0, 1, 3, 10, 12) + struct.pack(">HHLLL", 12, 0, 28, 0, 1) + group

    def change(builder: object) -> None:
        from fontTools.ttLib.tables.DefaultTable import DefaultTable

        raw = DefaultTable("cmap")
        raw.data = table
        builder.font["cmap"] = raw  # type: ignore[attr-defined]

    return made.font(path, change=change)


def of_bytes(data: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return write


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "variable": (made.variable, "fonts.variable"),
    "restricted": (lambda path: made.font(path, rights=2), "fonts.restricted"),
    "bitmaps only": (lambda path: made.font(path, rights=0x200), "fonts.restricted"),
    "whole only": (lambda path: made.font(path, rights=0x104), "fonts.no_subset"),
    "woff2": (of_bytes(b"wOF2" + bytes(60)), "fonts.woff"),
    "truncated": (truncated, "fonts.broken"),
    "header alone": (of_bytes(b"\0\1\0\0\xff\xff" + bytes(6)), "fonts.broken"),
    "empty collection": (of_bytes(b"ttcf" + bytes(8)), "fonts.broken"),
    "picture": (of_bytes(b"\x89PNG" + bytes(60)), "fonts.kind"),
    "empty": (of_bytes(b""), "fonts.kind"),
    "endless characters": (endless_characters, "fonts.broken"),
    "missing": (lambda path: path, "fonts.missing"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_and_nothing_is_written(
    name: str, project: Path, tmp_path: Path
) -> None:
    make, code = BAD[name]
    assert refused(project, make(tmp_path / "坏.ttf")) == code


def test_too_large(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "LARGEST", 100)
    assert refused(project, made.font(tmp_path / "大.ttf")) == "fonts.size"


def test_one_bad_file_keeps_the_good_one_out(project: Path, tmp_path: Path) -> None:
    good, bad = made.font(tmp_path / "a.ttf"), made.variable(tmp_path / "b.ttf")
    with pytest.raises(OutputError):
        add(project, Addition((good, bad)))
    assert not (project / "fonts").exists()


def test_added_font_is_copied_whole_and_entered(project: Path, tmp_path: Path) -> None:
    source = made.font(tmp_path / "生 僻.ttf", family="宋体 full")
    (font,) = add(project, Addition((source,)))
    assert (font.role, font.family, font.added) == ("rare", "宋体 full", True)
    assert font.characters == len(made.RARE) + 1
    assert "多 2 个字符" in font.state
    assert (project / "fonts" / "生 僻.ttf").read_bytes() == source.read_bytes()
    (row,) = tomllib.loads((project / "fonts" / "fonts.toml").read_text("utf-8"))["face"]
    assert (row["file"], row["role"]) == ("生 僻.ttf", "rare")
    assert [f.file for f in listed(project) if f.added] == ["生 僻.ttf"]


def test_role_is_told_by_name_and_preview_right_is_said(project: Path, tmp_path: Path) -> None:
    source = made.font(tmp_path / "simfang.ttf", "仿宋", family="FangSong", rights=4)
    (font,) = add(project, Addition((source,)))
    assert font.role == "fang"
    assert "预览和打印" in font.state
    assert "缺 GB2312 汉字 6761 个" in font.state


def test_collections_need_a_choice_and_give_one_face(project: Path, tmp_path: Path) -> None:
    members = [made.font(tmp_path / f"{n}.ttf", n, family=f"Face {n}") for n in "甲乙"]
    whole = made.collection(tmp_path / "whole.ttc", *members)
    assert refused(project, whole) == "fonts.collection"
    assert refused(project, whole, 2) == "fonts.collection"
    (font,) = add(project, Addition((whole,), "rare", 1))
    assert (font.family, font.file) == ("Face 乙", "whole-1.ttf")
    first = (project / "fonts" / font.file).read_bytes()
    remove(project, [font.file])
    add(project, Addition((whole,), "rare", 1))
    assert (project / "fonts" / font.file).read_bytes() == first


def test_a_role_is_played_by_one_font(project: Path, tmp_path: Path) -> None:
    add(project, Addition((made.font(tmp_path / "a.ttf", "甲"),), "song"))
    with pytest.raises(OutputError) as caught:
        add(project, Addition((made.font(tmp_path / "b.ttf", "乙"),), "song"))
    assert "remove a.ttf" in caught.value.problems[0].hint
    add(project, Addition((made.font(tmp_path / "c.ttf", "乙", weight=700),), "song"))
    with pytest.raises(OutputError) as caught:
        add(project, Addition((tmp_path / "a.ttf",), "rare"))
    assert caught.value.problems[0].code == "fonts.exists"


def test_bold_alone_is_refused(project: Path, tmp_path: Path) -> None:
    bold = made.font(tmp_path / "bold.ttf", "甲", weight=700)
    with pytest.raises(OutputError) as caught:
        add(project, Addition((bold,), "kai"))
    assert caught.value.problems[0].code == "fonts.bold_alone"
    regular = made.font(tmp_path / "regular.ttf", "甲")
    assert [font.weight for font in add(project, Addition((regular, bold), "kai"))] == [400, 700]


def test_remove_takes_entry_and_file(project: Path, tmp_path: Path) -> None:
    add(project, Addition((made.font(tmp_path / "a.ttf"),)))
    with pytest.raises(OutputError) as caught:
        remove(project, ["b.ttf"])
    assert "a.ttf" in caught.value.problems[0].hint
    assert remove(project, ["A.ttf"]) == ("a.ttf",)
    assert read_added(project) == ()
    assert not (project / "fonts" / "a.ttf").exists()


def test_fonts_in_use_are_those_of_the_project(project: Path, tmp_path: Path) -> None:
    add(project, Addition((made.font(tmp_path / "a.ttf", family="Noto Serif SC"),)))
    before = faces()
    assert lacking(made.RARE) == set(made.RARE)
    with project_fonts(project):
        assert lacking(made.RARE + "甲") == set()
        (added,) = [face for face in faces() if face.added]
        assert added.family not in {face.family for face in before}
    assert faces() == before
    assert lacking(made.RARE) == set(made.RARE)


def test_a_changed_or_lost_file_is_not_used(project: Path, tmp_path: Path) -> None:
    add(project, Addition((made.font(tmp_path / "a.ttf"),)))
    copy = project / "fonts" / "a.ttf"
    copy.write_bytes(copy.read_bytes() + b"\0")
    assert [font.state for font in listed(project) if font.added] == ["文件已改动"]
    for _ in range(2):
        with pytest.raises(ProjectError) as caught, project_fonts(project):
            pass
        assert caught.value.problems[0].code == "fonts.changed"
        copy.unlink(missing_ok=True)


@pytest.mark.parametrize(
    "text",
    [
        "[[face]]\nrole = 'rare'\nfamily = 'a'\nfile = '../a.ttf'\nsha256 = ''",
        "[[face]]\nrole = 'latin'\nfamily = 'a'\nfile = 'a.ttf'\nsha256 = ''",
        "[[face]]\nrole = 'rare'",
        "face = 1",
        "face = [1]",
        "[[face",
    ],
)
def test_a_bad_table_is_said(text: str, project: Path) -> None:
    (project / "fonts").mkdir()
    (project / "fonts" / "fonts.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectError) as caught, project_fonts(project):
        pass
    assert caught.value.problems[0].code == "fonts.table"


def test_commands(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, where = str(made.font(tmp_path / "a.ttf")), ["--project", str(project)]
    assert run(["fonts", "add", source, *where, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["fonts"][0]["file"] == "a.ttf"
    (project / "fonts" / "stray.ttf").write_bytes(b"")
    assert unlisted(project) == ["stray.ttf"]
    assert run(["fonts", "list", *where]) == 0
    out, err = capsys.readouterr()
    assert "NotoSerifSC-Regular.ttf" in out
    assert "8105/8105" in out
    assert "a.ttf" in out
    assert "stray.ttf" in err
    assert run(["fonts", "remove", "a.ttf", *where]) == 0
    assert run(["fonts", "add", str(project), *where]) == OutputError.exit_code
    assert run(["fonts", "add", source, "--project", str(tmp_path / "nowhere")]) == 3


def test_the_checkout_is_no_project_of_its_own_fonts() -> None:
    root = Path(__file__).parents[2]
    assert read_added(root) == ()
    assert unlisted(root) == []


def test_standard_characters_are_counted_by_the_table() -> None:
    assert standard_hanzi() == charset().tonggui()
