"""A small report with everything that prints numbers, and a folder that holds it written out."""

import struct
import zlib
from datetime import date

import pytest

from reporter.document.manifest import manifest
from reporter.document.nodes import (
    Attachment,
    Cell,
    ChartTable,
    Citation,
    Column,
    Contents,
    Cover,
    CoverField,
    CrossReference,
    Document,
    Figure,
    Footnote,
    KeyFigure,
    KeyFigures,
    List,
    Meta,
    Paragraph,
    Part,
    Reference,
    References,
    Row,
    Section,
    Table,
    Text,
    Value,
)
from reporter.document.numbering import number
from reporter.facts import Fact, FactTable, Group, printed
from reporter.verification import facts_record

NAMES = (
    "诚心服务",
    "诚信经营",
    "诚行履约",
    "落实整改",
    "热线便捷",
    "货源公平",
    "宣传到位",
    "终端建设",
)
LONG = (
    "其他证照齐全且连续经营三年以上的城乡结合部综合零售业态" + "（含超市便利店食杂店烟酒商店）" * 2
)


def _facts():
    rows = [
        Fact("score", label="总体满意度", value=90.32, unit="points", n=1200, rule="加权平均",
             source="responses.csv"),
        Fact("n", label="有效样本", value=1200, unit="count", counter="户"),
        Fact("rate", label="满意率", value=0.961, unit="share"),
        Fact("change", label="同比", value=-0.41, unit="points"),
        Fact("grade", label="等级", value="良好", unit="text"),
        Fact("rank", "s2", label="排名", value=2, unit="rank"),
        Fact("score", "long", "长", Group("business", LONG), value=83.25, unit="points"),
    ]  # fmt: skip
    rows += [
        Fact("score", f"s{i}", name, value=78.8 + i * 2.13, unit="points", source="responses.csv")
        for i, name in enumerate(NAMES)
    ]
    rows += [
        Fact("score", f"s{i}", name, Group("unit", f"单位{u}"), unit="points",
             value=70 + (u * 7 + i * 3) % 29 + 0.1)
        for u in range(30) for i, name in enumerate(NAMES)
    ]  # fmt: skip
    return FactTable(tuple(rows), {"wave": "2026年度"})


FACTS = _facts()


def val(key, sign="auto"):
    shown = printed(FACTS[key], sign)
    return Value(key, shown.text, shown.number)


def _png():
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0\xff\xff\xff\xff\xff\xff" * 2)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows)
    return data + chunk(b"IEND", b"")


def _figure():
    values = tuple((val(f"score/s{i}"),) for i in range(len(NAMES)))
    texts = "".join(
        f'<text x="5" y="{20 + 12 * i}" font-size="9">{name}</text>'
        f'<text x="200" y="{20 + 12 * i}" font-size="9">{values[i][0].text}</text>'
        for i, name in enumerate(NAMES)
    )
    axis = "".join(
        f'<text x="{60 + 40 * i}" y="140" font-size="9">{70 + 10 * i}</text>' for i in range(4)
    )
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="150" viewBox="0 0 300 150">'
        f"<g>{axis}{texts}</g></svg>"
    )
    return Figure(
        "fig", (Text("各指标得分"),), f"条形图：最高{values[-1][0].text}分", 120, 60,
        svg=svg.encode(), png=_png(), data=ChartTable(NAMES, ("得分",), values),
        note=(Text("注：虚线为目标值85分。"),),
    )  # fmt: skip


def _table():
    head = Row(
        tuple(Cell((Text(t),), header=True) for t in ("单位", *(f"{n}（100分）" for n in NAMES)))
    )
    body = tuple(
        Row((
            Cell((Text(f"单位{u}"),)),
            *(Cell((val(f"score/s{i}@unit=单位{u}"),)) for i in range(len(NAMES))),
        ))
        for u in range(30)
    )  # fmt: skip
    columns = (Column(10), *(Column(8, "decimal") for _ in NAMES))
    return Table("units", columns, (head,), body, caption=(Text("各单位得分"),), unit="单位：分",
                 note=(Text("注：满分100分。"),))  # fmt: skip


def _document():
    intro = Section("intro", 1, (Text("引言"),), (
        Paragraph((
            Text("调查于2026年11月20日至12月3日进行，依据GB/T 19038—2009，回收"), val("n/total"),
            Text("户有效问卷，问卷共20题，按100、90、75、60分赋分"),
            Footnote((Text("总体"), val("n/total"), Text("户，置信度95%。"))),
            Text("，拨打95598热线核实"), Citation(("gb",)), Text("。"),
        ), id="p-intro"),
        List((
            (Paragraph((Text("样本误差不超过3%；"),)),),
            (Paragraph((Text("共8项指标。"),)),),
        ), True),
    ))  # fmt: skip
    results = Section("results", 1, (Text("调查结果"),), (
        Paragraph((
            Text("总体满意度为"), val("score/total"), Text("分，等级为"), val("grade/total"),
            Text("，满意率"), val("rate/total"), Text("，同比变化"), val("change/total"),
            Text("分，下降"), val("change/total", "abs"), Text("分，见"), CrossReference("fig"),
            Text("和"), CrossReference("units"), Text("。"), Text("诚行履约排第"), val("rank/s2"),
            Text("位。"), val(f"score/long@business={LONG}"), Text("分为最低。"),
        ), id="p-total"),
        KeyFigures((
            KeyFigure("总体满意度", (val("score/total"), Text("分")), (Text("目标85分"),)),
            KeyFigure("满意率", (val("rate/total"),)),
        )),
        Section("by-item", 2, (Text("指标得分"),), (
            _figure(),
            *(Paragraph((Text(f"{name}得"), val(f"score/s{i}"), Text("分，客户普遍认可该项工作。")))
              for i, name in enumerate(NAMES)),
        )),
    ))  # fmt: skip
    appendix = Section("app", 1, (Text("附表"),), (_table(),))
    reference = Reference(
        "gb", (Text("GB/T 19038—2009, 顾客满意测评模型和方法指南[S]. 2009: 12-18."),)
    )
    fields = (CoverField("样本", (val("n/total"), Text("户"))),)
    tree = Document(
        Meta("满意度调查报告", date=date(2026, 12, 20), header="满意度调查报告"),
        (
            Part("cover", (
                Cover(("满意度", "调查报告"), "2026年度", fields=fields, date="2026年12月20日"),
            )),
            Part("front", (Contents(), Contents("tables", title="表目录"))),
            Part("body", (intro, results)),
            Part("appendix", (appendix, Section("ref", 1, (Text("参考文献"),), (References(),)))),
        ),
    )  # fmt: skip
    return number(tree, {"gb": reference})


@pytest.fixture(scope="session")
def facts():
    return FACTS


@pytest.fixture(scope="session")
def document():
    """The report with its record attached."""
    from dataclasses import replace

    plain = _document()
    record = facts_record(FACTS, manifest(plain))
    return replace(plain, attachments=(Attachment("facts.json", "application/json", record),))


@pytest.fixture(scope="session")
def record(document):
    return document.attachments[0].data


@pytest.fixture(scope="session")
def docx_bytes(document):
    from reporter.writers.docx import write_docx

    return write_docx(
        document, pages={"intro": 1, "results": 1, "by-item": 2, "app": 3, "units": 3}
    )


@pytest.fixture(scope="session")
def html_bytes(document):
    from reporter.writers.html import write_html

    return write_html(document)


@pytest.fixture(scope="session")
def pdf_bytes(document):
    from reporter.writers.pdf import write_pdf

    return write_pdf(document).data


@pytest.fixture
def save(tmp_path):
    """Write bytes to a file of this test and return its path."""

    def _save(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return _save


@pytest.fixture(scope="session")
def edited(docx_bytes):
    """Return the DOCX with a function applied to the text of its document.xml."""
    import io
    import zipfile

    def _edited(change, drop=()):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(docx_bytes)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name == "word/document.xml":
                    text = data.decode()
                    changed = change(text)
                    assert changed != text
                    data = changed.encode()
                if name not in drop:
                    new.writestr(name, data)
        return out.getvalue()

    return _edited
