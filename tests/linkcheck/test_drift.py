"""Drift: facts and substance count, furniture never does."""

import random

import pytest

from claims.linkcheck.drift import compare_texts
from claims.linkcheck.page import read_page
from claims.linkcheck.visit import Known
from tests.linkcheck.pages import HTML, PROSE, judge, make_page

OLD = "\n".join(PROSE)


def swap(was, now):
    assert was in OLD
    return compare_texts(OLD, OLD.replace(was, now))


def test_the_same_text_has_not_drifted():
    assert compare_texts(OLD, OLD).level == ""
    assert compare_texts(OLD, " ".join(PROSE)).level == ""
    assert compare_texts(OLD, "\n".join(reversed(PROSE))).level == ""


MAJOR = [
    ("14 of the 62", "41 of the 62", "number"),
    ("3.2 million", "3.2 billion", "number"),
    ("3.2 million", "32 million", "number"),
    ("since 1976", "since 1967", "date"),
    ("on Thursday", "on Friday", "date"),
    ("would not mend", "would mend", "negation"),
    ("may not pass", "may pass", "negation"),
    ("Mara Oost", "Ellen Vries", "name"),
    ("barely a third", "almost a third", "negation"),
]


@pytest.mark.parametrize(("was", "now", "kind"), MAJOR)
def test_a_changed_fact_is_major(was, now, kind):
    drift = swap(was, now)
    assert drift.level == "major"
    assert kind in {change[0] for change in drift.changes}


MINOR = [
    ("had fallen", "had dropped"),
    ("is planned", "is expected"),
    ("deepen their wells", "deepen their wels"),
    ("town library", "town's library"),
    ("Brugge Noord", "Brugge-Noord"),
]


@pytest.mark.parametrize(("was", "now"), MINOR)
def test_a_mended_word_is_not_major(was, now):
    assert swap(was, now).level in {"", "minor"}


def test_another_article_is_major():
    other = (
        "The bakery won a prize.\nIts owner, Lise, thanked the town.\nBread will be free."
    )
    assert compare_texts(OLD, other).level == "major"
    half = "\n".join([*PROSE[:4], *other.split("\n"), *other.upper().split("\n")])
    assert compare_texts(OLD, half).level == "major"


def test_a_correction_note_is_major_and_said_to_be_one():
    drift = compare_texts(
        OLD, OLD + "\nCorrection: an earlier version gave the wrong mark."
    )
    assert drift.level == "major"
    assert drift.changes[-1][0] == "correction"


FURNITURE = [
    "1,{n} views", "Views: {n}", "{n} people are reading this", "Updated {n} minutes ago",
    "22 November 2026, 19:{n}", "Page generated in 0.{n} s", "Weather: {n} °C, cloudy",
    "Share this story {n}", "Last updated: 19:{n}", "Visitor number {n} today", "{n}",
    "Session id 5f{n}a9c", "Actualizado hace {n} minutos", "{n} Aufrufe", "Stand: 19:{n}",
    "Lu {n} fois, {n} commentaires", "{n} просмотров", "閲覧 {n}", "Offer of the day {n}",
]  # fmt: skip


@pytest.mark.parametrize("line", FURNITURE)
def test_a_counter_or_clock_is_nothing(line):
    one, two = (OLD + "\n" + line.format(n=n) for n in (41, 57))
    assert compare_texts(one, two).level == ""
    assert compare_texts(OLD, two).level in {"", "minor"}


def make_noisy(turn):
    dice = random.Random(turn)
    teasers = dice.sample(
        [
            f"{name} {dice.randint(2, 90)} times a year"
            for name in ("Boats sink", "Dogs bark")
        ]
        + [
            "The mayor cuts a ribbon",
            "Tonight: rain",
            "Ten bridges to see",
            "Win a bicycle",
        ],
        4,
    )
    links = "".join(f"<li><a href=/s/{dice.random()}>{text}</a></li>" for text in teasers)
    extra = (
        f"<div class=related><h2>Read also</h2><ul>{links}</ul></div>"
        f"<p class=counter>{dice.randint(100, 9999)} views</p>"
        f"<div class='ad-slot'>Buy {dice.choice(['boots', 'hats'])} for {turn}</div>"
        f"<p>Updated {dice.randint(1, 59)} minutes ago</p>"
        f"<input type=hidden name=nonce value={dice.random()}><script>var n={turn}</script>"
        f"<div id=cookie-banner>We use {dice.randint(3, 99)} cookies. Accept?</div>"
    )
    return make_page("River levels fall", PROSE, extra=extra)


def test_a_noisy_page_fetched_a_hundred_times_never_alarms():
    text = judge(make_noisy(0)).text
    for turn in range(1, 101):
        outcome = judge(make_noisy(turn), known=Known(text=text))
        assert (outcome.klass, outcome.drift) == ("ok", "")


def test_a_new_layout_around_the_same_article_is_nothing():
    plain = read_page(make_page().encode(), HTML).main
    rows = "".join(f"<div class=par><span>{text}</span><br></div>" for text in PROSE)
    divs = (
        f"<body><table><tr><td><a href=/>Home</a></td><td>{rows}</td></tr></table></body>"
    )
    other = read_page(f"<html><title>x</title>{divs}".encode(), HTML).main
    assert compare_texts(plain, other).level == ""


def test_a_figure_of_a_table_counts():
    head = "<table><tr><th>Station</th><th>Mark</th></tr>"
    row = head + "<tr><td>Velden</td><td>{}</td></tr></table>"
    one, two = (make_page("Marks", PROSE[:2], extra=row.format(n)) for n in ("4.1", "7.7"))
    outcome = judge(two, known=Known(text=judge(one).text))
    assert outcome.drift == "major"


@pytest.mark.parametrize(
    "line",
    [
        "Special deal {}",
        "Sunday, {} November 2026",
        "Today is Sunday, {} November 2026.",
        "Trace 9f{}c",
        "This page has been read {} times.",
    ],
)
def test_a_labelled_figure_or_the_date_of_today_is_no_alarm(line):
    one, two = (f"{OLD}\n{line.format(n)}" for n in (12, 13))
    assert compare_texts(one, two).level != "major"


@pytest.mark.parametrize("text", ["The toll is now {}.", "The show drew {} visitors."])
def test_a_short_sentence_with_a_figure_still_counts(text):
    one, two = (f"{OLD}\n{text.format(n)}" for n in (412, 513))
    assert compare_texts(one, two).level == "major"


def test_a_paragraph_of_figures_that_goes_is_major_and_one_sentence_is_not():
    assert compare_texts(OLD, "\n".join(PROSE[:1] + PROSE[3:])).level == "major"
    assert compare_texts(OLD, "\n".join(PROSE[:7])).level == "minor"
