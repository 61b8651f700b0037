"""Ids of blocks: unique, and unmoved by new numbers and by blocks added elsewhere."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reporter.document.identity import identify, mark_name
from reporter.document.nodes import (
    Document,
    KeyFigures,
    List,
    Meta,
    PageBreak,
    Paragraph,
    Part,
    Section,
    Table,
    Text,
    Value,
)
from reporter.document.numbering import number
from reporter.document.walk import document_blocks
from reporter.facts import key_aspects

SUBJECTS = ("total", "q1", "q2")


def ids(document):
    found = [b for b in document_blocks(document) if not isinstance(b, PageBreak)]
    return [block.block_id for block in found]


def said(*keys, digits="90.1"):
    return Paragraph(tuple(Value(key, digits) for key in keys) or (Text("文字"),))


def report(*sections):
    return Document(Meta("报告"), (Part("body", sections),))


def named(name, *blocks, level=1):
    return Section(name, level, (Text(name or "标题"),), blocks)


def identified(*sections):
    return identify(report(*sections), key_aspects)


def test_ids_tell_place_and_subject():
    inner = Section("", 2, (Text("诚信服务 "), Value("score/q1", "90")), (said(),))
    document = identified(
        named(
            "results",
            said("score/q3", "rate/q3"),
            said("score/q1", "score/q2"),
            said("score/q2@county=甲", "score/q1@county=甲"),
            said(),
            List(((said("score/q3"),), (said(),))),
            Table("tab", (), (), ()),
            inner,
        )
    )
    assert ids(document) == [
        "results", "results/p:q3", "results/p", "results/p:county@甲", "results/text",
        "results/list", "results/list/p:q3", "results/list/text", "tab", "results/诚信服务",
        "results/诚信服务/text",
    ]  # fmt: skip


def test_a_loop_keeps_its_ids_in_any_order():
    there = identified(named("a", *(said(f"score/q{i}", f"rank/q{i}") for i in (1, 2, 3))))
    back = identified(named("a", *(said(f"score/q{i}", f"rank/q{i}") for i in (3, 1, 2))))
    assert ids(there) == ["a", "a/p:q1", "a/p:q2", "a/p:q3"]
    assert sorted(ids(there)) == sorted(ids(back))


def test_numbering_keeps_ids():
    document = identified(named("", said("score/q1")), named("", said("score/q1")))
    assert ids(number(document)) == ids(document)
    assert len(set(ids(document))) == 4


paragraphs = st.lists(st.sampled_from(SUBJECTS), max_size=3).map(
    lambda subjects: said(*(f"score/{subject}" for subject in subjects))
)
leaves = st.one_of(
    paragraphs,
    st.builds(lambda items: List(tuple((item,) for item in items)), st.lists(paragraphs)),
    st.just(KeyFigures(())),
    st.just(PageBreak()),
)
titles = st.sampled_from(("", "甲", "乙/甲", "a~2"))
sections = st.builds(
    lambda name, title, blocks, inner: Section(
        name, 1, (Text(title),), (*blocks, *(replace(s, level=2) for s in inner))
    ),
    st.sampled_from(("", "a", "b/text", "a~2")),
    titles,
    st.lists(leaves),
    st.lists(st.builds(lambda t, b: Section("", 1, (Text(t),), tuple(b)), titles,
                       st.lists(leaves)), max_size=2),
)  # fmt: skip


@given(st.lists(sections, max_size=4))
def test_no_id_stands_twice(drawn):
    found = ids(identified(*drawn))
    assert all(found)
    assert len(set(found)) == len(found)
    marks = {mark_name(block_id) for block_id in found}
    assert len(marks) == len(found)
    assert all(len(name) == 20 and name[1:].isalnum() for name in marks)


def with_other_numbers(block):
    if isinstance(block, Paragraph):
        children = tuple(
            replace(c, text="12.3") if isinstance(c, Value) else c for c in block.children
        )
        return replace(block, children=children)
    if isinstance(block, Section):
        return replace(block, blocks=tuple(map(with_other_numbers, block.blocks)))
    if isinstance(block, List):
        return replace(
            block, items=tuple(tuple(map(with_other_numbers, item)) for item in block.items)
        )
    return block


@given(st.lists(sections, max_size=3), st.lists(leaves, min_size=1), st.booleans())
def test_additions_elsewhere_and_new_numbers_move_no_id(drawn, added, before):
    own = [replace(section, id=f"s{i}") for i, section in enumerate(drawn)]
    new = named("new", *added)
    more = identified(*([new, *own] if before else [*own, new]))
    kept = [name for name in ids(more) if name != "new" and not name.startswith("new/")]
    assert kept == ids(identified(*own))
    assert ids(identified(*map(with_other_numbers, own))) == ids(identified(*own))
