"""A newsroom with a marker of its own in every field that not everybody may read."""

from datetime import date, timedelta
from typing import Any

from claims.evidence import withdraw_evidence
from claims.evidence.contacts import log_contact, mark_reporter
from claims.evidence.invitations import answer_invitation, invite_expert
from claims.evidence.reads import note_source
from claims.intake import read_pasted, submit_article
from claims.linkcheck.capture_store import keep_body
from claims.models import (
    Article,
    Capture,
    Claim,
    Evidence,
    LinkCheck,
    PageText,
    Role,
    Sentence,
    Source,
    SourceFile,
    User,
)
from claims.publishing import ask_as_reader, publish_claim
from claims.verdicts.coverage import waive_sentence
from claims.verdicts.queries import raise_query
from claims.workflow import move_claim
from tests.conftest import NOON
from tests.leaks.named import list_ids
from tests.leaks.world import World, make_mark
from tests.steps import cite, decide

SECRET = "A ferry with {people} passengers and {mark} left Port Alder on Tuesday.\n"


def plant_world(
    *, editor: User, cleared: User, team: User, reviewers: tuple[User, User]
) -> World:
    """Make an open and a restricted article with confidential records in both.

    Groups: "secret" needs clearance, "closed" needs the restricted article's team, and
    "both" both. `cleared` is on no team; `team` has no clearance.
    """
    world = World(
        make_article(editor, "An open article", "open"), make_closed(editor, team)
    )
    text = world.closed_article.current.text if world.closed_article.current else ""
    assert make_mark("closedtext") in text
    for name in ("title", "text", "byline", "address"):
        world.mark("closed", name)
    insider = cleared_insider(world.closed_article, cleared)
    first = world.open_article.claims.filter(status="open")[0]
    plant_secrets(world, first, "secret", actor=cleared)
    published = world.open_article.claims.filter(status="open")[1]
    cite_secret(world, published, "secret", "published", actor=cleared)
    decide(published, *reviewers)
    publish_claim(published, actor=editor, now=NOON, reason="")
    plant_request(world, published)
    plant_experts(world, first, actor=cleared)
    closed = world.closed_article.claims.filter(status="open")[0]
    plant_secrets(world, closed, "both", actor=insider)
    world.closed_article.team.remove(insider)
    plant_closed(world, closed, editor=editor, team=team)
    list_ids(world)
    return world


def plant_request(world: World, claim: Claim) -> None:
    """Let a reader ask for a correction; their address is for people with clearance."""
    email = f"{world.mark('secret', 'readeremail')}@reader.example"
    row, secret = ask_as_reader(claim, now=NOON, wrong="It was 413.", email=email.upper())
    world.ids["corrections"] = world.ids["correction-requests"] = [row.public_id]
    world.ids["requests"] = [secret]


def plant_experts(world: World, claim: Claim, *, actor: User) -> None:
    """Ask two experts confidentially: one answers by the link, the other's stays open."""
    role, actor.role = actor.role, Role.EDITOR
    rows = []
    for name in ("other", "expert"):
        email = f"{world.mark('secret', name + 'email')}@lab.example"
        row, secret = invite_expert(
            claim, actor=actor, now=NOON, expert=world.mark("secret", name), email=email,
            question=f"Is it so, {name}?", confidential=True,
        )  # fmt: skip
        rows.append(row)
    said = world.mark("secret", "expertanswer")
    answer_invitation(
        rows[1], now=NOON, answer=said, stance="refutes",
        basis=world.mark("secret", "expertbasis"),
    )  # fmt: skip
    actor.role = role
    world.ids["invitations"] = world.ids["experts"] = [row.public_id for row in rows]
    world.ids["expert"] = [secret]


def cleared_insider(article: Article, cleared: User) -> User:
    """Let the cleared person in for as long as the planting takes."""
    article.team.add(cleared)
    return cleared


def make_article(editor: User, title: str, mark: str, **more: Any) -> Article:
    """File an article and keep its claims."""
    text = SECRET.format(people=412, mark=mark) + SECRET.format(people=88, mark=mark)
    text += "Nobody likes the smell of the harbour.\n"
    article = submit_article(
        read_pasted(text), title=title, actor=editor, now=NOON,
        published_on=date(2019, 3, 30), **more,
    )  # fmt: skip
    for claim in article.claims.all():
        move_claim(claim, to="open", actor=editor, now=NOON)
    return article


def make_closed(editor: User, team: User) -> Article:
    """File the restricted article with markers in its own fields."""
    article = make_article(
        editor, make_mark("closedtitle"), make_mark("closedtext"),
        byline=make_mark("closedbyline"),
    )  # fmt: skip
    address = f"https://wire.example/{make_mark('closedaddress')}"
    Article.objects.filter(pk=article.pk).update(restricted=True, source_url=address)
    article.team.add(team)
    article.refresh_from_db()
    return article


def cite_secret(
    world: World, claim: Claim, group: str, name: str, *, actor: User
) -> Evidence:
    """Cite a confidential source with a marker in every field of source and citation."""

    def plant(what: str) -> str:
        return world.mark(group, f"{name}{what}")

    row = cite(
        claim, actor, url="", kind="person", confidential=True, title=plant("title"),
        publisher=plant("publisher"), details=plant("details"), passage=plant("passage"),
        locator=plant("locator"), value_found=plant("value"), note=plant("note"),
    )  # fmt: skip
    address = f"https://{plant('host')}.example/{plant('url')}"
    Source.objects.filter(pk=row.source_id).update(
        url=address, url_key=address, host=address.split("/")[2]
    )
    Evidence.objects.filter(pk=row.pk).update(passage_now=plant("now"))
    return row


def plant_secrets(world: World, claim: Claim, group: str, *, actor: User) -> None:
    """Plant a confidential source, its visit and capture, contacts and a mark."""
    row = cite_secret(world, claim, group, "source", actor=actor)
    plant_visit(world, row.source, group)
    plant_file(world, row.source, group, actor=actor)
    gone = cite_secret(world, claim, group, "gone", actor=actor)
    withdraw_evidence(gone, actor=actor, now=NOON, reason=world.mark(group, "withdrawn"))
    said: dict[str, Any] = {"medium": "phone", "spoke_at": NOON - timedelta(hours=1)}
    first = log_contact(
        claim, actor=actor, now=NOON, asked=world.mark(group, "asked"),
        confirmed=world.mark(group, "confirmed"), **said,
    )  # fmt: skip
    log_contact(
        claim, actor=actor, now=NOON, asked=world.mark(group, "askedagain"),
        confirmed=world.mark(group, "confirmedagain"), corrects=first.public_id,
        why=world.mark(group, "why"), **said,
    )  # fmt: skip
    why = world.mark(group, "restsbecause")
    mark_reporter(claim, actor=actor, now=NOON, rests=True, reason=why)
    read_once(claim, actor=actor)


def read_once(claim: Claim, *, actor: User) -> None:
    """Let the cleared person read, so that there are such entries to export."""
    for row in claim.evidence.select_related("source"):
        note_source(row.source, actor=actor, now=NOON)


def plant_visit(world: World, source: Source, group: str) -> None:
    """Plant what a visit saw, as if the source had been a page."""
    text = world.mark(group, "pagetext")
    body = keep_body(world.mark(group, "body").encode())
    check = LinkCheck.objects.create(
        source=source, lease="planted", at=NOON, outcome="ok", alive=True, http_status=200,
        title=world.mark(group, "checktitle"), final_url=world.mark(group, "final"),
        reasons=[world.mark(group, "reason")], text_sha256="a" * 64,
        drift_changes=[["inserted", world.mark(group, "drift")]],
    )  # fmt: skip
    PageText.objects.get_or_create(
        sha256=f"{group:a<64}", defaults={"text": text, "first_seen_at": NOON}
    )
    Capture.objects.create(
        source=source, link_check=check, at=NOON, sha256=body, size=10, http_status=200,
        final_url=world.mark(group, "capture"), headers={"x": world.mark(group, "header")},
    )  # fmt: skip


def plant_file(world: World, source: Source, group: str, *, actor: User) -> None:
    """Plant a file whose name and bytes are not for everybody."""
    body = b"\x89PNG\r\n\x1a\n" + world.mark(group, "filebody").encode()
    SourceFile.objects.create(
        source=source, sha256=keep_body(body), size=len(body), media_type="image/png",
        name=world.mark(group, "filename"), added_by=actor, added_at=NOON,
    )  # fmt: skip


def plant_closed(world: World, claim: Claim, *, editor: User, team: User) -> None:
    """Plant what people write about the restricted article."""
    cite(
        claim, team, url=f"https://only.example/{world.mark('closed', 'page')}",
        title=world.mark("closed", "pagetitle"), passage=world.mark("closed", "passage"),
        note=world.mark("closed", "note"), publisher=world.mark("closed", "publisher"),
    )  # fmt: skip
    raise_query(claim, actor=team, now=NOON, question=world.mark("closed", "question"))
    other = world.closed_article.claims.filter(status="open").exclude(pk=claim.pk)[0]
    reason = world.mark("closed", "dismissed")
    move_claim(other, to="dismissed", actor=editor, now=NOON, note=reason)
    rows = Sentence.objects.filter(version__article=world.closed_article)
    sentence = rows.order_by("-index")[0]
    waive_sentence(sentence, actor=editor, now=NOON, reason=world.mark("closed", "waived"))
