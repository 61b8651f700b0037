"""Long definitions fall into paragraphs of whole sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reporter.filling.sentences import paragraphs

SENTENCES = st.lists(st.text("得分为均值", min_size=1, max_size=120), min_size=1, max_size=12)


@given(SENTENCES)
def test_nothing_is_lost_and_no_sentence_is_cut(sentences: list[str]) -> None:
    text = "".join(f"{one}。" for one in sentences)
    found = paragraphs(text)
    assert "".join(found) == text
    assert all(one.endswith("。") for one in found)
    assert len(found) <= -(-len(text) // 220)


def test_a_short_text_is_one_and_a_long_one_falls_in_two() -> None:
    sentence = "得" * 39 + "。"
    assert len(paragraphs(sentence * 5)) == 1
    assert [len(one) for one in paragraphs(sentence * 10)] == [200, 200]
