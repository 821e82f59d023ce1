"""Sentences of the rooms below, in the reader's language."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override

from claims.extraction import find_claims
from claims.wording import say

GOLD = Path(__file__).parent.parent / "extraction" / "gold"

pytestmark = pytest.mark.usefixtures("spanish")


@pytest.fixture
def spanish():
    with override("es"):
        yield


def test_a_sentence_is_said_in_the_readers_language():
    assert say("It has no verdict.") == "No tiene veredicto."
    with override("en"):
        assert say("It has no verdict.") == "It has no verdict."


def test_what_a_sentence_has_filled_in_is_kept():
    words = "This text is already on the desk as “It has no verdict at all”."
    assert say(words) == "Este texto ya está en la mesa como «It has no verdict at all»."
    assert say("Give at most 300 characters.") == "Escriba como mucho 300 caracteres."


def test_terms_within_a_sentence_are_said_too():
    words = "Only an editor or above may keep a claim."
    assert say(words) == "Solo editor o superior puede conservar una afirmación."
    words = "Claim 3: It has no verdict."
    assert say(words) == "Afirmación 3: No tiene veredicto."


def test_several_sentences_are_said_one_by_one():
    words = "Cite at least one primary source. Something nobody wrote down."
    assert say(words) == "Cite al menos una fuente primaria. Something nobody wrote down."


@pytest.mark.parametrize("words", ["", "A person’s own words.", "x" * 5000, "100 % (%s)"])
def test_other_words_are_left_as_they_are(words):
    assert say(words) == words


def test_every_reason_that_reading_gives_is_known():
    marks = re.compile(r"\{\S+ [^|{}]*\||\}")
    texts = [marks.sub("", one.read_text(encoding="utf-8")) for one in GOLD.glob("*.txt")]
    assert texts
    unknown = {
        reason
        for text in texts
        for found in find_claims(text, ref_date=date(2019, 3, 30))
        for reason in (found.reason, *(one.get("reason", "") for one in found.readings))
        if reason and say(reason) == reason
    }
    assert unknown == set()


def test_a_list_in_a_sentence_is_said_part_by_part():
    words = "Read as sources of the sentence they stand in: 2 footnotes, 1 comment."
    told = "Leídos como fuentes de la oración en que están: 2 notas al pie, 1 comentario."
    assert say(words) == told
    assert say("Many comments") == "Many comments"
