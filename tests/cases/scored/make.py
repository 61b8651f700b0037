"""Writes wide.xlsx: scores already given, as a head office keeps them (all invented).

Two header rows with merged cells, a base column, last year's total, and a 合计 row whose
scores are the means of the units weighted by their bases. Run: python tests/cases/scored/make.py
"""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment

HEADER = (
    ("单位", "样本量", "窗口服务", "", "网上服务", "", "投诉处理", "总体满意度", "上年得分"),
    ("", "", "服务态度", "等候时间", "办事指南", "系统操作", "", "", ""),
)
UNITS = (
    # base, 服务态度, 等候时间, 办事指南, 系统操作, 投诉处理, 上年得分
    ("城北分中心", 212, (93.4, 84.6, 90.2, 88.1, 86.0, 87.9)),
    ("城南分中心", 185, (91.8, 86.9, 89.5, 87.3, 84.2, 88.4)),
    ("河东分中心", 96, (94.7, 90.3, 91.6, 90.8, 88.9, 89.6)),
    ("新区分中心", 24, (95.2, 91.0, 92.4, 93.1, 90.5, 91.0)),
    ("乡镇分中心", 143, (89.6, 83.2, 84.9, 80.7, 81.3, 84.8)),
)
MERGED = ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2", "H1:H2", "I1:I2")


def rounded(value: Decimal) -> float:
    """Round half up to one decimal, as people do by hand."""
    return float(value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def total(scores: tuple[float, ...]) -> float:
    """Total = 0.4 window (mean of two) + 0.4 online (mean of two) + 0.2 complaints."""
    a, b, c, d, e = (Decimal(str(score)) for score in scores[:5])
    return rounded((a + b) / 2 * Decimal("0.4") + (c + d) / 2 * Decimal("0.4") + e / 5)


def main() -> None:
    """Write wide.xlsx beside this file."""
    book = Workbook()
    book.properties.created = book.properties.modified = datetime(2026, 11, 20)
    sheet = book.active
    sheet.title = "得分表"
    for row in HEADER:
        sheet.append([text or None for text in row])
    for name, base, scores in UNITS:
        sheet.append([name, base, *scores[:5], total(scores), scores[5]])
    whole = sum(base for _, base, _ in UNITS)
    means = tuple(
        rounded(sum(base * Decimal(str(scores[k])) for _, base, scores in UNITS) / whole)
        for k in range(6)
    )
    sheet.append(["合计", whole, *means[:5], total(means), means[5]])
    for area in MERGED:
        sheet.merge_cells(area)
        sheet[area.split(":")[0]].alignment = Alignment(horizontal="center", vertical="center")
    book.save(Path(__file__).parent / "wide.xlsx")


if __name__ == "__main__":
    main()
