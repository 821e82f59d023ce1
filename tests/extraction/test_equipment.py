"""Equipment on texts of our own: what is found, where it ends, and what it is called."""

import pytest

from claims.extraction.equipment import find_equipment
from claims.extraction.found import Draft


def read(text: str) -> list[tuple[str, str]]:
    """The words and the canonical name of each piece of equipment in `text`."""
    return [
        (text[one.start : one.end], one.value["name"])
        for one in find_equipment(Draft(text, None))
    ]


def names(text: str) -> list[str]:
    """The canonical names alone."""
    return [name for _, name in read(text)]


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Six F-15Es took off.", "F-15Es", "McDonnell Douglas F-15E Strike Eagle"),
        ("The F-16C/Ds flew.", "F-16C/Ds", "General Dynamics F-16C/D Fighting Falcon"),
        ("An F16 jet crashed.", "F16", "General Dynamics F-16 Fighting Falcon"),
        ("An F\u201116 crashed.", "F\u201116", "General Dynamics F-16 Fighting Falcon"),
        ("A Tu\u2013160 landed.", "Tu\u2013160", "Tupolev Tu-160"),
        ("A Su 27 fighter flew.", "Su 27", "Sukhoi Su-27"),
        ("A Tu-95MS bomber.", "Tu-95MS", "Tupolev Tu-95MS"),
        ("Ten Su-30MKIs came.", "Su-30MKIs", "Sukhoi Su-30MKI"),
        ("An Il-76MD landed.", "Il-76MD", "Ilyushin Il-76MD"),
        ("A Boeing 787-9 landed.", "Boeing 787-9", "Boeing 787-9 Dreamliner"),
        ("An Airbus A321neo.", "Airbus A321neo", "Airbus A321neo"),
        ("A Typhoon FGR4 flew.", "Typhoon FGR4", "Eurofighter Typhoon FGR4"),
        ("An ATR 72-600 fell.", "ATR 72-600", "ATR 72-600"),
        ("A Shahed-136 drone.", "Shahed-136", "HESA Shahed-136"),
        ("Leopard 2A6s arrived.", "Leopard 2A6s", "Leopard 2A6"),
        ("Two RPG-7s were found.", "RPG-7s", "RPG-7"),
        ("A Long March 5B fell.", "Long March 5B", "Long March 5B"),
        ("An Su-24 Fencer flew.", "Su-24 Fencer", "Sukhoi Su-24"),
        ("The USS Cole sailed.", "USS Cole", "USS Cole (DDG-67)"),
        ("The USS Cole (DDG-67).", "USS Cole (DDG-67)", "USS Cole (DDG-67)"),
        ("HMS “Belfast” opened.", "HMS “Belfast”", "HMS Belfast (C35)"),
        ("The MV Northern Quill sank.", "MV Northern Quill", "MV Northern Quill"),
        ("Two Ohio-class submarines.", "Ohio-class", "Ohio class"),
        ("A Kirov-class cruiser.", "Kirov-class", "Project 1144 Kirov"),
        ("U-552 was sunk.", "U-552", "U-552"),
    ],
)
def test_span_and_name_follow_the_designation(text: str, words: str, name: str) -> None:
    assert read(text) == [(words, name)]


@pytest.mark.parametrize(
    ("plain", "equipped", "name"),
    [
        (
            "Merlin shares rose 4%.",
            "Three Merlin helicopters.",
            "AgustaWestland AW101 Merlin",
        ),
        (
            "The Eagle landed a deal.",
            "An Eagle fighter jet.",
            "McDonnell Douglas F-15 Eagle",
        ),
        ("Patriots won the game.", "A Patriot battery.", "MIM-104 Patriot"),
        ("Bradley said he agreed.", "A Bradley fighting vehicle.", "M2 Bradley"),
        ("The Dragon Boat Festival.", "The Dragon capsule.", "Dragon"),
        ("Typhoon Haiyan struck.", "Two Typhoon jets.", "Eurofighter Typhoon"),
        ("Max said no.", "The 737 MAX and other Max jets.", "Boeing 737 MAX"),
        ("The M16 motorway.", "An M16 rifle.", "M16"),
        ("Texas elected him.", "The battleship Texas.", "USS Texas"),
        ("The film Titanic.", "The liner Titanic sank.", "RMS Titanic"),
        ("U-21 players cheered.", "The submarine U-21 dived.", "U-21"),
        ("A first-class seat.", "A Lupin-class frigate.", "Lupin class"),
        ("Mr MT Lee spoke.", "The tanker MT Blue Heron.", "MT Blue Heron"),
    ],
)
def test_doubtful_names_need_their_neighbours(plain: str, equipped: str, name: str) -> None:
    assert read(plain) == []
    assert any(one.startswith(name) for one in names(equipped))


@pytest.mark.parametrize(
    "text",
    [
        "Take the A-40 and the M25, then I-95 and the A1 near Leeds.",
        "Vitamin B-12 helps; print it on A4 paper.",
        "She held an H-1B visa and later an F-1 visa.",
        "Leaders of the G-7 and the G20 spoke of COVID-19.",
        "Form W-2 and Form 1040 were filed.",
        "He opened with e4 e5 Nf3 and drew.",
        "They lined up 4-4-2 and won 3-1.",
        "The galaxy M31 and an MP3 player.",
        "Send it to SW1A 1AA or call 555-0137.",
        "Hurricane Patricia killed 737 people in 24 hours.",
        "Boeing, Airbus and Lockheed Martin reported results.",
        "The Rolls-Royce Merlin engine was restored.",
    ],
)
def test_roads_papers_visas_and_the_like_are_left_alone(text: str) -> None:
    assert read(text) == []


def test_an_earlier_designation_lets_the_bare_name_stand() -> None:
    text = "An MQ-9 Reaper was hit on Monday. Officials said the Reaper was lost."
    assert names(text) == ["General Atomics MQ-9 Reaper"] * 2


def test_a_maker_settles_which_of_two_types_is_meant() -> None:
    assert names("A Hawker Typhoon and a Eurofighter Typhoon flew.") == [
        "Hawker Typhoon",
        "Eurofighter Typhoon",
    ]


def test_other_bearers_of_a_name_are_kept_as_readings() -> None:
    found = find_equipment(Draft("Two Typhoon jets took off.", None))
    assert [one["name"] for one in found[0].readings] == ["Hawker Typhoon"]


def test_a_number_in_brackets_settles_which_namesake_is_meant() -> None:
    assert names("The USS Enterprise (CV-6) fought on.") == ["USS Enterprise (CV-6)"]


def test_an_unlisted_designation_before_its_noun_is_found_at_low_confidence() -> None:
    found = find_equipment(Draft("Witnesses saw a ZX-77 bomber overhead.", None))
    assert [(one.value["name"], one.value["class"]) for one in found] == [
        ("ZX-77", "aircraft")
    ]
    assert found[0].confidence <= 0.6


def test_words_that_are_masked_are_not_read() -> None:
    draft = Draft("A Tu-160 and a Tu-95 flew.", None)
    draft.mask([(2, 8)])
    assert [one.value["name"] for one in find_equipment(draft)] == ["Tupolev Tu-95"]


@pytest.mark.parametrize("unit", ["F-", "A ", "9", "`` A ", "Ab ", "USS A "])
def test_a_long_run_of_near_misses_comes_to_an_end(unit: str) -> None:
    assert read(unit * 20_000) == []
