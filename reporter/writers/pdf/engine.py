"""The one place that touches WeasyPrint: import, log, render, write."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

from ...errors import MachineError, OutputError, Problem
from .fetcher import Asset, deny_all_but

_NOTDEF = re.compile(r'\.notdef glyph .*: "(.*)" \(U\+([0-9A-F]+)\)', re.S)
_INSTALL = (
    "Debian/Ubuntu：sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0；"
    "其他系统请先安装 Pango。只要 Word 报告，可加 --format docx。"
)


def load() -> ModuleType:
    """Return the ``weasyprint`` module.

    Raises:
        MachineError: it, or the Pango library it needs, is not installed.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise MachineError(
            Problem("machine.pango", "本机缺少 PDF 排版所需的组件（Pango）。", _INSTALL)
        ) from error
    return weasyprint  # type: ignore[no-any-return]


class _Collector(logging.Handler):
    """Keeps the messages of a run instead of printing them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message not in self.messages:
            self.messages.append(message)


@contextmanager
def collected_log() -> Iterator[list[str]]:
    """Collect WeasyPrint's warnings inside the block instead of printing them."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector()
    handlers, propagate, level = list(logger.handlers), logger.propagate, logger.level
    logger.handlers, logger.propagate = [collector], False
    logger.setLevel(logging.WARNING)
    try:
        yield collector.messages
    finally:
        logger.handlers, logger.propagate = handlers, propagate
        logger.setLevel(level)


def chinese_warnings(messages: list[str]) -> tuple[str, ...]:
    """Return the engine's messages for a reader; missing characters come first, in one line."""
    missing: list[str] = []
    other: list[str] = []
    for message in messages:
        match = _NOTDEF.search(message)
        if match is None:
            other.append(f"排版程序提示：{message}")
        else:
            missing.append(f"“{match[1]}”（U+{match[2]}）")
    if not missing:
        return tuple(other)
    return (f"字体中没有这些字，PDF 里会显示为空框：{'、'.join(missing)}。", *other)


@contextmanager
def refusals(fetcher: Any) -> Iterator[None]:
    """Turn a refused address inside the block into an :class:`OutputError`."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        raise refused(str(error)) from None
    if fetcher.refused:
        raise refused(fetcher.refused[0])


def refused(url: str) -> OutputError:
    """Return the error for an address outside the report; only its start is quoted."""
    return OutputError(
        Problem(
            "output.outside_reference",
            f"报告引用了外部文件“{url[:60]}”，已停止生成 PDF。",
            "请把图片等内容放进模板或项目，不要写网址或文件路径。",
        )
    )


def make_fetcher(assets: Mapping[str, Asset]) -> Any:
    """Return the deny-all fetcher for ``assets``."""
    return deny_all_but(assets)
