"""The names of statistics that ``docs/statistics.md`` explains."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LISTED = re.findall(
    r"^- `(\w+)` (\S+)", (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8"), re.M
)
GLOSSARY = dict(LISTED)
ENDS = re.compile(
    r"_(low|high|n|count|share|p|verdict|reason|previous|current|least)$"
)  # of a known name: the page says once what they mean


def is_known(name: str) -> bool:
    return name in GLOSSARY or bool(ENDS.search(name) and is_known(ENDS.sub("", name)))
