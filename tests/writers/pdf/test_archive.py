"""The PDF as an archive file: PDF/A-3a and PDF/UA-1, read back with another library."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pikepdf
import pypdfium2
import pytest

from reporter.document.math import formula
from reporter.document.nodes import Equation, Footnote, List, Paragraph, Part, Text
from reporter.writers.pdf import PdfResult, write_pdf

from .lints.laid_out import REPORTS, laid_out


@pytest.fixture(scope="module")
def result(sample: ModuleType) -> PdfResult:
    return write_pdf(sample.document())


@pytest.fixture(scope="module")
def pdf(result: PdfResult) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(result.data)) as opened:
        yield opened


def elements(pdf: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """All structure elements in the order they are read."""

    def below(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
        yield element
        for kid in kids(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from below(kid)

    return list(below(pdf.Root.StructTreeRoot.K[0]))


def kids(element: pikepdf.Dictionary) -> list:
    return list(element.get("/K", []))


def tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S)[1:] for element in elements(pdf)]


def tagged(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Dictionary]:
    return [element for element in elements(pdf) if str(element.S) == f"/{tag}"]


def written(sample: ModuleType, *blocks: object) -> pikepdf.Pdf:
    document = dataclasses.replace(sample.document(), parts=(Part("body", blocks),))  # type: ignore[arg-type]
    return pikepdf.open(BytesIO(write_pdf(document).data))


@pytest.mark.parametrize("name", ["", *REPORTS])
def test_checker_finds_nothing(sample: ModuleType, tmp_path: Path, name: str) -> None:
    file = tmp_path / "a.pdf"
    made = laid_out(name).result if name else write_pdf(sample.document())
    file.write_bytes(made.data)
    program = Path(sys.executable).with_name("outloud")
    run = subprocess.run(
        [program, str(file), "--fail-on", "warning"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout
    assert "0 error(s), 0 warning(s)" in run.stdout


def test_both_standards_are_named(pdf: pikepdf.Pdf) -> None:
    meta = pdf.open_metadata()
    assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
    assert meta["pdfuaid:part"] == "1"
    plain = bytes(pdf.Root.Metadata.read_raw_bytes())
    assert plain.startswith(b"<?xpacket")  # not compressed
    assert plain.count(b"<rdf:RDF") == 1
    assert b"pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/<" in plain
    assert meta["dc:title"] == str(pdf.docinfo.Title)
    assert "/ID" in pdf.trailer
    [intent] = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"  # an ICC profile
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert (pdf.Root.Lang, pdf.Root.MarkInfo.Marked) == ("zh-CN", True)


def test_files_say_what_they_are(pdf: pikepdf.Pdf) -> None:
    names = list(pdf.Root.Names.EmbeddedFiles.Names)
    files = {str(file.UF): file for file in names[1::2]}
    assert list(files) == sorted(files) == ["facts.json", "places.json"]
    assert files["facts.json"].AFRelationship == "/Data"
    assert files["places.json"].AFRelationship == "/Supplement"
    assert len(pdf.Root.AF) == len(files)
    for file in files.values():
        assert file.EF.F.Subtype == "/application/json"
        assert str(file.EF.F.Params.ModDate).startswith("D:20251218")  # the report's day


def test_name_of_a_chinese_file(sample: ModuleType) -> None:
    document = sample.document()
    [facts] = document.attachments
    table = dataclasses.replace(facts, name="得分表.csv", media_type="text/csv")
    made = write_pdf(dataclasses.replace(document, attachments=(facts, table)))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert set(pdf.attachments) == {"facts.json", "places.json", "得分表.csv"}
        [file] = [file for file in pdf.Root.AF if str(file.UF) == "得分表.csv"]
        assert str(file.F) == "file-2.csv"


def test_links_are_described_and_tagged(pdf: pikepdf.Pdf) -> None:
    links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    assert links
    assert all(link.F == 4 for link in links)
    assert any("图1" in str(link.Contents) for link in links)
    objects = [kid for element in tagged(pdf, "Link") for kid in kids(element)]
    held = [kid.Obj.objgen for kid in objects if isinstance(kid, pikepdf.Dictionary)]
    assert sorted(link.objgen for link in links) == sorted(held)
    for link in links:
        left, low, right, high = (float(side) for side in link.Rect)
        assert left < right
        assert low != high  # an area that can be hit


def test_parent_tree_leads_back(pdf: pikepdf.Pdf) -> None:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for index, page in enumerate(pdf.pages):
        marks = [
            int(item.operands[1].MCID)
            for item in pikepdf.parse_content_stream(page)
            if str(item.operator) == "BDC" and "/MCID" in item.operands[1]
        ]
        for mark in marks:
            owner = owners[index][mark]
            assert mark in own_marks(owner, page), (index, mark)


def own_marks(element: pikepdf.Dictionary, page: pikepdf.Page) -> list[int]:
    found = []
    for kid in kids(element):
        if isinstance(kid, int):
            if element.Pg.objgen == page.objgen:
                found.append(kid)
        elif "/MCID" in kid and kid.Pg.objgen == page.objgen:
            found.append(int(kid.MCID))
    return found


def test_running_heads_are_artifacts(pdf: pikepdf.Pdf) -> None:
    for page in list(pdf.pages)[1:]:
        kinds = [
            str(item.operands[1].get("/Type"))
            for item in pikepdf.parse_content_stream(page)
            if str(item.operator) == "BDC" and str(item.operands[0]) == "/Artifact"
        ]
        assert "/Pagination" in kinds


def test_contents_are_contents(pdf: pikepdf.Pdf) -> None:
    found = tags(pdf)
    assert "TOC" in found
    for item in tagged(pdf, "TOCI"):
        [reference] = kids(item)
        assert reference.S == "/Reference"
        assert [kid.S for kid in kids(reference)] == ["/Link"]


def test_table_over_pages_is_one(pdf: pikepdf.Pdf, result: PdfResult) -> None:
    long = [t for t in tagged(pdf, "Table") if len(pages_of(t)) > 1]
    assert long
    for table in long:
        names = [str(kid.S)[1:] for kid in kids(table)]
        assert names == [n for n in ("Caption", "THead", "TBody") if n in names]
        head = kids(table)[names.index("THead")]
        assert len(pages_of(head)) == 1  # repeated ones are artifacts
    assert all("/Scope" in head.A for head in tagged(pdf, "TH"))
    assert result.page_count > 1


def pages_of(element: pikepdf.Dictionary) -> set[tuple[int, int]]:
    found = {element.Pg.objgen} if "/Pg" in element else set()
    for kid in kids(element):
        if isinstance(kid, pikepdf.Dictionary):
            found |= pages_of(kid) if "/S" in kid else {kid.Pg.objgen}
    return found


def test_nothing_is_empty(pdf: pikepdf.Pdf) -> None:
    empty = [str(element.S) for element in elements(pdf) if not kids(element)]
    assert set(empty) <= {"/TD", "/TH"}


def test_figures_are_described_where_they_stand(pdf: pikepdf.Pdf) -> None:
    figures = tagged(pdf, "Figure")
    assert figures
    for figure in figures:
        assert str(figure.Alt)
        left, low, right, high = (float(side) for side in figure.A.BBox)
        assert 0 <= left < right <= 842
        assert 0 <= low < high <= 842


def test_paragraph_over_pages_is_one(sample: ModuleType) -> None:
    pdf = written(sample, *(Paragraph((Text("满意度" * 400),)) for _ in range(3)))
    paragraphs = tagged(pdf, "P")
    assert len(pdf.pages) > 1
    assert len(paragraphs) == 3
    assert any(len(pages_of(paragraph)) == 2 for paragraph in paragraphs)


def test_note_is_read_where_it_is_called(sample: ModuleType) -> None:
    note = Footnote((Text("总体为1200户。"),), 1)
    pdf = written(sample, Paragraph((Text("共回收问卷"), note, Text("，如下。"))))
    [paragraph] = tagged(pdf, "P")
    assert [str(kid.S) for kid in kids(paragraph)] == ["/Span", "/Reference", "/Note", "/Span"]
    assert "/ID" in kids(paragraph)[2]
    assert "/IDTree" in pdf.Root.StructTreeRoot


def test_formula_is_a_formula(sample: ModuleType) -> None:
    math = formula(r"\frac{x}{n}")
    pdf = written(sample, Equation(math), Paragraph((Text("式中"), math, Text("为均值。"))))
    formulas = tagged(pdf, "Formula")
    assert [str(item.Alt) for item in formulas] == [math.spoken] * 2
    assert "Figure" not in tags(pdf)


def test_pictures_are_not_smoothed(sample: ModuleType) -> None:
    made = write_pdf(dataclasses.replace(sample.document(), stylesheet="img{image-rendering:auto}"))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                assert not thing.get("/Interpolate", False)


def test_unknown_engine_still_writes_for_all_readers(
    sample: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    import weasyprint.pdf

    stock = weasyprint.pdf.add_tags
    monkeypatch.setattr(weasyprint.pdf, "add_tags", lambda *given: stock(*given))
    made = write_pdf(sample.document())
    assert any("PDF/A-3a" in warning for warning in made.warnings)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        meta = pdf.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert "pdfaid:part" not in meta
        assert "places.json" not in pdf.attachments
        assert "/OutputIntents" not in pdf.Root


def test_marks_of_a_list_are_drawn_before_their_items(sample: ModuleType) -> None:
    items = tuple((Paragraph((Text(f"第{name}项内容"),)),) for name in "甲乙丙")
    pdf = written(sample, List(items, True), Paragraph((Text("其后的文字"),)))
    text = pypdfium2.PdfDocument(as_bytes(pdf))
    drawn = [
        int(item.operands[1].MCID)
        for item in pikepdf.parse_content_stream(pdf.pages[0])
        if str(item.operator) == "BDC" and "/MCID" in item.operands[1]
    ]
    read = [mark for element in elements(pdf) for mark in own_marks(element, pdf.pages[0])]
    assert len(read) == 7
    assert [mark for mark in drawn if mark in read] == read
    assert "甲项内容" in text[0].get_textpage().get_text_range()


def as_bytes(pdf: pikepdf.Pdf) -> bytes:
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_description_of_a_chart_reads_as_sentences(sample: ModuleType) -> None:
    alt = (
        "条形图。“服务”最高，为93.2分。服务 93.2分、费用 −0.5个百分点。"
        "总体82.8分。2025 年提高0.6分。"
    )
    figure = dataclasses.replace(sample.figure(), alt=alt, alt_parts=())
    pdf = written(sample, figure)
    [drawn] = tagged(pdf, "Figure")
    assert str(drawn.Alt) == (
        "维度得分。条形图。服务最高，为93.2分。服务为93.2分、费用为−0.5个百分点。"
        "总体为82.8分。2025 年提高0.6分。"
    )
