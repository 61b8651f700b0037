"""Seeded damage to valid files: refused with place and remedy, or read; never a traceback."""

import random
import zipfile

import pytest

from reporter.errors import ReporterError
from reporter.project import open_project, read_responses

from .conftest import DATA, HEAD, ITEMS, SCALE

TOKENS = [b'"', b"[", b"]", b"=", b"\n", b",", b"{", b"\\", b"#", b"true", b"nan", b'"""', b"\xff",
          b"\0", "，".encode(), b"1e999", b"[[items]]"]  # fmt: skip
PROJECT = (HEAD + DATA + SCALE + ITEMS).encode()


def damaged(data, seed):
    rng = random.Random(seed)
    out = bytearray(data)
    for _ in range(rng.randint(1, 2)):
        at = rng.randrange(len(out) + 1)
        kind = rng.random()
        if kind < 0.4:
            out[at:at] = rng.choice(TOKENS)
        elif kind < 0.7:
            del out[at : at + rng.randint(1, 30)]
        else:
            other = rng.randrange(len(out) + 1)
            out[at:at] = out[other : other + rng.randint(1, 60)]
    return bytes(out)


def survives(step):
    try:
        step()
    except ReporterError as error:
        for problem in error.problems:
            assert problem.what
            assert problem.hint
            assert problem.where.file
            assert len(str(problem)) < 600


@pytest.mark.parametrize("seed", range(60))
def test_damaged_projects(tmp_path, seed):
    (tmp_path / "project.toml").write_bytes(damaged(PROJECT, seed))
    survives(lambda: open_project(tmp_path))


@pytest.mark.parametrize("seed", range(60))
def test_damaged_text_tables(opened, seed):
    text = '甲题,乙题,备注\n满意,不满意,"a,b"\n满意,非常满意,x\n'.encode()
    project = opened(damaged(text, seed))
    survives(lambda: read_responses(project))


@pytest.mark.parametrize("seed", range(40))
def test_damaged_workbooks(opened, exports, tmp_path, seed):
    rng = random.Random(seed)
    target = tmp_path / "damaged.xlsx"
    with (
        zipfile.ZipFile(exports / "wjx_text.xlsx") as source,
        zipfile.ZipFile(target, "w", 8) as out,
    ):
        for name in source.namelist():
            data = source.read(name)
            hit = "sheet1" in name or rng.random() < 0.2
            out.writestr(name, damaged(data, seed) if hit else data)
    raw = target.read_bytes()
    project = opened(raw if seed % 2 else damaged(raw, seed), file="data.xlsx")
    survives(lambda: read_responses(project))
