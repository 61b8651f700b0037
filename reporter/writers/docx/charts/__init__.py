"""Charts that Word draws and edits itself: DrawingML parts with an embedded workbook."""

from .part import add_chart
from .rules import drawable_natively

__all__ = ["add_chart", "drawable_natively"]
