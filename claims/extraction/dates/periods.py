"""Years, decades, quarters, fiscal years and seasons on the calendar."""

from datetime import date

from claims.extraction.dates import almanac
from claims.extraction.dates.pieces import Answer, Node, Time
from claims.extraction.dates.tense import Story, read_tense

UNDATED = "needs the publication date, which is not known"
# The first month of the government's year, and how many years before its name it starts.
FISCAL = {
    "US": (10, 1),
    "GB": (4, 1),
    "IN": (4, 1),
    "AU": (7, 1),
    "NZ": (7, 1),
    "CA": (4, 1),
}
SOUTH = {"AU", "NZ", "ZA", "AR", "CL", "UY"}
UNIT_MONTHS = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
UNIT_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}


def resolve_year(node: Node, story: Story) -> Answer:
    """A year, years from one to another, or a split year in the locale's fiscal sense."""
    first, second = node.at["year"], node.get("year2")
    if node.get("fiscal"):
        return resolve_fiscal(node, story)
    if second is None:
        return Answer(almanac.year_of(first), "a year")
    years = almanac.year_of(first, to=second)
    split = second == first + 1 and story.text[node.end - 3] in "-–/"
    if not split:
        return Answer(years, "from one year to another")
    after = story.text[node.end : node.end + 12].lower()
    season = "season" in after or "campaign" in after
    if story.locale not in ("GB", "IN", "AU", "NZ") or season:
        return Answer(years, "two years joined")
    fiscal = _fiscal_from(first, story.locale, 1)
    return Answer(fiscal, f"the financial year in {story.locale}", [(years, "both years")])


def _fiscal_from(year: int, locale: str, years: int) -> Time:
    """Fiscal years that start in `year`."""
    start, _ = FISCAL.get(locale, (1, 0))
    return almanac.months_from(date(year, start, 1), 12 * years)


def resolve_fiscal(node: Node, story: Story) -> Answer:
    """The government's year by locale: US from October, India and UK April, AU July."""
    year, second, locale = node.get("year"), node.get("year2"), story.locale
    if year is None:
        year = 2000 + node.at["yy"]
    if second is not None:
        return Answer(
            _fiscal_from(year, locale, 1), "a financial year that starts in its first"
        )
    _, lead = FISCAL.get(locale, (1, 0))
    time = _fiscal_from(year - lead, locale, 1)
    others = [(almanac.year_of(year), "the calendar year")]
    if lead:
        others.append((_fiscal_from(year, locale, 1), "if named for the year it starts in"))
    return Answer(
        time, f"the fiscal year of {locale}, named for the year it ends in", others
    )


def resolve_decade(node: Node, story: Story) -> Answer:
    """Ten years from the round one; a bare '80s is the last such decade."""
    start = node.get("long")
    if start is None:
        short = node.get("short")
        if short is None:
            short = story.language.lookup["decade_name"][node.at["word"]]
        now = story.ref.year if story.ref else 2029
        start = now // 100 * 100 + short
        start -= 100 if start > now else 0
    time = Time(*_years(start, 10), "year")
    if start % 100 == 0 and node.get("part") is None:
        century = Time(*_years(start, 100), "year")
        return Answer(time, "a decade", [(century, "the century of those years")])
    return _narrow(time, node.get("part"), "a decade")


def _years(start: int, count: int) -> tuple[date, date]:
    span = almanac.year_of(start, to=start + count - 1)
    return span.low, span.high


def _narrow(time: Time, part: str | None, reason: str) -> Answer:
    """The whole span; the third that early, mid or late points at is another reading."""
    if part is None:
        return Answer(time, reason)
    count = time.high.year - time.low.year + 1
    edges = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}[part.lower()]
    low, high = (time.low.year + edge * count // 10 for edge in edges)
    return Answer(time, reason, [(almanac.year_of(low, to=high), f"its {part} part")])


def resolve_century(node: Node, _: Story) -> Answer:
    """The hundred years to the round one; the popular count from the round year is kept."""
    number = node.get("digits") or node.get("ordinal")
    if number is None or not 1 <= number <= 30:
        return Answer(None, "no such century")
    start = number * 100 - 99
    answer = _narrow(Time(*_years(start, 100), "year"), node.get("part"), "a century")
    popular = Time(*_years(max(start - 1, 1), 100), "year")
    answer.others.append((popular, "counted from the round year"))
    return answer


def resolve_period(node: Node, story: Story) -> Answer:
    """'last week', 'this year': the calendar unit so many before or after publication's."""
    if story.ref is None:
        return Answer(None, UNDATED)
    unit, which = str(node.at["unit"]), node.get("which") or 0
    step = max(-1, min(1, which))
    if node.get("twice") is not None:
        step = -2 if "last" in str(node.at["twice"]) else 2
    if node.get("money") in ("fiscal", "financial", "tax"):
        return _resolve_money_year(step, story)
    if unit == "weekend":
        return _resolve_weekend(node, step, story)
    time = shift_unit(story.ref, unit, step)
    others = []
    if unit == "week":
        low = almanac.add_days(time.low, -1)
        others.append((Time(low, almanac.add_days(low, 6), "week"), "weeks from Sunday"))
    return Answer(time, f"the {unit} counted from publication's", others)


def shift_unit(ref: date, unit: str, step: int) -> Time:
    """The whole calendar unit that lies `step` units from the one that holds `ref`."""
    if unit in ("week", "fortnight"):
        return almanac.week_of(almanac.add_days(ref, UNIT_DAYS[unit] * step))
    if unit == "month":
        return almanac.month_of(almanac.add_months(ref, step))
    if unit == "quarter":
        moved = almanac.add_months(ref, 3 * step)
        first = date(moved.year, (moved.month - 1) // 3 * 3 + 1, 1)
        return almanac.months_from(first, 3)
    size = {"decade": 10, "century": 100}.get(unit, 1)
    start = max(1, ref.year // size * size + size * step)
    return almanac.year_of(start, to=start + size - 1)


def _resolve_weekend(node: Node, step: int, story: Story) -> Answer:
    """'last weekend' is before this one; a bare one goes by the verb."""
    ref = story.ref or date.min
    this = almanac.weekend_of(ref)
    last, after = (
        almanac.weekend_of(
            almanac.add_days(ref, 7 * (step or sign) if step * sign >= 0 else 0)
        )
        for sign in (-1, 1)
    )
    if node.get("which") is None:
        past = not read_tense(node, story).startswith("future")
        if past and ref.weekday() < 5:
            return Answer(last, "the last one up to publication")
        return Answer(this, "the one nearest publication")
    if step == 0:
        others = [(last, "the one just past")] if ref.weekday() < 2 else []
        return Answer(this, "the weekend of publication's week", others)
    if step < 0:
        return Answer(last, "the weekend before publication's week end")
    others = [(this, "the first one to come")] if ref.weekday() < 5 else []
    return Answer(after, "the weekend of next week", others)


def _resolve_money_year(step: int, story: Story) -> Answer:
    ref = story.ref or date.min
    start, _ = FISCAL.get(story.locale, (1, 0))
    year = ref.year - (ref.month < start) + step
    return Answer(
        _fiscal_from(year, story.locale, 1), f"the financial year in {story.locale}"
    )


def resolve_season(node: Node, story: Story) -> Answer:
    """Three whole months by hemisphere; winter runs over the turn of the year."""
    number, year, ref = node.at["season"], node.get("year"), story.ref
    months = {1: 12, 2: 3, 3: 6, 4: 9}
    first = months[number] if story.locale not in SOUTH else (months[number] + 5) % 12 + 1
    if year is None:
        if ref is None:
            return Answer(None, UNDATED)
        year = _season_year(first, node.get("which") or 0, ref)
        return Answer(almanac.months_from(date(year, first, 1), 3), "whole months of it")
    time = almanac.months_from(date(year, first, 1), 3)
    others = []
    if first == 12:
        before = almanac.months_from(date(year - 1, first, 1), 3)
        others.append((before, "the winter that ends in that year"))
    return Answer(time, "whole months of it", others)


def _season_year(first: int, which: int, ref: date) -> int:
    year = ref.year
    if which < 0:
        ends = almanac.months_from(date(year, first, 1), 3).high
        return year if ends < ref else year - 1
    if which > 0:
        return year if date(year, first, 1) > ref else year + 1
    return year - 1 if first == 12 and ref.month < 6 else year


def resolve_edge_period(node: Node, story: Story) -> Answer:
    """'year-end': the last day of the year said, else of publication's."""
    year = node.get("year") or (story.ref.year if story.ref else None)
    if year is None:
        return Answer(None, UNDATED)
    if node.at["unit"] == "month" and story.ref is not None:
        time = almanac.month_of(story.ref)
    else:
        time = almanac.year_of(year)
    return Answer(Time(time.high, time.high), "its last day", [(time, "the whole of it")])


def resolve_part(node: Node, story: Story) -> Answer:
    """A quarter or half of a year, or the first so many months of a span."""
    whole, reason, guessed = _find_whole(node, story)
    if whole is None:
        return Answer(None, reason)
    times = _cut(node, whole)
    if guessed and story.ref is not None:
        moved = almanac.add_months(whole.low, -12)
        earlier = _cut(node, almanac.months_from(moved, 12))
        started = times.low <= story.ref
        tense = read_tense(node, story)
        if not started and tense.startswith("past"):
            return Answer(earlier, "the last one that has begun", [(times, "this year's")])
        return Answer(times, reason, [(earlier, "last year's")])
    return Answer(times, reason)


def _find_whole(node: Node, story: Story) -> tuple[Time | None, str, bool]:
    """The span that is cut, why, and whether its year is a guess."""
    inner, year = node.get("of"), node.get("year")
    if inner is not None:
        from claims.extraction.dates.resolve import resolve_node  # each reads the other

        answer = resolve_node(inner, story)
        return answer.time, f"a part of the span said; {answer.reason}", False
    if year is None and node.get("yy") is not None:
        year = 2000 + node.at["yy"]
    if year is not None:
        return almanac.year_of(year), "the calendar year's", False
    if story.ref is None:
        return None, UNDATED, False
    return almanac.year_of(story.ref.year), "no year is said: publication's", True


def _cut(node: Node, whole: Time) -> Time:
    number = (
        node.get("digits")
        or node.get("ordinal")
        or {"first": 1, "opening": 1}.get(str(node.get("side")), -1)
    )
    unit = str(
        node.get("unit") or {"q": "quarter", "h": "half"}[str(node.get("qh")).lower()]
    )
    count = int(node.get("n") or 1)
    months = UNIT_MONTHS.get(unit)
    if months is None:
        days = UNIT_DAYS.get(unit, 1) * count
        if number > 0:
            return Time(whole.low, almanac.add_days(whole.low, days - 1))
        return Time(almanac.add_days(whole.high, 1 - days), whole.high)
    if unit == "half":
        months = max(1, round((whole.high - whole.low).days / 61))
    if number > 0:
        first = almanac.add_months(whole.low, months * (number - 1))
    else:
        first = almanac.add_months(whole.high.replace(day=1), 1 - months * count)
    return almanac.months_from(first, months * count)
