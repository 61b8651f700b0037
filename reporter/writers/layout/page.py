"""The page: size and margins; and what is left between the margins."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...document.theme import A4_HEIGHT_MM, A4_WIDTH_MM, Theme

_TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Page:
    """One page set-up, upright A4; all measures are twips (1/20 pt).

    Without values it is the page of a report without a theme of its own.
    ``grid`` is ``w:docGrid`` as it stands in ``w:sectPr``, ``borders`` what stands there between
    ``w:pgMar`` and ``w:pgNumType``.
    """

    width: int = 11906
    height: int = 16838
    top: int = 1440
    right: int = 1495
    bottom: int = 1440
    left: int = 1531
    header: int = 851
    footer: int = 992
    gutter: int = 0
    grid: str = '<w:docGrid w:linePitch="312"/>'
    borders: str = ""

    @classmethod
    def of(cls, theme: Theme) -> Page:
        """Return the upright page of a theme; what the text leaves is the right margin."""
        setup = theme.page
        width, left = _twips(A4_WIDTH_MM), _twips(setup.left)
        return cls(
            width=width,
            height=_twips(A4_HEIGHT_MM),
            top=_twips(setup.top),
            right=width - left - round(theme.text_width * 20),
            bottom=_twips(setup.bottom),
            left=left,
            header=_twips(setup.header),
            footer=_twips(setup.footer),
        )

    @property
    def text_width(self) -> int:
        """Width between the margins."""
        return self.width - self.left - self.right - self.gutter

    @property
    def text_height(self) -> int:
        """Height between the margins."""
        return self.height - self.top - self.bottom

    def turned(self) -> Page:
        """Return the landscape page, turned to the left: what was on the left is on top.

        Head and foot keep their distance to the text where its margin has become narrower:
        Word would push the text away from them.
        """
        if self.width > self.height:
            return self
        return replace(
            self,
            width=self.height,
            height=self.width,
            top=self.left,
            right=self.top,
            bottom=self.right,
            left=self.bottom,
            header=max(self.header + min(self.left - self.top, 0), 0),
            footer=max(self.footer + min(self.right - self.bottom, 0), 0),
        )

    def to_xml(self) -> str:
        """Return ``w:pgSz`` and ``w:pgMar``."""
        turned = ' w:orient="landscape"' if self.width > self.height else ""
        return (
            f'<w:pgSz w:w="{self.width}" w:h="{self.height}"{turned}/>'
            f'<w:pgMar w:top="{self.top}" w:right="{self.right}" w:bottom="{self.bottom}"'
            f' w:left="{self.left}" w:header="{self.header}" w:footer="{self.footer}"'
            f' w:gutter="{self.gutter}"/>'
        )


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_PER_MM)
