"""Reading a TOML file: encodings, size and syntax, with Chinese messages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from ..errors import Place, Problem, ProjectError

MAX_BYTES = 4_000_000

_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")
_MEANINGS = (
    # (start of the parser's message, what, hint)
    ("Cannot overwrite", "同一个键写了两次。", "请删去重复的一处。"),
    ("Duplicate inline table key", "同一个键写了两次。", "请删去重复的一处。"),
    ("Cannot declare", "同一段写了两次。", "请合并；若要列出多条，请用 [[名称]] 双方括号。"),
    ("Cannot redefine", "同一段写了两次。", "请合并；若要列出多条，请用 [[名称]] 双方括号。"),
    ("Cannot mutate", "这里不能再向已写完的值里加内容。", "请把内容写在一处。"),
    ("Expected '='", "键名后面缺少等号“=”。", "请写成 键名 = 值。"),
    ("Invalid initial character for a key", "键名写法不对。", "键名用英文字母，或加英文引号。"),
    ("Invalid statement", "这一行不是“键 = 值”，也不是 [段名]。", "说明文字请以 # 开头。"),
    ("Invalid value", "等号后面的值写法不对。", '文字须加英文引号，如 "满意"；日期如 2026-12-31。'),
    ("Unclosed array", "列表缺少右方括号“]”，或缺少逗号。", "请补上。"),
    ("Unclosed inline table", "大括号没有写完，或缺少逗号。", "请补上。"),
    ("Unterminated string", "文字缺少结尾的引号。", '请补上英文引号"。'),
    ('Expected "\'"', "文字缺少结尾的引号。", "请补上英文引号。"),
    ("Illegal character '\\n'", "文字缺少结尾的引号。", "请补上英文引号；多行文字用三个引号。"),
    ("Illegal character", "有不允许的字符。", "请删去看不见的控制字符。"),
    ("Unescaped '\\'", "文字中有单个反斜杠“\\”。", "请写成“\\\\”，或改用英文单引号包住整段文字。"),
    ("Expected ']", "段名缺少右方括号。", "请写成 [段名] 或 [[段名]]。"),
    ("Expected newline", "一行里写了多余的内容。", "每个“键 = 值”各占一行。"),
    ("Invalid hex value", "反斜杠转义写法不对。", "请改用英文单引号包住整段文字。"),
)
_CHINESE_PUNCTUATION = re.compile(r"[＝“”‘’，［］｛｝]")


def read_toml(path: Path, kind: str = "项目文件") -> tuple[dict[str, Any], str]:
    """Return the parsed mapping and the text; raises ProjectError with line and remedy.

    ``kind`` is what messages call the file.
    """
    text = _decode(_read(path, kind), path.name, kind)
    try:
        return tomllib.loads(text), text
    except tomllib.TOMLDecodeError as error:
        raise ProjectError(_syntax_problem(str(error), text, path.name, kind)) from None
    except (RecursionError, ValueError):
        # ValueError: an integer of more digits than Python converts
        raise ProjectError(
            Problem(
                "project.syntax",
                f"{kind}中的括号层数或数字位数多得不合理，无法读取。",
                "请检查是否误粘贴了内容。",
                Place(path.name),
            )
        ) from None


def _read(path: Path, kind: str) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():  # a pipe would be waited for
            raise OSError(0, "不是普通文件")
        if size <= MAX_BYTES:
            return path.read_bytes()
    except OSError as error:
        raise ProjectError(
            Problem(
                "project.unreadable",
                f"读不到{kind}（{error.strerror}）。",
                "请检查文件名和读取权限。",
                Place(path.name),
            )
        ) from None
    raise ProjectError(
        Problem(
            "project.too_large",
            f"{kind}有{size / 1e6:.0f} MB，超过{MAX_BYTES / 1e6:.0f} MB。",
            "请确认没有选错文件；数据应放在单独的数据文件里。",
            Place(path.name),
        )
    )


def _decode(raw: bytes, name: str, kind: str) -> str:
    hint = "请用“记事本”另存为，编码选 UTF-8。"
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        what = f"{kind}的编码是 UTF-16。"
        raise ProjectError(Problem("project.encoding", what, hint, Place(name)))
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"{kind}不是 UTF-8 编码（可能是 GBK）。"
        raise ProjectError(
            Problem("project.encoding", what, hint, Place(name, line=line))
        ) from None


def _syntax_problem(message: str, text: str, name: str, kind: str) -> Problem:
    found = _AT.search(message)
    line = int(found[1]) if found and found[1] else text.count("\n") + 1
    what, hint = next(
        ((w, h) for start, w, h in _MEANINGS if message.startswith(start)),
        (f"{kind}的写法不符合 TOML 规则。", "请对照示例项目检查这一行和上一行。"),
    )
    rows = text.split("\n")
    content = rows[line - 1] if line <= len(rows) else ""
    outside = re.sub(r'"[^"]*"|#.*', "", content)
    if wrong := _CHINESE_PUNCTUATION.search(outside):
        hint = f"这一行用了中文标点“{wrong[0]}”，请改用英文标点。"
    elif re.match(r"\s*[^\x00-\x7f]+\s*=", content):
        what, hint = "键名是中文而没有加引号。", "请用英文键名，或给键名加上英文双引号。"
    return Problem("project.syntax", what, hint, Place(name, line=line))
