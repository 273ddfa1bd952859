"""The indexes of words that the directory keeps, so that a first question does not wait for them."""

from __future__ import annotations

from finder.words.cancer.codes.icd10cm import CODES, TITLES
from finder.words.cancer.name_index import NAMES
from finder.words.cancer.tree_names import TREE_NAMES
from finder.words.danger import SIGNS

INDEXES = (NAMES, TREE_NAMES, CODES, TITLES, SIGNS)
