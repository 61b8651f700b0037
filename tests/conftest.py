"""Settings for all tests."""

from __future__ import annotations

import os

from hypothesis import settings

# The same examples on every run, so that a red run can be looked at twice; set
# HYPOTHESIS_PROFILE=wide to look for new ones.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("wide", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
