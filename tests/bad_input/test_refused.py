# ruff: noqa: E501 - tables: one row a line
"""Each row: what is broken -> exit code, the place and the words of the message.

Nothing of an earlier report may change (the ``build`` fixture compares every byte), no
message may hold a traceback, a path of this machine or more than three lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import ITEMS, Case, Outcome

Damage = Callable[[Case], object]
Row = tuple[str, Damage, int, str, str]

PROJECT, DATA, TEMPLATE = 3, 4, 5


def _copy_rows(case: Case, count: int) -> None:
    case.write(case.rows()[: count + 1])


def _all_blank(case: Case) -> None:
    for name in ITEMS:
        case.column(name, lambda _, __: "")


def _scores(case: Case, odd: str) -> None:
    case.toml('respondent = "编号"', 'respondent = "编号"\nentry = "scores"')
    for name in ITEMS:
        case.column(name, lambda i, _: str(60 + i % 41))
    case.column("质量", lambda i, old: odd if i == 4 else old)


def _cell(case: Case, row: int, column: str, text: str) -> None:
    case.column(column, lambda i, old: text if i + 2 == row else old)


def _weights(case: Case, odd: str) -> None:
    case.toml('respondent = "编号"', 'respondent = "编号"\nweight = "权数"')
    case.column("权数", lambda i, _: odd if i == 2 else "1.5")


def _encoded(case: Case, encoding: str, stated: str) -> None:
    case.toml('file = "data.csv"', f'file = "data.csv"\nencoding = "{stated}"')
    case.data.write_bytes(case.data.read_text("utf-8").encode(encoding))


def _folder(case: Case) -> None:
    case.data.unlink()
    case.data.mkdir()


DATA_ROWS: list[Row] = [
    ("file missing", lambda c: c.data.unlink(), DATA, "《project.toml》第14行", "不存在"),
    ("file is a folder", _folder, DATA, "《project.toml》第14行", "是一个文件夹"),
    ("file empty", lambda c: c.data.write_bytes(b""), DATA, "《data.csv》", "是空的"),
    ("header only", lambda c: _copy_rows(c, 0), DATA, "《data.csv》", "没有数据行"),
    ("gbk said to be utf-8", lambda c: _encoded(c, "gbk", "utf-8"), DATA, "第1行", "UTF-8"),
    ("utf-8 said to be utf-16", lambda c: _encoded(c, "utf-8", "utf-16"), DATA, "《data.csv》", "UTF-16"),
    ("random bytes", lambda c: c.data.write_bytes(bytes(range(128, 256)) * 40), DATA, "《data.csv》", "编码"),
    ("a picture", lambda c: c.data.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 99), DATA, "《data.csv》", "图片"),
    ("half a workbook", lambda c: c.data.write_bytes(b"PK\3\4" + b"x" * 99), DATA, "《data.csv》", "损坏"),
    ("unknown option", lambda c: _cell(c, 9, "速度", "挺好"), DATA, "第9行“速度”列", "未知选项“挺好”"),
    ("traditional option", lambda c: _cell(c, 9, "速度", "滿意"), DATA, "第9行“速度”列", "aliases"),
    ("column absent", lambda c: c.edit(c.data, ("速度", "速度快慢")), DATA, "《data.csv》", "相近的表头有：“速度快慢”"),
    ("column twice", lambda c: c.edit(c.data, ("价格", "质量")), DATA, "《data.csv》", "质量"),
    ("duplicate respondent", lambda c: _cell(c, 8, "编号", "S002"), DATA, "第8行“编号”列", "第4、8行"),
    ("row too long", lambda c: c.edit(c.data, ("S003,", "S003,多,")), DATA, "第5行", "8个单元格"),
    ("open quote", lambda c: c.edit(c.data, ("S003,", 'S003,"')), DATA, "《data.csv》第", "引号"),
    ("one respondent", lambda c: _copy_rows(c, 1), DATA, "《data.csv》", "样本量为1，少于10"),
    ("nine respondents", lambda c: _copy_rows(c, 9), DATA, "《data.csv》", "无法成文"),
    ("no answers at all", _all_blank, DATA, "《data.csv》", "没有有效答案"),
    *[(f"score {odd}", lambda c, odd=odd: _scores(c, odd), DATA, "第6行“质量”列", words)
      for odd, words in [("101", "60～100"), ("-1", "60～100"), ("59.9", "60～100"), ("nan", "“nan”"), ("inf", "“inf”"),
                         ("1e999", "“1e999”"), ("85分", "“85分”"), ("0x50", "“0x50”"), ("满意", "answers")]],
    *[(f"weight {odd}", lambda c, odd=odd: _weights(c, odd), DATA, "第4行“权数”列", "大于0")
      for odd in ("-1", "0", "nan", "1e308", "", "多")],
    ("weight column absent", lambda c: c.toml("respondent", 'weight = "权"\nrespondent'), DATA, "《data.csv》", "“权”列"),
    ("a rare character as a level", lambda c: c.column("单位", lambda i, _: f"𠮷店{i % 2}"), DATA, "《data.csv》", "U+20BB7"),
    ("an emoji as a level", lambda c: c.column("单位", lambda i, _: f"😀{i % 2}"), DATA, "《data.csv》", "U+1F600"),
]  # fmt: skip


def _toml(old: str, new: str) -> Damage:
    return lambda case: case.toml(old, new)


def _texts(text: str) -> Damage:
    return _toml('"为了解客户需求。"', f'"""{text}"""')


PROJECT_ROWS: list[Row] = [
    ("project missing", lambda c: c.project.unlink(), PROJECT, "", "没有 project.toml"),
    ("weights of 0.9", _toml("weight = 0.4", "weight = 0.3"), PROJECT, "@weight = 0.6", "0.9，应为1"),
    ("weight above 1", _toml("weight = 0.4", "weight = 1.4"), PROJECT, "@weight = 1.4", "weight"),
    ("weight below 0", _toml("weight = 0.4", "weight = -0.4"), PROJECT, "@weight = -0.4", "weight"),
    ("weight nan", _toml("weight = 0.4", "weight = nan"), PROJECT, "@weight = nan", "weight"),
    ("only one weight", _toml("weight = 0.4\n", ""), PROJECT, "《project.toml》", "没有写权重"),
    ("a cycle", lambda c: c.edit(c.project, ("weight = 0.6", 'parent = "product"'), ("weight = 0.4", 'parent = "service"')),
     PROJECT, '@parent = "product"', "service → product → service"),
    ("own parent", _toml("weight = 0.6", 'parent = "service"'), PROJECT, '@parent = "service"', "成了一个圈"),
    ("parent unknown", _toml("weight = 0.6", 'parent = "produkt"'), PROJECT, '@parent = "produkt"', "是否想写“product”"),
    ("item of an unknown indicator", _toml('indicator = "product"', 'indicator = "prodct"'), PROJECT, '@indicator = "prodct"', "product"),
    ("duplicate id", _toml('id = "speed"', 'id = "manner"'), PROJECT, "第33行", "重复"),
    ("id with a slash", _toml('id = "speed"', 'id = "a/b"'), PROJECT, '@id = "a/b"', "id"),
    ("nothing scored", lambda c: c.project.write_text(c.project.read_text("utf-8").replace("[[items]]", "[[items]]\nscored = false"), "utf-8"),
     PROJECT, "《project.toml》", "没有计分的题目|没有下级指标"),
    ("unknown key", _toml("counter =", "conter ="), PROJECT, '@conter = "人"', "counter"),
    ("unknown section", _toml("[targets]", "[target]"), PROJECT, "@[target]", "targets"),
    ("key twice", _toml('counter = "人"', 'counter = "人"\ncounter = "户"'), PROJECT, '@counter = "户"', "两次"),
    ("Chinese quotation marks", _toml('"我公司"', "“我公司”"), PROJECT, "@organisation = “我公司”", "中文标点"),
    ("open string", _toml('"我公司"', '"我公司'), PROJECT, '@organisation = "我公司', "引号"),
    ("gbk", lambda c: c.project.write_bytes(c.project.read_text("utf-8").encode("gbk")), PROJECT, "《project.toml》第3行", "UTF-8"),
    ("deep brackets", lambda c: c.project.write_text("x = " + "[" * 9999, "utf-8"), PROJECT, "《project.toml》", "括号"),
    ("no title", _toml('title = "某公司\\n满意度调查报告"', 'title = ""'), PROJECT, "第3行", "title"),
    ("long title", _toml("某公司", "长" * 360), PROJECT, "第3行", "title"),
    ("date as text", _toml("2026-11-20", '"今天"'), PROJECT, "第4行", "date"),
    ("decimals of 9", _toml("outputs =", "decimals = 9\noutputs ="), PROJECT, "第5行", "decimals"),
    ("unknown output", _toml('["docx"]', '["ppt"]'), PROJECT, "第5行", "docx"),
    ("target out of range", _toml("total = 90", "total = 190"), PROJECT, "@total = 190", "60～100"),
    ("absurd points", _toml('preset = "four_level"', 'options = [{ label = "满意", points = 1e300 }, { label = "不满意", points = 1 }]'),
     PROJECT, "第19行", "超出了正常范围"),
    ("measure for nothing", _toml('indicator = "speed"', 'indicator = "sped"'), PROJECT, '@indicator = "sped"', "speed"),
    ("previous missing", _toml("[targets]", '[previous]\nfacts = "alt.json"\n[targets]'), PROJECT, '@facts = "alt.json"', "alt.json"),
    ("previous is no facts.json", lambda c: ((c.folder / "f.json").write_text("[" * 99999), c.toml("[targets]", '[previous]\nfacts = "f.json"\n[targets]')),
     PROJECT, "《f.json》", "JSON"),
    ("a rare character in a name", _toml('name = "产品"', 'name = "𠮷产品"'), PROJECT, '@name = "𠮷产品"', "U+20BB7"),
    ("a private-use character as name", _toml('name = "产品"', 'name = "\\ue000"'), PROJECT, '@name = "\\ue000"', "name"),
    ("a name of blanks", _toml('name = "产品"', 'name = "　 "'), PROJECT, '@name = "　 "', "name"),
    ("a NUL as name", _toml('name = "产品"', 'name = "\\u0000"'), PROJECT, '@name = "\\u0000"', "name"),
    ("template unknown", _toml("outputs =", 'template = "anual_survey"\noutputs ='), TEMPLATE, "", "annual_survey"),
    ("template outside", _toml("outputs =", 'template = "../../mine"\noutputs ='), TEMPLATE, "", "可用的模板"),
    ("source unknown", _texts("见文献[@gb1]。"), PROJECT, "project.toml", "gb1"),
    ("text nested too deep", _texts("> " * 60 + "x"), PROJECT, "project.toml", "套得太深"),
]  # fmt: skip


def _body(text: str | bytes, **more: str) -> Damage:
    return lambda case: case.template(body=text, **more)


def _manifest(text: str | bytes) -> Damage:
    return lambda case: case.template(manifest=text, body="甲")


_LOOPS = "".join(f"{{% for a{i} in leaves() %}}" for i in range(12)) + "{% endfor %}" * 12
_MACRO = "{% macro a(x) %}{% if x %}{{ a(x[1:]) }}{{ a(x[1:]) }}{% endif %}{% endmacro %}"
TEMPLATE_ROWS: list[Row] = [
    ("no parts", _manifest('title = "x"'), TEMPLATE, "《mine/template.toml》", "哪些文件"),
    ("toml syntax", _manifest('title = "x"\nbase =\n[[parts]]'), TEMPLATE, "《mine/template.toml》第2行", "TOML"),
    ("manifest in gbk", _manifest('title = "我"'.encode("gbk")), TEMPLATE, "《mine/template.toml》", "UTF-8"),
    ("parts is a number", _manifest("parts = 3"), TEMPLATE, "《mine/template.toml》", "role"),
    ("parts of words", _manifest('parts = ["a"]'), TEMPLATE, "《mine/template.toml》", "role"),
    ("wrong role", _manifest('[[parts]]\nrole = "boddy"\nfile = "body.md.j2"'), TEMPLATE, "《mine/template.toml》", "body"),
    ("unknown key", _manifest('bas = "annual_survey"'), TEMPLATE, "《mine/template.toml》", "是否想写“base”"),
    ("base is itself", _manifest('base = "mine"'), TEMPLATE, "《mine/template.toml》", "引用了自己"),
    ("file missing", _manifest('[[parts]]\nrole = "body"\nfile = "b.md.j2"'), TEMPLATE, "《b.md.j2》", "找不到模板文件"),
    ("file outside", _manifest('[[parts]]\nrole = "body"\nfile = "../../project.toml"'), TEMPLATE, "", "找不到模板文件"),
    ("absolute file", _manifest('[[parts]]\nrole = "body"\nfile = "/etc/passwd"'), TEMPLATE, "", "找不到模板文件"),
    ("a link that leads outside", lambda c: (c.template(), (c.folder / "templates/mine/body.md.j2").symlink_to("/etc/passwd")),
     TEMPLATE, "", "找不到模板文件"),
    ("file in gbk", _body("中文".encode("gbk")), TEMPLATE, "《body.md.j2》", "UTF-8"),
    ("nothing written", _body(""), TEMPLATE, "《mine》", "没有写出任何内容"),
    ("syntax", _body("甲\n\n{% if %}"), TEMPLATE, "《body.md.j2》第3行", "语法错误"),
    ("not closed", _body("{% for a in leaves() %}"), TEMPLATE, "《body.md.j2》第1行", "没有结束"),
    ("unknown filter", _body("{{ total.name|upper }}"), TEMPLATE, "《body.md.j2》第1行", "upper"),
    ("unknown name", _body("甲\n{{ totl }}"), TEMPLATE, "《body.md.j2》第2行", "total"),
    ("unknown attribute", _body("{{ total.scor }}"), TEMPLATE, "《body.md.j2》第1行", "score"),
    ("unknown statistic", _body("{{ fact('scor') }}"), TEMPLATE, "《body.md.j2》第1行", "score"),
    ("unknown chart", _body('{{ chart("cake", "a", "b", leaves()) }}'), TEMPLATE, "《body.md.j2》第1行", "bars"),
    ("unknown column", _body('{{ table("a", "b", leaves(), ["x"]) }}'), TEMPLATE, "《body.md.j2》第1行", "可用"),
    ("missing arguments", _body("{{ chart() }}"), TEMPLATE, "《body.md.j2》第1行", "参数不对"),
    ("reference to nothing", _body('甲\n\n见{{ ref("fig-x") }}'), TEMPLATE, "《body.md.j2》第3行", "fig-x"),
    ("id twice", _body("# 甲 {#a}\n\n# 乙 {#a}\n"), TEMPLATE, "《body.md.j2》第1行", "用了两次"),
    ("bare number", _body("{% set x = leaves()|length %}{{ x }}"), TEMPLATE, "《body.md.j2》第1行", "没有出处"),
    ("includes itself", _body('{% include "body.md.j2" %}'), TEMPLATE, "《body.md.j2》第1行", "绕成了圈"),
    ("extends itself", _body('{% extends "body.md.j2" %}'), TEMPLATE, "《body.md.j2》第1行", "绕成了圈"),
    ("macro calls itself", _body("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}"), TEMPLATE, "第1行", "绕成了圈"),
    ("includes a file outside", _body('{% include "../../project.toml" %}'), TEMPLATE, "第1行", "找不到模板文件"),
    ("power", _body("{{ 9**9**9 }}"), TEMPLATE, "《body.md.j2》第1行", "不允许"),
    ("multiplied text", _body('{{ "A" * 1000000000 }}'), TEMPLATE, "《body.md.j2》第1行", "不允许"),
    ("doubled text", _body('{% set x = "AAAAAAAAAA" %}' + "{% set x = x ~ x %}" * 40), TEMPLATE, "第1行", "过长"),
    ("doubled text by plus", _body('{% set x = "AAAAAAAAAA" %}' + "{% set x = x + x %}" * 40), TEMPLATE, "第1行", "过长"),
    ("a number as text", _body('甲\n{{ "77.7" }}'), TEMPLATE, "《body.md.j2》第2行", "没有出处"),
    ("digits without their fact", _body("{{ total.score.text }}"), TEMPLATE, "《body.md.j2》第1行", "“text”不存在"),
    ("style sheet in gbk", lambda c: (c.template(body="甲"), (c.folder / "templates/mine/style.css").write_bytes("/*样*/".encode("gbk"))),
     TEMPLATE, "《mine/style.css》", "UTF-8"),
    ("loops in loops", _body(_LOOPS), TEMPLATE, "《body.md.j2》第1行", "循环次数过多"),
    ("macros in macros", _body(_MACRO + '{{ a("' + "x" * 40 + '") }}'), TEMPLATE, "第1行", "循环次数过多"),
    ("a slice of a billion", _body("{{ [1]|slice(1000000000)|list|length }}"), TEMPLATE, "第1行", "过长"),
    ("underscores", _body("{{ ''.__class__.__mro__ }}"), TEMPLATE, "《body.md.j2》第1行", "__class__"),
    ("division by zero", _body("{{ 1 / 0 }}"), TEMPLATE, "《body.md.j2》第1行", "除数"),
]  # fmt: skip

REFUSED = [*DATA_ROWS, *PROJECT_ROWS, *TEMPLATE_ROWS]


@pytest.mark.parametrize(
    ("damage", "code", "place", "words"), [row[1:] for row in REFUSED], ids=[r[0] for r in REFUSED]
)
def test_refused(
    case: Case, build: Callable[..., Outcome], damage: Damage, code: int, place: str, words: str
) -> None:
    damage(case)
    if place.startswith("@"):  # the line of the project file where this stands
        lines = case.project.read_text("utf-8").splitlines()
        place = f"《project.toml》第{lines.index(place[1:]) + 1}行："
    seen = build()
    assert seen.code == code, seen.text
    assert place in seen.text
    assert any(word in seen.text for word in words.split("|")), seen.text
    assert "Traceback" not in seen.text
    assert str(Path(case.folder).parent) not in seen.text
    for line in seen.text.splitlines():
        assert re.search("[一-鿿]", line), line
        assert len(line) < 700, line
