"""Whether a cited passage stands on a page, word for word, altered, or not at all."""

import re
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from claims.linkcheck.changes import Change, compare_words, cut_text
from claims.linkcheck.fold import INVISIBLE, fold_piece, fold_text, locate_span
from claims.linkcheck.phrases import SPACELESS, fold_words
from claims.linkcheck.visit import PassageFound
from claims.linkcheck.windows import find_windows
from claims.linkcheck.words import (
    Word,
    is_english,
    join_broken,
    load_retractions,
    read_words,
)

FLOOR = 62.0  # per cent of likeness below which a passage is not there in any form
GAP = re.compile(
    r"\s*[\[(]\s*(?:\.{3,}|\u2026)\s*[\])]\s*|\s*(?:\.{3,}|\u2026|\. \. \.)\s*"
)
INSERTED = re.compile(r"\s*\[[^\]\d]{1,60}\]\s*")
LONGEST_GAP = 1200  # code points of a page that an ellipsis may stand for
OUTER = " \t\n\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a"
MOST_PLACES = 50  # of one passage on one page
SHORTEST = 12  # code points; shorter passages are found word for word or not at all
NEW_LINE = re.compile(
    r"[^\S\n]*\n\s*[^\W\d_a-zß-öø-ÿ]"
)  # another sentence, not one that runs on
STOPS = ".,;:!?\u2026\u3002"
SENTENCE = re.compile(r"[.!?\u3002\uff01\uff1f\u2026]\s|\n")
CUT_BEFORE = re.compile(r"\d[.,']$|[-+^]$")
CUT_AFTER = re.compile(r"[.,':]\d|\^\d")


def find_passage(quote: str, text: str) -> PassageFound:
    """Where and how `quote` stands in `text`; offsets are code points into `text`.

    found: the same words, whatever the typography. altered: recognisably the passage, with
    the differences listed. missing: less alike than that. An ellipsis in the quote may
    stand for up to 1,200 code points, its parts in order.
    """
    parts = [part for part in split_parts(quote) if part]
    if not parts or not text:
        return PassageFound(quote, "missing")
    if len(parts) == 1:
        found = find_part(parts[0], text)
        if found.state != "found" and INSERTED.search(quote):
            inner = [p for p in (q.strip(OUTER) for q in INSERTED.split(parts[0])) if p]
            joined = find_parts(inner, text) if inner else found
            found = joined if joined.state == "found" else found
    else:
        found = find_parts(parts, text)
    return PassageFound(
        quote, found.state, found.start, found.end, found.now, found.changes
    )


def split_parts(quote: str) -> list[str]:
    return [part.strip(OUTER) for part in GAP.split(INVISIBLE.sub("", quote))]


def find_parts(parts: list[str], text: str) -> PassageFound:
    """The parts of an elided quote, in order; altered or missing as the worst of them."""
    whole = " \u2026 ".join(parts)
    best = PassageFound(whole, "missing")
    at = 0
    for _ in range(8):  # the first part may stand elsewhere too
        first = find_part(parts[0], text[at:])
        if first.state == "missing":
            return best
        run = follow_parts(parts, text, first=shift(first, at))
        if run.state == "found":
            return run
        best = run if best.state == "missing" else best
        if first.state != "found":
            return best
        at += first.end
    return best


def follow_parts(parts: list[str], text: str, *, first: PassageFound) -> PassageFound:
    """The rest of the parts, each within the longest gap after the one before."""
    last, changes, state = first, first.changes, first.state
    for part in parts[1:]:
        near = text[last.end : last.end + LONGEST_GAP + 2 * len(part)]
        found = find_part(part, near)
        if found.state == "missing":
            return PassageFound(part, "missing")
        gap = read_words(near[: found.start])
        if len(gap) <= 3 and any(word.kind == "negation" for word in gap):
            changes += (("negation", "", near[: found.start].strip()),)
            state = "altered"
        state = "altered" if found.state == "altered" else state
        changes += found.changes
        last = shift(found, last.end)
    span = text[first.start : last.end]
    return PassageFound(" ".join(parts), state, first.start, last.end, span, changes)


def shift(found: PassageFound, by: int) -> PassageFound:
    return replace(found, start=found.start + by, end=found.end + by)


def find_part(part: str, text: str) -> PassageFound:
    """One part without gaps: exactly, else by its words in the likeliest windows."""
    exact = find_exact(part, text)
    if exact is None:
        return find_close(part, text)
    if exact.state == "found":
        return exact
    # Denied or taken back where it stands: say what the page states instead, if it does.
    blank = " " * (exact.end - exact.start)
    close = find_close(part, text[: exact.start] + blank + text[exact.end :])
    return close if close.state == "altered" else exact


def find_exact(part: str, text: str) -> PassageFound | None:
    """The folded part as it is in the folded text, at word borders; None when not there.

    An occurrence that is negated from outside, or told of as an earlier version's, makes
    the passage altered unless it stands elsewhere too.
    """
    sought, folded = fold_piece(part), fold_text(text)
    twist: tuple[int, Change] | None = None
    at = folded.find(sought) if sought else -1
    for _ in range(MOST_PLACES):
        if at < 0:
            break
        if is_whole(folded, at, at + len(sought)):
            found = cut_found(part, text, at, at + len(sought))
            until = at + len(sought) if NEW_LINE.match(text, found.end) else len(folded)
            change = find_twist(folded[:until], at, at + len(sought))
            if change is None:
                return found
            twist = twist or (at, change)
        at = folded.find(sought, at + 1)
    if twist is None:
        return None
    found = cut_found(part, text, twist[0], twist[0] + len(sought))
    return replace(found, state="altered", changes=(twist[1],))


def cut_found(part: str, text: str, start: int, end: int) -> PassageFound:
    """A found passage from its span in the folded text."""
    first, last = locate_span(text, start, end)
    return PassageFound(part, "found", first, last, text[first:last])


def is_whole(folded: str, start: int, end: int) -> bool:
    """Whether a span cuts neither a word nor a number: 37 does in 1,137 and 37.5."""
    before, after = folded[max(0, start - 2) : start], folded[end : end + 2]
    if runs_on(before[-1:], folded[start]) or runs_on(folded[end - 1], after[:1]):
        return False
    if folded[start].isdigit() and CUT_BEFORE.search(before):
        return False
    return not (folded[end - 1].isdigit() and CUT_AFTER.match(after))


def runs_on(one: str, two: str) -> bool:
    """Whether two neighbouring characters belong to one word."""
    return (
        one.isalnum()
        and two.isalnum()
        and not (SPACELESS.match(one) and SPACELESS.match(two))
    )


def find_twist(folded: str, start: int, end: int) -> Change | None:
    """What the words around a passage do to it: deny it, scale it, or take it back."""
    head = SENTENCE.split(folded[max(0, start - 200) : start])[-1]
    tail = folded[end : end + 24]
    before, after = read_words(head), read_words(tail)
    if (
        before
        and before[-1].kind == "negation"
        and not head.rstrip().endswith((",", ";", ":"))
    ):
        return ("negation", "", cut_text(head, before[-1:]))
    told = f" {fold_words(folded[max(0, start - 220) : start])} "
    for phrase in load_retractions():
        if f" {phrase} " in told and is_near(told, phrase):
            return ("word", "", phrase)
    joined = tail[:1] == " " and bool(after)
    if joined and after[0].kind == "negation" and tail[1:2].isalpha():
        return ("negation", "", cut_text(tail, after[:1]))
    scaled = joined and folded[end - 1].isdigit() and after[0].kind == "number"
    return ("number", "", cut_text(tail, after[:1])) if scaled else None


def is_near(told: str, phrase: str) -> bool:
    """Whether a phrase stands in the last twelve words before the passage."""
    return f" {phrase} " in " " + " ".join(told.split()[-12:]) + " "


def find_close(part: str, text: str) -> PassageFound:
    """The likeliest wording of the part in the text, compared word by word."""
    bare = INVISIBLE.sub("", part)
    sought = read_words(bare)
    best = PassageFound(part, "missing")
    best_rank = (0, 0.0)
    for start, end in find_windows(part, text):
        found, score = compare_window(bare, sought, text[start:end])
        rank = (("missing", "altered", "found").index(found.state), score)
        if rank > best_rank:
            best, best_rank = shift(found, start), rank
    return check_twist(best, text) if best.state == "found" else best


def check_twist(found: PassageFound, text: str) -> PassageFound:
    """`found`, made altered when the words around it deny it or take it back."""
    head = fold_piece(text[max(0, found.start - 300) : found.start])
    middle = fold_piece(text[found.start : found.end])
    tail = fold_piece(text[found.end : found.end + 40])
    start = len(head) + 1
    change = find_twist(f"{head} {middle} {tail}", start, start + len(middle))
    if change is None:
        return found
    return replace(found, state="altered", changes=(change,))


def compare_window(
    part: str, sought: list[Word], window: str
) -> tuple[PassageFound, float]:
    """The part's place in one window with its changes, and how alike it is."""
    english = is_english(part if part.count(" ") >= 4 else window)
    words = join_broken(read_words(window, english=english), window)
    keys, wanted = [w.key for w in words], [w.key for w in sought]
    joined, seeking = " ".join(keys), " ".join(wanted)
    missing = PassageFound(part, "missing"), 0.0
    if not keys or len(seeking) < 3:
        return missing
    place = fuzz.partial_ratio_alignment(seeking, joined)
    if place is None or place.score < FLOOR:
        return missing
    first, last = fit_run(keys, wanted, cut_run(keys, place.dest_start, place.dest_end))
    run = words[first:last]
    if not run:
        return missing
    changes = compare_words(sought, run, was_text=part, now_text=window)
    if changes and len(seeking) < SHORTEST:
        return missing
    state = "altered" if changes else "found"
    start, end = run[0].start, take_stop(part, window, run[-1].end)
    alike = Levenshtein.normalized_similarity(wanted, keys[first:last])
    found = PassageFound(part, state, start, end, window[start:end], changes)
    return found, alike + place.score / 1000


def take_stop(part: str, window: str, end: int) -> int:
    """The end with the stop that part and window both have after their last word."""
    stop = part[len(part.rstrip(STOPS)) :]
    return end + len(stop) if stop and window.startswith(stop, end) else end


def cut_run(keys: list[str], start: int, end: int) -> tuple[int, int]:
    """The run of words that a span of their joined text touches."""
    at, first, last = 0, len(keys), 0
    for index, key in enumerate(keys):
        if at + len(key) > start and at < end:
            first, last = min(first, index), index + 1
        at += len(key) + 1
    return first, max(first, last)


def fit_run(keys: list[str], wanted: list[str], run: tuple[int, int]) -> tuple[int, int]:
    """The run with ends moved by up to three words to where it differs least; the widest
    of those, so that a replaced outer word is seen as replaced."""
    firsts = range(max(0, run[0] - 3), min(len(keys), run[0] + 3) + 1)
    lasts = range(max(0, run[1] - 3), min(len(keys), run[1] + 3) + 1)
    return min(
        ((first, last) for first in firsts for last in lasts if first < last),
        key=lambda pair: (
            Levenshtein.distance(wanted, keys[pair[0] : pair[1]]),
            pair[0] - pair[1],
        ),
        default=run,
    )
