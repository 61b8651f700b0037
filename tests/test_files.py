"""Sets of files: whole or not at all, whatever fails at whatever moment."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reporter.errors import OutputError
from reporter.files import safe_name, sweep, write_whole

NEW = {"甲.pdf": b"new pdf", "乙.docx": b"new docx", "facts.json": b"{}"}


def put(folder: Path, contents: dict[str, bytes]) -> None:
    write_whole({folder / name: data for name, data in contents.items()})


def tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_set_is_written_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path / "新 文件夹", NEW)
    put(tmp_path / "新 文件夹", NEW)
    assert tree(tmp_path / "新 文件夹") == NEW


@pytest.mark.parametrize("call", range(1, 4))
@pytest.mark.parametrize("name", ["fsync", "replace"])
@pytest.mark.parametrize("old", [{}, {"甲.pdf": b"1", "乙.docx": b"2", "facts.json": b"3"}])
def test_any_single_failure_leaves_the_earlier_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, call: int, old: dict[str, bytes]
) -> None:
    put(tmp_path, old)
    real, calls = getattr(os, name), []

    def failing(*args: object, **options: object) -> object:
        calls.append(args)
        if len(calls) == call:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*args, **options)

    monkeypatch.setattr(os, name, failing)
    with pytest.raises(OutputError, match="磁盘空间不足") as caught:
        put(tmp_path, NEW)
    assert caught.value.problems[0].where.file == list(NEW)[call - 1]
    assert tree(tmp_path) == old


def test_an_interrupt_between_two_renames_puts_the_earlier_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = dict.fromkeys(NEW, b"old")
    put(tmp_path, old)
    real, calls = os.replace, []

    def interrupted(*args: object, **options: object) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        put(tmp_path, NEW)
    assert tree(tmp_path) == old


@pytest.mark.parametrize("taken", NEW)
def test_a_folder_in_the_place_of_a_file_is_named_and_nothing_is_written(
    tmp_path: Path, taken: str
) -> None:
    (tmp_path / taken).mkdir()
    with pytest.raises(OutputError, match="文件夹占着") as caught:
        put(tmp_path, NEW)
    assert caught.value.problems[0].where.file == taken
    assert tree(tmp_path) == {}


def test_leftovers_of_dead_runs_are_swept_and_those_of_living_ones_stay(tmp_path: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"],
                          capture_output=True, text=True, check=True).stdout.strip()  # fmt: skip
    for name in (f".甲.pdf.part-{dead}-1", f".甲.pdf.old-{dead}-2", f".乙.part-{os.getpid()}-9"):
        (tmp_path / name).write_bytes(b"half")
    (tmp_path / f"my.part-{dead}-1").write_bytes(b"not ours")
    sweep(tmp_path)
    assert set(tree(tmp_path)) == {f".乙.part-{os.getpid()}-9", f"my.part-{dead}-1"}


def test_places_that_cannot_be_written_are_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for folder, words in ((tmp_path / "file", "同名文件"), (tmp_path / ("长" * 200), "太长")):
        with pytest.raises(OutputError, match=words):
            put(folder, NEW)
    assert tree(tmp_path) == {"file": b"x"}


@pytest.mark.parametrize(
    ("title", "name"),
    [("../../evil", "evil"), ("C:\\a?b", "Cab"), ("..", "报告"), ("\0\n", "报告"), ("con", "_con")],
)
def test_names_of_files_stay_in_their_folder(title: str, name: str) -> None:
    assert safe_name(title) == name


def test_long_names_are_cut_to_what_disks_take(tmp_path: Path) -> None:
    name = safe_name("𠮷" * 360)
    put(tmp_path, {f"{name}.docx": b"x"})
    assert tree(tmp_path) == {f"{name}.docx": b"x"}
