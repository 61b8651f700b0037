"""Sections fit any trade: no word of one of them stands in a template."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.j2"))
TRADES = (
    r"用电|供电|电费|停电|电力|电压|业扩|抢修|报装|95598|营业厅|烟|零售户|订货|"
    r"航班|旅客|机舱|值机|银行|柜台|移动通信|话费|逐户|户数|户客户|人客户|天气"
)
OUTLETS = {"mystery_shopping.md.j2"}  # the method is about them
EXAMPLE = re.compile(r"<#.*?#>", re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_name_no_trade(path: Path) -> None:
    text = EXAMPLE.sub("", path.read_text(encoding="utf-8"))
    assert not re.findall(TRADES, text)
    if path.name not in OUTLETS:
        assert "网点" not in text


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 40
