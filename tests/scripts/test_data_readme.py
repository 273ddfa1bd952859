"""The dictionary of data/ is complete and current."""

import pytest

from finder.sources.curated.read import read_checked
from finder.sources.curated.tables import TABLES
from finder.sources.curated.values import column_types, values_at
from scripts import data_readme
from tests.conftest import DATA

_IDS = [table.path for table in TABLES]


def test_the_file_is_current():
    assert data_readme.FILE.read_text(encoding="utf-8") == data_readme.text()


def test_an_old_file_is_reported_and_written_anew(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(data_readme, "FILE", tmp_path / "README.md")
    assert data_readme.main(["--check"]) == 1
    assert "run python -m scripts.data_readme" in capsys.readouterr().out
    assert data_readme.main([]) == 0
    assert data_readme.main(["--check"]) == 0
    assert data_readme.main(["--chekc"]) == 2


@pytest.mark.parametrize("table", TABLES, ids=_IDS)
def test_every_column_of_a_table_is_described_and_no_other(table):
    names = [name for name, _kind, _needed in column_types(table.row_type)]
    # The build writes when a source was loaded; nobody writes it in data/.
    assert sorted(table.columns) == sorted(name for name in names if name != "loaded")


@pytest.mark.parametrize("table", TABLES, ids=_IDS)
def test_every_column_says_what_it_means_with_an_example(table):
    for name, column in table.columns.items():
        assert column.meaning.endswith("."), name
        assert column.example, name
        assert column.source, name


@pytest.mark.parametrize("table", TABLES, ids=_IDS)
def test_every_rule_says_in_one_line_what_it_checks(table):
    for check in table.checks:
        assert (check.__doc__ or "").count("\n") == 0
        assert (check.__doc__ or "").endswith(".")


@pytest.fixture(scope="module")
def read(gazetteer):
    return read_checked(DATA, gazetteer)


@pytest.mark.parametrize("table", TABLES, ids=_IDS)
def test_every_example_is_in_the_data(table, read):
    for name, column in table.columns.items():
        values = [value for row in read.rows(table.table) for _keys, value in values_at(row.values, name)]
        written = {_WRITTEN.get(value, str(value)) for value in values}
        missing = [each for each in column.example.split("|") if not any(each in value for value in written)]
        assert not missing or not values, (name, missing)


#: How truths are written, in CSV and in TOML.
_WRITTEN = {True: "yes, true", False: "no, false"}
