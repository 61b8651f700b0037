"""Exports as platforms write them; the licences and origins stand beside the files."""

import pytest

from reporter.project import open_project, read_responses


@pytest.mark.parametrize(
    ("file", "names", "rows", "first"),
    [
        ("wjx_text.csv", ["您对我公司服务的总体满意程度", "送货及时性"], 24, "非常满意"),
        ("wjx_text.xlsx", ["您对我公司服务的总体满意程度", "送货及时性"], 24, "非常满意"),
        ("wjx_text.csv", ["您所属的分公司是", "您不满意的原因是"], 24, "城区分公司"),
        ("wjx_score.csv", ["送货及时性"], 24, "100"),
        ("wjx_index.csv", ["第4题(送货及时性)"], 24, "1"),
        ("tencent.csv", ["总体满意程度", "评价:送货及时性"], 24, "A.非常满意"),
        ("wenjuan_All_Data_Readable.csv", ["总体满意程度"], 24, "非常满意"),
        ("jinshuju.xlsx", ["总体满意程度"], 24, "非常满意"),
        ("limesurvey.csv", ["Q3[SQ001]", "Q2"], 24, "AO01"),
        ("surveymonkey.csv", ["您对以下各项的评价—订单准确度", "送货及时性"], 24, "非常满意"),
        ("qualtrics_sample.csv", ["Q1", "This is a free text question."], 1, "2"),
        ("wjx_800_800_0.xls", ["手机部数", "性别"], 800, "1部"),
    ],
)
def test_platform_exports(write, exports, file, names, rows, first):
    items = [
        f'[[items]]\nid = "q{i}"\nname = "{n}"\nindicator = "total"' for i, n in enumerate(names)
    ]
    folder = write('[[scales]]\nid = "s"\npreset = "four_level"', *items, file=str(exports / file))
    responses = read_responses(open_project(folder))
    assert len(responses) == rows
    assert set(responses.columns) == set(names)
    assert responses.columns[names[0]][0] == first
    assert responses.source == file


def test_columns_with_familiar_words_are_named_when_dropped(write, exports):
    items = '[[items]]\nid = "q"\nname = "总分"\nindicator = "total"'
    folder = write(items, data='entry = "scores"', file=str(exports / "wjx_score.csv"))
    responses = read_responses(open_project(folder))
    assert "2、您的经营规模" in responses.dropped_columns
    assert all(name in responses.problems[0].what for name in responses.dropped_columns)
