"""What earlier visits left behind of each source, and what is cited from it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from claims.evidence.row_writes import list_keys
from claims.linkcheck.ladder import GOOD
from claims.linkcheck.visit import Known
from claims.models import Evidence, LinkCheck, PageText, Source


def read_known(sources: Sequence[Source]) -> Iterator[tuple[Source, Known]]:
    """Give each source with what is known of it: passages, last text, validators."""
    ids = [row.pk for row in sources]
    quotes: dict[int, list[str]] = defaultdict(list)
    cited = (
        Evidence.objects.standing().filter(source_id__in=list_keys(ids)).exclude(passage="")
    )
    unseen: set[int] = set()
    rows = cited.order_by("pk").values_list("source_id", "passage", "passage_state")
    for source_id, passage, state in rows:
        if passage not in quotes[source_id]:
            quotes[source_id].append(passage)
        if not state:
            unseen.add(source_id)
    hashes = {row.text_sha256 for row in sources if row.text_sha256}
    texts = dict(PageText.objects.filter(sha256__in=hashes).values_list("sha256", "text"))
    last = read_last(sources)
    for row in sources:
        fresh = row.pk in unseen  # a new passage wants the body, not a 304
        body_sha256, final_url, title, had_passages = last.get(row.pk, ("", "", "", False))
        same = quotes[row.pk] or not had_passages
        yield (
            row,
            Known(
                quotes=tuple(quotes[row.pk]),
                text=texts.get(row.text_sha256, ""),
                text_sha256=row.text_sha256,
                etag="" if fresh else row.etag,
                last_modified="" if fresh else row.last_modified,
                final_url=final_url,
                body_sha256=body_sha256 if same and not fresh else "",
                title=title,
            ),
        )


def read_last(sources: Sequence[Source]) -> dict[int, tuple[str, str, str, bool]]:
    """Give each source's (body, final URL, title, whether passages were sought) of its
    newest visit, where that was good and is the one whose text the source remembers."""
    text = {row.pk: row.text_sha256 for row in sources if row.text_sha256}
    newest = (
        LinkCheck.objects.filter(source_id__in=list_keys(text))
        .order_by("source_id", "-at", "-pk")
        .distinct("source_id")
        .values_list(
            *("source_id", "outcome", "text_sha256", "body_sha256", "final_url"),
            *("title", "passages", "reasons"),
        )
    )
    return {
        pk: ("" if "read_in_part" in reasons else body, final_url, title, bool(passages))
        for pk, outcome, sha256, body, final_url, title, passages, reasons in newest
        if outcome in GOOD and sha256 == text[pk]
    }
