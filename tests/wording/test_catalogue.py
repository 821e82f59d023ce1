"""The catalogues are whole: everything said is there, translated, with its blanks."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from claims.wording.catalogue import (
    as_english,
    as_strings,
    find_catalogue,
    list_missing,
    print_mo,
    print_po,
    read_catalogue,
    renew_catalogue,
)
from claims.wording.templates import read_template

OTHERS = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
RENEW = "Run `manage.py gather_words` and translate what it lists (docs/languages.md)."
BLANK = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")


@pytest.mark.parametrize("language", OTHERS)
def test_everything_the_desk_says_is_translated(language):
    assert list_missing(renew_catalogue(language)) == [], RENEW


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_and_what_is_made_of_it_are_up_to_date(language):
    path = find_catalogue(language)
    assert path.read_bytes() == print_po(renew_catalogue(language)), RENEW
    assert path.with_suffix(".mo").read_bytes() == print_mo(read_catalogue(language)), RENEW


@pytest.mark.parametrize("language", OTHERS)
def test_translations_fill_the_blanks_that_the_english_has(language):
    for row in read_catalogue(language):
        blanks = set(BLANK.findall(" ".join(as_english(row))))
        for string in as_strings(row) if row.id else ():
            given = set(BLANK.findall(string))
            assert given <= blanks, row.id
            # “a” and “an” go with an English word: other languages may do without.
            assert blanks - given <= {"%(article)s"}, row.id


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_the_spaces_and_the_markup_of_the_english(language):
    for row in read_catalogue(language):
        for string in as_strings(row) if row.id else ():
            english = as_english(row)[0]
            assert re.findall(r"</?\w+>", string) == re.findall(r"</?\w+>", english)
            if row.context == "said":
                assert string[-1:].isspace() == english[-1:].isspace(), english
            assert not re.search(r"[“”]", string), f"Spanish quotes are « »: {string}"


def test_words_of_templates_and_their_plurals_are_found(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "{% load i18n %}\n   <p title=\"{% translate 'One' %}\">\n"
        "{% blocktranslate count n=n trimmed %}{{ n }} row\n"
        "{% plural %}{{ n }} rows{% endblocktranslate %}</p>\n"
        '{% translate "Two" context "way" %}{{ x|default:_("Three") }}',
        encoding="utf-8",
    )
    found = {word[:3] for word in read_template(Path(page), "page.html")}
    assert found == {
        ("One", "", ""),
        ("%(n)s row", "%(n)s rows", ""),
        ("Two", "", "way"),
        ("Three", "", ""),
    }
