"""Clinical trials that are recruiting: studies of ClinicalTrials.gov, as its version 2 writes them.

Where they come from: https://clinicaltrials.gov/data-api/api (National Library of Medicine). A load reads
saved files (read_files), or asks the API page by page (receive); read_trials keeps the cancer studies.

Kept are interventional studies of cancer that are recruiting, which test a treatment, supportive care or a
diagnosis, with their sites in the United States that recruit or do not say. Studies that are not yet
recruiting, or that only take people by invitation, are left out and counted: nobody can ask to join them.
"""

from __future__ import annotations

#: What `finder load` calls them; their extract and download folder have this name too.
TRIALS = "trials"
#: The column of the extract that tells its rows apart.
KEY = "nct"
