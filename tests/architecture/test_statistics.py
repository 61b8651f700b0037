"""Statistics have one name each: a method takes a known one, or adds one to the glossary."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.glossary import LISTED, is_known

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "reporter" / "analysis").rglob("*.py"))


def names(path: Path) -> Iterator[str]:
    """Yield the statistics that a module names in full where it makes facts."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        at = {"fact": 0, "Fact": 0, "stated": 1}.get(called)
        if called == "fact" and getattr(getattr(node.func, "value", None), "id", "") != "study":
            continue
        given = node.args[at] if at is not None and len(node.args) > at else None
        if isinstance(given, ast.Constant) and given.value and isinstance(given.value, str):
            yield given.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_every_statistic_stands_in_the_glossary(path: Path) -> None:
    assert [name for name in names(path) if not is_known(name)] == []


def test_the_glossary_says_each_name_once() -> None:
    assert [name for name, times in Counter(name for name, _ in LISTED).items() if times > 1] == []


@pytest.mark.parametrize(
    "word", ["word", "base", "certainty", "attained", "sample_share", "response_n", "p_value"]
)
def test_another_name_for_a_known_thing_is_not_known(word: str) -> None:
    assert not is_known(word)
