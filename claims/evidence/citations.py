"""Citing a source for a claim, taking a citation back, asking for a check now."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from claims.errors import BadInput, NotAllowed, TransitionRefused
from claims.evidence.dispatch import wake_dispatcher
from claims.evidence.files import HandedIn, attach_file, find_filed, refuse_file
from claims.linkcheck.register import register_urls
from claims.linkcheck.urls import UrlRefused, read_url
from claims.models import Claim, Evidence, Source, TrailEntry, User
from claims.workflow import lock_claim, write_trail
from claims.workflow.access import require, require_tie
from claims.workflow.standing import reexamine_article

LONGEST_URL = 2000  # in its canonical spelling; PostgreSQL indexes 2,704 bytes at most
LONGEST_PASSAGE = 5000
ABOUT_SOURCE = ("title", "publisher", "published_on", "details", "url")
ABOUT_CITATION = ("passage", "locator", "value_found", "note")


@transaction.atomic
def cite_source(
    claim: Claim,
    *,
    actor: User,
    now: datetime,
    kind: str = Source.Kind.WEB,
    url: str = "",
    title: str = "",
    publisher: str = "",
    published_on: date | None = None,
    is_primary: bool = False,
    confidential: bool = False,
    details: str = "",
    stance: str = Evidence.Stance.SUPPORTS,
    passage: str = "",
    locator: str = "",
    value_found: str = "",
    note: str = "",
    file: HandedIn | None = None,
) -> Evidence:
    """Cite a source for `claim`; a web page is visited as soon as this is committed.

    With `file` and no address the source is a document, or of the kind that is named.

    Raises:
        NotAllowed: the actor is no reviewer, or marks a source confidential without
            clearance.
        BadInput: the URL, file, passage or a needed name is missing or unfit, or it is
            cited already.
        TransitionRefused: the claim is dismissed.
    """
    require("cite_source", actor, claim)
    kind = choose_kind(kind, url, file)
    refuse_citation(actor, kind, confidential, stance, passage)
    stored = lock_claim(claim)
    if stored.status == Claim.Status.DISMISSED:
        raise TransitionRefused("A dismissed claim takes no sources. Restore it first.")
    about = {
        "title": title.strip(),
        "publisher": publisher.strip(),
        "published_on": published_on,
        "is_primary": is_primary,
        "details": details.strip(),
    }
    if kind == Source.Kind.WEB:
        source = find_web_source(url, actor=actor, now=now, about=about)
    else:
        source = make_source(
            kind, confidential, actor=actor, now=now, about=about, file=file
        )
    evidence = write_evidence(
        Evidence(
            claim=stored,
            source=source,
            stance=stance,
            passage=passage.strip(),
            locator=locator.strip()[:200],
            value_found=value_found.strip()[:300],
            note=note.strip(),
            added_by=actor,
            added_at=now,
        )
    )
    note_citation(evidence, now=now)
    if source.kind == Source.Kind.WEB:
        Source.objects.filter(pk=source.pk).update(next_visit_at=now, asked_at=now)
        wake_dispatcher()
    return evidence


def choose_kind(kind: str, url: str, file: HandedIn | None) -> str:
    """Give the kind of source: a file without an address is a document.

    Raises:
        BadInput: both were given.
    """
    if file is None or kind != Source.Kind.WEB:
        return kind
    if url.strip():
        raise BadInput("Give the address or the file: one of them.", field="file")
    return Source.Kind.DOCUMENT


def refuse_citation(
    actor: User, kind: str, confidential: bool, stance: str, passage: str
) -> None:
    """Raise what `cite_source` says of the actor and of unfit words."""
    if confidential and not actor.clearance:
        raise NotAllowed("Confidential sources need clearance.")
    if confidential and kind == Source.Kind.WEB:
        raise BadInput(
            "A public page cannot be confidential. Cite the person or the notes instead.",
            field="confidential",
        )
    if stance not in Evidence.Stance.values:
        raise BadInput("Say whether it supports, refutes or is context.", field="stance")
    if len(passage) > LONGEST_PASSAGE:
        raise BadInput("Cite the passage itself, not the whole page.", field="passage")


def note_citation(evidence: Evidence, *, now: datetime) -> None:
    """Write the trail entry; of a confidential source the words are kept apart."""
    source = evidence.source
    open_words = {"url": source.url, "passage": evidence.passage}
    about = {name: getattr(source, name) for name in ABOUT_SOURCE}
    about |= {name: getattr(evidence, name) for name in ABOUT_CITATION}
    write_trail(
        evidence.claim,
        "cite_source",
        actor=evidence.added_by,
        now=now,
        after={
            "evidence": evidence.public_id,
            "source": source.public_id,
            "stance": evidence.stance,
            **({} if source.confidential else open_words),
        },
        confidential=about if source.confidential else None,
    )


def find_web_source(
    url: str, *, actor: User, now: datetime, about: Mapping[str, object]
) -> Source:
    """Give the one source row of `url`, filling in what it lacks from `about`.

    Raises:
        BadInput: no address the desk would visit.
    """
    url = url.strip().replace("\x00", "")
    try:
        target = read_url(url)
    except UrlRefused as refusal:
        raise BadInput(
            f"This address cannot be visited: {refusal.detail}. Give a public http or "
            "https address.",
            field="url",
        ) from refusal
    if max(len(url), len(target.url)) > LONGEST_URL:
        raise BadInput(f"The address is over {LONGEST_URL} characters.", field="url")
    source = register_urls([url], actor=actor, now=now)[url]
    if source.confidential and not actor.clearance:
        raise BadInput("This address cannot be cited by you.", field="url")
    changed = [name for name, value in about.items() if value and not getattr(source, name)]
    for name in changed:
        setattr(source, name, about[name])
    if changed:
        source.save(update_fields=changed)
    return source


def make_source(
    kind: str,
    confidential: bool,
    *,
    actor: User,
    now: datetime,
    about: Mapping[str, object],
    file: HandedIn | None = None,
) -> Source:
    """Write a source that is no web page; of the same bytes there is one.

    Raises:
        BadInput: the kind is unknown, it has no name, or the file is unfit.
    """
    if kind not in Source.Kind.values:
        raise BadInput(f"“{kind}” is no kind of source.", field="kind")
    if file is not None:
        refuse_file(file)
        known = find_filed(file, confidential=confidential, actor=actor)
        if known is not None:
            return known
        about = {**about, "title": about["title"] or file.name[:500]}
    if not about["title"]:
        raise BadInput("Name the source: who or what was consulted.", field="title")
    source = Source(kind=kind, confidential=confidential, created_by=actor, created_at=now)
    for name, value in about.items():
        setattr(source, name, value)
    source.save(force_insert=True)
    if file is not None:
        attach_file(source, file, actor=actor, now=now)
    return source


def write_evidence(evidence: Evidence) -> Evidence:
    """Write the citation; the same passage of the same source counts once a claim.

    Raises:
        BadInput: it is cited already.
    """
    try:
        with transaction.atomic():
            evidence.save(force_insert=True)
    except IntegrityError as clash:
        raise BadInput(
            "This source is already cited here with the same passage.", field="url"
        ) from clash
    return evidence


@transaction.atomic
def withdraw_evidence(
    evidence: Evidence, *, actor: User, now: datetime, reason: str
) -> Evidence:
    """Take a citation back; the row stays as history.

    Raises:
        NotAllowed: the table says no, or the actor may not know the source.
        BadInput: no reason was given.
        TransitionRefused: it was withdrawn already.
    """
    mine = {"cited"} if evidence.added_by_id == actor.pk else set()
    require_tie("withdraw_evidence", actor, evidence.claim.article, also=mine)
    secret = evidence.source.confidential
    if secret and not actor.clearance:
        raise NotAllowed("Confidential sources need clearance.")
    if not reason.strip():
        raise BadInput("Say why it is withdrawn.", field="reason")
    stored = lock_claim(evidence.claim)  # clearing waits, or has seen it standing
    standing = Evidence.objects.standing().filter(pk=evidence.pk)
    if not standing.update(withdrawn_at=now):
        raise TransitionRefused("This source was withdrawn already.")
    write_trail(
        evidence.claim,
        "withdraw_evidence",
        actor=actor,
        now=now,
        before={"evidence": evidence.public_id},
        reason="" if secret else reason.strip(),
        confidential={"reason": reason.strip()} if secret else None,
    )
    reexamine_article(stored.article, actor=actor, now=now)
    evidence.refresh_from_db()
    return evidence


@transaction.atomic
def ask_check(source: Source, *, actor: User, now: datetime) -> Source:
    """Put a source at the head of the queue; its outcome arrives as a link check.

    Raises:
        NotAllowed: the actor is no reviewer.
        TransitionRefused: the source is no web page.
    """
    require("ask_check", actor)
    if source.kind != Source.Kind.WEB:
        raise TransitionRefused("Only web pages are checked.")
    Source.objects.filter(pk=source.pk).update(next_visit_at=now, asked_at=now)
    TrailEntry.objects.append(
        "ask_check", actor=actor, now=now, subject=f"source:{source.public_id}"
    )
    wake_dispatcher()
    source.refresh_from_db()
    return source
