"""A pandas DataFrame as a table (for users of the API)."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from .table import Table, cell_text

if TYPE_CHECKING:
    import pandas as pd

SOURCE = "DataFrame"


def frame_table(frame: pd.DataFrame) -> Table:
    """Return the frame as text rows under its column labels; NaN, NaT and None are blank.

    The digest is that of the texts, so that equal frames give equal digests.
    """
    labels = [str(label) for label in frame.columns]
    blank = frame.isna()
    columns = [
        [
            label,
            *(
                "" if is_missing else cell_text(value)
                for value, is_missing in zip(
                    frame.iloc[:, i].tolist(), blank.iloc[:, i].tolist(), strict=True
                )
            ),
        ]
        for i, label in enumerate(labels)
    ]
    text = json.dumps(columns, ensure_ascii=False).encode("utf-8", errors="surrogatepass")
    return Table(SOURCE, "", hashlib.sha256(text).hexdigest(), columns)
