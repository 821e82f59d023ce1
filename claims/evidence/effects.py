"""What a visit means for the claims that cite the page: passages marked, alarms raised."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from claims.evidence.row_writes import update_rows
from claims.linkcheck.visit import Outcome, PassageFound
from claims.models import Alarm, Evidence, LinkCheck
from claims.workflow import raise_alarm

SEEN = ("id", "passage_state", "passage_now", "passage_changes", "passage_seen_at")
PASSAGE_ALARMS = {
    "altered": (Alarm.Cause.PASSAGE_ALTERED, "The cited passage has changed."),
    "missing": (Alarm.Cause.PASSAGE_MISSING, "The cited passage is no longer on the page."),
}


@dataclass(frozen=True, slots=True)
class Effect:
    """An alarm to raise on the claim of one piece of evidence."""

    evidence: Evidence
    cause: str
    detail: str
    content: str
    check: int  # the key of the link check that saw it


def find_effects(
    check: int,
    outcome: Outcome,
    evidence: Sequence[Evidence],
    *,
    newly_dead: bool,
    now: datetime,
) -> list[Effect]:
    """Mark each passage as it was seen, and give the alarms that follow.

    Rows are changed in memory only; `apply_effects` writes them. A page that is good again
    settles nothing: that it was otherwise is a fact for the person who looks at the claim.
    """
    by_quote = {passage.quote: passage for passage in outcome.passages}
    effects: list[Effect] = []
    for row in evidence:
        passage = by_quote.get(row.passage) if row.passage else None
        if passage is not None:
            was = row.passage_state
            row.passage_state, row.passage_now = passage.state, passage.now
            row.passage_changes = [list(change) for change in passage.changes]
            row.passage_seen_at = now
            if passage.state in PASSAGE_ALARMS:
                cause, detail = PASSAGE_ALARMS[passage.state]
                content = name_content(passage, outcome, was=was)
                if content:
                    effects.append(Effect(row, cause, detail, content, check))
                continue
        if newly_dead:
            detail = "The source is gone: it failed three times over three days."
            effects.append(
                Effect(row, Alarm.Cause.SOURCE_GONE, detail, str(now.date()), check)
            )
        elif outcome.klass == "drifted" and passage is None:
            detail = "The page says something else than when it was cited."
            effects.append(
                Effect(row, Alarm.Cause.SOURCE_DRIFTED, detail, outcome.text_sha256, check)
            )
    return effects


def name_content(passage: PassageFound, outcome: Outcome, *, was: str) -> str:
    """Give what makes this alarm another than an earlier one; "" when it is no news.

    An altered passage is its new wording, whatever else changes on the page. One that is
    missing still is the same fact: only its loss is news, on the text it was lost from.
    """
    if passage.state == "altered":
        return hashlib.sha256(passage.now.encode("utf-8", "replace")).hexdigest()
    return "" if was == passage.state else outcome.text_sha256


def apply_effects(
    effects: Sequence[Effect], evidence: Mapping[int, Sequence[Evidence]], *, now: datetime
) -> None:
    """Write the passages' states and raise the alarms."""
    rows = [row for group in evidence.values() for row in group if row.passage_seen_at]
    update_rows(Evidence, [{name: getattr(row, name) for name in SEEN} for row in rows])
    # In one order everywhere: two batches that meet on the same claims take turns.
    for effect in sorted(effects, key=lambda one: one.evidence.claim_id):
        raise_alarm(
            effect.evidence.claim,
            cause=effect.cause,
            now=now,
            detail=effect.detail,
            content=effect.content,
            evidence=effect.evidence,
            link_check=LinkCheck.objects.get(pk=effect.check),
        )
