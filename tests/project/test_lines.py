import tomllib

from reporter.project.lines import find_line, line_map

TEXT = '''\
# comment with [brackets] and "quotes"
top = 1
a.b.c = "x"   # dotted
[report]
title = """
[not.a.table]
key = "not a key" """
path = 'C:\\new'
"quoted key" = 3
[[items]]
id = "q1"
scale = "s"
[[items]]
id = "q2"   # [[items]]
tags = [
  "one",  # first
  # nothing here
  "two]",
  { deep = 1, deeper = { deepest = [1, 2] } },
]
[items.extra]
note = \'\'\'
two lines \'\'\'
[[items]]
id = "q3"
[last]
when = 2026-12-31
'''


def test_lines_of_tables_keys_and_elements():
    tomllib.loads(TEXT)
    lines = line_map(TEXT)
    expected = {
        "top": 2,
        "a.b": 3,
        "a.b.c": 3,
        "report": 4,
        "report.title": 5,
        "report.path": 8,
        "report.quoted key": 9,
        "items": 10,
        "items[0]": 10,
        "items[0].scale": 12,
        "items[1]": 13,
        "items[1].id": 14,
        "items[1].tags": 15,
        "items[1].tags[0]": 16,
        "items[1].tags[1]": 18,
        "items[1].tags[2].deep": 19,
        "items[1].tags[2].deeper.deepest[1]": 19,
        "items[1].extra": 21,
        "items[1].extra.note": 22,
        "items[2].id": 25,
        "last.when": 27,
    }
    assert {path: lines.get(path) for path in expected} == expected
    assert "report.key" not in lines
    assert "not" not in lines


def test_windows_line_ends_count_once():
    assert line_map("a = 1\r\n\r\n[b]\r\nc = 2\r\n") == {"a": 1, "b": 3, "b.c": 4}


def test_multi_line_strings_may_end_in_quotes():
    text = "a = \"\"\"say \"hi\"\"\"\"\"\nb = 1\nc = '''it's'''''\nd = 2\n"
    assert tomllib.loads(text)["a"].endswith('"hi""')
    assert line_map(text)["d"] == 4


def test_find_line_falls_back_to_what_encloses():
    lines = line_map(TEXT)
    assert find_line(lines, "items[1].missing") == 13
    assert find_line(lines, "items[2].id.more[3]") == 25
    assert find_line(lines, "nowhere.at.all") is None


def paths(value, path=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            here = f"{path}.{key}" if path else key
            yield here
            yield from paths(inner, here)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield f"{path}[{number}]"
            yield from paths(inner, f"{path}[{number}]")


def test_every_path_of_the_parsed_text_has_a_line():
    assert set(line_map(TEXT)) == set(paths(tomllib.loads(TEXT)))
