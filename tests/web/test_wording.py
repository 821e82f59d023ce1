from hypothesis import given
from hypothesis import strategies as st

from claims.evidence.letters import write_letter
from claims.intake.spoken_values import describe_value
from claims.web.changes import compare_words
from claims.web.coverage import draw_strip, judge_sentence
from claims.web.markup import write_cells
from claims.web.tags import from_word, to_word


def test_a_changed_figure_is_one_deletion_and_one_insertion():
    changes = compare_words("It carried 412 people.", "It carried 399 people.")
    assert changes == [
        ("same", "It carried "),
        ("deleted", "412"),
        ("inserted", "399"),
        ("same", " people."),
    ]


@given(st.text(max_size=60), st.text(max_size=60))
def test_changes_give_both_wordings_back(old, new):
    changes = compare_words(old, new)
    assert "".join(words for how, words in changes if how != "inserted") == old
    assert "".join(words for how, words in changes if how != "deleted") == new


def test_a_strip_fills_its_width_in_proportion_to_the_sentences():
    strip = draw_strip([(30, "done"), (10, "todo"), (60, "open")])
    first, second, third = strip.cells
    assert first.width > 2.9 * second.width
    assert third.x + third.width <= 1000
    assert (strip.done, strip.todo, strip.waived, strip.open) == (1, 1, 0, 1)


def test_a_sentence_is_settled_only_when_all_its_claims_are():
    assert judge_sentence(waived=False, settled=[True, False]) == "todo"
    assert judge_sentence(waived=False, settled=[True, True]) == "done"
    assert judge_sentence(waived=False, settled=[]) == "open"
    assert judge_sentence(waived=True, settled=[]) == "waived"


def test_source_letters_leave_out_r_and_go_on_after_z():
    letters = [write_letter(index) for index in range(27)]
    assert "R" not in letters
    assert letters[24:] == ["Z", "AA", "AB"]


def test_values_read_as_a_person_would_say_them():
    assert describe_value({"iso": "2019-03-23/2019-03-24"}) == "23 Mar 2019–24 Mar 2019"
    assert describe_value({"iso": "2018-12"}) == "Dec 2018"
    tonnes = {"n": 35, "mod": "=", "unit": "t", "si_n": 35000, "si_unit": "kg"}
    assert describe_value(tonnes) == "35 t"
    assert describe_value({"n": 6, "unit": "day", "si_n": 518400}) == "6 days"
    assert describe_value({"n": 1, "unit": "yr", "mod": "<"}) == "less than 1 year"
    miles = {"low": 10, "high": 12, "unit": "mi", "si_low": 16093.44, "si_unit": "m"}
    assert describe_value(miles) == "10–12 mi ≈ 16.1–19.3 km"
    assert describe_value({"n": 30_000, "unit": "lb", "mod": "~"}) == (
        "about 30,000 lb ≈ 13,608 kg"
    )
    assert describe_value({"n": -40, "unit": "degF"}) == "-40 °F ≈ -40 °C"
    assert describe_value({"n": 0, "unit": "mph"}) == "0 mph ≈ 0 km/h"
    assert describe_value({"low": 24, "high": 99, "mod": "~"}) == "about 24–99"
    assert describe_value({"n": 4200000.0, "currency": "USD"}) == "4,200,000 USD"
    assert describe_value({"speaker": "Mara Ellis", "verb": "said"}) == "Mara Ellis"
    assert describe_value({}) == ""


def test_a_strip_is_written_as_one_path_a_state_and_loses_no_cell():
    strip = draw_strip([(30, "done"), (10, "todo"), (60, "done")])
    words = write_cells(strip)
    assert words.count("<path") == 2
    assert words.count("z") == len(strip.cells)


def test_context_begins_and_ends_with_whole_words():
    assert from_word("tion. Fuel for the leg, ") == "Fuel for the leg, "
    assert to_word(", was paid in advance, the p") == ", was paid in advance, the"
    assert from_word("harbour") == "harbour"
    assert to_word("") == ""


def test_a_strip_too_fine_to_see_is_written_in_runs():
    strip = draw_strip([(30, "open")] * 300 + [(10, "done")] + [(30, "open")] * 300)
    words = write_cells(strip)
    assert words.count("z") == 3
    assert len(strip.cells) == 601
