"""The headers of NPPES's and CMS's files."""

from __future__ import annotations


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
