"""Template tags and filters of the desk; the library is called `desk` in templates."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from claims.evidence.health import Health, judge_evidence, judge_outcome, judge_source
from claims.intake.spoken_values import describe_value
from claims.models import Article, Claim, Evidence, Rating, Source, Verdict
from claims.web.browsers import name_browser
from claims.web.cards import write_cards
from claims.web.changes import compare_words
from claims.web.coverage import Strip
from claims.web.keys import write_keys
from claims.web.marks import Paragraph
from claims.web.markup import write_cells, write_tokens
from claims.web.merging import list_sent
from claims.web.queue_rows import write_row
from claims.web.queue_tabs import write_count
from claims.web.shapes import HEALTHS, VERDICTS, draw_mark
from claims.web.surroundings import read_surroundings
from claims.web.time_left import find_due, write_due
from claims.web.typed import list_typed
from claims.wording import say

PATIENCE = timedelta(minutes=10)
register = template.Library()
register.filter(name_browser)
STANCES = {"supports": "+", "refutes": "−", "context": "i"}
BREAKOUTS = str.maketrans(
    {
        "<": "\\u003c",
        ">": "\\u003e",
        "&": "\\u0026",
        "\u2028": "\\u2028",
        "\u2029": "\\u2029",
    }
)


@register.simple_tag
def state(claim: Claim) -> SafeString:
    """The sample of the claim's line, then its status in a word."""
    word = claim.get_status_display().capitalize()
    return format_html('<span class="state" data-state="{}">{}</span>', claim.status, word)


@register.filter
def counted(n: int) -> str:
    """A count of claims: the number, or "2,000+" where counting stopped."""
    return write_count(n)


@register.filter
def at_least(n: int, in_part: bool) -> str:
    """The number, with "+" where it was counted `in_part` only."""
    return f"{n}+" if in_part else str(n)


@register.simple_tag
def due(about: Claim | Article) -> SafeString:
    """By when it is to be done, and the hours or days left."""
    when = find_due(about)
    now, day = timezone.localtime(), ""
    if when is not None:
        local = timezone.localtime(when)
        day = date_format(local, "j M, H:i" if local.year == now.year else "j M Y, H:i")
    return write_due(about, day=day, now=now)


@register.simple_tag
def verdict(rating: Rating | None, size: str = "") -> SafeString:
    """The rating's mark and its label."""
    if rating is None:
        return SafeString("")
    mark = draw_mark(VERDICTS, rating.mark)
    return format_html(
        '<span class="verdict {}" data-v="{}">{}<span>{}</span></span>',
        size, rating.mark, mark, say(rating.label),
    )  # fmt: skip


@register.simple_tag
def health(health: Health | None) -> SafeString:
    """One of the six marks of link health, with its word."""
    if health is None:
        return SafeString("")
    return format_html(
        '<span class="health" data-h="{}">{}<span>{}</span></span>',
        health.mark, draw_mark(HEALTHS, health.mark), health.word,
    )  # fmt: skip


@register.filter
def health_of(subject: Evidence | Source) -> Health | None:
    """How a citation or a source stands."""
    return (
        judge_evidence(subject) if isinstance(subject, Evidence) else judge_source(subject)
    )


@register.filter
def health_of_outcome(outcome: str) -> Health:
    """The word of one visit's class."""
    return judge_outcome(outcome)


@register.filter
def newest_verdict(claim: Claim) -> Verdict | None:
    """The claim's verdict, from `for_queue` where that ran."""
    known: list[Verdict] | None = getattr(claim, "newest_verdicts", None)
    if known is None:
        return claim.verdicts.select_related("rating").order_by("-pk").first()
    return known[0] if known else None


@register.filter
def in_words(value: Any) -> str:
    """A typed value in one line."""
    return describe_value(value) if isinstance(value, dict) else str(value)


@register.filter
def is_awaited(source: Source) -> bool:
    """Whether a visit is on its way: somebody asked, or it was never visited.

    After ten minutes without one the page stops asking: no worker runs, most likely.
    """
    if source.kind != Source.Kind.WEB:
        return False
    since = source.asked_at or (None if source.checked_at else source.created_at)
    if since is None or (source.checked_at and source.checked_at >= since):
        return False
    return timezone.now() - since < PATIENCE


@register.filter
def word_changes(cited: Evidence) -> list[tuple[str, str]]:
    """How the cited passage reads now: (same, deleted or inserted; words) in order."""
    return compare_words(cited.passage, cited.passage_now)


@register.filter
def stance_sign(stance: str) -> str:
    """The sign that stands under a source's letter."""
    return STANCES.get(stance, "i")


@register.filter
def at_key(rows: Any, key: Any) -> Any:
    """What a mapping has under a key, or None where there is neither."""
    return rows.get(key) if isinstance(rows, Mapping) else None


@register.filter
def chosen_word(field: BoundField) -> str:
    """The words of the choice that a form holds."""
    words = dict(getattr(field.field, "choices", ()))
    return str(words.get(field.value(), ""))


@register.filter
def typed_words(form: BaseForm | None) -> list[tuple[str, str]]:
    """Label and words of what was typed into a form that was refused."""
    return list_typed(form)


@register.filter
def sent_fields(form: BaseForm) -> list[tuple[str, str]]:
    """Name and value of what a refused form was sent with, to be sent again."""
    return list_sent(form)


@register.filter
def said(words: Any) -> str:
    """What a room below wrote in English, in the reader's language."""
    return say(str(words))


@register.filter
def from_word(words: str) -> str:
    """Words cut out of a text, without the piece of one they begin with."""
    return words if " " not in words else words[words.index(" ") + 1 :]


@register.filter
def to_word(words: str) -> str:
    """Words cut out of a text, without the piece of one they end with."""
    return words if " " not in words.strip() else words.rstrip().rpartition(" ")[0]


@register.filter
def spaced(code: str) -> str:
    """A stable code as words: `blocked_or_login` → blocked or login."""
    return code.replace("_", " ")


@register.filter
def as_data_block(document: str) -> SafeString:
    """JSON text that cannot end its script element, and still means the same JSON.

    The five characters occur in JSON inside strings only, where `\\uXXXX` is their escape
    (RFC 8259, section 7).
    """
    return mark_safe(document.translate(BREAKOUTS))  # noqa: S308  # escaped in this line  # nosec B308 B703


@register.simple_tag
def marked(block: Paragraph) -> SafeString:
    """A paragraph's words with their marks and raised numbers."""
    return write_tokens(block)


@register.simple_tag
def strip_cells(strip: Strip) -> SafeString:
    """The rectangles of the coverage strip."""
    return write_cells(strip)


@register.simple_tag(takes_context=True)
def claim_cards(
    context: Any, claims: Iterable[Claim], *, orphaned: bool = False
) -> SafeString:
    """The cards of claims in the margin, each kept for as long as it shows the same."""
    token = str(context["csrf_token"])
    return write_cards(claims, user=context["user"], token=token, orphaned=orphaned)


@register.simple_tag(takes_context=True)
def key_list(context: Any) -> SafeString:
    """All keys of this person, for the help and for scripts."""
    keyboard = context.get("keyboard")
    return write_keys(keyboard) if keyboard else SafeString("")


@register.simple_tag(takes_context=True)
def key(context: Any, name: str) -> SafeString:
    """The key that does an act for this person, as a hint; nothing where none does."""
    keyboard = context.get("keyboard")
    bound = keyboard.keys.get(name, "") if keyboard and keyboard.on else ""
    return format_html("<kbd>{}</kbd>", bound) if bound else SafeString("")


@register.simple_tag
def page_url(query: str, **changes: Any) -> str:
    """The query string with some keys set or, for empty values, left out."""
    kept = QueryDict(query, mutable=True)
    for key, value in changes.items():
        kept.pop(key, None)
        if value not in ("", None):
            kept[key] = str(value)
    return f"?{kept.urlencode()}"


@register.filter
def n_left(article: Any) -> int:
    """How many of a board row's claims are not settled."""
    return int(article.n_claims) - int(article.n_settled)


@register.simple_tag(takes_context=True)
def queue_row(context: Any, claim: Claim) -> SafeString:
    """A claim's row in a list, kept for as long as it shows the same."""
    return write_row(
        claim,
        words=read_surroundings(claim),
        due=due(claim),
        query=str(context.get("query", "")),
        is_picked=bool(context.get("bulk_form")),
    )


@register.filter
def claim_words(cited: Evidence) -> str:
    """The cited claim's words, from the anchors the page has fetched."""
    current = [one for one in cited.claim.anchors.all() if one.is_current]
    return current[0].quote if current else str(cited.claim)
