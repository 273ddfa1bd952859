"""Made-up trials in the invented world: with every kind of site, contact, phase and age."""

from __future__ import annotations

from finder.domain.trials import Trial, TrialContact, Trials, TrialSite

NURSE = TrialContact("Made Up Nurse", "+1-617-555-0161", "12", "nurse@example.org")
OFFICE = TrialContact("", "+1-800-555-0162")


def site(
    name="Example Cancer Center", recruiting=True, contact=NURSE, place="centers/example-boston", at=42.34
):
    return TrialSite(name, "Boston", "MA", "02115", recruiting, contact, at, -71.09, "zip", place)


def trial(number, *cancers, **more):
    """Return a trial of adults whose office can be asked."""
    values = {
        "phases": ("PHASE2",), "purpose": "TREATMENT", "sex": "ALL", "minimum_age": 18.0, "ages_known": True,
        "updated": "2026-09-15", "conditions": ("Made-up condition",), "contact": OFFICE,
    } | more  # fmt: skip
    return Trial(f"NCT9900000{number}", f"Made-up drug {number}", "Made Up Sponsor", own=cancers, **values)


UNNAMED = site("", None, TrialContact(), None, 42.4)
TRIALS = Trials(
    (
        (trial(1, "breast-cancer", sex="FEMALE"), (site(), site("Example Far Clinic", at=43.0, place=None))),
        (trial(2, "breast-cancer", phases=("PHASE1", "PHASE2"), contact=TrialContact()), (UNNAMED,)),
        (trial(3, wider=("breast-cancer", "colon-cancer"), telemedicine=True, updated=""), (site(),)),
        (trial(4, any_solid=True, phases=(), maximum_age=30.0), (site(contact=TrialContact()),)),
        (trial(5, "neuroblastoma", minimum_age=0.5, maximum_age=17.0), (site(),)),
        (trial(6, "breast-cancer", purpose="SUPPORTIVE_CARE"), (site(),)),
        (trial(7, "breast-cancer", minimum_age=None, ages_known=False, phases=("PHASE3",)), (site(at=42.5),)),
    ),
    "2026-10-05",
)
