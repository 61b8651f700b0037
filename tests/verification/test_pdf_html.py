"""PDF and HTML: our own output is clean, one made from changed text is not."""

from dataclasses import replace

from reporter.document.nodes import Figure, Text, Value
from reporter.document.walk import rewrite
from reporter.verification import verify_file
from reporter.writers.html import write_html
from reporter.writers.pdf import write_pdf


def changed(document, wrong):
    """The report with inline nodes replaced after its record was made."""
    return rewrite(document, lambda block: block, wrong)


def test_own_pdf_is_clean(pdf_bytes, save):
    report = verify_file(save("报告.pdf", pdf_bytes))
    assert report.ok, str(report)
    assert not report.missing
    assert not report.notes
    assert report.checked > 300


def test_pdf_whose_drawing_is_a_picture(document, save):
    def picture(block):
        return replace(block, svg=b"") if isinstance(block, Figure) else block

    pdf = write_pdf(rewrite(document, picture, lambda node: node)).data
    report = verify_file(save("a.pdf", pdf))
    assert report.ok
    assert not report.missing
    assert "1 幅图" in report.notes[0]


def test_pdf_from_changed_values(document, save):
    def wrong(node):
        if isinstance(node, Value) and node.key == "score/s3@unit=单位29":
            return replace(node, text="11.1")
        if node == Text("分，等级为"):
            return Text("分（满分120分），等级为")
        return node

    report = verify_file(save("a.pdf", write_pdf(changed(document, wrong)).data))
    [mismatch] = report.mismatches
    assert (mismatch.key, mismatch.found) == ("score/s3@unit=单位29", "11.1")
    assert mismatch.where.page
    assert [orphan.found for orphan in report.orphans] == ["120"]


def test_pdf_number_of_the_template(document, save):
    def wrong(node):
        if isinstance(node, Text) and "问卷共20题" in node.text:
            return Text(node.text.replace("20题", "25题"))
        return node

    report = verify_file(save("a.pdf", write_pdf(changed(document, wrong)).data))
    assert [(m.expected, m.found) for m in report.mismatches] == [("20", "25")]
    assert not report.orphans


def test_own_html_is_clean(html_bytes, save):
    report = verify_file(save("报告.html", html_bytes))
    assert report.ok, str(report)
    assert not report.missing


def test_html_from_changed_values(document, save):
    def wrong(node):
        if isinstance(node, Value) and node.key == "rate/total":
            return replace(node, text="99.1%")
        return node

    report = verify_file(save("a.html", write_html(changed(document, wrong))))
    assert {(m.key, m.found) for m in report.mismatches} == {("rate/total", "99.1%")}
    assert len(report.mismatches) == 2  # the sentence and the card
    assert not report.orphans
