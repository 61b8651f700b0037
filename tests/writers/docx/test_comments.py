"""Comments: marks around the text, and what they say in a part of its own."""

from __future__ import annotations

import io
import zipfile
from datetime import date

from reporter.document.nodes import (
    Block,
    Cell,
    Column,
    Comment,
    Document,
    Footnote,
    List,
    Meta,
    Part,
    Row,
    Section,
    Table,
    Text,
    Value,
)
from reporter.writers.docx import write_docx

from .audit import audit
from .builders import p, t
from .invariants import W, problems
from .reading import find, part, style, text, val

META = Meta("题", author="甲咨询公司", date=date(2026, 11, 20))


def written(*blocks: Block, meta: Meta = META) -> bytes:
    data = write_docx(Document(meta, (Part("body", blocks),)))
    assert problems(data) == []
    return data


def test_a_comment_stands_beside_its_words_with_author_date_and_lines() -> None:
    remark = Comment((Text("得分"), Value("score/total", "90.3")), "第一行\n第二行 <&>")
    data = written(p("总体", remark, "分。"), p(Comment(t("乙"), "另一条", "Bo Li")))
    paragraph = part(data, "word/document.xml")[0][0]
    tags = [node.tag.removeprefix(W) for node in paragraph]
    start, end = tags.index("commentRangeStart"), tags.index("commentRangeEnd")
    assert "".join(text(node) for node in paragraph[start:end]) == "得分90.3"
    first, second = part(data, "word/comments.xml")
    assert (val(first, "id"), val(second, "id")) == ("0", "1")
    assert (val(first, "author"), val(first, "initials")) == ("甲咨询公司", "甲")
    assert (val(second, "author"), val(second, "initials")) == ("Bo Li", "BL")
    assert val(first, "date") == "2026-11-20T00:00:00Z"
    assert [text(line) for line in first] == ["第一行", "第二行 <&>"]
    assert {style(line) for line in first} == {"CommentText"}


def test_comments_stand_wherever_text_does_but_not_in_notes() -> None:
    def remark(words: str) -> Comment:
        return Comment(t(words), "依据")

    row = Row((Cell((remark("格"),)),))
    data = written(
        Section("s", 1, (remark("题"),), (p("文", Footnote((remark("注"),))),)),
        List(((p(remark("项")),),)),
        Table("t", (Column(),), (row,), (row,), caption=(remark("表"),), number=1),
        p(Comment((Text("外"), remark("内")), "外层")),
    )
    body = part(data, "word/document.xml")[0]
    assert len(find(body, ".//w:commentReference")) == 7
    notes = part(data, "word/footnotes.xml")
    assert not find(notes, ".//w:commentReference")
    assert "注" in text(notes)
    assert audit(data) == []


def test_without_comments_there_is_no_part() -> None:
    data = written(p("甲", Comment(t("乙"), " \n"), Comment((), "空")))
    assert "word/comments.xml" not in zipfile.ZipFile(io.BytesIO(data)).namelist()


def test_a_report_without_author_and_date_still_signs() -> None:
    (remark,) = part(written(p(Comment(t("乙"), "说明")), meta=Meta("题")), "word/comments.xml")
    assert val(remark, "author") == "编制单位"
    assert val(remark, "date") is None
