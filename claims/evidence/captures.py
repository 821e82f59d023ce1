"""What is worth keeping of a visit: the body of each good page, once per content."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import structlog

from claims.evidence.row_writes import Row, insert_rows, list_keys
from claims.linkcheck.capture_store import keep_pack
from claims.linkcheck.ladder import GOOD
from claims.models import Capture

if TYPE_CHECKING:
    from claims.evidence.records import Seen

log = structlog.get_logger(__name__)
SECRET = frozenset({"set-cookie"})  # says who asked, not what was answered


def is_worth_keeping(one: "Seen") -> bool:
    """Say whether the visit got the page itself: a good answer with a body."""
    visit = one.visit
    good = 200 <= visit.status < 300 and not visit.not_modified and not visit.failure
    return good and bool(visit.body) and one.outcome.klass in GOOD


def keep_bodies(seen: Sequence["Seen"]) -> dict[int, str]:
    """Store the bodies that show content not yet captured; gives the place by source id.

    Content is the main text, so that a page whose advertisements change with each visit is
    kept once; where a page has no text, it is the body. A body that cannot be stored is
    left out with a line in the log: the check itself is worth more than its copy.
    """
    good = [one for one in seen if is_worth_keeping(one)]
    known = read_captured([one.source_id for one in good])
    fresh = [one for one in good if not known[one.source_id] & name_content(one)]
    bodies = {one.visit.hash_body(): one.visit.body for one in fresh}
    places = read_places(bodies)
    new = {sha256: body for sha256, body in bodies.items() if sha256 not in places}
    try:
        places |= keep_pack(new)
    except OSError as wrong:
        log.error("captures_not_kept", count=len(new), wrong=str(wrong))
    return {
        one.source_id: places[one.visit.hash_body()]
        for one in fresh
        if one.visit.hash_body() in places
    }


def read_places(bodies: Iterable[str]) -> dict[str, str]:
    """Give where those of `bodies`, SHA-256, lie that any source has a capture of."""
    rows = Capture.objects.filter(sha256__in=[*bodies]).order_by()
    return dict(rows.values_list("sha256", "place"))


def name_content(one: "Seen") -> set[str]:
    """Give the hashes of either of which a capture is one of this content."""
    return {one.visit.hash_body(), one.outcome.text_sha256 if one.outcome.text else ""}


def read_captured(source_ids: Sequence[int]) -> dict[int, set[str]]:
    """Give the hashes, of bodies and of their texts, that each source has captures of."""
    found: dict[int, set[str]] = defaultdict(set)
    if source_ids:
        rows = Capture.objects.filter(source_id__in=list_keys(source_ids)).order_by()
        for source_id, body, text in rows.values_list(
            "source_id", "sha256", "link_check__text_sha256"
        ):
            found[source_id] |= {body, text} - {""}
    return found


def write_captures(
    seen: Sequence["Seen"], checks: Sequence[int], kept: Mapping[int, str], *, now: datetime
) -> None:
    """Write a row for each stored body; `checks` are the keys of `seen`'s, in its order."""
    rows = [
        make_capture(one, check, place=kept[one.source_id], now=now)
        for one, check in zip(seen, checks, strict=True)
        if one.source_id in kept
    ]
    insert_rows(Capture, rows, or_leave=True)


def make_capture(one: "Seen", check: int, *, place: str, now: datetime) -> Row:
    """Give the row of one body."""
    visit = one.visit
    headers = {k: v for k, v in visit.headers.items() if k not in SECRET}
    return {
        "source_id": one.source_id,
        "link_check_id": check,
        "at": now,
        "sha256": visit.hash_body(),
        "place": place,
        "size": len(visit.body),
        "truncated": visit.truncated,
        "content_type": headers.get("content-type", "")[:200],
        "http_status": visit.status,
        "final_url": visit.final_url,
        "headers": headers,
        "chain": [asdict(hop) for hop in visit.chain],
    }
