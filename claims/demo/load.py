"""A big newsroom for measurements: always the same rows for the same numbers."""

from collections.abc import Callable

from django.db import models, transaction

from claims.demo.bulk import (
    MORNING,
    Ids,
    analyze,
    copy_rows,
    doubt_rows,
    move_sequence,
    next_key,
    trust_rows,
)
from claims.demo.load_rows import Load, add_article
from claims.errors import BadInput
from claims.models import (
    Anchor,
    Article,
    ArticleVersion,
    Claim,
    Evidence,
    LinkCheck,
    Rating,
    Review,
    Role,
    Sentence,
    Source,
    TrailEntry,
    TrailHead,
    User,
    Verdict,
)
from claims.publishing import publish_claim

KEYED = (
    Article, ArticleVersion, Sentence, Claim, Anchor, Source, Evidence, LinkCheck,
    Review, Verdict, TrailEntry,
)  # fmt: skip
ORDER = (
    Source, LinkCheck, Article, ArticleVersion, Sentence, Claim, Anchor, Evidence, Review,
    Verdict, TrailEntry, TrailHead,
)  # fmt: skip
BATCH = 20_000  # claims in memory at once
HOSTS = 500
PUBLISHED = 20


@transaction.atomic
def make_load(
    *,
    articles: int,
    claims: int,
    sources: int,
    onto_others: bool,
    say: Callable[[str], None],
) -> None:
    """Make the newsroom: all of it or nothing. The claims spread evenly over articles.

    No source is due for a visit: its hosts do not exist. Up to twenty claims are published
    by the desk's own service.

    Raises:
        BadInput: the desk has articles and `onto_others` is not set, or claims without
            an article.
    """
    if not onto_others and Article.objects.exists():
        raise BadInput("This desk has articles already: name another, or say --onto.")
    if claims and not articles:
        raise BadInput("Claims need at least one article.")
    load = begin_load(sources)
    trust_rows()
    add_sources(load)
    flush(load)
    pending = 0
    for number in range(articles):
        share = claims // articles + (number < claims % articles)
        add_article(load, number, claims=share)
        pending += share
        if pending >= BATCH:
            flush(load)
            say(f"{number + 1} of {articles} articles")
            pending = 0
    flush(load)
    for model in KEYED:
        move_sequence(model, load.keys[model])
    analyze(ORDER)
    doubt_rows()
    publish_some(load)


def begin_load(sources: int) -> Load:
    """Give the empty load: its people are made, its keys follow what is there."""
    editor, first, second = (
        make_member(name, role)
        for name, role in (
            ("load-editor", Role.EDITOR),
            ("load-first", Role.REVIEWER),
            ("load-second", Role.REVIEWER),
        )
    )
    keys: dict[type[models.Model], int] = {model: next_key(model) for model in KEYED}
    return Load(
        keys=keys,
        ids=Ids(f"load {keys[Article]}"),
        editor=(editor.pk, editor.username),
        reviewers=(first.pk, second.pk),
        sources=range(keys[Source], keys[Source] + sources),
        rating=Rating.objects.get(code="true").pk,
    )


def make_member(name: str, role: str) -> User:
    """Give the person of that name; without a password nobody can sign in as them."""
    known = User.objects.filter(username=name).first()
    return known or User.objects.create_user(name, role=role)


def add_sources(load: Load) -> None:
    """Append the sources, each with one visit that went well."""
    for number in load.sources:
        host = f"log{number % HOSTS}.example"
        url = f"https://{host}/calls/{number}"
        made = {"created_by_id": load.editor[0], "created_at": MORNING}
        load.add(
            Source,
            public_id=load.ids.take(),
            title=f"Harbour log {number}",
            url=url,
            url_key=url,
            host=host,
            outcome="ok",
            alive=True,
            checked_at=MORNING,
            **made,
        )
        load.add(
            LinkCheck,
            source_id=number,
            lease=f"load-{number}",
            at=MORNING,
            outcome="ok",
            alive=True,
            http_status=200,
            final_url=url,
        )


def flush(load: Load) -> None:
    """Write what has gathered, parents first, and forget it."""
    for model in ORDER:
        copy_rows(model, load.rows.pop(model, []))


def publish_some(load: Load) -> None:
    """Publish every second one of the first decided claims, as an editor would."""
    editor = User.objects.get(pk=load.editor[0])
    decided = Claim.objects.filter(
        status=Claim.Status.DECIDED, reviewer=load.reviewers[0], article__created_by=editor
    )
    for claim in decided.order_by("pk")[: 2 * PUBLISHED : 2]:
        publish_claim(claim, actor=editor, now=MORNING)
