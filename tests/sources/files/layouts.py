"""The columns of the public files, as CMS writes them."""

from __future__ import annotations

_PLACE = ["City Name", "State Name", "Postal Code", "Country Code (If outside U.S.)", "Telephone Number"]
_OTHER = ["Last Name", "First Name", "Middle Name", "Name Prefix Text", "Name Suffix Text", "Credential Text"]
PRACTICE = "Provider Business Practice Location Address"


def _addresses(kind):
    yield from (f"Provider {line} Line Business {kind} Address" for line in ("First", "Second"))
    yield from (f"Provider Business {kind} Address {name}" for name in (*_PLACE, "Fax Number"))


def code(slot):
    return f"Healthcare Provider Taxonomy Code_{slot}"


def switch(slot):
    return f"Healthcare Provider Primary Taxonomy Switch_{slot}"


def _taxonomies():
    for n in range(1, 16):
        yield from (code(n), f"Provider License Number_{n}", f"Provider License Number State Code_{n}")
        yield switch(n)


def _identifiers():
    start = "Other Provider Identifier"
    for n in range(1, 51):
        yield from (f"{start}_{n}", f"{start} Type Code_{n}", f"{start} State_{n}", f"{start} Issuer_{n}")


#: The 330 columns of V.2, in their order.
V2 = [
    "NPI", "Entity Type Code", "Replacement NPI", "Employer Identification Number (EIN)",
    "Provider Organization Name (Legal Business Name)", "Provider Last Name (Legal Name)",
    *(f"Provider {name}" for name in _OTHER[1:]),
    "Provider Other Organization Name", "Provider Other Organization Name Type Code",
    *(f"Provider Other {name}" for name in _OTHER), "Provider Other Last Name Type Code",
    *_addresses("Mailing"), *_addresses("Practice Location"),
    "Provider Enumeration Date", "Last Update Date", "NPI Deactivation Reason Code",
    "NPI Deactivation Date", "NPI Reactivation Date", "Provider Sex Code",
    *(f"Authorized Official {name}" for name in ("Last Name", "First Name", "Middle Name")),
    "Authorized Official Title or Position", "Authorized Official Telephone Number",
    *_taxonomies(), *_identifiers(),
    "Is Sole Proprietor", "Is Organization Subpart", "Parent Organization LBN", "Parent Organization TIN",
    *(f"Authorized Official {name}" for name in _OTHER[3:]),
    *(f"Healthcare Provider Taxonomy Group_{n}" for n in range(1, 16)), "Certification Date",
]  # fmt: skip
V1 = ["Provider Gender Code" if name == "Provider Sex Code" else name for name in V2]
V3 = [
    *V2, "npi_managed_by", "npi_activation_status", "npi_activation_change_reason_list",
    "npi_activation_future_change_date", "npi_fhir_url",
]  # fmt: skip

_SECOND = "Provider Secondary Practice Location Address"
#: Written as irregularly as CMS writes it.
LOCATIONS = [
    "NPI", f"{_SECOND}- Address Line 1", f"{_SECOND}-  Address Line 2",
    *(f"{_SECOND} - {name}" for name in _PLACE), f"{_SECOND} - Telephone Extension",
    "Provider Practice Location Address - Fax Number",
]  # fmt: skip

_SPECIALTIES = ["pri_spec", *(f"sec_spec_{n}" for n in range(1, 5)), "sec_spec_all"]
DAC = [
    "NPI", "Ind_PAC_ID", "Ind_enrl_ID", "Provider Last Name", "Provider First Name", "Provider Middle Name",
    "suff", "gndr", "Cred", "Med_sch", "Grd_yr", *_SPECIALTIES, "Telehlth", "Facility Name", "org_pac_id",
    "num_org_mem", "adr_ln_1", "adr_ln_2", "ln_2_sprs", "City/Town", "State", "ZIP Code", "Telephone Number",
    "ind_assgn", "grp_assgn", "adrs_id",
]  # fmt: skip
#: Until 2022: other names, and a blank after each comma of the header.
DAC_OLD = [
    "NPI", *(f" {name}" for name in (
        "Ind_PAC_ID", "Ind_enrl_ID", "lst_nm", "frst_nm", "mid_nm", "suff", "gndr", "Cred", "Med_sch",
        "Grd_yr", *_SPECIALTIES, "org_nm", "org_pac_id", "num_org_mem", "adr_ln_1", "adr_ln_2", "ln_2_sprs",
        "cty", "st", "zip", "phn_numbr", *(f"hosp_afl_{n}" for n in range(1, 6)), "ind_assgn", "grp_assgn",
    )),
]  # fmt: skip
AFFILIATIONS = [
    "NPI", "Ind_PAC_ID", "Provider Last Name", "Provider First Name", "Provider Middle Name", "suff",
    "facility_type", "Facility Affiliations Certification Number", "Facility Type Certification Number",
]  # fmt: skip


def _measures(group, *counts):
    return [f"{group} Group Measure Count", *counts, f"{group} Group Footnote"]


def _compared(group):
    compared = (f"Count of {group} Measures {how}" for how in ("Better", "No Different", "Worse"))
    return _measures(group, f"Count of Facility {group} Measures", *compared)


HOSPITALS = [
    "Facility ID", "Facility Name", "Address", "City/Town", "State", "ZIP Code", "County/Parish",
    "Telephone Number", "Hospital Type", "Hospital Ownership", "Emergency Services",
    "Meets criteria for birthing friendly designation", "Hospital overall rating",
    "Hospital overall rating footnote", *_compared("MORT"), *_compared("Safety"), *_compared("READM"),
    *_measures("Pt Exp", "Count of Facility Pt Exp Measures"),
    *_measures("TE", "Count of Facility TE Measures"),
]  # fmt: skip
