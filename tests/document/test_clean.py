"""Characters that no output can print leave before any output sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.document.clean import _FORBIDDEN, clean


@pytest.mark.parametrize(
    ("text", "kept"),
    [("满\x0b意", "满意"), ("a\u200bb\ufeff", "ab"), ("甲\r\n乙\r丙", "甲\n乙\n丙"),
     ("𠮷㐂", "𠮷㐂"),     ("\ue000\ue010\ue002", ""), ("\ud800", "")],
)  # fmt: skip
def test_clean(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text())
def test_clean_twice_is_clean_once_and_leaves_nothing_forbidden(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not _FORBIDDEN.search(once)
