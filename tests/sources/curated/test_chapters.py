"""Break one thing in the invented guide to a second opinion: what is reported, and on which line."""

import shutil

import pytest

from tests.sources.curated.faults import NEXT_YEAR, append, faults_of

WAIT, ASK, RECORDS = (f"second_opinion/{name}.toml" for name in ("when-to-wait", "how-to-ask", "records"))

#: File, what is replaced, by what, what is said, how many lines above or below what was replaced.
BROKEN = [
    (RECORDS, 'source = "example-list"', 'source = "no-such"', "`no-such` is not in data/sources.toml", 0),
    (RECORDS, 'source = "example-list"', "source = []", "source: add one. Every statement", 0),
    (RECORDS, 'text = "The slides"', 'text = " "', "text: fill it in.", 0),
    (RECORDS, 'text = "The slides"\n', "", "text: add it.", -1),
    (RECORDS, 'title = "Records"', 'title = ""', "title: fill it in.", 0),
    (RECORDS, 'title = "Records"', "title = 5", "title: write text in quotes, not `5`.", 0),
    (RECORDS, 'heading = "Bring these"', 'heading = ""', "heading: fill it in.", 0),
    (RECORDS, 'id = "list"', 'id = "words"', "`words` is a duplicate of data/second_opinion/how-to", 0),
    (RECORDS, 'grade = "B"', 'grade = "M"', "grade: use one of A, B, C, D, own.", 0),
    (RECORDS, 'kind = "checklist"', 'kind = "list"', "kind: did you mean `checklist`?", 0),
    (RECORDS, 'kind = "checklist"', 'kind = "emergency"', "only the first chapter can start with", -3),
    (RECORDS, 'kind = "checklist"', 'kind = "checklist"\nlink = "/help"', "give a page of this site", 1),
    (RECORDS, "order = 3", "order = 2", "`2` is a duplicate of data/second_opinion/how-to-ask.toml", 0),
    (ASK, "order = 2", "order = 0", "start the first chapter with its emergency section", 4),
    (ASK, 'specialty = "surgery"', 'specialty = "none"', "`none` is not in data/specialties.csv", 0),
    (ASK, 'center = "example-boston"', 'center = "none"', "`none` is not in data/centers", 0),
    (WAIT, 'grade = "C"', f'grade = "C"\nchecked = "{NEXT_YEAR}"', "is in the future", 1),
    (WAIT, 'grade = "C"', 'grade = "C"\nchecked = "May"', "`May` is not one.", 1),
    (WAIT, 'urgency = "911"\n', "", "urgency: an emergency section has it", -4),
    (WAIT, 'kind = "emergency"', 'knd = "emergency"', "knd: did you mean `kind`?", 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "said", "apart"), BROKEN)
def test_a_fault_of_the_guide_is_reported_with_its_line(data, gazetteer, edit, name, old, new, said, apart):
    line = edit(name, old, new) + apart
    faults = faults_of(data, gazetteer)
    found = [fault for fault in faults if said in fault and fault.startswith(f"data/{name}:")]
    assert found, faults
    assert found[0].startswith(f"data/{name}:{line}: "), found


def test_a_text_that_stands_twice_under_one_heading_is_reported(data, gazetteer):
    line = append(
        data / RECORDS,
        "[[section.statement]]",
        'text = "The slides"',
        'grade = "B"',
        'source = "example-list"',
    )
    (fault,) = faults_of(data, gazetteer)
    assert fault.startswith(
        f"data/{RECORDS}:{line + 1}: text: change or remove it. It says the same as data/{RECORDS}:"
    )


def test_a_chapter_or_section_without_statements_is_reported(data, gazetteer):
    file = data / RECORDS
    file.write_text(file.read_text().partition("[[section]]")[0])
    assert f"data/{RECORDS}:1: section: add one. A chapter needs at least one." in faults_of(data, gazetteer)
    file.write_text(file.read_text() + '[[section]]\nid = "x"\nheading = "X"\n')
    assert faults_of(data, gazetteer) == [
        f"data/{RECORDS}:5: statement: add one. A section needs at least one."
    ]


def test_a_guide_without_chapters_is_reported(data, gazetteer):
    shutil.rmtree(data / "second_opinion")
    assert any(
        fault.startswith("data/second_opinion:0: add a file <slug>.toml here")
        for fault in faults_of(data, gazetteer)
    )
