"""``reporter facts``: every number the report may print."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...files import write_whole
from ..output import common_options, project_argument, say

if TYPE_CHECKING:
    from ...facts import FactTable

_COLUMNS = {
    "key": "编号",
    "label": "名称",
    "group": "分组",
    "value": "数值",
    "unit": "单位",
    "n": "样本量",
    "ci_low": "置信下限",
    "ci_high": "置信上限",
    "rule": "口径",
    "source": "来源",
    "warning": "提示",
    "error": "未给出的原因",
}


@click.command("facts", options_metavar="[选项]")
@project_argument
@click.option("--csv", "as_csv", is_flag=True, help="写成 CSV 表格（可用 Excel 打开）。")
@click.option("--out", metavar="文件", type=click.Path(path_type=Path), help="写入文件。")
@common_options
def command(project: Path, as_csv: bool, out: Path | None, as_json: bool) -> int:
    """列出报告可用的全部数字：编号、数值、口径和来源。"""
    from ... import pipeline

    facts = pipeline.compute_facts(project)
    by_name = out is not None and out.suffix.lower()
    if as_csv or by_name == ".csv":
        text = _table(facts)
    elif as_json or by_name == ".json":
        text = facts.to_json() + "\n"
    else:
        text = _lines(facts)
    if out is None:
        click.echo(text, nl=False)
        return 0
    # Excel takes a CSV without the mark for the local code page.
    data = text.encode("utf-8-sig" if as_csv or by_name == ".csv" else "utf-8")
    write_whole({out: data})
    say(f"已写入 {len(facts)} 个事实：{out}")
    return 0


def _table(facts: FactTable) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_COLUMNS.values())
    for fact in facts:
        row = {**fact.to_json(), "group": str(fact.group or "")}
        writer.writerow(_safe(row.get(name, "")) for name in _COLUMNS)
    return stream.getvalue()


def _safe(value: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t" else value


def _lines(facts: FactTable) -> str:
    from ...facts import printed

    lines = []
    for fact in facts:
        group = f"（{fact.group}）" if fact.group else ""
        detail = f"·{fact.detail}" if fact.detail else ""
        reason = f"  {fact.error or fact.warning}" if fact.error or fact.warning else ""
        lines.append(f"{fact.key}\t{fact.label}{detail}{group}\t{printed(fact)}{reason}\n")
    return "".join(lines)
