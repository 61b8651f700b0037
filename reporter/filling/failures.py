"""What goes wrong inside a template, in Chinese: Jinja and Python speak English."""

from __future__ import annotations

import re

from ..errors import Place, Problem

_SYNTAX = (
    # (part of Jinja's message, what, hint)
    ("Unexpected end of template", "{% … %} 没有结束", "请补上 {% endif %}、{% endfor %} 等。"),
    ("Encountered unknown tag", "不认识的 {% … %} 语句", "请核对语句名称，以及它是否放错了位置。"),
    ("No filter named", "没有这个过滤器", "可用的过滤器见模板手册。"),
    ("No test named", "没有这个判断", "可用的判断见模板手册。"),
    ("Expected an expression", "这里缺少内容", "请补全 {{ … }} 或 {% … %} 中的写法。"),
    ("expected token", "缺少符号，或多了内容", "请核对括号、引号和百分号是否成对。"),
    (" escape", "反斜杠后的字母不对", "引号中以 \\x、\\u 开头的写法请用两个反斜杠。"),
    ("unexpected char", "有不认识的符号", "请核对是否用了中文标点。"),
)
_KINDS: tuple[tuple[type[Exception], str, str], ...] = (
    (RecursionError, "模板引用自身，或括号层数太多", "请检查 include、extends 和宏是否绕成了圈。"),
    (MemoryError, "模板要求的内容多得放不下", "请检查循环。"),
    (UnicodeDecodeError, "模板文件不是 UTF-8 编码", "请用“记事本”另存为，编码选 UTF-8。"),
    (OSError, "模板文件读不出来", "请检查文件和读取权限。"),
    (ZeroDivisionError, "除数是0", "请核对此行的写法。"),
    (TypeError, "给函数的参数不对，或类型不合", "请对照模板手册核对此行的函数和参数。"),
    (AttributeError, "给函数的参数不对，或类型不合", "请对照模板手册核对此行的函数和参数。"),
    (OverflowError, "给函数的数过大", "请核对此行的参数。"),
    (KeyError, "缺少一个键", "请对照模板手册核对此行的参数。"),
)
_CHINESE = re.compile("[\u4e00-\u9fff]")
_QUOTED = re.compile(r"'([^']{1,40})'")


def syntax_problem(message: str, place: Place) -> Problem:
    """Return the problem of a template that Jinja cannot compile."""
    for part, what, hint in _SYNTAX:
        if part in message:
            quoted = _QUOTED.search(message)
            name = f"（{quoted[1]}）" if quoted else ""
            return Problem("template.syntax", f"模板语法错误：{what}{name}。", hint, place)
    what = f"模板语法错误（{message.rstrip('.')}）。"
    return Problem("template.syntax", what, "请改正此行。", place)


def failure(error: Exception, place: Place) -> Problem:
    """Return the problem of a template that broke while it ran."""
    for kind, what, hint in _KINDS:
        if isinstance(error, kind):
            return Problem("template.failed", f"{what}。", hint, place)
    said = str(error) if _CHINESE.search(str(error)) else type(error).__name__
    what = f"模板无法执行（{said.rstrip('。')}）。"
    return Problem("template.failed", what, "请核对此行的写法。", place)
