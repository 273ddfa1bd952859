"""What is said of the specialized center to call first: why there is one, and why it is this one."""

from __future__ import annotations

from finder.domain.answers import NEAR_MILES, StartHere, StartReason
from finder.geo.states import state_name
from finder.language import _, marked, translate

_WHY = {
    StartReason.CHILDREN: marked("A child with cancer needs doctors who treat children’s cancer."),
    StartReason.RARE: marked(
        "This cancer is rare. Doctors at a specialized center are more likely to have treated it."
    ),
    StartReason.FAR: marked("There is no specialized cancer center within %(miles)s miles."),
}
_NEAREST_OF_CHILDREN = {
    True: marked("It is the nearest children’s cancer program that we know of."),
    # Far away, one without a number is passed over.
    False: marked("It is the nearest children’s cancer program with a number we know."),
}
_SERVES_WITH = marked("It treats the patients of %(center)s, which serves all of %(state)s.")


def why(start: StartHere) -> str:
    """Return why to start at a specialized center, in one or two sentences."""
    if start.study:
        return translate(start.study.advice or "")
    return _(_WHY[start.reason]) % {"miles": NEAR_MILES}


def why_this_one(start: StartHere) -> str:
    """Return why it is this center: the state that it serves, or that it is the nearest of its kind."""
    if start.patients == "children":
        return _(_NEAREST_OF_CHILDREN[start.near])
    values = {"state": state_name(start.state), "center": start.center.name if start.center else ""}
    serves = start.area and not start.near
    if start.center:
        said = _SERVES_WITH if serves else marked("It treats the patients of %(center)s.")
        return _(said) % values
    if serves:
        return _("It serves all of %(state)s.") % values
    if start.found.site.designation("nci"):
        return _("It is the nearest cancer center designated by the National Cancer Institute (NCI).")
    return _("It is the nearest cancer center that is a member of NCCN.")
