import csv
from io import StringIO

from reporter.facts import Fact, FactTable, Group
from reporter.facts.scored import scored_table

TREE = [
    {"id": "total", "name": "总体", "level": 0},
    {"id": "s1", "name": "=1+1", "level": 1},
]
META = {"tree": TREE, "segments": [{"id": "county", "name": "县区", "levels": ["城区", "乡"]}]}
TOWN, VILLAGE = Group("county", "城区"), Group("county", "乡")
FACTS = FactTable(
    (
        Fact("score", value=90.25, unit="points", n=1200),
        Fact("margin", value=0.31, unit="points"),
        Fact("rate", value=0.775, unit="share"),
        Fact("score", "s1", value=88.0, unit="points", n=1190),
        Fact("score", group=TOWN, value=91.0, unit="points", n=700),
        Fact("score", group=VILLAGE, unit="points", n=7, warning="样本量少于10，不公布"),
    ),
    META,
)


def rows(data):
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def test_numbers_are_those_of_the_report():
    assert rows(scored_table(FACTS)) == [
        ["分组", "类别", "层级", "指标", "得分", "抽样误差", "有效样本量", "满意率"],
        ["全部", "全部", "0", "总体", "90.3", "0.3", "1200", "77.5%"],
        ["全部", "全部", "1", "'=1+1", "88.0", "", "1190", ""],
        ["县区", "城区", "0", "总体", "91.0", "", "700", ""],
        ["县区", "乡", "0", "总体", "*", "", "", ""],
    ]


def test_a_spreadsheet_opens_it():
    data = scored_table(FACTS)
    assert data.startswith(b"\xef\xbb\xbf")  # else Excel reads another encoding
    assert data.count(b"\n") == data.count(b"\r\n") == 5


def test_facts_without_a_tree_give_the_head_alone():
    assert len(rows(scored_table(FactTable(())))) == 1
