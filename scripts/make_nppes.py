"""Write a made-up NPPES month of any size, and CMS files about the same people, to try the loader on.

usage: python scripts/make_nppes.py FOLDER [--rows 9700000] [--seed 1] [--month August] [--year 2026]
       [--spread N] [--only monthly|cms|weekly|deactivated ...] [--workers 2]

--spread  use only the N heaviest ZIP codes (default: all), so that few rows lie as thick as millions
--only    make only this; may be given again. The same people are made whatever is left out

Nobody in these files exists. Last names hold MADEUP, organization names begin with MADE UP, telephone
numbers are 555-01xx, NPIs begin with 2 (no real one does so far), and the third character of a CCN is a 9
or a letter (0, 1, 3 or 4 in CMS's own file). Shares and counts follow published ones as far as there are
any.

Where people are: a state has its population, rounded to tenths of a million; inside the state a ZIP code
weighs as much as there are street ZIP codes in its tenth of a degree and the eight around. ZIP codes lie
thick where people live, so Manhattan and Chicago are dense and Montana is sparse.

The rows of a block depend on the seed and the number of the block alone, so blocks are made side by side.
Each is compressed on its own to a byte boundary, and the pieces are laid end to end as one member of the
zip.
"""

from __future__ import annotations

from made_up.files import make_all
from made_up.job import read_job

if __name__ == "__main__":
    make_all(read_job())
