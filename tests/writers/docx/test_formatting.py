"""Looks come from styles: what is formatted by hand is counted, and little."""

from __future__ import annotations

import pytest

from reporter.document.nodes import Document, Link, Meta, Part, Strong, Text
from reporter.writers.docx import write_docx

from .builders import p, t
from .formatting import direct_formatting
from .reports import FILES, docx_of

# Right indents that bring numbers of different forms onto one decimal point: data, not taste.
ALIGNMENT = "TableNumber: ind"


@pytest.mark.parametrize("name", FILES)
def test_runs_take_their_look_from_styles(name: str) -> None:
    direct = direct_formatting(docx_of(name))
    assert direct.runs > 300
    assert direct.run_share < 0.01, direct.run_looks  # the goal was 3 %; 0 when measured


@pytest.mark.parametrize("name", FILES)
def test_paragraphs_take_their_look_from_styles(name: str) -> None:
    direct = direct_formatting(docx_of(name))
    looks = direct.paragraph_looks
    assert direct.paragraph_share < 0.25, looks
    by_hand = looks.total() - looks[ALIGNMENT]
    # Rooms that depend on neighbours: above tables, under captions, on the cover. Per page about
    # one, so their share is large in a report of few pages only.
    assert by_hand < max(0.05 * direct.paragraphs, 25), looks


def test_formatting_by_hand_is_counted() -> None:
    """A strong word within a link has no style of its own: such a run is counted."""
    link = Link("https://example.org", (Strong(t("粗")), Text("细")))
    direct = direct_formatting(write_docx(Document(Meta("题"), (Part("body", (p(link),)),))))
    assert direct.run_looks == {"b bCs": 1}
