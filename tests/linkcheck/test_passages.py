"""Cited passages: found whatever the typography, never found when a fact has changed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.linkcheck.passages import find_passage
from tests.linkcheck.pages import PROSE

BEFORE = "\n".join(PROSE[2:5] * 9)
AFTER = "\n".join(PROSE[5:] * 9)


def seek(quote, passage):
    return find_passage(quote, f"{BEFORE}\n{passage}\n{AFTER}")


SAME = [
    ("The board's 14 gauges fell", "The board’s 14 gauges fell"),
    ('He called it "a dry year" twice', "He called it “a dry year” twice"),
    ("It cost 1,204 euros in all", "It cost 1204 euros in all"),
    ("It cost 1,204 euros in all", "It cost 1 204 euros in all"),
    ("Kosten von 1.204 Euro wurden bekannt", "Kosten von 1 204 Euro wurden bekannt"),
    ("Kosten von 1204 Euro wurden bekannt", "Kosten von 1.204 Euro wurden bekannt"),
    ("The 2019-2021 drought hit nine farms", "The 2019–2021 drought hit 9 farms"),
    ("levels fell by 40 per cent there", "levels fell by 40% there"),
    ("levels fell by 40 percent there", "levels fell by 40 per cent there"),
    ("the well-known lock keeper of Oost", "the well-\nknown lock keeper of Oost"),
    ("hydrological permits were issued", "hydro-\nlogical per\u00admits were issued"),
    ("Every station was read at dawn", "Every\u00a0station was\u200b read\n at dawn"),
    ("The office was efficient", "The oﬃce was eﬃcient"),
    ("El río perdió 12 centímetros", "El rio perdio 12 centimetros"),
    ("東京都は３７件の許可を出した", "昨日、東京都は37件の\n許可を出した。"),
    ("بلغ عدد المحطات ١٤ محطة", "بلغ عدد المحطات 14 محطة"),
    ("STATION 14 WAS CLOSED", "Station 14 was closed"),
    ("Straße und Fluss sind gesperrt", "STRASSE UND FLUSS SIND GESPERRT"),
    ("the fund [...] holds a third", "the fund, it was said in May, holds a third"),
    ("the fund … holds … that sum", "the fund of the town holds a third of that sum"),
    ("[the board] has closed 14 stations", "The river board has closed 14 stations"),
    ("the lock — built in 1902 — leaks", "the lock—built in 1902—leaks"),
    ("rain alone would not mend it", "rain alone would not mend it"),
    ("no boats passed", "“No boats passed,” he said"),
    ("which held 10³ litres", "which held 10^3 litres"),
]


@pytest.mark.parametrize(("quote", "passage"), SAME)
def test_typography_does_not_hide_a_passage(quote, passage):
    found = seek(quote, passage)
    assert (found.state, found.changes) == ("found", ())


OTHER = [
    ("14 of the 62 stations were low", "41 of the 62 stations were low", "number"),
    ("14 of the 62 stations were low", "62 of the 14 stations were low", "number"),
    ("14 of the 62 stations were low", "114 of the 62 stations were low", "number"),
    ("cost 3.2 million euros in all", "cost 32 million euros in all", "number"),
    ("cost 3.2 million euros in all", "cost 3.2 billion euros in all", "number"),
    ("cost 3.2 million euros in all", "cost 3.2 million dollars in all", "word"),
    ("it cost $14 to pass the lock", "it cost €14 to pass the lock", "number"),
    ("the level was 5 degrees there", "the level was -5 degrees there", "number"),
    ("levels fell by 2.5 per cent", "levels fell by 25 per cent", "number"),
    ("levels fell by 5 per cent", "levels fell by 5 points", "number"),
    ("three boats sank off Oost", "four boats sank off Oost", "number"),
    ("the vote is on 5 March 2024", "the vote is on 6 March 2024", "date"),
    ("the vote is on 5 March 2024", "the vote is on 5 May 2024", "date"),
    ("the lowest since 1976 by far", "the lowest since 1967 by far", "date"),
    ("the vote is on Tuesday morning", "the vote is on Thursday morning", "date"),
    ("the wall will be finished soon", "the wall will not be finished soon", "negation"),
    ("the wall will not be finished", "the wall will be finished", "negation"),
    ("the plan was approved in town", "the plan was never approved in town", "negation"),
    ("der Plan wurde gebilligt", "der Plan wurde nicht gebilligt", "negation"),
    ("le plan a été approuvé hier", "le plan n'a pas été approuvé hier", "negation"),
    ("el plan fue aprobado ayer", "el plan no fue aprobado ayer", "negation"),
    ("план был одобрен советом", "план не был одобрен советом", "negation"),
    ("said Mara Oost on the day", "said Nora Oost on the day", "name"),
    ("Haan told Oost of the leak", "Oost told Haan of the leak", "name"),
    ("prices rose in the valley", "prices fell in the valley", "word"),
    ("it will close the lock for good", "it may close the lock for good", "word"),
    ("more than 40 farms asked for aid", "less than 40 farms asked for aid", "word"),
    ("東京都は37件の許可を出した", "東京都は73件の許可を出した", "number"),
    ("東京都は許可を出した", "東京都は許可を出さなかった", "word"),
    ("which held 10³ litres of oil", "which held 103 litres of oil", "number"),
    ("about 1½ miles of bank", "about 11/2 miles of bank", "number"),
    ("the fund [...] holds 14 euros", "the fund of the town holds 41 euros", "number"),
    ("it can be seen [...] by boats", "it cannot be seen by boats", "negation"),
]


@pytest.mark.parametrize(("quote", "passage", "kind"), OTHER)
def test_a_changed_fact_is_never_found(quote, passage, kind):
    found = seek(quote, passage)
    assert found.state != "found"
    if found.state == "altered":
        assert kind in {change[0] for change in found.changes}


TWISTED = [
    ("Boats were inspected at dawn", "No boats were inspected at dawn."),
    ("the lock was mended in May", "It is not true that the lock was mended in May."),
    ("14 stations were closed", "They said 114 stations were closed."),
    ("14 stations were closed", "They said 2,14 stations were closed."),
    ("the bill came to 14", "In the end the bill came to 14 million."),
    ("the bill came to 14", "In the end the bill came to 14.5 euros."),
    (
        "only 14 of the 62 stations were low",
        "Only 41 of the 62 stations were low. Erratum: only 14 of the 62 stations were low",
    ),
    (
        "only 14 of the 62 stations were low",
        "Corrección: la versión anterior decía only 14 of the 62 stations were low.",
    ),
]


@pytest.mark.parametrize(("quote", "passage"), TWISTED)
def test_words_around_a_passage_may_turn_it(quote, passage):
    assert seek(quote, passage).state == "altered"


def test_a_passage_that_stands_once_rightly_is_found_though_a_denial_quotes_it_too():
    text = "The lock was mended in May. “It is not true that the lock was mended in May.”"
    assert find_passage("the lock was mended in May", text).state == "found"


def test_a_passage_that_is_not_there_is_missing():
    assert (
        seek("penguins crossed the glacier in great numbers", PROSE[0]).state == "missing"
    )
    assert find_passage("anything", "").state == "missing"
    assert find_passage("…", "some text").state == "missing"


def test_the_parts_of_an_elided_passage_stand_in_order_and_near():
    quote = "the fund [...] the lock keeper"
    assert find_passage(quote, "He saw the lock keeper. Then the fund.").state != "found"
    far = "the fund. " + "Other words. " * 200 + "the lock keeper"
    assert find_passage(quote, far).state != "found"


def test_a_second_place_of_the_first_part_is_tried():
    text = "The fund was small. " + "Other words. " * 200 + "The fund paid the lock keeper."
    assert find_passage("the fund [...] the lock keeper", text).state == "found"


def test_offsets_point_into_the_page_text():
    text = "«Només»  14\u00a0of the\n62 sta\u00adtions were low, she said."
    found = find_passage("14 of the 62 stations were low", text)
    assert (
        text[found.start : found.end]
        == found.now
        == "14\u00a0of the\n62 sta\u00adtions were low"
    )


def test_the_differences_are_listed_with_both_wordings():
    found = seek("14 of the 62 stations were low", "41 of the 62 stations were not low")
    assert found.changes == (("number", "14", "41"), ("negation", "", "not"))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.text(max_size=200))
def test_any_quote_and_text_give_an_answer_with_offsets_in_the_text(quote, text):
    found = find_passage(quote, text)
    assert found.state in {"found", "altered", "missing"}
    if found.start >= 0:
        assert 0 <= found.start <= found.end <= len(text)
        assert found.now == text[found.start : found.end]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 99_999), st.integers(0, 99_999))
def test_a_figure_stands_for_itself_alone(was, now):
    quote = f"the board counted {was:,} wells along the bank"
    state = seek(quote, f"In 2019 the board counted {now} wells along the bank.").state
    assert state == ("found" if was == now else "altered")


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(PROSE), st.integers(2, 6), st.sampled_from(["\n", " ", "\u00a0", "\t"])
)
def test_any_run_of_words_of_a_text_is_found_however_it_is_spaced(sentence, count, gap):
    words = sentence.split()
    quote = " ".join(words[1 : 1 + count]).rstrip(".,")
    assert seek(quote, gap.join(words)).state == "found"


def test_a_line_that_begins_anew_denies_nothing_before_it():
    quote = "the three crews found the lock open"
    anew = f"On Monday {quote}\nNobody was hurt, the board said."
    assert find_passage(quote, anew).state == "found"
    runs_on = f"On Monday {quote}\nnot once, the board said."
    assert find_passage(quote, runs_on).state == "altered"


def test_what_stands_now_ends_as_the_passage_does():
    found = seek(
        "The board closed 14 stations in May.", "The board closed 41 stations in May."
    )
    assert found.now == "The board closed 41 stations in May."
    assert [(kind, was, now) for kind, was, now in found.changes] == [
        ("number", "14", "41")
    ]
