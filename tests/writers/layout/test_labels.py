"""Feet of pages: a client's words, the mark of secrecy, and where the number stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.document.theme_file import load_theme, theme_root
from reporter.writers.layout.labels import foot_texts


@pytest.mark.parametrize(
    ("theme", "footer", "inner", "rest"),
    [
        ("business", "", "", "内部资料"),
        ("business", "某公司", "某公司", "内部资料"),
        ("gongwen", "", "内部资料", ""),  # the number stands outside, so the mark may stand inside
        ("gongwen", "某公司", "某公司", "内部资料"),
    ],
)
def test_the_mark_gives_way_to_a_client_s_words(
    theme: str, footer: str, inner: str, rest: str
) -> None:
    found = replace(load_theme(theme, (theme_root(),)), footer=footer)
    assert foot_texts(found, "内部资料") == (inner, rest)
