"""A DOCX as people hand it back: untouched, edited, with a digit changed."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from reporter.errors import DataError
from reporter.verification import verify_file
from reporter.verification.docx import read_docx
from reporter.verification.judge import judge
from reporter.verification.record import read_record

UNSEEN = frozenset({"chart"})


def one(report):
    """The single mismatch of a report that holds nothing else."""
    assert not report.orphans
    [mismatch] = report.mismatches
    return mismatch


def test_own_output_is_clean(docx_bytes, save):
    report = verify_file(save("报告.docx", docx_bytes))
    assert report.ok
    assert not report.missing
    assert report.facts == "facts.json（文件内）"
    assert report.checked > 300
    assert "1 幅图以图片形式插入" in report.notes[0]


def test_digit_in_a_control(edited, save):
    data = edited(lambda xml: xml.replace(">90.3<", ">98.3<", 1))
    mismatch = one(verify_file(save("a.docx", data)))
    assert (mismatch.key, mismatch.expected, mismatch.found) == ("score/total", "90.3", "98.3")
    assert mismatch.value == 90.32
    assert mismatch.rule == "加权平均"
    assert mismatch.source == "responses.csv"
    assert "98.3" in mismatch.where.excerpt
    assert len(mismatch.where.excerpt) <= 30


def test_place_names_the_section(edited, save):
    data = edited(lambda xml: re.sub(r">96\.1%<", ">69.1%<", xml, count=1))
    assert one(verify_file(save("a.docx", data))).where.section == "二、调查结果"


def test_word_in_a_control(edited, save):
    data = edited(lambda xml: xml.replace(">良好<", ">优秀<", 1))
    mismatch = one(verify_file(save("a.docx", data)))
    assert (mismatch.expected, mismatch.found) == ("良好", "优秀")


@pytest.mark.parametrize("wrong", ["0.4", "0.9", "−0.9"])
def test_lost_sign(edited, save, wrong):
    data = edited(lambda xml: xml.replace(">−0.4<", f">{wrong}<", 1))
    assert one(verify_file(save("a.docx", data))).expected == "−0.4"


@pytest.mark.parametrize(
    ("old", "new"),
    [("100、90、75", "100、90、76"), ("2026年11月20日", "2026年11月26日"), ("共20题", "共30题"),
     ("19038—2009", "19037—2009")],
)  # fmt: skip
def test_digit_that_the_template_wrote(edited, save, old, new):
    mismatch = one(verify_file(save("a.docx", edited(lambda xml: xml.replace(old, new, 1)))))
    assert mismatch.key == ""
    assert mismatch.expected != mismatch.found


def test_digit_in_a_table_cell(edited, save):
    key = 'w:val="score/s3@unit=单位7"'

    def change(xml):
        at = xml.index(key)
        number = re.compile(r">(\d+)\.(\d)<").search(xml, at)
        wrong = f">{number[1]}.{(int(number[2]) + 1) % 10}<"
        return xml[: number.start()] + wrong + xml[number.end() :]

    mismatch = one(verify_file(save("a.docx", edited(change))))
    assert mismatch.key == "score/s3@unit=单位7"
    assert "附表" in mismatch.where.section


def test_key_too_long_for_a_tag(edited, save):
    data = edited(lambda xml: xml.replace(">83.3<", ">83.8<", 1))
    assert one(verify_file(save("a.docx", data))).key.startswith("score/long@business=")


def test_alternative_text_is_checked(edited, save):
    data = edited(lambda xml: re.sub(r'(descr="条形图：最高\d\d)', r"\g<1>7", xml))
    report = verify_file(save("a.docx", data))
    assert {(m.expected, m.key) for m in report.mismatches} == {("93.7", "score/s7")}


def test_words_edited_and_a_paragraph_moved(edited, save):
    def change(xml):
        xml = xml.replace("客户普遍认可该项工作", "广大客户对这项工作给予肯定", 3)
        paragraphs = re.findall(r"<w:p>(?:(?!</w:p>).)*?终端建设得.*?</w:p>", xml, re.S)
        moved = paragraphs[0]
        return xml.replace(moved, "", 1).replace("<w:body>", "<w:body>" + moved, 1)

    report = verify_file(save("a.docx", edited(change)))
    assert report.ok, str(report)


def test_new_sentence_with_a_number_is_an_orphan(edited, save):
    new = "<w:p><w:r><w:t>另有3,456户由各单位自行回访，得90.3分。</w:t></w:r></w:p>"
    data = edited(lambda xml: xml.replace("<w:body>", "<w:body>" + new, 1))
    report = verify_file(save("a.docx", data))
    assert not report.mismatches
    assert [orphan.found for orphan in report.orphans] == ["3,456", "90.3"]
    assert "score/total" in report.orphans[1].candidates
    assert "不属于任何事实" in str(report)


def test_new_sentence_with_a_date_is_none(edited, save):
    new = "<w:p><w:r><w:t>2027年1月5日按GB/T 19001—2016复核，见图1。</w:t></w:r></w:p>"
    data = edited(lambda xml: xml.replace("<w:body>", "<w:body>" + new, 1))
    assert verify_file(save("a.docx", data)).ok


def test_removed_paragraph_is_missing_not_wrong(edited, save):
    def change(xml):
        [gone] = re.findall(r"<w:p>(?:(?!</w:p>).)*?落实整改得.*?</w:p>", xml, re.S)
        return xml.replace(gone, "")

    report = verify_file(save("a.docx", edited(change)))
    assert report.ok
    assert [gone.key for gone in report.missing] == ["score/s3"]


def test_deleted_revisions_do_not_count(edited, save):
    deleted = "<w:p><w:del><w:r><w:delText>777</w:delText></w:r></w:del></w:p>"
    data = edited(lambda xml: xml.replace("<w:body>", "<w:body>" + deleted, 1))
    assert verify_file(save("a.docx", data)).ok


def without_controls(xml):
    xml = re.sub(r"<w:sdt>(?:(?!</?w:sdt>).)*?<w:sdtContent>", "", xml, flags=re.S)
    return re.sub(r"</w:sdtContent></w:sdt>", "", xml)


def test_editor_dropped_the_controls(edited, save):
    assert verify_file(save("a.docx", edited(without_controls))).ok
    data = edited(lambda xml: without_controls(xml).replace(">90.3<", ">98.3<", 1))
    mismatch = one(verify_file(save("b.docx", data)))
    assert (mismatch.key, mismatch.expected) == ("score/total", "90.3")


def test_page_numbers_of_contents_are_not_prose(edited, save):
    changed = edited(
        lambda xml: re.sub(r"(PAGEREF.*?<w:t[^>]*>)\d+<", r"\g<1>77<", xml, flags=re.S)
    )
    assert verify_file(save("a.docx", changed)).ok


def test_any_changed_digit_is_named_exactly_once(docx_bytes, record):
    passages = read_docx(docx_bytes, "a.docx").passages
    facts = read_record(record, "facts.json")
    spots = [
        (i, k) for i, p in enumerate(passages) for k, c in enumerate(p.text) if c in "0123456789"
    ]
    for i, k in spots[::25]:
        text = passages[i].text
        wrong = replace(passages[i], text=f"{text[:k]}{(int(text[k]) + 3) % 10}{text[k + 1 :]}")
        found = judge(facts, [*passages[:i], wrong, *passages[i + 1 :]], UNSEEN)
        assert len(found.mismatches) + len(found.orphans) == 1, (text, k)


def caption(number):
    return f"<w:p><w:r><w:t>图{number}　新增的图</w:t></w:r></w:p>"


def test_label_changed_by_hand(edited, save):
    data = edited(lambda xml: xml.replace(">图1<", ">图7<", 1))
    mismatch = one(verify_file(save("a.docx", data)))
    assert (mismatch.expected, mismatch.found) == ("图1", "图7")


def test_labels_renumbered_by_a_new_figure(edited, save):
    def change(xml):
        at = xml.index("SEQ 图")
        number = re.compile(r"<w:t[^>]*>1<").search(xml, at)
        xml = xml[: number.start()] + number[0].replace("1<", "2<") + xml[number.end() :]
        xml = re.sub(r">图1<", ">图2<", xml)
        return xml.replace("<w:body>", "<w:body>" + caption(1) + caption(3), 1)

    report = verify_file(save("a.docx", edited(change)))
    assert report.ok, str(report)


def repeated(xml, times):
    """The document with one paragraph that holds several numbers pasted again and again."""
    [paragraph] = re.findall(r"<w:p>(?:(?!</w:p>).)*?总体满意度为.*?</w:p>", xml, re.S)
    return xml.replace(paragraph, paragraph * times)


def test_a_paragraph_copied_as_it_stands(edited, save):
    assert verify_file(save("a.docx", edited(lambda xml: repeated(xml, 3)))).ok
    bare = edited(lambda xml: repeated(without_controls(xml), 3))
    assert verify_file(save("b.docx", bare)).ok


def test_two_numbers_exchanged(edited, save):
    def exchanged(xml):
        at = xml.index("诚心服务得")
        head, tail = xml[:at], xml[at:]
        tail = tail.replace(">78.8<", ">@<", 1).replace(">80.9<", ">78.8<", 1)
        return head + tail.replace(">@<", ">80.9<", 1)

    for change in (exchanged, lambda xml: exchanged(without_controls(xml))):
        report = verify_file(save("a.docx", edited(change)))
        found = {(m.key, m.expected, m.found) for m in report.mismatches}
        assert found == {("score/s0", "78.8", "80.9"), ("score/s1", "80.9", "78.8")}
        assert not report.orphans


def test_descriptions_that_an_editor_dropped_are_told_once(edited, save):
    report = verify_file(save("a.docx", edited(lambda xml: re.sub(' descr="[^"]*"', "", xml))))
    assert report.ok
    assert not report.missing
    told = "1 幅图已不在文件中，或没有了替代文字（图1），图内的数字没有逐个核对。"
    assert report.notes == (told,)


def test_a_file_without_any_of_the_numbers_is_not_called_right(edited, save):
    emptied = edited(lambda xml: re.sub("<w:body>.*</w:body>", "<w:body><w:p/></w:body>", xml))
    with pytest.raises(DataError, match="不像是这份报告"):
        verify_file(save("a.docx", emptied))


def test_another_kind_of_file_renamed_is_no_web_page(docx_bytes, record, save):
    path = save("a.html", docx_bytes)
    path.with_name("facts.json").write_bytes(record)
    with pytest.raises(DataError, match="不是网页"):
        verify_file(path)


def test_comments_are_not_the_report(edited, save):
    """What a reader remarks beside the text is not printed."""
    mark = '<w:commentRangeStart w:id="0"/>'
    data = edited(lambda xml: xml.replace("<w:sdt>", f"{mark}<w:sdt>", 1))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        words = "<w:p><w:r><w:t>此处应为4711户</w:t></w:r></w:p>"
        archive.writestr(
            "word/comments.xml",
            f'<w:comments xmlns:w="{space}"><w:comment w:id="0">{words}</w:comment></w:comments>',
        )
    assert verify_file(save("a.docx", out.getvalue())).ok


@pytest.fixture(scope="module")
def headed(document):
    """The report with numbers in its header, as written."""
    from reporter.document.manifest import manifest
    from reporter.verification import facts_record
    from reporter.writers.docx import write_docx

    meta = replace(document.meta, header="2026年度第3次调查报告", confidentiality="内部资料2级")
    tree = replace(document, meta=meta, attachments=())
    record = facts_record(read_record(document.attachments[0].data, "f").facts, manifest(tree))
    with zipfile.ZipFile(io.BytesIO(write_docx(tree))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}, record


@pytest.mark.parametrize(
    ("old", "new"),
    [("2026年度", "2027年度"), ("第3次", "第8次"), ("资料2级", "资料5级")],
)
def test_digit_in_a_header_is_named_once(headed, save, old, new):
    parts, record = headed
    facts = save("facts.json", record)
    names = [n for n in parts if re.fullmatch(r"word/(header|footer)\d+\.xml", n)]
    assert any(old in parts[name].decode() for name in names)
    for changes, expected in (({}, 0), ({old: new}, 1)):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in parts.items():
                for before, after in changes.items():
                    data = data.replace(before.encode(), after.encode()) if name in names else data
                archive.writestr(name, data)
        report = verify_file(save("a.docx", out.getvalue()), facts)
        assert len(report.mismatches) == expected, str(report)
        assert not report.orphans
    assert "页眉页脚" in str(report.mismatches[0])


def test_a_clients_own_header_is_the_clients(headed, save):
    parts, record = headed
    words = "<w:r><w:t>服务热线95598转3，邮编310000</w:t></w:r>".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            header = name == "word/header1.xml"
            archive.writestr(
                name, data.replace(b"</w:p>", words + b"</w:p>", 1) if header else data
            )
    assert verify_file(save("a.docx", out.getvalue()), save("facts.json", record)).ok
