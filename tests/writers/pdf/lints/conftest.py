"""Every lint looks at every report, laid out once."""

from __future__ import annotations

import pytest

from .laid_out import REPORTS, LaidOut, laid_out


@pytest.fixture(params=REPORTS, scope="session")
def report(request: pytest.FixtureRequest) -> LaidOut:
    return laid_out(request.param)
