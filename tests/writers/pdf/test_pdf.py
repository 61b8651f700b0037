from __future__ import annotations

import ctypes
import dataclasses
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest

from reporter.document.nodes import Paragraph, Part, Text
from reporter.errors import MachineError, OutputError
from reporter.fonts import LATIN_RANGES, faces
from reporter.writers.pdf import PdfResult, engine, write_pdf

A4 = (595, 842)


@pytest.fixture(scope="module")
def result(sample: ModuleType) -> PdfResult:
    return write_pdf(sample.document())


@pytest.fixture(scope="module")
def pages(result: PdfResult) -> list[str]:
    pdf = pypdfium2.PdfDocument(result.data)
    return [page.get_textpage().get_text_range() for page in pdf]


def squeezed(text: str) -> str:
    return "".join(text.split())


def one_page(sample: ModuleType, *blocks: object) -> object:
    return dataclasses.replace(sample.document(), parts=(Part("body", blocks),))  # type: ignore[arg-type]


def test_no_warnings(result: PdfResult) -> None:
    assert result.warnings == ()


def test_targets_stand_on_the_pages_that_are_named(result: PdfResult, pages: list[str]) -> None:
    first = result.page_labels.index("1")
    for target, words in (
        ("sec-11", "分单位<评价>&"),
        ("tab-long", "表2"),
        ("图-一", "图1维度得分"),
    ):
        assert words in squeezed(pages[first + result.pages[target] - 1]), target
    assert result.labels["sec-abs"] == "i"
    assert not [name for name in result.pages if name.startswith("part--")]


def test_labels_are_roman_then_arabic(result: PdfResult, pages: list[str]) -> None:
    assert result.page_count == len(pages) == len(result.page_labels)
    assert result.page_labels[:4] == ("", "i", "ii", "1")
    arabic = result.page_labels[3:]
    assert arabic == tuple(str(number) for number in range(1, len(arabic) + 1))
    for label, text in zip(result.page_labels[3:], pages[3:], strict=True):
        assert f"—{label}—" in squeezed(text)
    pdf = pypdfium2.PdfDocument(result.data)
    assert [pdf.get_page_label(i) for i in range(len(pdf))] == ["封面", *result.page_labels[1:]]


def test_contents_print_the_same_numbers(result: PdfResult, pages: list[str]) -> None:
    contents = squeezed(pages[2])
    for target, title in (("sec-1", "调查结果"), ("sec-11", "评价>&"), ("sec-a", "宽表")):
        line = contents.split(title, 1)[1].lstrip(".")
        assert line.startswith(result.labels[target]), target


def test_landscape_page_is_turned(result: PdfResult) -> None:
    pdf = pypdfium2.PdfDocument(result.data)
    sizes = [tuple(round(side) for side in page.get_size()) for page in pdf]
    turned = [index for index, size in enumerate(sizes) if size == A4[::-1]]
    assert [result.page_labels[index] for index in turned] == [result.labels["sec-a"]]
    assert set(sizes) == {A4, A4[::-1]}


def test_continued_table_says_so(result: PdfResult, pages: list[str]) -> None:
    first = result.page_labels.index("1") + result.pages["tab-long"] - 1
    assert "续表2" not in pages[first]
    assert "续表2" in squeezed(pages[first + 1])
    assert "片区" in pages[first + 1]  # the header is repeated
    assert (
        sum("续表2" in squeezed(page) for page in pages)
        == sum("片区得分" in squeezed(page) for page in pages) - 1
    )


def test_text_comes_back_unchanged(sample: ModuleType, pages: list[str]) -> None:
    whole = squeezed("".join(pages))
    assert squeezed(sample.LONG) in whole
    assert "总体得分为90.3分，见图1。" in whole
    assert not {"\u2060", "\u200b", "\ufeff", "\ufffd", "\ufffe"} & set(whole)


def test_only_our_fonts(result: PdfResult) -> None:
    ours = {face.family.replace(" ", "") for face in faces()}
    pdf = pypdfium2.PdfDocument(result.data)
    names = set()
    for page in pdf:
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            font = pypdfium2.raw.FPDFTextObj_GetFont(item.raw)
            buffer = ctypes.create_string_buffer(100)
            pypdfium2.raw.FPDFFont_GetBaseFontName(font, buffer, 100)
            names.add(buffer.value.decode().split("+")[-1])
            assert pypdfium2.raw.FPDFFont_GetIsEmbedded(font) == 1
    assert names
    assert {"LiberationSerif", "NotoSerifSC", "NotoSansSC"} <= {
        name for name in ours if any(found.replace("-", "").startswith(name) for found in names)
    }
    assert all(found.replace("-", "").startswith(tuple(ours)) for found in names), names


@pytest.mark.parametrize(("char", "latin"), [("±", True), ("−", True), ("×", False), ("“", False)])
def test_signs_before_figures_are_of_their_face(char: str, latin: bool) -> None:
    assert any(low <= ord(char) <= high for low, high in LATIN_RANGES) is latin


def test_outline_metadata_and_attachment(result: PdfResult) -> None:
    pdf = pypdfium2.PdfDocument(result.data)
    titles = [(mark.level, mark.get_title()) for mark in pdf.get_toc()]
    assert (0, "一、调查结果") in titles
    assert (1, "（一）分单位<评价>&") in titles
    meta = pdf.get_metadata_dict()
    assert meta["Title"] == "某市2025年满意度调查报告"
    assert meta["CreationDate"].startswith("D:20251218")
    assert pdf.count_attachments() == 2  # and places.json
    assert bytes(pdf.get_attachment(0).get_data()) == b'{"score": 90.3}'
    assert pypdfium2.raw.FPDFCatalog_IsTagged(pdf.raw)
    buffer = (ctypes.c_ushort * 50)()
    size = pypdfium2.raw.FPDFCatalog_GetLanguage(pdf.raw, buffer, ctypes.sizeof(buffer))
    assert bytes(buffer)[: size - 2].decode("utf-16-le") == "zh-CN"


def test_missing_character_is_named(sample: ModuleType) -> None:
    result = write_pdf(one_page(sample, Paragraph((Text("客户𠮷先生。"),))))  # type: ignore[arg-type]
    (warning,) = result.warnings
    assert "𠮷" in warning
    assert "U+20BB7" in warning


@pytest.mark.parametrize(
    "css",
    [
        "p { background: url(file:///etc/hostname) }",
        "@import url(http://example.org/a.css);",
        "@font-face { font-family: x; src: url(file:///etc/hostname) } p { font-family: x }",
    ],
)
def test_nothing_outside_is_read(sample: ModuleType, css: str) -> None:
    document = dataclasses.replace(sample.document(), stylesheet=css)
    with pytest.raises(OutputError, match="外部文件"):
        write_pdf(document)


def test_drawing_that_reaches_outside_is_refused(sample: ModuleType, tmp_path: Path) -> None:
    canary = tmp_path / "canary.png"
    canary.write_bytes(b"\x89PNG")
    svg = sample.SVG.replace("</svg>", f'<image href="{canary.as_uri()}"/></svg>')
    with pytest.raises(OutputError, match="图-一"):
        write_pdf(sample.document(sample.figure(svg)))


def test_unknown_property_is_reported(sample: ModuleType) -> None:
    document = dataclasses.replace(sample.document(), stylesheet="p { hanging-punctuation: last }")
    assert any("hanging-punctuation" in warning for warning in write_pdf(document).warnings)


def test_machine_without_pango_is_told(monkeypatch: pytest.MonkeyPatch, sample: ModuleType) -> None:
    def broken() -> ModuleType:
        monkeypatch.setitem(sys.modules, "weasyprint", None)
        return engine.load()

    monkeypatch.setattr("reporter.writers.pdf.load", broken)
    with pytest.raises(MachineError, match="Pango") as caught:
        write_pdf(sample.document())
    assert "apt-get" in caught.value.problems[0].hint


_CHILD = """
import hashlib, importlib.util, sys
spec = importlib.util.spec_from_file_location("web_sample_for_tests", sys.argv[1])
module = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = module
spec.loader.exec_module(module)
from reporter.writers.html import write_html
from reporter.writers.pdf import write_pdf
d = module.document()
print(hashlib.sha256(write_pdf(d).data + write_html(d)).hexdigest())
"""


def test_same_bytes_in_another_environment(sample: ModuleType) -> None:
    root = Path(__file__).resolve().parents[3]

    def digest(**changes: str) -> str:
        environment = {**os.environ, "PYTHONPATH": str(root), **changes}
        run = subprocess.run(
            [sys.executable, "-c", _CHILD, sample.__file__ or ""],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return run.stdout.strip()

    first = digest(PYTHONHASHSEED="1", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
    second = digest(PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C", FONTCONFIG_FILE="/none")
    assert first == second


def test_decimal_points_stand_under_each_other(result: PdfResult, pages: list[str]) -> None:
    number = next(index for index, page in enumerate(pages) if "90.25" in page)
    text = pypdfium2.PdfDocument(result.data)[number].get_textpage()
    words = "".join(
        chr(pypdfium2.raw.FPDFText_GetUnicode(text.raw, index))
        for index in range(text.count_chars())
    )

    def point(words_before: str, offset: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        index = words.index(words_before) + offset
        pypdfium2.raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        return x.value

    assert point("90.25", 2) == pytest.approx(point("8.5", 1), abs=0.1)
    assert point("100", 2) + 5.25 == pytest.approx(point("90.25", 2), abs=0.1)
