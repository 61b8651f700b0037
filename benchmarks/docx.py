"""DOCX of 28 pages with 10 native charts and 25 tables: CPU seconds of the writer, part by part.

    python -m benchmarks.docx [--runs N] [--out FILE]

The document tree is made by hand and not counted. The first run has the imports that a build
without native charts does not need (XlsxWriter); the others are as in a program that goes on.
A table of 100 rows and 10 columns is timed alone.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from reporter.document.nodes import (
    Block,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    CrossReference,
    Document,
    Figure,
    Footnote,
    Meta,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Text,
    Value,
)

CHAPTERS, CHARTS = 25, 10
WORDS = (
    "本次调查采用分层随机抽样，以县区和业态为层，层内等距抽取；总体满意度得分为",
    "分，处于“良好”区间，较上年提高0.6分。从一级指标看，诚心服务得分最高，落实成效得分最低，"
    "主要原因是货源信息公开不够及时、投诉处理时效偏长，建议在下一年度的整改任务中优先安排，"
    "并按季度跟踪复核，确保各项措施落到实处。详见",
)


def table(number: int, rows: int = 8, columns: int = 6) -> Table:
    head = Row(tuple(Cell((Text(f"指标{j}"),), header=True) for j in range(columns)))
    body = tuple(
        Row(
            (
                Cell((Text(f"第{i + 1}项服务指标"),)),
                *(
                    Cell((Value(f"score/t{number}#{i}.{j}", f"{80 + (i * 7 + j) % 20}.{j % 10}"),))
                    for j in range(1, columns)
                ),
            )
        )
        for i in range(rows)
    )
    widths = (Column(14), *(Column(7, "decimal"),) * (columns - 1))
    title = (Text(f"各县区第{number}类指标得分"),)
    return Table(f"tab-{number}", widths, (head,), body, title, number=number, unit="分")


def document(native: bool = True) -> Document:
    """Return the report: a chapter a page, each with text and a table, ten with a chart."""
    from tests.writers.docx.charts_sample import every

    charts = list(every().values())[:CHARTS]
    chapters: list[Block] = []
    entries = []
    for i in range(CHAPTERS):
        see = CrossReference(f"tab-{i + 1}", f"表{i + 1}")
        note = Footnote((Text("“不了解”不计入分母。"),), i + 1)
        paragraphs = [
            Paragraph(
                (Text(WORDS[0]), Value("score/total", "90.3"), Text(WORDS[1]), see, note)
                if k == 0
                else (Text(WORDS[0]), Value("score/total", "90.3"), Text(WORDS[1] + "上表。"))
            )
            for k in range(2 if i < CHARTS else 3)
        ]
        figures: list[Figure] = []
        if i < CHARTS:
            figures.append(replace(charts[i], native=native, height_mm=70.0))
        blocks = (*paragraphs, table(i + 1), *figures)
        title = f"第{i + 1}类服务的满意度"
        chapters.append(Section(f"s{i}", 2, (Text(title),), blocks, numbered=False))
        entries.append(ContentsEntry(1, "", title, f"s{i}"))
    front = (Contents(entries=tuple(entries)),)
    meta = Meta("满意度调查报告", header="满意度调查报告", watermark="内部资料")
    return Document(meta, (Part("front", front), Part("body", tuple(chapters))))


class Clock:
    """CPU seconds by name; functions are wrapped where they stand."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def wrap(self, owner: Any, attribute: str, name: str) -> None:
        """Count the time of ``owner.attribute`` as ``name``."""
        inner = getattr(owner, attribute)

        def timed(*args: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return inner(*args, **options)
            finally:
                spent = time.process_time() - start
                self.seconds[name] = self.seconds.get(name, 0.0) + spent

        setattr(owner, attribute, timed)


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the CPU seconds of ``work`` and what it returns."""
    gc.collect()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _parts(tree: Document) -> dict[str, float]:
    """Return CPU seconds of the parts of one run; they are measured apart from the whole."""
    from reporter.writers.docx import blocks, writer
    from reporter.writers.docx.charts import part
    from reporter.writers.docx.package import Package

    clock = Clock()
    clock.wrap(part, "write_workbook", "workbooks")
    clock.wrap(blocks, "table_xml", "tables")
    clock.wrap(writer, "_checked", "well-formed?")
    clock.wrap(Package, "to_bytes", "zip")
    clock.wrap(writer, "_body", "body with charts")
    writer.write_docx(tree)
    return clock.seconds


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.docx", description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    tree, pictures = document(), document(native=False)
    start = time.process_time()
    from reporter.writers.docx import write_docx

    imports = time.process_time() - start
    first, data = seconds(lambda: write_docx(tree))
    again = min(seconds(lambda: write_docx(tree))[0] for _ in range(options.runs))
    plain = min(seconds(lambda: write_docx(pictures))[0] for _ in range(options.runs))
    large = Document(Meta("表"), (Part("body", (table(1, 100, 10),)),))
    empty = Document(Meta("表"), (Part("body", ()),))
    alone = min(seconds(lambda: write_docx(large))[0] for _ in range(options.runs))
    nothing = min(seconds(lambda: write_docx(empty))[0] for _ in range(options.runs))
    if options.out:
        options.out.write_bytes(data)
    print(f"docx of {CHAPTERS} chapters, {CHARTS} native charts, {CHAPTERS} tables (CPU seconds)")
    print(f"  import of the writer       {imports:7.3f}")
    print(f"  first run                  {first:7.3f}")
    print(f"  least of {options.runs} more runs      {again:7.3f}   {len(data) / 1024:.0f} KB")
    for name, spent in _parts(tree).items():
        print(f"    {name:<25}{spent:7.3f}")
    print(f"  charts as pictures         {plain:7.3f}")
    print(f"  table of 100 x 10          {alone - nothing:7.3f}   (file without it {nothing:.3f})")


if __name__ == "__main__":
    main()
