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

import argparse
import calendar
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import accumulate, chain, count
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import IO, NamedTuple, TypeAlias, TypedDict, TypeVar, cast

import zipcodes
from isal import isal_zlib

PARTS = ("monthly", "cms", "weekly", "deactivated")
BLOCK = 20_000
LEVEL = 6  # zip's own, so that packing and unpacking are like the real thing
FIRST_DAY = date(2005, 5, 23)
CERTIFIED_SINCE = (date(2020, 1, 1) - FIRST_DAY).days

# Shares of all rows.
STUBS, PEOPLE, REACTIVATED = 0.035, 0.76, 0.013
# Shares of people.
SEVERAL_CODES, PRIMARY_LATER, NO_PRIMARY, SAME_MAIL = 0.32, 0.5, 0.01, 0.52
VAGUE_FIRST, HIDDEN = 0.12, 0.02  # cancer doctors whose first code says nothing, or whose only one does
SECONDARY, SECONDARY_OTHERS = 0.15, 0.055
CMS_ADDRESS_DIFFERS = 0.32
IN_CMS = {"c": 0.7, "d": 0.7, "v": 0.7, "n": 0.12, "s": 0.0}  # by kind, of those CMS has a specialty for
# Shares of addresses.
MILITARY, FOREIGN, FULL_ZIP = 0.002, 0.001, 0.94
# Shares of rows that a week changes, ends, brings back and adds.
CHANGED, ENDED, BACK, ADDED = 0.0013, 0.0001, 0.00005, 0.0005
HOSPITALS, CLINICS = 5_400, 16_000


def _words(text: str) -> list[str]:
    return text.split()


#: Kind, credential, CMS specialty; then codes with thousands of people. The kinds: c cancer doctor, d other
#: doctor, v says nothing, s student, n others. All n together are scaled to make up the rest of ALL_PEOPLE.
ALL_PEOPLE = 7_100
TAXONOMIES = """
c MD HEMATOLOGY/ONCOLOGY: 207RH0003X 15
c MD MEDICAL ONCOLOGY: 207RX0202X 5.5
c MD HEMATOLOGY: 207RH0000X 1.5
c MD PEDIATRIC MEDICINE: 2080P0207X 3.2
c MD GYNECOLOGICAL ONCOLOGY: 207VX0201X 1.1
c MD RADIATION ONCOLOGY: 2085R0001X 5.2 2085R0203X 0.2
c MD SURGICAL ONCOLOGY: 2086X0206X 2.5
c MD PATHOLOGY: 207ZP0102X 10.2 207ZP0101X 1.6 207ZC0006X 0.2 207ZP0105X 0.3 207ZC0500X 0.5 207ZD0900X 0.4
c MD PATHOLOGY: 207ZH0000X 0.7 207ZP0007X 0.1 207ZN0500X 0.2 207ZP0213X 0.15 207ZI0100X 0.02
c MD PATHOLOGY: 207ZB0001X 0.25 207ZP0104X 0.03 207ZM0300X 0.05 207ZF0201X 0.3 207ZC0008X 0.02
c MD DERMATOLOGY: 207ND0900X 0.5 207N00000X 12.8 207NS0135X 0.3
c MD MEDICAL GENETICS AND GENOMICS: 207SM0001X 0.05 207SG0201X 1 207SG0203X 0.05 207SC0300X 0.05
c DDS -: 1223P0106X 0.4
c MD GENERAL SURGERY: 208600000X 24.9 2086S0120X 1.1 204F00000X 0.9
c MD COLORECTAL SURGERY (PROCTOLOGY): 208C00000X 2
c MD THORACIC SURGERY: 208G00000X 4.4
c MD NEUROSURGERY: 207T00000X 5.7
c MD UROLOGY: 208800000X 10 2088P0231X 0.4
c MD OTOLARYNGOLOGY: 207Y00000X 9.6 207YX0007X 0.3
c DDS MAXILLOFACIAL SURGERY: 204E00000X 7
c MD ORTHOPEDIC SURGERY: 207X00000X 30
c MD PLASTIC AND RECONSTRUCTIVE SURGERY: 208200000X 7.4 2082S0099X 0.1 2086S0122X 0.5
c MD MICROGRAPHIC DERMATOLOGIC SURGERY (MDS): 207ND0101X 1.6
c MD INTERVENTIONAL RADIOLOGY: 2085R0204X 4
c MD DIAGNOSTIC RADIOLOGY: 2085R0202X 30 2085B0100X 1.2 2085N0700X 4 2085P0229X 1.2 2085R0205X 0.1
c MD NUCLEAR MEDICINE: 2085N0904X 0.5 207U00000X 0.9 207UN0902X 0.2 207UN0903X 0.05
c MD NEUROLOGY: 2084N0400X 20
c MD HOSPICE/PALLIATIVE CARE: 207RH0002X 3 207QH0002X 1.5 2080H0002X 0.3 2084H0002X 0.1
c MD PAIN MANAGEMENT: 208VP0000X 4
c MD INTERVENTIONAL PAIN MANAGEMENT: 208VP0014X 4.5
d MD FAMILY PRACTICE: 207Q00000X 150
d MD PEDIATRIC MEDICINE: 208000000X 100
d MD OBSTETRICS/GYNECOLOGY: 207V00000X 55
d MD ANESTHESIOLOGY: 207L00000X 60
d MD EMERGENCY MEDICINE: 207P00000X 60
d MD PSYCHIATRY: 2084P0800X 60
d MD CARDIOVASCULAR DISEASE (CARDIOLOGY): 207RC0000X 30
d MD INTERVENTIONAL CARDIOLOGY: 207RI0011X 6
d MD GASTROENTEROLOGY: 207RG0100X 20
d MD NEPHROLOGY: 207RN0300X 13
d MD PULMONARY DISEASE: 207RP1001X 12
d MD CRITICAL CARE (INTENSIVISTS): 207RC0200X 6
d MD ENDOCRINOLOGY: 207RE0101X 10
d MD INFECTIOUS DISEASE: 207RI0200X 11
d MD RHEUMATOLOGY: 207RR0500X 8
d MD OPHTHALMOLOGY: 207W00000X 25
d MD PHYSICAL MEDICINE AND REHABILITATION: 208100000X 13
d MD HOSPITALIST: 208M00000X 55
d MD GENERAL PRACTICE: 208D00000X 30
d MD VASCULAR SURGERY: 2086S0129X 5
d MD GERIATRIC MEDICINE: 207QG0300X 5
d MD ALLERGY/IMMUNOLOGY: 207K00000X 6
d DC CHIROPRACTIC: 111N00000X 100
d DPM PODIATRY: 213E00000X 25
d OD OPTOMETRY: 152W00000X 65
v - -: 174400000X 355
v MD INTERNAL MEDICINE: 207R00000X 284
s - -: 390200000X 568
n RN -: 163WX0200X 8 163W00000X 320
n CNS CERTIFIED CLINICAL NURSE SPECIALIST (CNS): 364SX0200X 0.3
n PHARMD -: 1835X0200X 1.5 183500000X 280
n RD REGISTERED DIETITIAN OR NUTRITION PROFESSIONAL: 133VN1301X 0.2 133V00000X 60
n RTT -: 2471R0002X 2
n CGC -: 170300000X 5
n FNP NURSE PRACTITIONER: 363LF0000X 230
n NP NURSE PRACTITIONER: 363L00000X 150
n PA-C PHYSICIAN ASSISTANT: 363A00000X 170
n CRNA CERTIFIED REGISTERED NURSE ANESTHETIST (CRNA): 367500000X 65
n LCSW CLINICAL SOCIAL WORKER: 1041C0700X 280
n LSW -: 104100000X 150
n LMHC MENTAL HEALTH COUNSELOR: 101YM0800X 330
n LPC MENTAL HEALTH COUNSELOR: 101YP2500X 160
n LADC -: 101YA0400X 110
n LMFT MARRIAGE AND FAMILY THERAPIST: 106H00000X 80
n RBT -: 106S00000X 650
n PHD CLINICAL PSYCHOLOGIST: 103T00000X 60
n PSYD CLINICAL PSYCHOLOGIST: 103TC0700X 70
n PT PHYSICAL THERAPIST IN PRIVATE PRACTICE: 225100000X 260
n OTR/L OCCUPATIONAL THERAPIST IN PRIVATE PRACTICE: 225X00000X 140
n CCC-SLP QUALIFIED SPEECH LANGUAGE PATHOLOGIST: 235Z00000X 170
n LPN -: 164W00000X 150
n CPHT -: 183700000X 160
n DDS -: 122300000X 120
n DMD -: 1223G0001X 110
n RDH -: 124Q00000X 60
n - -: 171M00000X 170 3747P1801X 150
n CHW -: 172V00000X 110
n CPS -: 175T00000X 100
n LMT -: 225700000X 90
n LAC -: 171100000X 35
n EMT -: 146N00000X 60
n CNA -: 376K00000X 70
"""

#: Codes that people of a code, or of codes that begin so, often report beside it.
COMPANIONS = {
    "207RH0003X": ("207RX0202X", "207R00000X", "207RH0000X"),
    "207RX0202X": ("207RH0003X", "207R00000X"),
    "207RH0000X": ("207RH0003X", "207R00000X"),
    "2080P0207X": ("208000000X",),
    "207VX0201X": ("207V00000X",),
    "2085R0001X": ("2085R0202X", "2085R0203X"),
    "2086X0206X": ("208600000X",),
    "208C00000X": ("208600000X",),
    "208G00000X": ("208600000X",),
    "207ZP0102X": ("207ZC0500X", "207ZD0900X", "207ZH0000X", "207ZP0101X"),
    "207ZC0500X": ("207ZP0102X",),
    "207ZH0000X": ("207ZP0102X",),
    "207ND0101X": ("207N00000X",),
    "208600000X": ("2086S0129X",),
    "207R00000X": ("208M00000X", "207QG0300X", "207RC0000X"),
    "207R": ("207R00000X",),
    "207Z": ("207ZP0102X",),
    "2085": ("2085R0202X",),
}
#: What CMS says of some people whose code says nothing.
HIDDEN_AS = (
    "HEMATOLOGY/ONCOLOGY",
    "MEDICAL ONCOLOGY",
    "RADIATION ONCOLOGY",
    "SURGICAL ONCOLOGY",
    "PATHOLOGY",
)

#: Code, thousands, name after MADE UP with {} for the city; then "group" for a group of doctors.
ORGANIZATIONS = """
261QX0200X 3.2 ONCOLOGY CLINIC OF {}|
261QX0203X 1.8 RADIATION ONCOLOGY CENTER OF {}|
207RH0003X 3.5 HEMATOLOGY ONCOLOGY ASSOCIATES OF {}|group
2085R0001X 2.2 RADIATION ONCOLOGY PHYSICIANS OF {}|group
207ZP0102X 3.0 PATHOLOGY CONSULTANTS OF {}|group
208600000X 9.0 SURGICAL GROUP OF {}|group
251G00000X 9.0 HOSPICE OF {}|
291U00000X 30 LABORATORY OF {}|
282N00000X 15 GENERAL HOSPITAL OF {}|
261QP2300X 120 PRIMARY CARE CLINIC OF {}|
207Q00000X 180 FAMILY MEDICINE OF {}|group
261QM0801X 150 MENTAL HEALTH CENTER OF {}|
251E00000X 110 HOME HEALTH OF {}|
3336C0003X 150 PHARMACY OF {}|
332B00000X 160 MEDICAL SUPPLY OF {}|
1223G0001X 220 FAMILY DENTISTRY OF {}|group
111N00000X 120 CHIROPRACTIC OF {}|group
225100000X 130 PHYSICAL THERAPY OF {}|group
101YM0800X 220 COUNSELING SERVICES OF {}|group
251S00000X 130 BEHAVIORAL SERVICES OF {}|
343900000X 90 TRANSPORT OF {}|
314000000X 40 NURSING HOME OF {}|
"""

#: Population in tenths of a million, rounded.
_TENTHS = """
    CA 390 TX 300 FL 220 NY 196 PA 130 IL 126 OH 118 GA 110 NC 108 MI 100 NJ 93 VA 87 WA 78 AZ
    74 TN 71 MA 70 IN 68 MO 62 MD 62 WI 59 CO 58 MN 57 SC 53 AL 51 LA 46 KY 45 OR 42 OK 40 CT 36
    UT 34 IA 32 NV 32 PR 32 AR 30 MS 29 KS 29 NM 21 NE 20 ID 19 WV 18 HI 14 NH 14 ME 14 RI 11 MT
    11 DE 10 SD 9 ND 8 AK 7 DC 7 VT 6 WY 6 GU 2 VI 1
"""
POPULATION = dict(zip(_words(_TENTHS)[::2], map(int, _words(_TENTHS)[1::2]), strict=True))

# A last name is a stem and an ending.
STEMS = _words("""
    ABAD BRANT CALD DELM ESCOB FARR GOLD HALV IBARR JANS KOWAL LIND MEND NAKAM OKAF PETR QUINT
    ROSS SAND TRAN URB VARG WEST XI YAMAM ZAPAT AHM BERG CHAND DUBO ELLS FITZ GUTI HARR ILIC
    JOHAN KHAN LOP MART NGUY ORT PARK RAM SING THOMPS ULL VILL WHIT YOUS ZIMM ANDERS BLANCH CRAW
    DONN ERICKS FERN GREENW HOLL IVERS KAPL LARS MORR NORT
""")
ENDINGS = _words("""
    I ER EZ SON MAN OVA SKI ERO A EN ES STEIN FORD LEY TON ETTI INE OS AK UYEN WAY WOOD IS EAU
    AMI OTO ELL ANE ICK ULA
""")
GIVEN = {
    "F": _words("""
        MARIA JENNIFER LINDA AMANDA JESSICA SUSAN PRIYA MEI FATIMA OLGA CARMEN HANNAH EMILY SARAH
        ANN REBECCA ELIZABETH KATHERINE NICOLE MICHELLE STEPHANIE LAURA KIMBERLY ANGELA HEATHER
        TIFFANY RACHEL AISHA YOLANDA DANIELLE INGRID JO MARY-KATE SHANNON TAMIKA VICTORIA WENDY
        XIMENA YUKI ZOE BRITTANY CHLOE DESTINY EVELYN GRACE
    """),
    "M": _words("""
        JAMES JOHN ROBERT MICHAEL DAVID WILLIAM RAJ WEI AHMED IVAN CARLOS JOSE DANIEL MATTHEW BRIAN
        CHRISTOPHER KEVIN THOMAS ANTHONY STEVEN ANDREW JOSHUA KENNETH PAUL TIMOTHY GREGORY PATRICK
        SAMUEL HIROSHI BENJAMIN ALEXANDER JEAN-LUC TY OMAR NATHANIEL VICTOR ZACHARY PETER RAYMOND
        SETH TREVOR ULYSSES WALTER XAVIER YUSUF
    """),
}
#: How a last name is marked as made up; the surname goes into the braces.
MARKS = [*["MADEUP {}", "MADEUP-{}"] * 30, "O'MADEUP {}", "MCMADEUP {}", "DE LA MADEUP {}", "MADEUP {} JR"]
STREETS = _words("""
    MAIN OAK MAPLE CEDAR PARK WASHINGTON LAKE HILL WALNUT SPRING NORTH RIDGE CHURCH RIVER ELM
    HIGH CENTER UNION MILL COLLEGE HOSPITAL MEDICAL LINCOLN JACKSON FRANKLIN HIGHLAND FOREST
    JEFFERSON MADISON VALLEY SUNSET PROSPECT MEADOW GARDEN ORCHARD COUNTY MARKET BROADWAY
    UNIVERSITY HEALTH RESEARCH COMMERCE INDUSTRIAL PINE
""")
ROADS = _words("ST ST ST AVE AVE AVE RD RD DR DR BLVD LN CT PKWY WAY PL HWY CIR TER")
TURNS = ("", "", "", "N ", "S ", "E ", "W ", "OLD ", "NEW ", "UPPER ", "SAINT ", "FORT ", "GRAND ")
ROOMS = ("STE ", "STE ", "STE ", "STE ", "SUITE ", "APT ", "APT ", "UNIT ", "# ", "RM ", "FL ", "BLDG ")
#: Is Sole Proprietor.
SOLE = "Y" * 31 + "N" * 65 + "X" * 4
DOCTORS = ("MD", "MD", "MD", "M.D.", "M.D.", "M. D.", "MD PHD", "M.D., PH.D.", "MBBS", "DO", "D.O.", "")
FORMS = (", LLC", " INC", ", P.C.", "", "", " PLLC", ", INC.")
TITLES = ("OWNER", "OWNER", "CEO", "PRESIDENT", "ADMINISTRATOR", "MANAGING MEMBER", "DIRECTOR OF BILLING")
ISSUERS = ("MADE UP HEALTH PLAN", "MADE UP INSURANCE", "BCBS MADE UP", "RAILROAD", "MEDICAID", "")
GROUPS = ("193400000X SINGLE SPECIALTY GROUP", "193200000X MULTI-SPECIALTY GROUP")
#: City, state, postal code, country.
ABROAD = (
    ("TORONTO", "ONTARIO", "M5G2M9", "CA"),
    ("MUNICH", "BAYERN", "80331", "DE"),
    ("PUNE", "MAHARASHTRA", "411001", "IN"),
)
CLINIC_NAMES = ("ONCOLOGY CLINIC", "CANCER CARE GROUP", "MEDICAL GROUP", "SURGICAL ASSOCIATES", "SPECIALISTS")
#: Name, type, ownership, whether it has emergency services; the first are the most frequent.
HOSPITAL_KINDS = (
    ("GENERAL HOSPITAL", "Acute Care Hospitals", "Voluntary non-profit - Private", "Yes"),
    ("MEMORIAL HOSPITAL", "Acute Care Hospitals", "Voluntary non-profit - Church", "Yes"),
    ("UNIVERSITY MEDICAL CENTER", "Acute Care Hospitals", "Government - State", "Yes"),
    ("REGIONAL MEDICAL CENTER", "Acute Care Hospitals", "Proprietary", "Yes"),
    ("COMMUNITY HOSPITAL", "Critical Access Hospitals", "Government - Hospital District or Authority", "Yes"),
    ("CHILDREN'S HOSPITAL", "Childrens", "Voluntary non-profit - Private", "Yes"),
    ("BEHAVIORAL HOSPITAL", "Psychiatric", "Proprietary", "No"),
    ("VETERANS HOSPITAL", "Acute Care - Veterans Administration", "Veterans Health Administration", "Yes"),
)

# --- the headers --------------------------------------------------------------------------------------------


def _address_names(whose: str) -> list[str]:
    lines = [f"Provider {line} Line Business {whose} Address" for line in ("First", "Second")]
    parts = "City Name|State Name|Postal Code|Country Code (If outside U.S.)|Telephone Number|Fax Number"
    return lines + [f"Provider Business {whose} Address {part}" for part in parts.split("|")]


def _person_names(whose: str) -> list[str]:
    parts = "Last Name|First Name|Middle Name|Name Prefix Text|Name Suffix Text|Credential Text"
    return [f"{whose} {part}" for part in parts.split("|")]


def _numbered(many: int, *names: str) -> list[str]:
    return [f"{name}_{number}" for number in range(1, many + 1) for name in names]


def main_header() -> list[str]:
    """Return the 330 column names of the main file, V.2."""
    own, official = _person_names("Provider"), _person_names("Authorized Official")
    return [
        "NPI",
        "Entity Type Code",
        "Replacement NPI",
        "Employer Identification Number (EIN)",
        "Provider Organization Name (Legal Business Name)",
        f"{own[0]} (Legal Name)",
        *own[1:],
        "Provider Other Organization Name",
        "Provider Other Organization Name Type Code",
        *_person_names("Provider Other"),
        "Provider Other Last Name Type Code",
        *_address_names("Mailing"),
        *_address_names("Practice Location"),
        "Provider Enumeration Date",
        "Last Update Date",
        "NPI Deactivation Reason Code",
        "NPI Deactivation Date",
        "NPI Reactivation Date",
        "Provider Sex Code",
        *official[:3],
        "Authorized Official Title or Position",
        "Authorized Official Telephone Number",
        *_numbered(
            15,
            "Healthcare Provider Taxonomy Code",
            "Provider License Number",
            "Provider License Number State Code",
            "Healthcare Provider Primary Taxonomy Switch",
        ),
        *_numbered(
            50,
            "Other Provider Identifier",
            "Other Provider Identifier Type Code",
            "Other Provider Identifier State",
            "Other Provider Identifier Issuer",
        ),
        "Is Sole Proprietor",
        "Is Organization Subpart",
        "Parent Organization LBN",
        "Parent Organization TIN",
        *official[3:],
        *_numbered(15, "Healthcare Provider Taxonomy Group"),
        "Certification Date",
    ]


#: The headers of the reference files, where @ stands for what names have in common. They are irregular.
HEADERS = {
    "othername": "NPI|@|@ Type Code|Created Date".replace("@", "Provider Other Organization Name"),
    "pl": (
        "NPI|@- Address Line 1|@-  Address Line 2|@ - City Name|@ - State Name|@ - Postal Code|"
        "@ - Country Code (If outside U.S.)|@ - Telephone Number|@ - Telephone Extension|"
        "Provider Practice Location Address - Fax Number"
    ).replace("@", "Provider Secondary Practice Location Address"),
    "endpoint": (
        "NPI|Endpoint Type|Endpoint Type Description|Endpoint|Affiliation|Endpoint Description|"
        "Affiliation Legal Business Name|Use Code|Use Description|Other Use Description|Content Type|"
        "Content Description|Other Content Description|@ Line One|@ Line Two|@ City|@ State|@ Country|"
        "@ Postal Code"
    ).replace("@", "Affiliation Address"),
}
DAC_HEADER = (
    "NPI,Ind_PAC_ID,Ind_enrl_ID,Provider Last Name,Provider First Name,Provider Middle Name,suff,gndr,Cred,"
    "Med_sch,Grd_yr,pri_spec,sec_spec_1,sec_spec_2,sec_spec_3,sec_spec_4,sec_spec_all,Telehlth,Facility Name,"
    "org_pac_id,num_org_mem,adr_ln_1,adr_ln_2,ln_2_sprs,City/Town,State,ZIP Code,Telephone Number,ind_assgn,"
    "grp_assgn,adrs_id\n"
)
AFFILIATION_HEADER = (
    "NPI,Ind_PAC_ID,Provider Last Name,Provider First Name,Provider Middle Name,suff,facility_type,"
    "Facility Affiliations Certification Number,Facility Type Certification Number\n"
)


def hospital_header() -> list[str]:
    """Return the 38 column names of Hospital General Information, 2026."""
    header = (
        "Facility ID|Facility Name|Address|City/Town|State|ZIP Code|County/Parish|Telephone Number|"
        "Hospital Type|Hospital Ownership|Emergency Services|"
        "Meets criteria for birthing friendly designation|"
        "Hospital overall rating|Hospital overall rating footnote"
    )
    small = "@ Group Measure Count|Count of Facility @ Measures|"
    large = small + "".join(f"Count of @ Measures {how}|" for how in ("Better", "No Different", "Worse"))
    groups = [large.replace("@", name) + f"{name} Group Footnote" for name in ("MORT", "Safety", "READM")]
    groups += [small.replace("@", name) + f"{name} Group Footnote" for name in ("Pt Exp", "TE")]
    return "|".join([header, *groups]).split("|")


# --- what all blocks share ----------------------------------------------------------------------------------

T = TypeVar("T")
Weighed: TypeAlias = tuple[list[T], list[float]]


class _ZipRow(TypedDict):
    zip_code: str
    zip_code_type: str
    active: bool
    city: str
    state: str
    county: str
    area_codes: list[str]
    lat: str
    long: str


class Place(NamedTuple):
    """A ZIP code with its city and county in capitals and an area code."""

    city: str
    state: str
    zip: str
    area: str
    county: str


class Address(NamedTuple):
    """The eight address fields of a row, in its order."""

    line_1: str
    line_2: str
    city: str
    state: str
    zip: str
    country: str
    phone: str
    fax: str


class Site(NamedTuple):
    """A hospital (with a CCN) or a clinic (without) where people work; `kind` counts in HOSPITAL_KINDS."""

    name: str
    address: Address
    ccn: str
    pac: str
    members: int
    kind: int
    county: str


class Taxonomy(NamedTuple):
    """A code of TAXONOMIES."""

    code: str
    kind: str
    credentials: tuple[str, ...]
    specialty: str


class Organization(NamedTuple):
    """A line of ORGANIZATIONS; the name has {} for the city."""

    code: str
    name: str
    group: bool


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made, and where. `block` is the number of rows made in one go."""

    folder: Path
    rows: int
    seed: int
    as_of: date
    spread: int | None = None
    wanted: frozenset[str] = frozenset(PARTS)
    workers: int = 1
    block: int = BLOCK


@dataclass(frozen=True, slots=True)
class World:
    """What is drawn from: places by weight, sites by the first three digits of their ZIP, names, days.

    The weights run up. `codes` are all codes of people, `alike` those of one kind.
    """

    places: Weighed[Place]
    military: list[Place]
    hospitals: list[Site]
    near: dict[str, list[Site]]
    surnames: list[str]
    streets: list[str]
    days: list[str]
    codes: Weighed[Taxonomy]
    alike: dict[str, Weighed[Taxonomy]]
    organizations: Weighed[Organization]


@lru_cache(maxsize=1)
def make_world(seed: int, as_of: date, spread: int | None) -> World:
    """Return the same world for the same arguments, whichever process asks."""
    rng = Random(f"world {seed}")
    rows = cast(list[_ZipRow], zipcodes.list_all())  # type: ignore[no-untyped-call]
    places = _weigh([row for row in rows if row["active"] and row["state"] in POPULATION], spread)
    streets = _street_names(rng)
    hospitals, clinics = _sites(rng, places, streets)
    near: dict[str, list[Site]] = defaultdict(list)
    for site in (*hospitals, *clinics):
        near[site.address.zip[:3]].append(site)
    found = list(_taxonomies())
    return World(
        places=places,
        military=[_place(row) for row in rows if row["zip_code_type"] == "MILITARY" and row["active"]],
        hospitals=hospitals,
        near=dict(near),
        surnames=[stem + ending for stem in STEMS for ending in ENDINGS] + ["PEÑA", "NUÑEZ"],
        streets=streets,
        days=[f"{FIRST_DAY + timedelta(day):%m/%d/%Y}" for day in range((as_of - FIRST_DAY).days + 8)],
        codes=_scaled(found),
        alike={kind: _running([pair for pair in found if pair[0].kind == kind]) for kind in "dn"},
        organizations=_running(_organizations()),
    )


def _running(pairs: Iterable[tuple[T, float]]) -> Weighed[T]:
    """Split pairs of a thing and its weight into the things and their running weights."""
    things, weights = zip(*pairs, strict=True)
    return list(things), list(accumulate(weights))


def _draw(rng: Random, pool: Weighed[T], how_many: int) -> list[T]:
    return rng.choices(pool[0], cum_weights=pool[1], k=how_many)


def _weigh(rows: list[_ZipRow], spread: int | None) -> Weighed[Place]:
    """Weigh by the population of the state and by how thick street ZIPs lie around; keep the heaviest."""
    cells: dict[tuple[int, int], int] = defaultdict(int)
    for row in rows:
        cells[_cell(row)] += row["zip_code_type"] == "STANDARD"
    weights = [_thickness(row, cells) for row in rows]
    by_state: dict[str, float] = defaultdict(float)
    for row, weight in zip(rows, weights, strict=True):
        by_state[row["state"]] += weight
    scaled = [
        (_place(row), weight * POPULATION[row["state"]] / by_state[row["state"]])
        for row, weight in zip(rows, weights, strict=True)
    ]
    return _running(sorted(scaled, key=lambda pair: -pair[1])[:spread])


def _thickness(row: _ZipRow, cells: dict[tuple[int, int], int]) -> float:
    x, y = _cell(row)
    around = sum(cells.get((x + east, y + north), 0) for east in (-1, 0, 1) for north in (-1, 0, 1))
    return (1 + around) * (1.0 if row["zip_code_type"] == "STANDARD" else 0.02)


def _cell(row: _ZipRow) -> tuple[int, int]:
    return int(float(row["lat"] or 0) * 10), int(float(row["long"] or 0) * 10)


def _place(row: _ZipRow) -> Place:
    area = row["area_codes"][0] if row["area_codes"] else "800"
    return Place(row["city"].upper(), row["state"], row["zip_code"], area, row["county"].upper())


def _street_names(rng: Random) -> list[str]:
    named = [f"{turn}{name} {road}" for turn in TURNS for name in STREETS for road in dict.fromkeys(ROADS)]
    return named + [f"{rng.choice(TURNS)}{n}{_ordinal(n)} {road}" for n in range(1, 190) for road in ROADS]


def _ordinal(number: int) -> str:
    return "TH" if number % 100 in (11, 12, 13) else {1: "ST", 2: "ND", 3: "RD"}.get(number % 10, "TH")


def _taxonomies() -> Iterator[tuple[Taxonomy, float]]:
    """Yield the codes with how many thousands have them, unscaled."""
    for row in TAXONOMIES.strip().splitlines():
        head, _, tail = row.partition(": ")
        (kind, credential, specialty), codes = head.split(" ", 2), tail.split()
        for code, thousands in zip(codes[::2], codes[1::2], strict=True):
            yield Taxonomy(code, kind, _credentials(credential), specialty.strip("-")), float(thousands)


def _credentials(word: str) -> tuple[str, ...]:
    dotted = ".".join(word) + "."
    return {"MD": DOCTORS, "-": ("",)}.get(word, (word, word, "", dotted if word.isalpha() else word))


SPECIALTIES = {each.code: each.specialty for each, _ in _taxonomies()}


def _scaled(found: Sequence[tuple[Taxonomy, float]]) -> Weighed[Taxonomy]:
    """Scale kind n so that all make up ALL_PEOPLE."""
    others = sum(thousands for each, thousands in found if each.kind == "n")
    rest = ALL_PEOPLE - sum(thousands for each, thousands in found if each.kind != "n")
    return _running(
        (each, thousands * (rest / others if each.kind == "n" else 1)) for each, thousands in found
    )


def _organizations() -> Iterator[tuple[Organization, float]]:
    for row in ORGANIZATIONS.strip().splitlines():
        code, thousands, name = row.split(" ", 2)
        yield (
            Organization(code, f"MADE UP {name.partition('|')[0]}", name.endswith("group")),
            float(thousands),
        )


def _sites(rng: Random, places: Weighed[Place], streets: list[str]) -> tuple[list[Site], list[Site]]:
    """Return the hospitals and the clinics."""
    numbers: dict[str, Iterator[int]] = defaultdict(count)
    hospitals = [
        _hospital(rng, place, streets, next(numbers[place.state])) for place in _draw(rng, places, HOSPITALS)
    ]
    return hospitals, [_clinic(rng, place, streets) for place in _draw(rng, places, CLINICS)]


def _hospital(rng: Random, place: Place, streets: list[str], number: int) -> Site:
    """Return the hospital of that number within its state."""
    kind = min(int(rng.expovariate(0.5)), len(HOSPITAL_KINDS) - 1)
    what = HOSPITAL_KINDS[kind][0]
    state = f"{sorted(POPULATION).index(place.state) + 1:02}"
    ccn = f"{state}{'9GHJKL'[number // 1000]}{number % 1000:03}"
    if what == "VETERANS HOSPITAL" and number < 100:
        ccn = f"{state}9{number:02}F"
    address = _site_address(rng, place, streets)
    name = f"MADE UP {what} OF {place.city}"
    return Site(name, address, ccn, _digits(rng, 10), rng.randint(50, 2500), kind, place.county)


def _clinic(rng: Random, place: Place, streets: list[str]) -> Site:
    members = int(rng.paretovariate(0.8)) % 900 + 1
    name = f"MADE UP {rng.choice(CLINIC_NAMES)} OF {place.city}"
    return Site(name, _site_address(rng, place, streets), "", _digits(rng, 10), members, 0, place.county)


def _site_address(rng: Random, place: Place, streets: list[str]) -> Address:
    street = f"{rng.randint(1, 99) * 100} {rng.choice(streets)}"
    return _street_address(rng, place, streets)._replace(line_1=street, line_2="")


# --- one row ------------------------------------------------------------------------------------------------

SEP = '","'
BLANK = [SEP.join([""] * number) for number in range(291)]
SLOTS_LEFT = [(SEP + BLANK[4 * left]) if left else "" for left in range(15, -1, -1)]
IDENTIFIERS_LEFT = [BLANK[4 * left] for left in range(50, 39, -1)]
_DIGITS = [[int(digit) for digit in f"{number:03}"] for number in range(1000)]
_TWICE = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
_OUTER = [_TWICE[a] + b + _TWICE[c] for a, b, c in _DIGITS]
_INNER = [a + _TWICE[b] + c for a, b, c in _DIGITS]


class Who(NamedTuple):
    """A person as CMS needs to know them."""

    last: str
    first: str
    middle: str
    sex: str
    suffix: str
    credential: str
    specialties: tuple[str, ...]


class Life(NamedTuple):
    """The days in the life of a record; the last three may be blank."""

    enumerated: str
    updated: str
    deactivated: str
    reactivated: str
    certified: str


class Record(NamedTuple):
    """A row of the main file in pieces; a piece may hold several fields, joined."""

    npi: str
    head: str
    mail: Address
    practice: Address
    life: Life
    sex_and_official: str
    slots: str
    identifiers: str
    tail: str
    kind: str
    who: Who | None = None


def npi_at(index: int, seed: int) -> str:
    """Return the NPI of a row: all rows up to a hundred million get different ones, in no visible order."""
    number = (index * 61_803_399 + seed * 7_654_321) % 100_000_000
    a, b, c = 200 + number // 1_000_000, number // 1000 % 1000, number % 1000
    return f"{a:03}{b:03}{c:03}{-(24 + _OUTER[a] + _INNER[b] + _OUTER[c]) % 10}"


def stub(npi: str, day: str) -> str:
    """Return the row of a deactivated NPI."""
    return f'"{npi}","{BLANK[38]}","{day}","{BLANK[290]}"\n'


def line(record: Record) -> str:
    """Return the row of a record."""
    npi, head, mail, practice, life, official, slots, identifiers, tail, _, _ = record
    return (
        f'"{npi}","{head}","{SEP.join(mail)}","{SEP.join(practice)}","{life[0]}","{life[1]}","","{life[2]}",'
        f'"{life[3]}","{official}","{slots}","{identifiers}","{tail}","{life[4]}"\n'
    )


def _digits(rng: Random, many: int) -> str:
    return f"{int(rng.random() * 10**many):0{many}}"


def _street_address(rng: Random, place: Place, streets: list[str]) -> Address:
    draw = rng.random
    first, second, roll = f"{int(draw() ** 2 * 9800) + 100} {streets[int(draw() * len(streets))]}", "", draw()
    if roll < 0.26:
        room = f"{ROOMS[int(draw() * len(ROOMS))]}{int(draw() * 900) + 1}"
        first, second = (f"{first} {room}", "") if roll < 0.18 else (first, room)
    elif roll < 0.275:
        first = f"PO BOX {int(draw() * 9999) + 1}"
    code = f"{place.zip}{int(draw() * 9999) + 1:04}" if draw() < FULL_ZIP else place.zip
    number = f"{place.area}55501"
    fax = f"{number}{int(draw() * 100):02}" if draw() < 0.14 else ""
    phone = f"{number}{int(draw() * 100):02}"
    return Address(first, second, place.city, place.state, code, "US", phone, fax)


def _any_address(rng: Random, world: World, place: Place) -> Address:
    """Return an address at the place, or rarely a military or a foreign one instead."""
    roll = rng.random()
    if roll > MILITARY + FOREIGN:
        return _street_address(rng, place, world.streets)
    if roll > FOREIGN:
        return _street_address(rng, rng.choice(world.military), world.streets)
    city, state, code, country = rng.choice(ABROAD)
    at_home = _street_address(rng, place, world.streets)
    return at_home._replace(city=city, state=state, zip=code, country=country, phone="", fax="")


def _addresses(rng: Random, world: World, place: Place, site: Site | None) -> tuple[Address, Address]:
    """Return the mailing address, often the same, and the practice address."""
    practice = _at_site(rng, site) if site else _any_address(rng, world, place)
    mail = practice if rng.random() < SAME_MAIL else _street_address(rng, place, world.streets)
    return (mail._replace(phone="") if rng.random() < 0.28 else mail), practice


def _site_near(rng: Random, world: World, code: str) -> Site | None:
    sites = world.near.get(code[:3])
    return sites[int(rng.random() * len(sites))] if sites else None


def _at_site(rng: Random, site: Site) -> Address:
    """Return the site's address, often with a room of one's own."""
    if rng.random() < 0.5:
        return site.address
    return site.address._replace(line_2=f"STE {int(rng.random() * 900) + 1}")


def _name(rng: Random, world: World) -> tuple[str, str, str, str]:
    """Return a last, a first and a middle name and the sex."""
    draw = rng.random
    sex = "F" if draw() < 0.66 else "M"
    given = GIVEN[sex]
    last = MARKS[int(draw() * len(MARKS))].format(world.surnames[int(draw() * len(world.surnames))])
    roll, middle = draw(), ""
    if roll < 0.55:
        middle = given[int(draw() * len(given))] if roll > 0.25 else "ABCDEFGHJKLMNPRSTW"[int(roll * 72)]
    return last, given[int(draw() * len(given))], middle, sex


def _license(rng: Random, state: str) -> str:
    """Return a license number and its state as two fields; many give none."""
    roll = rng.random()
    if roll < 0.45:
        return SEP
    letters = ("", "", state, "MD", "R", "LIC-")[int(roll * 600) % 6]
    return f"{letters}{_digits(rng, 5 + int(roll * 1700) % 4)}{SEP}{state}"


def _slots(rng: Random, codes: Sequence[str], main: int, state: str) -> str:
    """Return the 60 taxonomy fields; the code at `main` is the primary one, or none if it is negative."""
    slots = (
        f"{code}{SEP}{_license(rng, state)}{SEP}{'Y' if number == main else 'N'}"
        for number, code in enumerate(codes)
    )
    return SEP.join(slots) + SLOTS_LEFT[len(codes)]


def _codes(rng: Random, world: World, own: Taxonomy) -> tuple[list[str], int]:
    """Return the codes of a person in order, and which is primary (-1: none)."""
    if own.kind == "c" and rng.random() < VAGUE_FIRST:
        return ["174400000X", own.code], int(rng.random() < 0.8)
    several = rng.random() < SEVERAL_CODES
    codes = list(dict.fromkeys([own.code, *_beside(rng, world, own)])) if several else [own.code]
    if len(codes) == 1 or rng.random() > PRIMARY_LATER:
        return codes, -1 if rng.random() < NO_PRIMARY else 0
    place = 1 + int(rng.random() * (len(codes) - 1))
    codes[0], codes[place] = codes[place], codes[0]
    return codes, place


def _beside(rng: Random, world: World, own: Taxonomy) -> list[str]:
    """Return one to four further codes: those that go with a code, or any of its kind."""
    many = min(1 + int(rng.expovariate(1.2)), 4)
    if companions := COMPANIONS.get(own.code) or COMPANIONS.get(own.code[:4]):
        return [rng.choice(companions) for _ in range(many)]
    pool = world.alike.get({"v": "n"}.get(own.kind, own.kind))
    return [each.code for each in _draw(rng, pool, many)] if pool else []


def _life(rng: Random, world: World) -> Life:
    """Return the days of a record: most were last updated long ago, a few were away for a while."""
    last = len(world.days) - 8
    begun = int(rng.random() * last)
    updated = begun + int((last - begun) * rng.random() ** 2.5)
    day = world.days[updated]
    certified = day if updated > CERTIFIED_SINCE else ""
    if rng.random() > REACTIVATED:
        return Life(world.days[begun], day, "", "", certified)
    return Life(world.days[begun], day, world.days[begun + (updated - begun) // 2], day, certified)


def _identifiers(rng: Random, state: str, share: float) -> str:
    """Return the 200 fields of other identifiers: blank for most."""
    if rng.random() > share:
        return IDENTIFIERS_LEFT[0]
    many = min(1 + int(rng.expovariate(0.7)), 10)
    made = (
        (_digits(rng, 6 + int(rng.random() * 5)), rng.choice(("01", "05")), state, rng.choice(ISSUERS), "")
        for _ in range(many)
    )
    return "".join(map(SEP.join, made)) + IDENTIFIERS_LEFT[many]


def person(rng: Random, world: World, npi: str, own: Taxonomy, place: Place) -> Record:
    """Return a made-up person whose code of interest is `own`, practicing at the place or a site near it."""
    draw = rng.random
    name = last, first, middle, sex = _name(rng, world)
    credential = own.credentials[int(draw() * len(own.credentials))]
    prefix = _prefix(rng, own, sex)
    suffix = ("JR.", "III", "II", "SR.")[int(draw() * 4)] if draw() < 0.014 else ""
    other = BLANK[9]
    if draw() < 0.046:
        other = f'","","{_name(rng, world)[0]}","{first}","{middle}","","","{credential}","1'
    site = _site_near(rng, world, place.zip) if own.kind == "c" and draw() < 0.6 else None
    mail, practice = _addresses(rng, world, place, site)
    codes, main = _codes(rng, world, own)
    return Record(
        npi,
        f'1","","","","{last}","{first}","{middle}","{prefix}","{suffix}","{credential}","{other}',
        mail,
        practice,
        _life(rng, world),
        f'{sex}","{BLANK[5]}',
        _slots(rng, codes, main, practice.state),
        _identifiers(rng, practice.state, 0.04),
        f'{SOLE[int(draw() * len(SOLE))]}","{BLANK[21]}',
        own.kind,
        Who(*name, suffix, credential, _specialties(rng, own, codes)),
    )


def _prefix(rng: Random, own: Taxonomy, sex: str) -> str:
    roll = rng.random()
    if own.kind in "cd" and roll < 0.3:
        return "DR."
    return "" if roll < 0.9 else {"F": "MS."}.get(sex, "MR.")


def _specialties(rng: Random, own: Taxonomy, codes: list[str]) -> tuple[str, ...]:
    """Return what CMS calls the person, the main specialty first; nothing for who cannot be enrolled."""
    if own.kind == "v" and rng.random() < HIDDEN:
        return (rng.choice(HIDDEN_AS),)
    if not own.specialty:
        return ()
    beside = (SPECIALTIES.get(code) for code in codes)
    return tuple(dict.fromkeys([own.specialty, *filter(None, beside)]))[:5]


def organization(rng: Random, world: World, npi: str, kind: Organization, place: Place) -> Record:
    """Return a made-up organization."""
    draw = rng.random
    site = _site_near(rng, world, place.zip) if "ONCOLOGY" in kind.name and draw() < 0.7 else None
    mail, practice = _addresses(rng, world, place, site)
    legal = kind.name.format(practice.city) + FORMS[int(draw() * len(FORMS))]
    other = BLANK[9]
    if draw() < 0.2:
        other = f'{kind.name.format(world.surnames[int(draw() * len(world.surnames))])}","3","{BLANK[7]}'
    last, first, middle, _ = _name(rng, world)
    title = TITLES[int(draw() * len(TITLES))]
    part = f'Y","MADE UP PARENT OF {practice.city}","<UNAVAIL>' if draw() < 0.08 else 'N","","'
    groups = f'{GROUPS[draw() < 0.25]}","{BLANK[14]}' if kind.group else BLANK[15]
    return Record(
        npi,
        f'2","","<UNAVAIL>","{legal}","{BLANK[6]}","{other}',
        mail,
        practice,
        _life(rng, world),
        f'","{last}","{first}","{middle}","{title}","{practice.phone}',
        _slots(rng, [kind.code], 0, practice.state),
        _identifiers(rng, practice.state, 0.06),
        f'","{part}","{BLANK[3]}","{groups}',
        "",
    )


# --- CMS ----------------------------------------------------------------------------------------------------


def cms_lines(
    rng: Random, world: World, record: Record, seconds: Sequence[Address]
) -> tuple[list[str], list[str]]:
    """Return the person's rows of the clinicians and of the affiliations file; none for who is not there."""
    who = record.who
    if (
        not who
        or not who.specialties
        or rng.random() > IN_CMS[record.kind]
        or record.practice.country != "US"
    ):
        return [], []
    pac = _digits(rng, 10)
    name = f"{who.last},{who.first},{who.middle},{who.suffix.strip('.')}"
    start = f"{record.npi},{pac},I{rng.randint(2003, 2026)}{_digits(rng, 10)},{name},{_career(rng, who)},"
    accepts = "Y" if rng.random() < 0.97 else "M"
    places = dict.fromkeys(_cms_addresses(rng, world, record, seconds))
    rows = [f"{start}{_cms_address(rng, address, site, accepts)}\n" for address, site in places]
    return rows, [f"{record.npi},{pac},{name},{which}\n" for which in _affiliations(rng, world, record)]


def _career(rng: Random, who: Who) -> str:
    """Return the fields from the sex to telehealth."""
    written = who.credential.replace(".", "").replace(",", "").replace("M D", "MD")
    credential = written.partition(" ")[0][:4]
    made_up = f"MADE UP UNIVERSITY SCHOOL OF MEDICINE {rng.randint(1, 150)}"
    school = "OTHER" if rng.random() < 0.6 else made_up
    seconds = (*who.specialties[1:], "", "", "", "")[:4]
    every = ", ".join(who.specialties[1:])
    every = f'"{every}"' if "," in every else every
    telehealth = "Y" if rng.random() < 0.4 else ""
    year, specialties = rng.randint(1965, 2022), ",".join((who.specialties[0], *seconds))
    return f"{who.sex},{credential},{school},{year},{specialties},{every},{telehealth}"


def _cms_addresses(
    rng: Random, world: World, record: Record, seconds: Sequence[Address]
) -> list[tuple[Address, Site | None]]:
    """Return where CMS has the person: often where NPPES has them, and at sites nearby."""
    home = record.practice
    found: list[tuple[Address, Site | None]] = [(each, None) for each in (home, *seconds)]
    if rng.random() < CMS_ADDRESS_DIFFERS and (site := _site_near(rng, world, home.zip)):
        found[0] = (site.address, site)
    for _ in range(min(int(rng.expovariate(0.5)), 9)):
        if site := _site_near(rng, world, home.zip):
            found.append((_at_site(rng, site), site))
    return found


def _cms_address(rng: Random, address: Address, site: Site | None, accepts: str) -> str:
    """Return the fields from the facility's name to the key of the address."""
    group = f"{site.name},{site.pac},{site.members}" if site else ",,"
    street = address.line_1.replace(" ", "X")[:11]
    key = f"{address.state}{address.zip:X<9}{address.city[:2]}{street:X<11}300"
    hidden = "Y" if not address.line_2 and rng.random() < 0.05 else ""
    return (
        f"{group},{address.line_1},{address.line_2},{hidden},{address.city},{address.state},{address.zip},"
        f"{address.phone},{accepts},{accepts if site else ''},{key}"
    )


def _affiliations(rng: Random, world: World, record: Record) -> Iterator[str]:
    """Yield the last three fields of the person's affiliations: hospitals nearby, rarely a nursing home."""
    hospitals = [site.ccn for site in world.near.get(record.practice.zip[:3], ()) if site.ccn]
    if not hospitals or rng.random() < 0.25:
        return
    for ccn in dict.fromkeys(rng.choices(hospitals, k=1 + min(int(rng.expovariate(0.6)), 6))):
        yield f"Hospital,{ccn},"
    if rng.random() < 0.1:
        yield f"Nursing home,{rng.randint(1, 53):02}9{_digits(rng, 3)},"


def hospital_lines(rng: Random, world: World) -> Iterator[str]:
    """Yield the rows of Hospital General Information, the header first."""
    yield ",".join(f'"{name}"' for name in hospital_header()) + "\n"
    for site in world.hospitals:
        _, what, owner, emergency = HOSPITAL_KINDS[site.kind]
        at = site.address
        phone = f"({at.phone[:3]}) {at.phone[3:6]}-{at.phone[6:]}"
        friendly = "Y" if rng.random() < 0.41 else ""
        yield (
            f"{site.ccn},{site.name},{at.line_1},{at.city},{at.state},{at.zip[:5]},{site.county},{phone},"
            f"{what},{owner},{emergency},{friendly},{_rating(rng)}\n"
        )


def _rating(rng: Random) -> str:
    """Return the fields of the overall rating and of the five groups of measures."""
    if rng.random() < 0.53:
        return f"{rng.randint(1, 5)},,{'7,7,1,5,1,,' * 3}8,8,,12,11,"
    none = "Not Available"
    return f"{none},16,{f'7,{none},{none},{none},{none},5,' * 3}8,{none},5,12,{none},5"


# --- one block ----------------------------------------------------------------------------------------------


class Piece(NamedTuple):
    """Part of a zip member: raw deflate to a byte boundary, and CRC-32 and length of what it unpacks to."""

    packed: bytes
    crc: int
    size: int


class Task(NamedTuple):
    """The rows of one block. Those of a block of `new` NPIs are only in the weekly file."""

    number: int
    start: int
    rows: int
    new: bool


@dataclass(slots=True)
class Aside:
    """What blocks have to say beside the main file and those of CMS."""

    pl: list[str] = field(default_factory=list)
    othername: list[str] = field(default_factory=list)
    weekly: list[str] = field(default_factory=list)
    weekly_pl: list[str] = field(default_factory=list)
    stubs: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Aside) -> None:
        """Put the other's lines behind one's own."""
        self.pl += other.pl
        self.othername += other.othername
        self.weekly += other.weekly
        self.weekly_pl += other.weekly_pl
        self.stubs += other.stubs


class Made(NamedTuple):
    """What a block gives to the main file, to the two files of CMS, and to the others."""

    main: Piece
    clinicians: bytes
    affiliations: bytes
    aside: Aside


def deflate(text: str) -> Piece:
    """Compress text on its own, ending at a byte boundary without ending the member."""
    data = text.encode()
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)
    return Piece(packed, isal_zlib.crc32(data), len(data))


def make_block(job: Job, task: Task) -> Made:
    """Make the rows of one block and all that the other files say of them."""
    world = make_world(job.seed, job.as_of, job.spread)
    rng, cms, week = (Random(f"{what} {job.seed} {task.number}") for what in ("rows", "cms", "week"))
    main: list[str] = []
    clinicians: list[str] = []
    affiliations: list[str] = []
    aside = Aside()
    for record in _records(rng, world, job, task):
        if isinstance(record, str):
            main.append(_ended(rng, week, world, record, aside))
            continue
        main.append(line(record))
        seconds = _beside_main(rng, world, record, aside)
        if "cms" in job.wanted and not task.new:
            found, hospitals = cms_lines(cms, world, record, seconds)
            clinicians += found
            affiliations += hospitals
        roll = 0.0 if task.new else week.random()
        if roll < CHANGED + ENDED:
            aside.weekly.append(_in_week(week, world, record, roll, task.new))
            aside.weekly_pl += _second_lines(record, seconds)
    if task.new:
        return Made(deflate(""), b"", b"", Aside(weekly=aside.weekly, weekly_pl=aside.weekly_pl))
    packed = deflate("".join(main) if "monthly" in job.wanted else "")
    return Made(packed, "".join(clinicians).encode(), "".join(affiliations).encode(), aside)


def _records(rng: Random, world: World, job: Job, task: Task) -> Iterator[Record | str]:
    """Yield the records of a block in order; of a deactivated one only the NPI."""
    places = _draw(rng, world.places, task.rows)
    people = _draw(rng, world.codes, task.rows)
    kinds = _draw(rng, world.organizations, task.rows)
    for index in range(task.rows):
        roll, npi = rng.random(), npi_at(task.start + index, job.seed)
        if roll < STUBS and not task.new:
            yield npi
        elif roll < STUBS + PEOPLE:
            yield person(rng, world, npi, people[index], places[index])
        else:
            yield organization(rng, world, npi, kinds[index], places[index])


def _ended(rng: Random, week: Random, world: World, npi: str, aside: Aside) -> str:
    """Return the row of a deactivated NPI; a few come back in the week."""
    day = world.days[int(rng.random() * (len(world.days) - 8))]
    aside.stubs.append((npi, day))
    if week.random() < BACK / STUBS:
        new = person(week, world, npi, _draw(week, world.codes, 1)[0], _draw(week, world.places, 1)[0])
        back = _this_week(week, world)
        aside.weekly.append(line(new._replace(life=Life(new.life.enumerated, back, day, back, back))))
    return stub(npi, day)


def _this_week(week: Random, world: World) -> str:
    return world.days[-7 + int(week.random() * 7)]


def _in_week(week: Random, world: World, record: Record, roll: float, new: bool) -> str:
    """Return the weekly row of a record that is new, changes or ends."""
    day, life = _this_week(week, world), record.life
    if new:
        return line(record._replace(life=Life(day, day, "", "", day)))
    if roll > CHANGED:
        return stub(record.npi, day)
    changed = record._replace(life=life._replace(updated=day, certified=day))
    if week.random() < 0.5:
        place = _draw(week, world.places, 1)[0]
        changed = changed._replace(practice=_street_address(week, place, world.streets))
    return line(changed)


def _beside_main(rng: Random, world: World, record: Record, aside: Aside) -> list[Address]:
    """Add what the reference files say of a record, and return its further practice locations."""
    if record.who is None and rng.random() < 0.3:
        what = rng.choice(("CARE", "HEALTH", "CLINIC", "GROUP"))
        name = f"MADE UP {rng.choice(world.surnames)} {what} OF {record.practice.city}"
        aside.othername.append(f'"{record.npi}","{name}","{rng.choice("3345")}","{record.life.enumerated}"\n')
    if rng.random() > (SECONDARY if record.kind == "c" else SECONDARY_OTHERS):
        return []
    many = 1 + int(rng.random() ** 2 * 4)
    sites = [_site_near(rng, world, record.practice.zip) for _ in range(many)]
    seconds = list(dict.fromkeys(_at_site(rng, site) for site in sites if site))
    aside.pl += _second_lines(record, seconds)
    return seconds


def _second_lines(record: Record, seconds: Sequence[Address]) -> list[str]:
    return [f'"{record.npi}","{SEP.join(each[:7])}","","{each.fax}"\n' for each in seconds]


# --- the files ----------------------------------------------------------------------------------------------


def write_zip(path: Path, members: Iterable[tuple[str, Iterable[Piece]]], day: date) -> None:
    """Write a zip of members given in pieces, with 64-bit lengths throughout, dated the day."""
    stamp = struct.pack("<HH", 12 << 11, (day.year - 1980) << 9 | day.month << 5 | day.day)
    with path.open("wb") as out:
        entries = [_write_member(out, name.encode(), pieces, stamp) for name, pieces in members]
        start, body, many = out.tell(), b"".join(entries), len(entries)
        end = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, many, many, len(body), start)
        locator = struct.pack("<4sIQI", b"PK\6\7", 0, start + len(body), 1)
        short = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, many, many, len(body), min(start, _MANY), 0)
        out.write(body + end + locator + short)


_MANY = 0xFFFFFFFF  # "see the 64-bit number"


def _write_member(out: IO[bytes], name: bytes, pieces: Iterable[Piece], stamp: bytes) -> bytes:
    """Write one member and return its entry for the central directory."""
    start, crc, size, packed = out.tell(), 0, 0, 2
    out.seek(30 + len(name) + 20, 1)
    for piece in pieces:
        out.write(piece.packed)
        crc = isal_zlib.crc32_combine(crc, piece.crc, piece.size)
        size, packed = size + piece.size, packed + len(piece.packed)
    out.write(b"\3\0")  # an empty last block
    end = out.tell()
    both = struct.pack("<HH", 0, 8) + stamp + struct.pack("<III", crc, _MANY, _MANY)
    extra = struct.pack("<HHQQ", 1, 16, size, packed)
    out.seek(start)
    out.write(b"PK\3\4" + struct.pack("<H", 45) + both + struct.pack("<HH", len(name), 20) + name + extra)
    out.seek(end)
    extra = struct.pack("<HHQQQ", 1, 24, size, packed, start)
    lengths = struct.pack("<HHHHHII", len(name), len(extra), 0, 0, 0, 0, _MANY)
    return b"PK\1\2" + struct.pack("<HH", 45, 45) + both + lengths + name + extra


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_SHEET = "xl/worksheets/sheet1.xml"
#: The parts of a workbook of one sheet, but for the sheet.
WORKBOOK = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook {_MAIN} xmlns:r="{_DOCUMENT}"><sheets>'
        '<sheet name="DeactivatedNPIs" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def write_deactivated(path: Path, day: date, stubs: Sequence[tuple[str, str]]) -> None:
    """Write the deactivation report: a zip with one workbook of one sheet, all cells text."""
    rows = [("NPPES Deactivated NPI Report",), ("NPI", "NPPES Deactivation Date"), *stubs]
    cells = "".join(f"<row>{''.join(map(_cell_text, row))}</row>" for row in rows)
    parts = WORKBOOK | {_SHEET: f"<worksheet {_MAIN}><sheetData>{cells}</sheetData></worksheet>"}
    name = f"NPPES Deactivated NPI Report {day:%Y%m%d}.xlsx"
    stamp = (day.year, day.month, day.day, 12, 0, 0)
    with (
        zipfile.ZipFile(path, "w") as outer,
        outer.open(zipfile.ZipInfo(name, stamp), "w") as book,
        zipfile.ZipFile(book, "w") as inner,
    ):
        for part, text in parts.items():
            inner.writestr(zipfile.ZipInfo(part, stamp), XML + text, zipfile.ZIP_DEFLATED)


def _cell_text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def make_all(job: Job) -> None:
    """Make the files that the job wants, into its folder."""
    job.folder.mkdir(parents=True, exist_ok=True)
    aside, day, span = Aside(), job.as_of, f"20050523-{job.as_of:%Y%m%d}"
    with ExitStack() as stack:
        main = _main_pieces(job, stack, aside)
        if "monthly" in job.wanted:
            name = f"NPPES_Data_Dissemination_{calendar.month_name[day.month]}_{day.year}_V2.zip"
            write_zip(job.folder / name, _members(span, main, aside), day)
        else:
            for _ in main:
                pass
    if "weekly" in job.wanted:
        _write_weekly(job, aside)
    if "deactivated" in job.wanted:
        report = day + timedelta(2)
        write_deactivated(
            job.folder / f"NPPES_Deactivated_NPI_Report_{report:%m%d%y}_V2.zip", report, aside.stubs
        )


def _write_weekly(job: Job, aside: Aside) -> None:
    monday, sunday = job.as_of + timedelta(1), job.as_of + timedelta(7)
    rows = [deflate("".join(aside.weekly))]
    members = list(_members(f"{monday:%Y%m%d}-{sunday:%Y%m%d}", rows, Aside(pl=aside.weekly_pl)))
    name = f"NPPES_Data_Dissemination_{monday:%m%d%y}_{sunday:%m%d%y}_Weekly_V2.zip"
    write_zip(job.folder / name, members[::-1], sunday)  # weekly zips have their members in another order


def _members(span: str, main: Iterable[Piece], aside: Aside) -> Iterator[tuple[str, Iterable[Piece]]]:
    """Yield the members of a zip, each followed by its twin that holds the header alone.

    The reference files come after the main file, as their lines are only there once that is made.
    """
    yield from _twins("npidata", span, main_header(), main)
    for what, lines in (("othername", aside.othername), ("pl", aside.pl), ("endpoint", [])):
        rows = (deflate("".join(lines[start : start + BLOCK])) for start in range(0, len(lines), BLOCK))
        yield from _twins(what, span, HEADERS[what].split("|"), rows)


def _twins(
    what: str, span: str, names: list[str], rows: Iterable[Piece]
) -> Iterator[tuple[str, Iterable[Piece]]]:
    header = deflate(",".join(f'"{name}"' for name in names) + "\n")
    yield f"{what}_pfile_{span}.csv", chain([header], rows)
    yield f"{what}_pfile_{span}_fileheader.csv", [header]


def _main_pieces(job: Job, stack: ExitStack, aside: Aside) -> Iterator[Piece]:
    """Yield the pieces of the main file; write the CMS files and set the rest aside on the way."""
    write_cms = _cms_files(job, stack) if "cms" in job.wanted else None
    for made in _blocks(job, stack):
        aside.add(made.aside)
        if write_cms:
            write_cms(made)
        yield made.main


def _cms_files(job: Job, stack: ExitStack) -> Callable[[Made], None]:
    """Write the hospitals, open the two other CMS files, and return what writes a block to them."""
    world = make_world(job.seed, job.as_of, job.spread)
    text = "".join(hospital_lines(Random(f"hospitals {job.seed}"), world))
    (job.folder / "Hospital_General_Information.csv").write_text(text, encoding="utf-8", newline="")
    clinicians = stack.enter_context((job.folder / "DAC_NationalDownloadableFile.csv").open("wb"))
    affiliations = stack.enter_context((job.folder / "Facility_Affiliation.csv").open("wb"))
    clinicians.write(DAC_HEADER.encode())
    affiliations.write(AFFILIATION_HEADER.encode())

    def write(made: Made) -> None:
        clinicians.write(made.clinicians)
        affiliations.write(made.affiliations)

    return write


def _blocks(job: Job, stack: ExitStack) -> Iterator[Made]:
    """Make the blocks, in order: here where there is one or one worker, else side by side."""
    starts = range(0, job.rows, job.block)
    tasks = [Task(n, start, min(job.block, job.rows - start), new=False) for n, start in enumerate(starts)]
    tasks.append(Task(len(tasks), job.rows, round(job.rows * ADDED) or 1, new=True))
    if job.workers == 1 or job.rows <= job.block:
        return map(partial(make_block, job), tasks)
    pool = stack.enter_context(get_context("spawn").Pool(job.workers))
    return pool.imap(partial(make_block, job), tasks)


def read_job(arguments: Sequence[str] | None = None) -> Job:
    """Return the job that the command line asks for. The data are as of the second Sunday of the month."""
    months = list(calendar.month_name)[1:]
    parser = argparse.ArgumentParser(description="Write a made-up NPPES month and CMS files to match.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=9_700_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--month", choices=months, default="August")
    parser.add_argument("--year", type=int, default=2026)
    parser.add_argument("--spread", type=int, help="use only the N heaviest ZIP codes")
    parser.add_argument("--only", choices=PARTS, action="append", default=[])
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(arguments)
    first = date(asked.year, months.index(asked.month) + 1, 1)
    as_of = first + timedelta((6 - first.weekday()) % 7 + 7)
    wanted = frozenset(asked.only or PARTS)
    return Job(asked.folder, asked.rows, asked.seed, as_of, asked.spread, wanted, asked.workers)


if __name__ == "__main__":
    make_all(read_job())
