"""Dates and figures are written as each language writes them."""

import re
import tomllib
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.formats import date_format, localize
from django.utils.translation import override

from claims.extraction import clauses
from claims.intake.spoken_values import EVENTS, describe_value
from factcheck.formats.es.formats import PATTERNS

CLAUSES = Path(clauses.__file__).parents[1] / "data" / "clauses_en.toml"
ASKED = re.compile(r'\|date:"([^"]+)"')


def test_every_date_in_words_that_a_template_asks_for_has_a_spanish_pattern():
    pages = settings.LOCALE_PATHS[0].parent.joinpath("templates").rglob("*.html")
    asked = {one for page in pages for one in ASKED.findall(page.read_text("utf-8"))}
    assert {one for one in asked if re.search("[FMlD]", one)} - set(PATTERNS) == set()


@pytest.mark.parametrize(
    ("pattern", "english", "spanish"),
    [
        ("j F Y", "3 March 2019", "3 de marzo de 2019"),
        ("j M Y, H:i", "3 Mar 2019, 09:05", "3 mar 2019, 09:05"),
        ("l j F Y", "Sunday 3 March 2019", "domingo 3 de marzo de 2019"),
        ("Y-m-d", "2019-03-03", "2019-03-03"),
    ],
)
def test_one_pattern_is_written_in_both_languages(pattern, english, spanish):
    moment = datetime(2019, 3, 3, 9, 5)  # noqa: DTZ001  # only its figures are written
    page = Template(f'{{{{ moment|date:"{pattern}" }}}}')
    for language, wanted in (("en", english), ("es", spanish)):
        with override(language):
            assert page.render(Context({"moment": moment})) == wanted
            assert date_format(moment, pattern) == wanted


def test_readings_are_shown_with_the_readers_decimal_sign():
    value = {"n": 1234.5, "unit": "km", "mod": "~"}
    assert describe_value(value) == "about 1,234.5 km"
    with override("es"):
        assert describe_value(value) == "unos 1\N{NO-BREAK SPACE}234,5 km"
        assert describe_value({"iso": "2019-03-03"}) == "3 mar 2019"
        assert localize(Decimal("0.25")) == "0,25"


def test_fields_that_browsers_read_keep_their_machine_form():
    with override("es"):
        page = Template('{{ day|date:"Y-m-d" }}')
        assert page.render(Context({"day": date(2019, 3, 3)})) == "2019-03-03"


def test_every_kind_of_event_is_named_in_the_readers_language():
    lexicon = tomllib.loads(CLAUSES.read_text("utf-8"))
    assert set(lexicon["events"]) == set(EVENTS)
    with override("es"):
        told = describe_value({"kind": "arrival", "verb": "touched down"})
    assert told == "llegada · touched down"
