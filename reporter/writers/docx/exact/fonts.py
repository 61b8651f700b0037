"""The fonts that LibreOffice lays a report out with: ours, under the names Word uses.

A DOCX names 宋体, 黑体 and 楷体, which only Windows has. Where they are missing,
fontconfig would choose whatever comes near, so each name is led to the face that
plays its role. Windows and macOS do not read this file and use their own faces.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from ....fonts import FontSet, current
from ....fonts.fontconfig import configuration, staged

# The names a DOCX of ours or of a client may hold, by the role of ``fonts.toml``.
_NAMES = {
    "latin": ("Times New Roman", "Times"),
    "song": (
        "宋体", "SimSun", "NSimSun", "新宋体", "Songti SC", "华文宋体", "STSong", "华文中宋",
        "STZhongsong", "方正小标宋简体", "方正书宋简体", "思源宋体", "Source Han Serif SC",
    ),
    "fang": ("仿宋", "FangSong", "仿宋_GB2312", "华文仿宋", "STFangsong", "方正仿宋简体"),
    "hei": (
        "黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "等线", "DengXian", "Arial", "华文黑体",
        "STHeiti", "方正黑体简体", "思源黑体", "Source Han Sans SC",
    ),
    "kai": ("楷体", "KaiTi", "楷体_GB2312", "Kaiti SC", "华文楷体", "STKaiti", "方正楷体简体"),
}  # fmt: skip


def office_fonts(folder: Path) -> Path:
    """Write ``fonts.conf`` into ``folder`` and return its path.

    Raises:
        MachineError: the fonts are missing.
    """
    known = current()
    path = folder / "fonts.conf"
    text = configuration(staged(known.faces, folder), folder, limited=False)
    path.write_text(text.replace("</fontconfig>", f"{aliases(known)}</fontconfig>"), "utf-8")
    return path


def aliases(known: FontSet) -> str:
    """Return the rules that lead the names of Word's fonts to ``known`` faces.

    The program has no 仿宋 of its own: where none is added, 宋体 stands in, of equal width.
    """
    return "".join(
        f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{escape(family)}'
        "</string></edit></match>\n"
        for role, names in _NAMES.items()
        if (family := known.family(role) or known.family("song"))
        for name in names
    )
