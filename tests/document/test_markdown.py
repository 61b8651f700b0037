"""Markdown as Chinese authors write it: input and expected tree side by side."""

from __future__ import annotations

import pytest

from reporter.document.nodes import (
    Emphasis,
    Footnote,
    List,
    PageBreak,
    Paragraph,
    Section,
    Strong,
    Text,
    Value,
)
from reporter.document.parse import parse, parse_inline
from reporter.document.placeholders import Store
from reporter.errors import TemplateError


def inline(text: str) -> tuple[object, ...]:
    return parse_inline(text, Store())


def strong(text: str) -> Strong:
    return Strong((Text(text),))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**“诚心”**服务", (strong("“诚心”"), Text("服务"))),
        ("**总体（百分制）**为", (strong("总体（百分制）"), Text("为"))),
        ("**第一，**落实", (strong("第一，"), Text("落实"))),
        ("**结论。**此后", (strong("结论。"), Text("此后"))),
        ("按**《规范》**执行", (Text("按"), strong("《规范》"), Text("执行"))),
        ("达到**90.3%**的", (Text("达到"), strong("90.3%"), Text("的"))),
        ("*楷体*字", (Emphasis((Text("楷体"),)), Text("字"))),
        ("3 * 4 * 5", (Text("3 * 4 * 5"),)),
        ("一_二_三", (Text("一_二_三"),)),
    ],
)
def test_emphasis_beside_chinese_punctuation(source: str, expected: tuple[object, ...]) -> None:
    assert inline(source) == expected


def test_lines_join_without_a_blank_between_chinese_and_with_one_between_words() -> None:
    assert inline("第一行\n第二行") == (Text("第一行第二行"),)
    assert inline("first\nsecond") == (Text("first second"),)


def test_footnote_holds_markdown() -> None:
    assert inline("得分^[见*附录*]高") == (
        Text("得分"),
        Footnote((Text("见"), Emphasis((Text("附录"),)))),
        Text("高"),
    )


def test_html_is_text() -> None:
    assert inline("<b>粗</b>&nbsp;") == (Text("<b>粗</b>&nbsp;"),)


def test_sections_nest_and_carry_id_and_classes() -> None:
    blocks = parse("# 一 {#one}\n\n正文\n\n## 二 {#two .unnumbered}\n\n- 甲\n- 乙\n\n# 三", Store())
    first, last = blocks
    assert isinstance(first, Section)
    assert isinstance(last, Section)
    assert (first.id, first.level, first.numbered) == ("one", 1, True)
    paragraph, second = first.blocks
    assert paragraph == Paragraph((Text("正文"),))
    assert isinstance(second, Section)
    assert (second.id, second.numbered) == ("two", False)
    assert isinstance(second.blocks[0], List)
    assert len(second.blocks[0].items) == 2


def test_paragraph_roles_and_page_breaks() -> None:
    assert parse("说明 {.note}\n\n{.pagebreak}", Store()) == (
        Paragraph((Text("说明"),), role="note"),
        PageBreak(),
    )


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(TemplateError, match="段落样式“big”不存在"):
        parse("说明 {.big}", Store())


def test_marks_give_their_nodes_back_whatever_the_data_hold() -> None:
    store = Store()
    value = Value("score/total", "90.3", 90.3)
    nasty = Text("*|<b>\n# 标题 [x](javascript:)")
    source = f"得分**{store.inline(value)}**，{store.inline(nasty)}。"
    assert parse(source, store) == (
        Paragraph((Text("得分"), Strong((value,)), Text("，" + nasty.text + "。"))),
    )


def test_a_block_inside_a_sentence_is_refused() -> None:
    store = Store()
    mark = store.block(PageBreak()).strip()
    with pytest.raises(TemplateError, match="写进了句子"):
        parse(f"如图{mark}所示", store)
    assert parse(f"前\n\n{mark}\n\n后", store)[1] == PageBreak()


def test_a_quote_is_its_words_and_its_source() -> None:
    said, source = parse("> 送货很准时。\n> 希望货源透明。\n> ——城区某便利店", Store())
    assert said == Paragraph((Text("送货很准时。希望货源透明。"),), role="quote")
    assert source == Paragraph((Text("——城区某便利店"),), role="quote_source")


def test_a_quote_keeps_its_values() -> None:
    store = Store()
    score = store.inline(Value("score/complaint", "81.4"))
    [said] = parse(f"> 投诉处理得分{score}分——最低。", store)
    assert isinstance(said, Paragraph)
    assert said.role == "quote"
    assert said.children[1] == Value("score/complaint", "81.4")


@pytest.mark.parametrize(
    ("source", "roles"),
    [
        ("> 一。\n>\n> 二。", ["quote", "quote"]),
        ("> ——某客户", ["quote_source"]),
        ("> 一。\n>\n> ——某客户", ["quote", "quote_source"]),
        ("> 小字 {.note}", ["note"]),
        ("> 一\n\n二", ["quote", "body"]),
    ],
)
def test_paragraphs_of_quotes(source: str, roles: list[str]) -> None:
    assert [getattr(block, "role", "") for block in parse(source, Store())] == roles
