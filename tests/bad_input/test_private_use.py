"""Private-use characters are our own marks: typed by people, they reach no output."""

from __future__ import annotations

import re
import zipfile

from reporter import build

from .conftest import Case

PRIVATE = re.compile("[\ue000-\uf8ff]|&#x[eE][0-9a-fA-F]{3};")


def test_no_output_holds_a_private_use_character(case: Case) -> None:
    mark = "\\uE000\\uE010\\uE002"  # what would stand for the first node kept aside
    case.toml(
        'outputs = ["docx"]', f'confidentiality = "内部{mark}资料"\noutputs = ["docx", "html"]'
    )
    case.toml("某公司", f"某{mark}公司")
    case.toml('name = "态度"', f'name = "态{mark}度"\ncolumn = "态度"')
    case.toml("为了解客户需求。", f"为了解{mark}客户需求。")
    files = {file.suffix: file for file in build(case.folder, case.folder / "out").files}
    with zipfile.ZipFile(files[".docx"]) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    texts = [part.decode("utf-8") for part in parts] + [files[".html"].read_text("utf-8")]
    assert any("内部资料" in text for text in texts[:-1])
    assert "内部资料" in texts[-1]
    assert [match.group() for text in texts for match in PRIVATE.finditer(text)] == []
