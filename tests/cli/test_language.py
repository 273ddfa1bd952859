"""The language of the command: what decides it, and what is translated."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from finder import language
from finder.cli import cli, main
from finder.cli.language import requested_language, translated
from finder.language import using_language

pytestmark = pytest.mark.usefixtures("quick_zips")

SPANISH = {
    "Usage:": "Uso:",
    "Options": "Opciones",
    "Commands": "Comandos",
    "[OPTIONS]": "[OPCIONES]",
    "Show this message and exit.": "Mostrar esta ayuda y salir.",
    "Show the version and exit.": "Mostrar la versión y salir.",
    "Cancer type: any of its names.": "Tipo de cáncer, por cualquiera de sus nombres.",
    "Find cancer types that match WORDS.": "Los tipos de cáncer que WORDS puede significar.",
    "the report of deactivated NPIs (zip)": "el informe de NPI desactivados (zip)",
    "We couldn't find a cancer called “%(text)s”.": "No encontramos ningún cáncer con el nombre “%(text)s”.",
    "%(what)s near %(place)s": "%(what)s cerca de %(place)s",
    "Any specialist": "Cualquier especialista",
    "Open now": "Abierto ahora",
}


@pytest.fixture
def spanish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A Spanish of a few words."""
    folder = tmp_path / "translations" / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    for domain, texts in (("messages", SPANISH), ("data", {})):
        catalog = Catalog("es", domain=domain)
        for english, told in texts.items():
            catalog.add(english, told)
        with (folder / f"{domain}.po").open("wb") as file:
            write_po(file, catalog)
    caches = (language.languages.cache_clear, language._catalog.cache_clear)
    monkeypatch.setattr(language, "FOLDER", tmp_path / "translations")
    for clear in caches:
        clear()
    yield
    monkeypatch.undo()
    for clear in caches:
        clear()


@pytest.fixture
def say(home, data, monkeypatch, capsys):
    """Run the whole program; what it prints on both streams is returned."""
    monkeypatch.setenv("FINDER_HOME", str(home))
    monkeypatch.setenv("FINDER_DATA", str(data))

    def invoke(*arguments: str) -> str:
        monkeypatch.setattr("sys.argv", ["finder", *arguments])
        with pytest.raises(SystemExit):
            main()
        said = capsys.readouterr()
        return f"{said.out}{said.err}"

    return invoke


@pytest.mark.parametrize(
    ("arguments", "environment", "code"),
    [
        ((), {}, "en"),
        (("--language", "es"), {}, "es"),
        (("--language=es", "search"), {"LC_ALL": "en_US.UTF-8", "FINDER_LANGUAGE": "en"}, "es"),
        (("--language", "en"), {"LANG": "es_MX.UTF-8", "FINDER_LANGUAGE": "es"}, "en"),
        (("guidelines", "breast", "--language", "es"), {}, "en"),
        (("guidelines", "breast", "--language=en"), {"LANG": "es_US"}, "es"),
        (("--help", "--language", "es"), {}, "es"),
        (("--language",), {"LANG": "es"}, "es"),
        (("--language", "tlh"), {"LANG": "es"}, "es"),
        ((), {"FINDER_LANGUAGE": "es", "LC_ALL": "C"}, "es"),
        ((), {"FINDER_LANGUAGE": "", "LANG": "es_ES@euro"}, "es"),
        ((), {"LC_ALL": "C.UTF-8", "LC_MESSAGES": "es_MX", "LANG": "es_MX"}, "en"),
        ((), {"LC_ALL": "", "LC_MESSAGES": "es_MX", "LANG": "en_US"}, "es"),
        ((), {"LC_ALL": "de_DE.UTF-8", "LANG": "es_MX"}, "en"),
        ((), {"LANG": "POSIX"}, "en"),
    ],
)
def test_the_option_decides_then_the_setting_then_the_environment(arguments, environment, code):
    assert requested_language(arguments, environment) == code


@pytest.mark.usefixtures("spanish")
def test_help_is_told_in_the_language_that_was_asked_for(say):
    said = say("--language", "es", "search", "--help")
    assert said.startswith("Uso: ")
    for words in (
        "[OPCIONES] PLACE",
        "Opciones:",
        "Tipo de cáncer, por cualquiera de sus nombres.",
        "Mostrar esta ayuda y salir.",
    ):
        assert words in " ".join(said.split())
    said = say("--language", "es", "--help")
    assert "Comandos:" in said
    assert "Los tipos de cáncer que WORDS puede significar." in said
    assert "Mostrar la versión y salir." in said
    assert "deactivated    el informe de NPI desactivados (zip)\n" in say("--language", "es", "load", "-h")


@pytest.mark.usefixtures("spanish")
def test_our_errors_are_in_it(say, monkeypatch):
    monkeypatch.setenv("LANG", "es_US.UTF-8")
    assert "No encontramos ningún cáncer con el nombre “xyzzy”." in say(
        "search", "02115", "--cancer", "xyzzy"
    )


@pytest.mark.usefixtures("spanish")
def test_answers_are_told_in_it(say, monkeypatch):
    monkeypatch.setenv("FINDER_LANGUAGE", "es")
    assert say("search", "02115").startswith("Cualquier especialista cerca de Boston, MA 02115\n")


@pytest.mark.usefixtures("spanish")
def test_the_next_run_is_in_english_again(say, monkeypatch):
    english = say("--help"), say("search", "--help")
    say("--language", "es", "search", "--help")
    assert (say("--help"), say("search", "--help")) == english
    assert language.current_language() == "en"
    monkeypatch.setenv("LANG", "es")
    assert say("--language", "en", "search", "--help") == english[1]


def test_a_language_that_nobody_speaks_is_refused(say, monkeypatch):
    assert "'tlh' is not one of 'en', 'es'" in say("--language", "tlh", "place", "02115")
    monkeypatch.setenv("FINDER_LANGUAGE", "tlh")
    assert say("place", "02115").startswith("FINDER_LANGUAGE: write en or es.")


def texts(command: click.Command):
    """Yield every text of ours in the help of a command, and of the commands below it."""
    yield from filter(None, (command.help, command.short_help, command.epilog))
    yield from filter(None, (each.help for each in command.params if isinstance(each, click.Option)))
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from texts(below)


def test_every_text_of_the_help_is_a_message_of_the_catalog():
    from scripts.catalogs import templates  # noqa: PLC0415

    messages = templates()["messages"]
    ours = list(texts(cli))
    assert len(ours) > 70
    assert [text for text in ours if text not in messages] == []


@pytest.mark.usefixtures("quick_zips")
def test_a_translation_leaves_the_commands_themselves_as_they_are():
    before = list(texts(cli))
    with using_language("es"):
        spanish = list(texts(translated(cli)))
    assert list(texts(cli)) == before
    assert len([text for text in spanish if text in before]) < len(before) / 4
