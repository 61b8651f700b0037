"""Pictures without what cameras and editors write beside the pixels: place, owner, program.

Source: ITU-T T.81 annex B (markers of JPEG), ISO/IEC 15948 clause 11 (chunks of PNG).
"""

from __future__ import annotations

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_SCAN = 0xDA  # pixels follow; nothing after it is looked at
_PERSONAL = (0xE1, 0xED, 0xFE)  # EXIF and XMP, IPTC, comment
_CHUNKS = (b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME")


def without_traces(data: bytes) -> bytes:
    """Return a JPEG or PNG without such records; other data and odd files as they are."""
    if data.startswith(_JPEG):
        return _jpeg(data)
    return _png(data) if data.startswith(_PNG) else data


def _jpeg(data: bytes) -> bytes:
    kept, at = [_JPEG], len(_JPEG)
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != _SCAN:
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end <= at + 3 or end > len(data):
            return data
        if data[at + 1] not in _PERSONAL:
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, data[at:]))


def _png(data: bytes) -> bytes:
    kept, at = [_PNG], len(_PNG)
    while at + 12 <= len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        if end > len(data):
            return data
        if data[at + 4 : at + 8] not in _CHUNKS:
            kept.append(data[at:end])
        at = end
    return b"".join((*kept, data[at:]))
