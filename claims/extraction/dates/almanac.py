"""Calendar arithmetic: months added, weekdays found, movable feasts computed."""

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta

from claims.extraction.dates.pieces import Time


def add_days(day: date, days: float) -> date:
    """`day` moved by `days`, held inside the calendar's own limits."""
    ordinal = day.toordinal() + int(days)
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal()))


def add_months(day: date, months: float) -> date:
    """`day` moved by whole months; the 31st becomes the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + round(months)
    year, month = divmod(count, 12)
    year = min(max(year, MINYEAR), MAXYEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def month_of(day: date) -> Time:
    """The whole month that holds `day`."""
    return Time(day.replace(day=1), last_day(day.year, day.month), "month")


def year_of(year: int, *, to: int | None = None) -> Time:
    """The years `year` to `to`, both whole."""
    low, high = _hold_year(year), _hold_year(to or year)
    return Time(date(low, 1, 1), date(high, 12, 31), "year")


def _hold_year(year: int) -> int:
    return min(max(year, MINYEAR), MAXYEAR)


def months_from(start: date, count: int, *, grain: str = "day") -> Time:
    """`count` whole months from the first of `start`'s month."""
    last = add_months(start.replace(day=1), count - 1)
    return Time(start.replace(day=1), last_day(last.year, last.month), grain)


def week_of(day: date) -> Time:
    """Monday to Sunday around `day` (ISO 8601)."""
    monday = add_days(day, -day.weekday())
    return Time(monday, add_days(monday, 6), "week")


def weekend_of(day: date) -> Time:
    """Saturday and Sunday of the Monday-to-Sunday week that holds `day`."""
    saturday = add_days(day, 5 - day.weekday())
    return Time(saturday, add_days(saturday, 1), "weekend")


def weekday_before(day: date, weekday: int, *, strict: bool = False) -> date:
    """The last such weekday on or before `day`; before it when `strict`."""
    back = (day.weekday() - weekday) % 7
    return add_days(day, -(back or (7 if strict else 0)))


def weekday_after(day: date, weekday: int, *, strict: bool = False) -> date:
    """The first such weekday on or after `day`; after it when `strict`."""
    ahead = (weekday - day.weekday()) % 7
    return add_days(day, ahead or (7 if strict else 0))


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth such weekday of a month, counted from its end when `nth` is negative."""
    if nth > 0:
        return add_days(weekday_after(date(year, month, 1), weekday), 7 * (nth - 1))
    return add_days(weekday_before(last_day(year, month), weekday), 7 * (nth + 1))


def find_easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus, Meeus 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def find_orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus's Julian computus)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    julian = date(year, month, day + 1)
    return julian + timedelta(days=year // 100 - year // 400 - 2)
