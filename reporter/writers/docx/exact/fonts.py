"""The fonts that LibreOffice lays a report out with: ours, under the names Word uses.

A DOCX names 宋体, 黑体 and 楷体, which only Windows has. Where they are missing,
fontconfig would choose whatever comes near, so each name is led to the face that
plays its role. Windows and macOS do not read this file and use their own faces.
"""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from ....fonts import Face, faces
from ...pdf.fontconfig import configuration

# The names a DOCX of ours or of a client may hold, by the role of ``fonts.toml``.
_NAMES = {
    "latin": ("Times New Roman", "Times"),
    "song": ("宋体", "SimSun", "NSimSun", "新宋体", "仿宋", "FangSong", "仿宋_GB2312", "Songti SC"),
    "hei": ("黑体", "SimHei", "微软雅黑", "Microsoft YaHei", "等线", "DengXian", "Arial"),
    "kai": ("楷体", "KaiTi", "楷体_GB2312", "Kaiti SC"),
}


def office_fonts(folder: Path) -> Path:
    """Write ``fonts.conf`` into ``folder`` and return its path.

    Raises:
        MachineError: the fonts are missing.
    """
    known = faces()
    path = folder / "fonts.conf"
    text = configuration(known, folder, limited=False)
    path.write_text(text.replace("</fontconfig>", f"{aliases(known)}</fontconfig>"), "utf-8")
    return path


def aliases(known: tuple[Face, ...]) -> str:
    """Return the rules that lead the names of Word's fonts to ``known`` faces."""
    families: dict[str, str] = {}
    for face in known:
        families.setdefault(face.role, face.family)
    return "".join(
        f'<match target="pattern"><test name="family"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="assign" binding="same"><string>{escape(families[role])}'
        "</string></edit></match>\n"
        for role, names in _NAMES.items()
        if role in families
        for name in names
    )
