"""The layout of the NPPES files: the columns that we read, found by name, and the rows that we keep.

Source: the NPPES Data Dissemination readme of CMS (V.2). As columns are found by name, V.1, V.2 and the
coming V.3 load alike.
"""

from __future__ import annotations

import pyarrow as pa

from finder.sources.files.header import Column

#: Entity types. Some tools save them with a zero in front.
PERSON, ORGANIZATION = ("1", "01"), ("2", "02")
#: The taxonomy code of a student in an organized health care training program.
STUDENT = "390200000X"
#: A row has this many taxonomy codes, each with a switch that says whether it is the primary one.
SLOTS = range(1, 16)
_PRACTICE = "Provider {} Business Practice Location Address"

#: Our name → the name of the column.
TEXTS = {
    "org": "Provider Organization Name (Legal Business Name)",
    "last": "Provider Last Name (Legal Name)",
    "first": "Provider First Name",
    "middle": "Provider Middle Name",
    "suffix": "Provider Name Suffix Text",
    "credential": "Provider Credential Text",
    "other_last": "Provider Other Last Name",
    "street": _PRACTICE.format("First Line"),
    "street2": _PRACTICE.format("Second Line"),
    "city": "Provider Business Practice Location Address City Name",
    "state": "Provider Business Practice Location Address State Name",
    "zip": "Provider Business Practice Location Address Postal Code",
    "country": "Provider Business Practice Location Address Country Code (If outside U.S.)",
    "phone": "Provider Business Practice Location Address Telephone Number",
    "sole": "Is Sole Proprietor",
}
DATES = {
    "enumerated": "Provider Enumeration Date",
    "updated": "Last Update Date",
    "deactivated": "NPI Deactivation Date",
    "reactivated": "NPI Reactivation Date",
}
CODES = {f"code_{slot}": f"Healthcare Provider Taxonomy Code_{slot}" for slot in SLOTS}
SWITCHES = {f"primary_{slot}": f"Healthcare Provider Primary Taxonomy Switch_{slot}" for slot in SLOTS}
_REQUIRED = {"org", "last", "first", "street", "city", "state", "zip", "phone", "code_1", *DATES}

#: The columns of the main file that are read.
COLUMNS = {
    "npi": Column(("NPI",), required=True),
    "entity": Column(("Entity Type Code",), required=True),
    "sex": Column(("Provider Sex Code", "Provider Gender Code")),
    "mail_street": Column(("Provider First Line Business Mailing Address",)),
    **{
        ours: Column((theirs,), required=ours in _REQUIRED)
        for ours, theirs in (TEXTS | DATES | CODES | SWITCHES).items()
    },
}

#: The columns of the file of secondary practice locations that are read.
_SECOND = "Provider Secondary Practice Location Address"
PLACE_COLUMNS = {
    "npi": Column(("NPI",), required=True),
    "street": Column((f"{_SECOND} - Address Line 1",), required=True),
    "street2": Column((f"{_SECOND} - Address Line 2",)),
    "city": Column((f"{_SECOND} - City Name",), required=True),
    "state": Column((f"{_SECOND} - State Name",), required=True),
    "zip": Column((f"{_SECOND} - Postal Code",), required=True),
    "country": Column((f"{_SECOND} - Country Code (If outside U.S.)",)),
    "phone": Column((f"{_SECOND} - Telephone Number",)),
}

PLACE = pa.struct([(name, pa.string()) for name in ("street", "street2", "city", "state", "zip", "phone")])
#: The rows of an extract, but for `as_of`, the day of the file. ZIP codes and telephone numbers are as in the
#: file; the join reads them.
SCHEMA = pa.schema(
    [
        ("npi", pa.string()),
        ("gone", pa.bool_()),  # a weekly file has it, and it is not cancer care or not active
        ("stamp", pa.string()),  # the latest date of the record: of two records, the later is newer
        ("entity", pa.string()),
        *((name, pa.string()) for name in ("sex", *TEXTS, *DATES)),
        ("mail_same", pa.bool_()),  # the first line of the mailing address is that of the practice
        ("codes", pa.list_(pa.string())),
        ("primary", pa.int8()),  # the index of the primary code among the codes, or -1
        ("places", pa.list_(PLACE)),
    ]
)
