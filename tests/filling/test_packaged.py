"""Rules that the packaged templates keep."""

from __future__ import annotations

import re

from reporter.filling.template import template_root
from reporter.filling.views import STATISTICS


def test_no_name_runs_into_a_number() -> None:
    # “营业部3” before 92.9分 would read as 392.9分
    number = rf"[^}}]*(\.({'|'.join(sorted(STATISTICS))})\b|fact\(|share_of|how_many)"
    pattern = re.compile(r"(\.name|\.label|department|_word) *\}\}\s*(\{%[^%]*%\})*\{\{" + number)
    assert pattern.search("{{ row.high.name }}{{ row.high.score }}")
    found = [
        f"{path.name}: {match.group()}"
        for path in sorted(template_root().rglob("*.j2"))
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
