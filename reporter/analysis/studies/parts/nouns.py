"""What a section calls those that a column tells of: 科室 instead of 网点, 坐席 instead of 员工."""

from __future__ import annotations

import re

from ....project.header_names import unnumbered

_SUFFIX = re.compile(r"(?:名称|姓名|名字|编号|工号|代码|名|号)$")
_LONGEST = 6


def noun(column: str, usual: str) -> str:
    """Return the word of a column's name (所属科室名称: 所属科室), or the usual one.

    A name that says nothing of the kind (姓名), or is a whole sentence, gives the usual word.
    """
    word = _SUFFIX.sub("", unnumbered(column)).strip()
    return word if 2 <= len(word) <= _LONGEST and not re.search(r"[\W\d_A-Za-z]", word) else usual
