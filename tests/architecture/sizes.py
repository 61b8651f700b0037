"""How large the source is: the report that ``make test`` prints, and the numbers tests hold.

python tests/architecture/sizes.py
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "reporter").rglob("*.py"))


@dataclass(frozen=True, slots=True)
class Function:
    """A function: where it stands, its lines, its positional parameters."""

    place: str
    lines: int
    parameters: int


def files() -> dict[str, int]:
    """Return lines by file."""
    return {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in SOURCES
    }


def functions() -> list[Function]:
    """Return every function of the source."""
    found = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                place = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                parameters = len(node.args.posonlyargs) + len(node.args.args)
                found.append(Function(place, lines, parameters))
    return found


def at(values: list[int], share: float) -> int:
    """Return the value below which a share of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def report() -> str:
    """Return the report: medians, ninth tenths, and the largest."""
    lines, found = files(), functions()
    sizes = list(lines.values())
    long = [function.lines for function in found]
    largest = max(lines, key=lambda name: lines[name])
    longest = max(found, key=lambda function: function.lines)
    tests = sum(
        len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "tests").rglob("*.py")
    )
    return "\n".join(
        (
            f"files      {len(sizes):5}  median {at(sizes, 0.5)}, 9 of 10 under {at(sizes, 0.9)}",
            f"           largest {largest} ({lines[largest]} lines)",
            f"functions  {len(long):5}  median {at(long, 0.5)}, 9 of 10 under {at(long, 0.9)}",
            f"           longest {longest.place} ({longest.lines} lines)",
            f"source     {sum(sizes):5} lines; tests {tests} lines",
        )
    )


if __name__ == "__main__":
    print(report())
