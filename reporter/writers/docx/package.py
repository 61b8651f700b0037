"""The container: parts, relationships, content types and a reproducible ZIP.

Source: ISO/IEC 29500-2 (Open Packaging Conventions).
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from ...archives import relations_part
from .markup import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EPOCH = (1980, 1, 1, 0, 0, 0)
_STORED = (".png", ".xlsx")  # already compressed: deflating again costs time and saves nothing

_SOMETIMES = {
    "svg": "image/svg+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@dataclass(slots=True)
class Relations:
    """The relationships of one part; ids are given in order of first use."""

    rows: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def add(self, kind: str, target: str, *, external: bool = False) -> str:
        """Return the id of the relationship, made when it is new."""
        full = kind if "/" in kind else _OFFICE + kind
        return self.rows.setdefault((full, target, external), f"rId{len(self.rows) + 1}")

    def to_xml(self) -> str:
        """Return the ``.rels`` part."""
        items = "".join(
            f'<Relationship Id="{rid}" Type="{kind}" Target="{escape(target)}"'
            f"{' TargetMode=' + chr(34) + 'External' + chr(34) if external else ''}/>"
            for (kind, target, external), rid in self.rows.items()
        )
        return f'{_XML}<Relationships xmlns="{_PACKAGE[:-1]}">{items}</Relationships>'


@dataclass(slots=True)
class Package:
    """Parts by name (no leading slash)."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, Relations] = field(default_factory=dict)

    def add(self, name: str, data: str | bytes, content_type: str = "") -> None:
        """Add a part; without ``content_type`` the default of its extension holds."""
        self.parts[name] = data.encode("utf-8") if isinstance(data, str) else data
        if content_type:
            self.types[name] = content_type

    def rels(self, source: str = "") -> Relations:
        """Return the relationships of part ``source`` ("" is the package itself)."""
        return self.relations.setdefault(source, Relations())

    def to_bytes(self) -> bytes:
        """Return the ZIP: content types first, then by name; fixed dates and attributes."""
        files = dict(self.parts)
        for source, rels in self.relations.items():
            if rels.rows:
                files[relations_part(source)] = rels.to_xml().encode()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            _write(archive, "[Content_Types].xml", self._content_types().encode())
            for name in sorted(files):
                _write(archive, name, files[name])
        return buffer.getvalue()

    def _content_types(self) -> str:
        defaults = {
            "png": "image/png",
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
        }
        endings = {name.rpartition(".")[2] for name in self.parts}
        defaults |= {ending: kind for ending, kind in _SOMETIMES.items() if ending in endings}
        rows = [
            f'<Default Extension="{ext}" ContentType="{kind}"/>' for ext, kind in defaults.items()
        ]
        rows += [
            f'<Override PartName="/{name}" ContentType="{kind}"/>'
            for name, kind in sorted(self.types.items())
        ]
        space = "http://schemas.openxmlformats.org/package/2006/content-types"
        return f'{_XML}<Types xmlns="{space}">{"".join(rows)}</Types>'


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.create_system = 0  # ZipInfo would record the operating system
    stored = name.endswith(_STORED)
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(info, data, compresslevel=None if stored else 6)
