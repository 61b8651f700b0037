"""Read the numbers back out of a finished file and hold each against its facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ..document.carriers import RECORD
from ..errors import DataError, Place, Problem
from .charts import ChartFindings, hold_charts
from .docx import DocxText, read_docx
from .html import read_html
from .judge import Findings, judge
from .margins import hold_margins
from .pdf import read_pdf
from .pictures import Drawn, PictureFindings, hold_pictures, swapped_pictures
from .plotted import figure_labels, plotted
from .record import Record, facts_record, read_record
from .report import AlteredPicture, Mismatch, Missing, Orphan, Spot, VerifyReport
from .words import WordFindings, hold_words

__all__ = [
    "AlteredPicture",
    "Mismatch",
    "Missing",
    "Orphan",
    "Spot",
    "VerifyReport",
    "facts_record",
    "verify_file",
]

_READERS = {".docx": read_docx, ".pdf": read_pdf, ".html": read_html, ".htm": read_html}
# Texts of the record that a format does not show as text, or that are held apart.
_UNSEEN = {
    ".docx": frozenset({"chart", "data", "header"}),
    ".pdf": frozenset({"alt", "data", "header"}),
    ".html": frozenset({"data", "header"}),
    ".htm": frozenset({"data", "header"}),
}
_MOST_BYTES = 100 * 2**20
_STALE = "文件内的记录与旁边的 facts.json 不同：文件可能是旧版，或数据已更新。以旁边的为准。"


def verify_file(path: Path, facts_path: Path | None = None) -> VerifyReport:
    """Hold every number of a DOCX, PDF or HTML report against its record.

    The record is ``facts_path``, else ``<name>.facts.json`` or ``facts.json`` beside the
    file, else the one inside it.

    Raises:
        DataError: the file or the record is missing, damaged, encrypted or of another kind.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        hint = "可核对 .docx、.pdf 和 .html 文件；.doc 或 .wps 请先另存为 .docx。"
        raise _error("verify.format", "不认识这种文件。", hint, path)
    data = _read(path)
    if reader is read_html and _is_binary(data):
        raise _error("verify.format", "文件不是网页。", "请核对文件名的后缀是否改动过。", path)
    content = reader(data, path.name)
    record, name, notes = _record(path, facts_path, content)
    if not record.passages:
        raise _error(
            "verify.no_texts",
            f"{name} 中没有报告文字的记录，无法逐个核对。",
            "请用生成报告时同时写出的 facts.json，或重新生成报告。",
            path,
        )
    found = judge(record, content.passages, _UNSEEN[path.suffix.lower()])
    charts = hold_charts(plotted(record), content.charts)
    margins = tuple(hold_margins(record, content.margins))
    pictures = _pictures(record, content)
    words = hold_words(record, content.passages) if reader is not read_pdf else WordFindings()
    known = {(one.where.section, one.expected, one.found) for one in found.mismatches}
    swapped = [
        one
        for one in words.mismatches
        if (one.where.section, one.expected, one.found) not in known  # a control told it
    ]
    checked = found.checked + charts.checked + pictures.checked + words.checked
    if not checked and any(passage.spans for passage in record.passages):
        what = "文件中没有一个数字与记录有关，不像是这份报告。"
        raise _error("verify.nothing", what, "请核对文件，以及旁边的 facts.json 是否属于它。", path)
    return VerifyReport(
        path.name,
        name,
        checked,
        (*found.mismatches, *swapped, *charts.mismatches, *pictures.mismatches, *margins),
        (*found.orphans, *charts.orphans, *pictures.orphans),
        (*found.missing, *charts.missing),
        (*notes, *charts.notes, *pictures.notes, *_unread(record, found, charts, pictures)),
        pictures.altered,
    )


def _pictures(record: Record, content: DocxText) -> PictureFindings:
    """Hold the pictures of a file against what it says that they showed."""
    if content.swapped:
        return swapped_pictures(record, content.swapped)
    if content.record is None or not content.drawn:
        return PictureFindings()
    try:
        inside = read_record(content.record, RECORD)
    except DataError:
        return PictureFindings()  # what the pictures showed is not known then
    return hold_pictures(record, Drawn(content.drawn, inside), content.pictures)


def _is_binary(data: bytes) -> bool:
    """Tell whether ``data`` is no text: another kind of file, renamed."""
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.startswith(b"%PDF") or (b"\0" in data[:4096] and not utf16)


def _unread(
    record: Record, found: Findings, charts: ChartFindings, images: PictureFindings
) -> Iterator[str]:
    """Say of which figures the numbers or the descriptions were not held against the record."""
    read = charts.read | images.read
    gone = [name for name in found.mute if name not in read]
    pictures = [name for name in found.pictures if name not in read and name not in gone]
    mute = [name for name in found.mute if name in read]
    yield from _counted(record, pictures, "{} 幅图以图片形式插入{}，图内的数字没有逐个核对。")
    yield from _counted(
        record, gone, "{} 幅图已不在文件中，或没有了替代文字{}，图内的数字没有逐个核对。"
    )
    numbers = _numbers(record, mute)
    told = f"，比原文件少核对其中的 {numbers} 处" if numbers else ""
    yield from _counted(record, mute, "{} 幅图的替代文字已不在文件中{}" + told + "。")


def _numbers(record: Record, figures: Sequence[str]) -> int:
    """Return how many values the descriptions of some figures printed."""
    names = frozenset(figures)
    return sum(len(one.spans) for one in record.passages if one.kind == "alt" and one.name in names)


def _counted(record: Record, figures: Sequence[str], words: str) -> tuple[str, ...]:
    """Return a remark on some figures, with how many and which they are."""
    if not figures:
        return ()
    labels = figure_labels(record)
    known = "、".join(labels[name] for name in figures if name in labels)
    return (words.format(len(figures), f"（{known}）" if known else ""),)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _error("verify.too_large", "文件过大，不像是一份报告。", "", path)
        return path.read_bytes()
    except FileNotFoundError:
        raise _error("file.missing", "文件不存在。", "请核对路径。", path) from None
    except (OSError, ValueError):
        raise _error("file.unreadable", "文件读不出来。", "请检查权限。", path) from None


def _record(
    path: Path, facts_path: Path | None, content: DocxText
) -> tuple[Record, str, tuple[str, ...]]:
    if facts_path is not None:
        return read_record(_read(facts_path), facts_path.name), facts_path.name, ()
    for beside in (path.with_name(f"{path.stem}.facts.json"), path.with_name("facts.json")):
        if not beside.is_file():
            continue
        data = _read(beside)
        record = read_record(data, beside.name)
        if record.passages or content.record is None:
            stale = content.record is not None and content.record.strip() != data.strip()
            return record, beside.name, (_STALE,) if stale else ()
    if content.record is None:
        raise _error(
            "verify.no_record",
            "找不到事实记录：文件旁边没有 facts.json，文件内也没有。",
            "请把生成报告时写出的 facts.json 放在同一文件夹，或用 --facts 指定。",
            path,
        )
    return read_record(content.record, "facts.json"), "facts.json（文件内）", ()


def _error(code: str, what: str, hint: str, path: Path) -> DataError:
    return DataError(Problem(code, what, hint, Place(file=path.name)))
