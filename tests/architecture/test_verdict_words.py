"""Words that judge stand in ``facts/verdict`` alone: nobody else writes one of them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reporter.facts.verdict import VERDICTS

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "reporter" / "analysis").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))
# long ones are judgements wherever they stand; short ones are also plain words (不足, 强, 达到),
# and judge only where they are the whole text
PLAIN = {"同向", "反向", "系数为负"}  # say what a number or an item is, not how good
LONG = frozenset(word for word in VERDICTS.values() if len(word) >= 4) - PLAIN
SHORT = frozenset(VERDICTS.values()) - LONG - PLAIN
STEMS = ("显著高", "显著低", "显著提", "显著下", "显著上", "略高于", "略低于", "样本不足")
_EXPLAINS = {"DEFINITION", "SYMBOLS", "FORMULAS"}  # print the rules themselves
_COMMENT = re.compile(r"<#.*?#>", re.DOTALL)
_LITERAL = re.compile(r'"([^"]*)"')


def judging(text: str) -> set[str]:
    return {word for word in (*LONG, *STEMS) if word in text} | ({text} & SHORT)


def strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the texts of a module, but for docstrings, descriptions and definitions."""
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        if (
            isinstance(node, ast.Assign)
            and {getattr(t, "id", "") for t in node.targets} & _EXPLAINS
        ):
            skipped |= set(ast.walk(node.value))
        if isinstance(node, ast.keyword) and node.arg == "description":
            skipped |= set(ast.walk(node.value))
        if node not in skipped and isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_modules_of_analysis_ask_for_their_verdicts(path: Path) -> None:
    found = [
        (line, judging(text))
        for line, text in strings(ast.parse(path.read_text(encoding="utf-8")))
        if judging(text)
    ]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_templates_name_their_verdicts(path: Path) -> None:
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    found = {word for word in (*LONG, *STEMS) if word in text}
    found |= {literal for literal in _LITERAL.findall(text) if literal in SHORT}
    assert found == set()


def test_the_check_finds_what_it_looks_for() -> None:
    source = (
        '"""显著高于"""\nWORD = f"比上期{1}显著提高"\nx = Field(description="略高于")\ny = "强"\n'
    )
    assert {line for line, text in strings(ast.parse(source)) if judging(text)} == {2, 4}


def test_every_verdict_has_a_name_and_no_numerals() -> None:
    assert not [word for word in VERDICTS.values() if re.search(r"\d", word) or not word.strip()]
    assert len(VERDICTS) > 50
