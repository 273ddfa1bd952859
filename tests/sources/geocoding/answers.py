"""Made-up addresses and answers."""

from datetime import timedelta

from finder import utc
from finder.geo.points import Point
from finder.sources.geocoding.points_file import Located, postal_address

MIDDLE = Point(44.0, -100.0)
TODAY = utc.today().isoformat()


def at(street, digits="57501"):
    return postal_address(street, "Madeupville", "SD", digits)


def streets(count, start=1):
    return [at(f"{number} Madeup Ave") for number in range(start, start + count)]


def days_ago(days):
    return (utc.today() - timedelta(days=days)).isoformat()


def found(latitude=44.1, how="exact", asked_on=TODAY):
    return Located(Point(latitude, -100.0), how, "census-geocoder", asked_on)


def missing(how="none", asked_on=TODAY):
    return Located(None, how, "census-geocoder", asked_on)
