"""Settings for all tests."""

from __future__ import annotations

import os

from hypothesis import Phase, settings

# The same examples on every run, so that a red run can be looked at twice; set
# HYPOTHESIS_PROFILE=wide to look for new ones.
# Not explaining a failure, which traces every line, keeps a red run within its time.
PHASES = tuple(phase for phase in Phase if phase != Phase.explain)
settings.register_profile("fixed", derandomize=True, deadline=None, phases=PHASES)
settings.register_profile("wide", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))
