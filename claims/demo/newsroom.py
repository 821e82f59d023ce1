"""Making the demonstration newsroom, once, through the same services as everybody else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models.functions import Length

from claims.demo.pages import ARRIVALS, BOMBERS, FUEL
from claims.evidence import cite_source
from claims.intake import read_upload, submit_article
from claims.models import Article, Claim, Rating, Role, User
from claims.publishing import publish_claim
from claims.verdicts import start_review, submit_review
from claims.verdicts.canned import write_rationale
from claims.workflow import move_claim

PASSWORD = "pencil-and-paper"  # noqa: S105 - printed at every start; demonstration only  # nosec B105
PUBLISHED = date(2019, 3, 30)
LOCK = 7_310_226  # PostgreSQL advisory lock: one maker at a time
CAST = (
    ("ines", "Ines", "Calder", Role.EDITOR),
    ("kwame", "Kwame", "Osei", Role.REVIEWER),
    ("sara", "Sara", "Lind", Role.REVIEWER),
    ("vera", "Vera", "Moss", Role.VIEWER),
    ("cato", "Cato", "Brand", Role.CHIEF),
)


@dataclass(frozen=True, slots=True)
class People:
    """The three who do the work of the demonstration."""

    editor: User
    first: User
    second: User


@transaction.atomic
def make_newsroom(*, now: datetime) -> Article | None:
    """Make people, article and checks; None when they are there already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if User.objects.filter(username=CAST[0][0]).exists():
        return None
    people = {
        name: make_person(name, first, last, role) for name, first, last, role in CAST
    }
    cast = People(people["ines"], people["kwame"], people["sara"])
    text = (Path(__file__).parent / "article.md").read_text(encoding="utf-8")
    body = text.replace("DEMO", f"{settings.SITE_URL}/demo")
    began = now - timedelta(hours=3)
    article = submit_article(
        read_upload("arrivals.md", body.encode()),
        actor=cast.editor,
        now=began,
        byline="Tomás Rivero",
        published_on=PUBLISHED,
    )
    check_claims(article, cast, now=began + timedelta(minutes=10))
    for name, words in CANNED.items():
        write_rationale(actor=people["cato"], now=began, name=name, text=words)
    return article


def make_person(username: str, first: str, last: str, role: str) -> User:
    """Make one of the cast, who signs in with the printed password."""
    return User.objects.create_user(
        username,
        email=f"{username}@desk.example",
        password=PASSWORD,
        first_name=first,
        last_name=last,
        role=role,
        clearance=role == Role.CHIEF,
    )


def check_claims(article: Article, cast: People, *, now: datetime) -> None:
    """Bring the article's claims into as many states as a working day shows."""
    for words in ("100 troops", "35 tonnes", "An-124 Ruslan", "Il-62", "14 lorries"):
        keep(article, words, cast, now=now)
    publish(article, "some 120,000 litres", cast, now=now)
    decide(article, "an estimated $11.5 million", cast, now=now)
    aircraft = find_claim(article, "An-124 Ruslan")
    if aircraft is not None:
        cite(aircraft, cast, now=now, name="arrivals", passage=ARRIVALS)
        review(aircraft, cast.first, "true", now=now)
    people = find_claim(article, "100 troops")
    if people is not None:
        cite(people, cast, now=now, name="arrivals", passage="")
        review(people, cast.first, "true", now=now)
        review(people, cast.second, "half", now=now)
    cargo = find_claim(article, "35 tonnes")
    if cargo is not None:
        start_review(cargo, actor=cast.second, now=now)


def find_claim(article: Article, words: str) -> Claim | None:
    """Give the shortest claim that holds these words; extraction may draw it wider."""
    anchored = article.claims.filter(anchors__quote__contains=words)
    return anchored.order_by(Length("anchors__quote"), "number").first()


def keep(article: Article, words: str, cast: People, *, now: datetime) -> Claim | None:
    """Have the editor keep a claim; None where extraction found no such words."""
    claim = find_claim(article, words)
    if claim is not None and claim.status == Claim.Status.DETECTED:
        move_claim(claim, to=Claim.Status.OPEN, actor=cast.editor, now=now)
    return claim


def cite(claim: Claim, cast: People, *, now: datetime, name: str, passage: str) -> None:
    """Cite one of the demonstration pages."""
    cite_source(
        claim,
        actor=cast.first,
        now=now,
        url=f"{settings.SITE_URL}/demo/{name}",
        passage=passage,
        is_primary=True,
    )


def review(claim: Claim, reviewer: User, code: str, *, now: datetime) -> None:
    """Take up a review and hand it in."""
    claim.refresh_from_db()
    start_review(claim, actor=reviewer, now=now)
    submit_review(
        claim,
        actor=reviewer,
        now=now + timedelta(minutes=20),
        rating=Rating.objects.get(code=code),
        rationale=REASONS[code],
        as_of=now.date(),
    )


REASONS = {
    "true": "The source gives the same figure, in a document of its own making.",
    "half": "The source speaks of the aircraft and not of who was on board.",
}


CANNED = {
    "Counted by the source itself": REASONS["true"],
    "Source silent on the figure": "The source speaks of the event and gives no figure.",
}


def decide(article: Article, words: str, cast: People, *, now: datetime) -> Claim | None:
    """Have two reviewers agree on a claim that the moved page supports."""
    claim = keep(article, words, cast, now=now)
    if claim is not None:
        cite(claim, cast, now=now, name="bombers", passage=BOMBERS)
        for reviewer in (cast.first, cast.second):
            review(claim, reviewer, "true", now=now)
    return claim


def publish(article: Article, words: str, cast: People, *, now: datetime) -> None:
    """Publish a claim whose page has since changed its figure."""
    claim = keep(article, words, cast, now=now)
    if claim is None:
        return
    cite(claim, cast, now=now, name="fuel", passage=FUEL)
    for reviewer in (cast.first, cast.second):
        review(claim, reviewer, "true", now=now)
    claim.refresh_from_db()
    publish_claim(claim, actor=cast.editor, now=now + timedelta(minutes=50))
