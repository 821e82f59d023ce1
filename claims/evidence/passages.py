"""The passage of a citation, picked from the text that was captured of its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from claims.errors import BadInput, NotAllowed, TransitionRefused
from claims.evidence.citations import LONGEST_PASSAGE
from claims.evidence.lookback import CaptureLost, find_newest, read_text
from claims.extraction.sentences import split_sentences
from claims.linkcheck.passages import find_passage
from claims.models import Claim, Evidence, PageText, Source, SourceFile, User
from claims.workflow import lock_claim, write_trail
from claims.workflow.access import require
from claims.workflow.lost_updates import refuse_stale

PART = 30_000  # code points of a text that are shown, and cut into sentences, at once
SETTLED_STATES = (
    Claim.Status.DECIDED,
    Claim.Status.PUBLISHED,
    Claim.Status.DISMISSED,
)
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class SourceText:
    """What can be read of a source: `state` is read, waiting, image, empty, none or lost.

    `seen_at` is when the copy was taken, None where nothing is.
    """

    state: str
    text: str = ""
    seen_at: datetime | None = None


def read_source(source: Source) -> SourceText:
    """Give the newest text of a source: its capture's, or its file's."""
    filed = SourceFile.objects.filter(source=source).first()
    if filed is not None:
        return read_filed(source, filed)
    if source.kind != Source.Kind.WEB:
        return SourceText("none")
    newest = find_newest(source)
    if newest is None:
        return SourceText("waiting" if source.checked_at is None else "none")
    try:
        text = read_text(newest)
    except CaptureLost:
        return SourceText("lost", seen_at=newest.at)
    return SourceText("read" if text.strip() else "empty", text, newest.at)


def read_filed(source: Source, filed: SourceFile) -> SourceText:
    """Give the text of a file, as far as a worker has read it."""
    if filed.is_image:
        return SourceText("image", seen_at=filed.added_at)
    if not source.text_sha256:
        return SourceText("waiting", seen_at=filed.added_at)
    kept = PageText.objects.filter(sha256=source.text_sha256).first()
    text = kept.text if kept else ""
    return SourceText("read" if text.strip() else "empty", text, filed.added_at)


def cut_part(text: str, part: int) -> tuple[Spans, int]:
    """Give the sentences of one part, by position from 0, and how many parts there are.

    Sentences are (start, end) code points into `text`; parts end with a line where there
    is one.
    """
    ends = find_ends(text)
    if not 0 <= part < len(ends):
        return [], len(ends)
    start = ends[part - 1] if part else 0
    spans = split_sentences(text[start : ends[part]])
    return [(start + a, start + b) for a, b in spans], len(ends)


def find_ends(text: str) -> list[int]:
    """Give where each part of the text ends."""
    ends: list[int] = []
    at = 0
    while at < len(text):
        end = min(at + PART, len(text))
        if end < len(text):
            end = max(text.rfind("\n", at + PART // 2, end), 0) or end
        ends.append(end)
        at = end
    return ends


def join_sentences(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Give the words of chosen sentences; an ellipsis stands for what was left out.

    Raises:
        BadInput: a place lies outside the text.
    """
    words = ""
    last = 0
    for start, end in sorted(set(spans)):
        if not last <= start < end <= len(text):
            raise BadInput(
                "These sentences are not in the text. Choose again.", field="passage"
            )
        between = text[last:start]
        words += (" … " if between.strip() else " ") if words else ""
        words += " ".join(text[start:end].split())
        last = end
    return words


@transaction.atomic
def choose_passage(
    evidence: Evidence,
    *,
    actor: User,
    now: datetime,
    passage: str,
    locator: str = "",
    seen: SourceText | None = None,
    made_on: str = "",
) -> Evidence:
    """Set what `evidence` is cited for; `seen` is the text it was picked from.

    An empty `locator` leaves the one that stands.

    Raises:
        NotAllowed: the table says no, or the source needs clearance.
        BadInput: no passage, too long, or cited already.
        TransitionRefused: the citation was withdrawn, or the claim has its verdict.
        ClaimChanged: it was changed since `made_on`, the stamp of `read_cited`.
    """
    require("choose_passage", actor, evidence.claim)
    secret = evidence.source.confidential
    if secret and not actor.clearance:
        raise NotAllowed("Confidential sources need clearance.")
    passage = passage.strip()
    if not passage:
        raise BadInput("Mark the words, or choose sentences.", field="passage")
    if len(passage) > LONGEST_PASSAGE:
        raise BadInput("Cite the passage itself, not the whole page.", field="passage")
    claim = lock_claim(evidence.claim)
    row = Evidence.objects.select_for_update().get(pk=evidence.pk)
    refuse_settled(claim, row)
    before = read_cited(row)
    refuse_stale(made_on, before)
    row.passage, row.locator = passage, locator.strip()[:200] or row.locator
    place_again(row, seen)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as clash:
        raise BadInput(
            "This source is already cited here with the same passage.", field="passage"
        ) from clash
    after = read_cited(row)
    write_trail(
        claim,
        "choose_passage",
        actor=actor,
        now=now,
        before={} if secret else before,
        after={"evidence": row.public_id, **({} if secret else after)},
        confidential={"before": before, "after": after} if secret else None,
    )
    return row


def read_cited(row: Evidence) -> dict[str, object]:
    """Give what the source is cited for."""
    return {"passage": row.passage, "locator": row.locator}


def refuse_settled(claim: Claim, row: Evidence) -> None:
    """Raise where a verdict rests on the passage, or nothing does any more."""
    if row.withdrawn_at:
        raise TransitionRefused("This source was withdrawn.")
    if claim.status in SETTLED_STATES:
        raise TransitionRefused(
            "The claim has its verdict, which rests on this passage. Cite the source "
            "again with other words, or open a new round."
        )


def place_again(row: Evidence, seen: SourceText | None) -> None:
    """Set how the new passage stands in the text it was picked from."""
    row.passage_state, row.passage_seen_at = Evidence.PassageState.UNSEEN, None
    row.passage_now, row.passage_changes = "", []
    if seen is None or not seen.text:
        return
    if find_passage(row.passage, seen.text).state == "found":
        row.passage_state = Evidence.PassageState.FOUND
        row.passage_seen_at = seen.seen_at
