"""The columns of numbers that trials are filtered and sorted by, and what their flags mean."""

from __future__ import annotations

from finder.domain.trials import PHASES

#: Columns of trials and of sites that are on the map, and their types in memory and in the directory.
TRIAL_COLUMNS = {"flags": "<u4", "youngest": "<f4", "oldest": "<f4"}
SITE_COLUMNS = {"trial": "<i4", "site": "<i4", "x": "<f8", "y": "<f8", "z": "<f8"}

#: A flag for each phase; a trial without one has ANY, which no question asks for.
PHASE_FLAGS = {phase: 1 << at for at, phase in enumerate(PHASES)}
ANY = 1 << len(PHASES)
#: Whom it takes is not known, so a question for an age does not leave it out.
UNKNOWN_AGES = ANY << 1
#: It tests something else than a treatment.
OTHER_PURPOSE = ANY << 2
#: The oldest age of a trial without a limit, in years.
NO_LIMIT = 999.0
