"""The one clock a command reads: nothing that makes a report may."""

from __future__ import annotations

from datetime import date


def today() -> date:
    """Return the local date."""
    return date.today()
