"""GB/T 7714: entries as printed, both versions side by side."""

from __future__ import annotations

import pytest

from reporter.document.citations import Source, Version, format_reference
from reporter.document.plaintext import plain_text

STANDARD = Source(
    "gbt19038", "S", "顾客满意测评模型和方法指南",
    authors=("全国质量管理和质量保证标准化技术委员会",),
    place="北京", publisher="中国标准出版社", year="2009", number="GB/T 19038-2009",
)  # fmt: skip
ARTICLE = Source(
    "zhang", "J", "论某种服务", authors=("甲", "乙", "丙", "丁"), journal="某学报", year="2010",
    volume="3", issue="7", pages="1-5",
)  # fmt: skip
ENGLISH = Source(
    "smith", "M", "Measuring satisfaction", authors=("SMITH J",), place="London",
    publisher="Press", year="2001",
)  # fmt: skip
ONLINE = Source(
    "web", "EB", "某公告", authors=("某局",), published="2024-09-03", accessed="2026-11-01",
    url="https://example.org/a",
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "version", "text"),
    [
        (STANDARD, "2025",
         "GB/T 19038—2009\u3000顾客满意测评模型和方法指南[S]. 北京：中国标准出版社，2009."),
        (STANDARD, "2015",
         "全国质量管理和质量保证标准化技术委员会. 顾客满意测评模型和方法指南: GB/T 19038—2009[S]. "
         "北京: 中国标准出版社, 2009."),
        (ARTICLE, "2025", "甲，乙，丙，等. 论某种服务[J]. 某学报，2010，3（7）：1-5."),
        (ARTICLE, "2015", "甲, 乙, 丙, 等. 论某种服务[J]. 某学报, 2010, 3(7): 1-5."),
        (ENGLISH, "2025", "SMITH J. Measuring satisfaction[M]. London: Press, 2001."),
        (ONLINE, "2025", "某局. 某公告[EB/OL](2024-09-03)[2026-11-01]. https://example.org/a."),
    ],
)  # fmt: skip
def test_entry(source: Source, version: Version, text: str) -> None:
    assert plain_text(format_reference(source, version).children) == text
