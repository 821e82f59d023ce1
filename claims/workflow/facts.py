"""What kind of change one wording is of another: a fact, or words only. Pure.

Facts are digits, numbers in words, dates, names, units and negations; a change of one of
them inside a claim means that what was checked is no longer what is asserted.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel

FACTS = ("negation", "date", "digit", "number", "unit", "name")
NEGATIONS = frozenset(
    "not no never none nor neither without cannot nobody nothing nowhere hardly barely "
    "scarcely unlikely nunca sin ni jamás tampoco ningún ninguno ninguna nadie nada "
    "לא אין بدون لا لم لن ليس ليست غير".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur "
    "thurs fri sat sun today yesterday tomorrow tonight lunes martes miércoles jueves "
    "viernes sábado domingo hoy ayer mañana".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november "
    "december jan feb mar apr jun jul aug sep sept oct nov dec enero febrero marzo abril "
    "mayo junio julio agosto septiembre setiembre octubre noviembre diciembre".split()
)
LOWER_MONTHS = frozenset(  # written without a capital in their language
    "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre "
    "noviembre diciembre".split()
)
SEASONS = frozenset("morning afternoon evening noon midnight spring summer autumn".split())
SCALES = frozenset(
    "hundred thousand million billion trillion dozen hundreds thousands millions billions "
    "trillions dozens mil millón millones bn mn k".split()
)
NUMBERS = {
    word: value
    for value, words in enumerate(
        "zero cero|one uno una un|two dos both|three tres|four cuatro|five cinco|six seis"
        "|seven siete|eight ocho|nine nueve|ten diez|eleven once|twelve doce|thirteen trece"
        "|fourteen catorce|fifteen quince|sixteen dieciséis|seventeen diecisiete"
        "|eighteen dieciocho|nineteen diecinueve|twenty veinte".split("|")
    )
    for word in words.split()
} | {
    word: value
    for value, words in (
        (30, "thirty treinta"), (40, "forty cuarenta"), (50, "fifty cincuenta"),
        (60, "sixty sesenta"), (70, "seventy setenta"), (80, "eighty ochenta"),
        (90, "ninety noventa"), (100, "hundred cien ciento"), (1000, "thousand mil"),
    )
    for word in words.split()
}  # fmt: skip
ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth half quarter once "
    "twice double triple most all every few several majority minority".split()
)
UNITS = frozenset(
    "% percent percentage pct points point km kilometre kilometres kilometer kilometers "
    "mile miles m metre metres meter meters cm mm ft foot feet inch inches yard yards knot "
    "knots mph kph kg kilo kilos kilogram kilograms g gram grams ton tons tonne tonnes lb "
    "lbs pound pounds ounce ounces litre litres liter liters gallon gallons barrel barrels "
    "hectare hectares acre acres degree degrees ° second seconds minute minutes hour hours "
    "day days week weeks month months year years decade decades century centuries watt "
    "watts kw mw gw kwh mwh gwh volt volts dollar dollars cent cents euro euros peso pesos "
    "ruble rubles rouble roubles yen yuan rupee rupees franc francs bolívar bolívares usd "
    "eur gbp am pm celsius fahrenheit gb mb tb kilómetros toneladas horas días años meses "
    "dólares".split()
)
NUMERAL = re.compile(r"\d[\d.,:]*")
YEAR = re.compile(r"1[5-9]\d\d|2[01]\d\d")
SENTENCE_WORDS = frozenset(
    "the a an this that these those he she it they we you i in on at by for from to of "
    "and but or so as if when while after before since until with some many most his her "
    "its their our my there here what who how why where which el la los las un una".split()
)


def is_negation(word: str) -> bool:
    """True of not, never, didn't …"""
    folded = word.casefold().replace("’", "'")
    return folded in NEGATIONS or folded.endswith("n't")


def is_digits(word: str) -> bool:
    """True of a numeral in digits, of any script."""
    return bool(NUMERAL.fullmatch(word))


def is_amount(word: str) -> bool:
    """True of a number in digits or words, and of words that scale one."""
    folded = word.casefold()
    return is_digits(word) or any(folded in words for words in (NUMBERS, SCALES, ORDINALS))


def is_unit(word: str) -> bool:
    """True of a unit of measure, a percent sign, a currency sign."""
    folded = word.casefold()
    return folded in UNITS or (len(word) == 1 and unicodedata.category(word) == "Sc")


def is_day(word: str) -> bool:
    """True of a weekday, a month as its language writes it, yesterday …"""
    folded = word.casefold()
    months = MONTHS if word[:1].isupper() else LOWER_MONTHS
    return folded in DAYS or folded in months


def find_value(word: str) -> float | None:
    """The number that `word` alone stands for, None when it stands for none."""
    folded = word.casefold()
    if folded in NUMBERS:
        return float(NUMBERS[folded])
    plain = folded.replace(",", "")
    try:
        return float(plain) if is_digits(plain) else None
    except ValueError:
        return None


def name_class(word: str) -> str:
    """The class of one word: a kind of fact, "mark" for punctuation, or "word"."""
    if is_negation(word):
        return "negation"
    if is_day(word):
        return "date"
    if is_amount(word):
        return "digit" if is_digits(word) else "number"
    if is_unit(word):
        return "unit"
    if not word[:1].isalnum():
        return "mark"
    if unicodedata.category(word[0]) == "Lo":
        return "name"  # a script without capitals does not say which words are names
    if word[:1].isupper() and word.casefold() not in SENTENCE_WORDS:
        return "name"
    return "word"


def name_changes(was: Sequence[str], now: Sequence[str], around: str) -> list[str]:
    """The kinds of change from words `was` to words `now`; both are what differs only.

    `around` is the claim as it was, from which a day of the month is told from a count.
    A number written otherwise, punctuation and common words are "word".
    """
    if same_values(was, now):
        return ["word"]
    classes = {name_class(word) for word in (*was, *now)}
    if {"digit", "number"} <= classes:
        classes.remove("digit")
    if "digit" in classes and is_dated(was, now, around):
        classes = (classes - {"digit"}) | {"date"}
    return [kind for kind in FACTS if kind in classes] or ["word"]


def same_values(was: Sequence[str], now: Sequence[str]) -> bool:
    """True where both are the same numbers, one in digits, the other in words."""
    values = [find_value(word) for word in was]
    return None not in values and values == [find_value(word) for word in now]


def is_dated(was: Sequence[str], now: Sequence[str], around: str) -> bool:
    """True where the numerals are years, or stand beside a month."""
    numerals = [word for word in (*was, *now) if is_digits(word)]
    words = re.findall(r"[^\W\d_]+|\d+", around)
    for before, after in pairwise(words):
        if (before in was and is_day(after)) or (after in was and is_day(before)):
            return True
    return all(YEAR.fullmatch(word) for word in numerals)


def compare_words(was: str, now: str) -> float:
    """How likely `was` became `now`, 0 to 1: by class first, then by spelling."""
    kinds = {name_class(was), name_class(now)}
    value = find_value(was)
    if value is not None and value == find_value(now):
        return 1.0
    if kinds <= {"digit", "number"}:
        return 0.8
    if "mark" in kinds:
        return 0.3 if len(kinds) == 1 else 0.0
    if kinds & {"digit", "number"}:
        return 0.0
    spelling: float = Indel.normalized_similarity(was.casefold(), now.casefold())
    if len(kinds) == 1 and kinds != {"word"}:
        return max(spelling, 0.5)
    return spelling if spelling >= 0.6 else 0.0
