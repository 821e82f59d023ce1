"""Quoted words, without the marks, and the person who is said to have spoken them."""

import pytest

from claims.extraction import build_draft
from claims.extraction.quotes import find_quotes


def read(text):
    found = find_quotes(build_draft(text, ref_date=None))
    return [(text[f.start : f.end], f.value["speaker"]) for f in found]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("“We sail at dawn,” said Ada Bryce.", "We sail at dawn,", "Ada Bryce"),
        ("“We sail,” Lt. Gen. Ada Bryce told reporters.", "We sail,", "Ada Bryce"),
        ("“We sail,” the envoy, Ada Bryce, wrote.", "We sail,", "Ada Bryce"),
        ("“We sail,” Ada Bryce, the envoy, wrote.", "We sail,", "Ada Bryce"),
        ("“We sail,” a senior official said.", "We sail,", "a senior official"),
        ("Ada Bryce said: “We sail at dawn.”", "We sail at dawn.", "Ada Bryce"),
        ("Bryce: “We sail at dawn.”", "We sail at dawn.", "Bryce"),
        ("According to the report, it was “a ruin”.", "a ruin", "the report"),
        ("The plan, described by Ada Bryce as “mad”, failed.", "mad", "Ada Bryce"),
        (
            "The agency quoted Ada Bryce as saying “never again”.",
            "never again",
            "Ada Bryce",
        ),
        ("Norway’s King Olav called it “a shame”.", "a shame", "Olav"),
        ("In Oslo on Monday, Ada Bryce urged “calm”.", "calm", "Ada Bryce"),
        ("The Dock Workers Union (DWU) said it was “cruel”.", "cruel", None),
    ],
)
def test_the_speaker_is_read_on_either_side(text, words, speaker):
    assert read(text) == [(words, speaker or "The Dock Workers Union (DWU)")]


@pytest.mark.parametrize(
    "marks", ["“”", '""', "‘’", "''", "«»", "„“", "‹›", "「」", "„”", "»«"]
)
def test_the_marks_of_all_languages_pair(marks):
    text = f"Ada Bryce said: {marks[0]}We sail at dawn.{marks[1]}"
    assert read(text) == [("We sail at dawn.", "Ada Bryce")]


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers' pay and the sailors' bread were late, she said.",
        "It’s the ’90s again, rock ’n’ roll and all, she said.",
        "He is 6' 2\" tall and jumped 5', she said.",
        "The novel “Long Water” came out in May.",
        "The so-called “green line” runs through the town.",
        "A single “ mark stays open here, she said.",
        "“”",
        "",
    ],
)
def test_apostrophes_titles_and_scare_quotes_are_no_claims(text):
    assert read(text) == []


def test_an_apostrophe_does_not_close_a_single_quotation():
    text = "‘It’s the sailors’ fault, not mine,’ said Ada Bryce."
    assert read(text) == [("It’s the sailors’ fault, not mine,", "Ada Bryce")]


def test_of_nested_quotations_the_outer_one_is_found():
    text = "“She told me ‘never again’ and left,” Ada Bryce said."
    assert read(text) == [("She told me ‘never again’ and left,", "Ada Bryce")]


def test_a_split_quotation_has_one_speaker():
    text = "“We sail,” Ada Bryce said Monday, “and we sail alone.” “Tomorrow.”"
    assert [speaker for _, speaker in read(text)] == ["Ada Bryce"] * 3


def test_a_quotation_of_several_paragraphs_takes_the_speaker_named_at_its_end():
    text = "“We sail at dawn.\n\n“We sail alone,” said Ada Bryce."
    assert read(text) == [
        ("We sail at dawn.", "Ada Bryce"),
        ("We sail alone,", "Ada Bryce"),
    ]


def test_a_paragraph_in_marks_takes_the_speaker_before_it():
    text = "Ada Bryce said the fleet was ready.\n\n“We sail at dawn, all of us.”"
    assert read(text) == [("We sail at dawn, all of us.", "Ada Bryce")]


def test_a_pronoun_and_a_surname_find_the_fullest_name():
    text = "Minister Ada Bryce came home. She called it “a start”. Bryce saw “no risk”."
    assert [speaker for _, speaker in read(text)] == ["Ada Bryce", "Ada Bryce"]


def test_a_pronoun_of_the_other_gender_passes_over_a_titled_name():
    text = "Mr Jon Pike met Ms Ada Bryce. She called it “a start”."
    assert read(text) == [("a start", "Ada Bryce")]


def test_a_second_speaker_is_not_taken_for_the_first():
    text = "“We sail,” Ada Bryce said. The pilot, Jon Pike, objected. “It is too early.”"
    assert [speaker for _, speaker in read(text)] == ["Ada Bryce", "Jon Pike"]


def test_an_outer_verb_of_speech_beats_what_somebody_thinks():
    text = "Ada Bryce said the crew believed the hull was “paper thin”."
    assert read(text) == [("paper thin", "Ada Bryce")]


def test_a_participle_behind_a_comma_is_not_speech():
    text = "Ada Bryce said the tax, announced last week, would stay “for good”."
    assert read(text) == [("for good", "Ada Bryce")]


def test_a_whole_sentence_with_nobody_named_has_an_empty_speaker():
    assert read("It rained.\n\n“Nobody will ever know the truth.”") == [
        ("Nobody will ever know the truth.", "")
    ]


def test_a_second_clause_does_not_take_the_first_ones_quotation():
    text = "The palace called it “fiction”, and its lawyer, Jon Pike, said it was “cruel”."
    assert read(text) == [("fiction", "The palace"), ("cruel", "Jon Pike")]


def test_spanish_speakers_come_from_their_own_words():
    text = "El ministro, Javier Ríos, afirmó: «Hoy zarpamos». «Ya», dijo la portavoz."
    draft = build_draft(text, ref_date=None, locale="ES", language="es")
    found = [(text[f.start : f.end], f.value["speaker"]) for f in find_quotes(draft)]
    assert found == [("Hoy zarpamos", "Javier Ríos"), ("Ya", "la portavoz")]
