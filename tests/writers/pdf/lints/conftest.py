"""Every lint looks at every report, laid out once."""

from __future__ import annotations

import pytest

from tests.projects import PROJECTS

from .laid_out import LaidOut, laid_out


@pytest.fixture(params=PROJECTS, scope="session")
def report(request: pytest.FixtureRequest) -> LaidOut:
    return laid_out(request.param)
