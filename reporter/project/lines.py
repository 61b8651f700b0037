"""Line numbers for the keys of a TOML text, which ``tomllib`` does not give.

The scanner trusts that ``tomllib`` has accepted the text: it only follows structure
(keys, strings, brackets, comments) and never interprets a value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_LITERAL = re.compile(r"'[^'\n]*'")
# A multi-line string may end in one or two quotes of its own before the closing three.
_MULTI_BASIC = re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}', re.DOTALL)
_MULTI_LITERAL = re.compile(r"'''(?:[^']|'(?!''))*'{3,5}", re.DOTALL)
_SCALAR = re.compile(r"[^,\]}\n#]*")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def line_map(text: str) -> dict[str, int]:
    """Return the 1-based line of every table, key and array element of a valid TOML text.

    Keys are paths as users think of them: ``report``, ``report.title``, ``items[3]``
    (the line of its header), ``items[3].scale``, ``scales[0].options[2].label``.
    """
    return _Scanner(text.replace("\r\n", "\n")).run()


def find_line(lines: Mapping[str, int], path: str) -> int | None:
    """Return the line of a path, or of the nearest enclosing thing that has one."""
    while path:
        if path in lines:
            return lines[path]
        cut = max(path.rfind("."), path.rfind("["))
        path = path[: max(cut, 0)]
    return None


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[str, int] = {}
        self._counted_to = 0
        self._line = 1
        self._tables: dict[str, int] = {}  # array of tables -> number of its last element

    def run(self) -> dict[str, int]:
        prefix = ""
        while self._skip(_BLANK) < len(self.text):
            if self.text.startswith("[", self.at):
                prefix = self._header()
            else:
                self._pair(prefix)
        return self.lines

    def _skip(self, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at

    def _here(self) -> int:
        self._line += self.text.count("\n", self._counted_to, self.at)
        self._counted_to = self.at
        return self._line

    def _header(self) -> str:
        line = self._here()
        is_array = self.text.startswith("[[", self.at)
        self.at += 2 if is_array else 1
        parts = self._key()
        self.at += 2 if is_array else 1
        path = ""
        for depth, part in enumerate(parts):
            path = _join(path, part)
            if is_array and depth == len(parts) - 1:
                self._tables[path] = self._tables.get(path, -1) + 1
            self.lines.setdefault(path, line)
            if path in self._tables:
                path = f"{path}[{self._tables[path]}]"
                self.lines.setdefault(path, line)
        return path

    def _pair(self, prefix: str) -> None:
        line = self._here()
        path = prefix
        for part in self._key():
            path = _join(path, part)
            self.lines.setdefault(path, line)
        self._skip(_SPACE)
        self.at += 1  # "="
        self._skip(_SPACE)
        self._value(path)

    def _key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            parts.append(self._key_part())
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def _key_part(self) -> str:
        start = self.at
        first = self.text[start : start + 1]
        if first == '"':
            return _ESCAPE.sub(_unescape, self.text[start + 1 : self._skip(_BASIC) - 1])
        if first == "'":
            return self.text[start + 1 : self._skip(_LITERAL) - 1]
        if self._skip(_BARE_KEY) == start:
            raise ValueError(f"no key at offset {start}")  # the text was not valid TOML
        return self.text[start : self.at]

    def _value(self, path: str) -> None:
        ahead = self.text[self.at : self.at + 3]
        if ahead == '"""':
            self._skip(_MULTI_BASIC)
        elif ahead == "'''":
            self._skip(_MULTI_LITERAL)
        elif ahead.startswith('"'):
            self._skip(_BASIC)
        elif ahead.startswith("'"):
            self._skip(_LITERAL)
        elif ahead.startswith("["):
            self._array(path)
        elif ahead.startswith("{"):
            self._inline_table(path)
        else:
            self._skip(_SCALAR)

    def _array(self, path: str) -> None:
        self.at += 1
        index = 0
        while not self.text.startswith("]", self._skip(_BLANK)):
            if self.text.startswith(",", self.at):
                self.at += 1
                continue
            element = f"{path}[{index}]"
            self.lines[element] = self._here()
            self._value(element)
            index += 1
        self.at += 1

    def _inline_table(self, path: str) -> None:
        self.at += 1
        while not self.text.startswith("}", self._skip(_BLANK)):
            if self.text.startswith(",", self.at):
                self.at += 1
                continue
            self._pair(path)
        self.at += 1


def _join(path: str, part: str) -> str:
    return f"{path}.{part}" if path else part


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _ESCAPES.get(match[3], match[3])
