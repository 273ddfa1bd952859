"""Made-up public files in the layouts of the real ones. Nobody in them exists: real NPIs begin with 1."""

from __future__ import annotations

import csv
import io
import zipfile

from finder.sources.files.cancer_care import CancerCare
from finder.sources.public_files import BY_NAME
from tests.sources.files.layouts import AFFILIATIONS, DAC, HOSPITALS, LOCATIONS, PRACTICE, V2, code

ONCOLOGY, RADIATION, NURSE, STUDENT = "207RH0003X", "2085R0001X", "163W00000X", "390200000X"
CLINIC = "261QX0200X"
CARE = CancerCare(
    frozenset({ONCOLOGY, RADIATION}),
    frozenset({CLINIC}),
    frozenset({"MEDICAL ONCOLOGY", "RADIATION ONCOLOGY"}),
)


def npi(number):
    """The made-up NPI of a number up to 99,999,999: it begins with 2, as no real one does."""
    digits = f"2{number:08}"
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[::-2])
    return digits + str(-(24 + doubled + sum(map(int, digits[-2::-2]))) % 10)


def person(number, *codes, **changes):
    """A row of the main file; `changes` by short name, or by the column's own as **{…}."""
    row = {
        "NPI": npi(number), "Entity Type Code": "1", "Provider Last Name (Legal Name)": f"MADEUP{number}",
        "Provider First Name": "TEST", "Provider Credential Text": "M.D.", "Provider Sex Code": "F",
        "Provider First Line Business Practice Location Address": f"{number} EXAMPLE ST",
        f"{PRACTICE} City Name": "BOSTON", f"{PRACTICE} State Name": "MA",
        f"{PRACTICE} Postal Code": "021150001", f"{PRACTICE} Country Code (If outside U.S.)": "US",
        f"{PRACTICE} Telephone Number": "6175550100", "Provider Enumeration Date": "01/02/2010",
        "Last Update Date": f"05/01/{2026 - number // 20 % 9}", "Is Sole Proprietor": "N",
    }  # fmt: skip
    for slot, each in enumerate(codes or (ONCOLOGY,), start=1):
        row[code(slot)] = each
    return row | {SHORT.get(name, name): value for name, value in changes.items()}


def clinic(number, *codes, **changes):
    """An organization."""
    named = {"Provider Organization Name (Legal Business Name)": f"MADE UP CLINIC {number}"}
    blank = {"Provider Last Name (Legal Name)": "", "Provider First Name": "", "Provider Sex Code": ""}
    return person(number, *(codes or (CLINIC,)), **changes) | {"Entity Type Code": "2"} | named | blank


def stub(number, day):
    """A deactivated NPI: nothing but its number and the day."""
    return {"NPI": npi(number), "NPI Deactivation Date": day}


SHORT = {
    "npi": "NPI", "entity": "Entity Type Code", "updated": "Last Update Date",
    "deactivated": "NPI Deactivation Date", "reactivated": "NPI Reactivation Date",
    "enumerated": "Provider Enumeration Date", "last": "Provider Last Name (Legal Name)",
    "credential": "Provider Credential Text", "city": f"{PRACTICE} City Name",
    "country": f"{PRACTICE} Country Code (If outside U.S.)", "zip": f"{PRACTICE} Postal Code",
}  # fmt: skip


def place(number, street, city="SALEM", state="MA", country="US", **changes):
    """A row of the file of secondary locations."""
    texts = (npi(number), street, "", city, state, "019700000", country, "9785550100", "", "")
    return dict(zip(LOCATIONS, texts, strict=True)) | changes


def cms_row(number, specialty="MEDICAL ONCOLOGY", **changes):
    """A row of the Doctors and Clinicians file."""
    return {
        "NPI": npi(number), "Provider Last Name": f"MADEUP{number}", "Provider First Name": "TEST",
        "gndr": "F", "Cred": "MD", "pri_spec": specialty, "Facility Name": "MADE UP ONCOLOGY GROUP",
        "adr_ln_1": f"{number} EXAMPLE ST", "City/Town": "PORTLAND", "State": "ME", "ZIP Code": "041010001",
        "Telephone Number": "2075550100", "ind_assgn": "Y",
    } | changes  # fmt: skip


def hospital_row(number, **changes):
    """A row of Hospital General Information. No real certification number has a 9 in the third place."""
    return {
        "Facility ID": f"{number:02}9001", "Facility Name": f"MADE UP HOSPITAL {number}",
        "Address": "1 EXAMPLE ST", "City/Town": "PORTLAND", "State": "ME", "ZIP Code": "04101",
        "Telephone Number": "(207) 555-0100", "Hospital Type": "Acute Care Hospitals",
        "Emergency Services": "Yes",
    } | changes  # fmt: skip


def affiliation_row(number, ccn, kind="Hospital"):
    """A row of the affiliations."""
    return {"NPI": npi(number), "facility_type": kind, "Facility Affiliations Certification Number": ccn}


def csv_bytes(rows, header=V2, quoting=csv.QUOTE_ALL, end="\n", encoding="utf-8"):
    """The rows as CSV; what a row does not name is empty, and columns the header lacks are left out."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=quoting, lineterminator=end)
    writer.writerow(header)
    writer.writerows([row.get(name.strip(), "") for name in header] for row in rows)
    return out.getvalue().encode(encoding)


MONTH, WEEK = ("20050523", "20260809"), ("20260810", "20260816")


def pfile(kind="npidata", days=MONTH, suffix=""):
    """The name of a member of the zip."""
    return f"{kind}_pfile_{'-'.join(days)}{suffix}.csv"


def members(rows, days=MONTH, places=(), header=V2):
    """The members of an NPPES zip as name → bytes; `rows` may be bytes."""
    content = rows if isinstance(rows, bytes) else csv_bytes(rows, header)
    return {
        pfile(days=days): content,
        pfile("npidata", days, "_fileheader"): csv_bytes([], header),
        pfile("othername", days): b'"NPI","Provider Other Organization Name"\n',
        pfile("pl", days): csv_bytes(places, LOCATIONS),
        pfile("pl", days, "_fileheader"): csv_bytes([], LOCATIONS),
        pfile("endpoint", days): b'"NPI","Endpoint Type"\n',
        "NPPES_Data_Dissemination_Readme_v.2.pdf": b"%PDF-1.4 made up",
    }


def zipped(path, named, packing=zipfile.ZIP_DEFLATED):
    """Write a zip of name → bytes."""
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in named.items():
            archive.writestr(name, content)
    return path


def nppes(folder, rows, days=MONTH, places=(), header=V2):
    """Write the zip of a month or a week as CMS names it."""
    weekly = days[0] != "20050523"
    name = f"NPPES_Data_Dissemination_{days[1]}{'_Weekly' * weekly}_V2.zip"
    return zipped(folder / name, members(rows, days, places, header))


def written(path, content):
    """Write bytes to a file and return its path."""
    path.write_bytes(content)
    return path


def spreadsheet(rows):
    """A workbook of one sheet, DeactivatedNPIs, in which every cell is text."""
    cells = (
        "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) for row in rows
    )  # fmt: skip
    lines = "".join(f"<row>{each}</row>" for each in cells)
    office = "http://schemas.openxmlformats.org"
    main, kinds = f"{office}/spreadsheetml/2006/main", f"{office}/officeDocument/2006/relationships"
    types = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    out = io.BytesIO()
    zipped(out, {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{types}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{kinds}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets>'
        '<sheet name="DeactivatedNPIs" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{office}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kinds}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{lines}</sheetData></worksheet>',
    })  # fmt: skip
    return out.getvalue()


REPORT_HEAD = [["Made-up report of deactivated NPIs", ""], ["NPI", "NPPES Deactivation Date"]]


def report(folder, rows, name="NPPES Deactivated NPI Report 20260914.xlsx"):
    """Write the zip of a deactivation report from pairs of NPI and date."""
    path = folder / "NPPES_Deactivated_NPI_Report_091426_V2.zip"
    return zipped(path, {name: spreadsheet([*REPORT_HEAD, *rows])})


def silent(*_):
    """A progress that nobody looks at."""


#: A file of one row for each command, written into a folder.
MAKERS = {
    "nppes": lambda folder: nppes(folder, [person(1)]),
    "nppes-weekly": lambda folder: nppes(folder, [person(1)], WEEK),
    "deactivated": lambda folder: report(folder, [[npi(1), "01/02/2026"]]),
    "clinicians": lambda folder: written(folder / "DAC.csv", csv_bytes([cms_row(1)], DAC)),
    "affiliations": lambda folder: written(
        folder / "Facility_Affiliation.csv", csv_bytes([affiliation_row(1, "109001")], AFFILIATIONS)
    ),
    "hospitals": lambda folder: written(folder / "Hospital.csv", csv_bytes([hospital_row(10)], HOSPITALS)),
}


def reader(name):
    """The reader of a public file, for the cancer care above."""
    return lambda path: BY_NAME[name].read(path, CARE, silent)


#: What each command reads a file with.
READERS = {name: reader(name) for name in BY_NAME}
month, week = READERS["nppes"], READERS["nppes-weekly"]


def records(extracted, key="npi"):
    """What was kept, by its key."""
    return {row[key]: row for row in extracted.table.to_pylist()}
