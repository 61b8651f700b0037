"""What a picture shows, as a short text: equal for equal pixels however a program stores them.

An editor may pack a PNG anew or write an SVG's attributes in another order; neither changes
what is seen. Both change the bytes, so bytes are not compared.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass

from lxml import etree

from ..archives import xml_from_elsewhere

_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_MOST_PIXELS = 50_000_000
_SVG = "{http://www.w3.org/2000/svg}svg"


@dataclass(frozen=True, slots=True)
class PictureDigest:
    """SHA-256 of what a picture shows; width and height in pixels, 0 where it is drawn (SVG)."""

    digest: str
    width: int = 0
    height: int = 0
    exact: bool = True  # stored without loss

    @property
    def is_raster(self) -> bool:
        """False for a drawing."""
        return self.width > 0


def picture_digest(data: bytes) -> PictureDigest | None:
    """Return the digest of a PNG, another picture of pixels, or an SVG; None of anything else.

    The data may come from anywhere: damaged or too large pictures have none.
    """
    if b"<" in data[:1024] and b"<svg" in data[:4096]:
        return _of_svg(data)
    return _of_pixels(data)


def _of_svg(data: bytes) -> PictureDigest | None:
    try:
        root = xml_from_elsewhere(data)
        written = etree.tostring(root, method="c14n")
    except (etree.LxmlError, ValueError):
        return None
    return PictureDigest(hashlib.sha256(written).hexdigest()) if root.tag == _SVG else None


def _of_pixels(data: bytes) -> PictureDigest | None:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as opened:
                if opened.width * opened.height > _MOST_PIXELS:
                    return None
                exact = opened.format == "PNG"
                pixels = opened.convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    found = hashlib.sha256(f"{pixels.width}x{pixels.height}:".encode() + pixels.tobytes())
    return PictureDigest(found.hexdigest(), pixels.width, pixels.height, exact)
