"""A desk on throw-away servers for measurements and pictures: empty, typical, overfull."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ.setdefault("DEBUG", "0")
os.environ["DESK_DEMO"] = "1"

import django

from factcheck.run.throwaway import choose_once, start_servers

FOLDER = choose_once()
django.setup()

from django.core.management import call_command  # noqa: E402 -- after setup()

from claims.demo.newsroom import make_newsroom  # noqa: E402 -- as above
from claims.intake import read_pasted, submit_article  # noqa: E402 -- as above
from claims.models import (  # noqa: E402 -- as above
    Article,
    Claim,
    Evidence,
    Source,
    User,
)

NOW = datetime(2024, 5, 18, 9, 0, tzinfo=UTC)
LONG_NAME = ("Wilhelmina-Konstantina Aldana de la Torre y Figueroa " * 4)[:150]
SENTENCES = (
    "Freighter {n} brought {m} soldiers to Port Alder on Monday. ",
    "Some {m} tonnes of flour were unloaded at berth {n}, the harbour office said. ",
    "The flight cost ${m} million. ",
    "“We counted {m} crates before dark,” said Mina Okafor, the harbour master. ",
    "Who could say more before the fog lifted? ",
)
CLAIMS_A_PARAGRAPH = 8  # what extraction finds in SENTENCES
SPREAD = (
    "detected open open in_review second_review disputed decided published recheck "
    "dismissed open open"
).split()


@contextmanager
def open_desk() -> Iterator[None]:
    """Servers run, the tables are there, and nothing is in them."""
    with start_servers(FOLDER):
        call_command("migrate", verbosity=0)
        yield


def fill_typical() -> Article:
    """Make the demonstration newsroom; gives its article."""
    make_newsroom(now=NOW)
    return Article.objects.get()


def fill_overfull(*, claims: int = 400, characters: int = 60_000) -> Article:
    """Make one article with about so many claims and characters, in every state."""
    editor = User.objects.get(username="ines")
    reviewer = User.objects.get(username="kwame")
    reviewer.first_name, reviewer.last_name = LONG_NAME, LONG_NAME[:50]
    reviewer.save()
    text = write_text(claims, characters)
    article = submit_article(
        read_pasted(text),
        actor=editor,
        now=NOW,
        title=("A headline that does not know when to stop " * 5)[:200],
        byline=LONG_NAME,
        published_on=date(2024, 5, 18),
    )
    rows = list(article.claims.order_by("number"))
    for index, claim in enumerate(rows):
        claim.status = SPREAD[index % len(SPREAD)]
        claim.reviewer = reviewer if index % 3 == 0 else None
        if index >= claims:
            claim.status = Claim.Status.DISMISSED
    Claim.objects.bulk_update(rows, ["status", "reviewer"])
    cite_all(rows, editor)
    return article


def write_text(claims: int, characters: int) -> str:
    """Give paragraphs of five sentences, padded with sentences that hold no claim."""
    lines: list[str] = []
    for number in range(claims // CLAIMS_A_PARAGRAPH + 1):
        lines += [
            line.format(n=number + 2, m=100 + number) + ("\n\n" if i == 4 else "")
            for i, line in enumerate(SENTENCES)
        ]
    filler = SENTENCES[-1]
    missing = characters - sum(map(len, lines))
    lines += [filler * 6 + "\n\n"] * max(0, missing // (6 * len(filler)))
    return "".join(lines)


def cite_all(claims: list[Claim], editor: User) -> None:
    """Cite one of twenty pages on every second claim."""
    outcomes = ("ok", "redirected", "blocked_or_login", "drifted", "gone")
    sources = Source.objects.bulk_create(
        [
            Source(
                url=f"https://log.example/{n}",
                url_key=f"https://log.example/{n}",
                host="log.example",
                title=LONG_NAME if n == 0 else f"Harbour log {n}",
                outcome=outcomes[n % len(outcomes)],
                created_by=editor,
                created_at=NOW,
                checked_at=NOW,
            )
            for n in range(20)
        ]
    )
    Evidence.objects.bulk_create(
        [
            Evidence(claim=claim, source=sources[n % 20], added_by=editor, added_at=NOW)
            for n, claim in enumerate(claims)
            if n % 2 == 0
        ]
    )
