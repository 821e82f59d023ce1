"""Every id that an address of the desk may name."""

from datetime import date
from typing import Any

from claims.evidence.runs import ask_checks
from claims.galley import FORMS
from claims.intake.importing import start_import
from claims.intake.reading import Reading
from claims.models import (
    ApiToken,
    CannedRationale,
    Capture,
    CheckRun,
    Claim,
    Evidence,
    Notice,
    Publication,
    Query,
    SavedFilter,
    Source,
)
from claims.verdicts.absences import record_absence
from claims.verdicts.comments import add_comment
from tests.conftest import NOON
from tests.leaks.world import World


def plant_run(world: World) -> CheckRun:
    """Ask for visits to what the closed article cites."""
    cited = Evidence.objects.filter(claim__article=world.closed_article)
    return ask_checks(
        Source.objects.filter(pk__in=cited.values("source")),
        actor=world.closed_article.created_by,
        now=NOON,
        article=world.closed_article,
        about=world.mark("closed", "runabout"),
    )


def list_ids(world: World) -> None:
    """Gather the ids that addresses may name; the open article's things come first."""
    articles = [world.open_article, world.closed_article]
    claims = Claim.objects.filter(article__in=articles).order_by("pk")
    rows: dict[str, Any] = {
        "articles": articles,
        "claims": claims,
        "checks": Claim.objects.filter(status="published"),
        "sources": Source.objects.order_by("pk"),
        "evidence": Evidence.objects.order_by("pk"),
        "queries": Query.objects.order_by("pk"),
    }
    world.ids |= {kind: [row.public_id for row in found] for kind, found in rows.items()}
    world.ids["captures"] = [str(pk) for pk in Capture.objects.values_list("pk", flat=True)]
    world.ids["runs"] = [plant_run(world).public_id]
    filer = articles[0].created_by
    day = date(2030, 1, 1)
    away = record_absence(filer, actor=filer, now=NOON, starts_on=day, ends_on=day)
    brought = start_import(
        "paste", actor=filer, now=NOON, look=True, name=world.mark("closed", "import"),
        reading=Reading(world.mark("closed", "draft"), "T", "", date(2019, 3, 30)),
    )  # fmt: skip
    world.ids["imports"] = [brought.public_id]
    world.ids["absences"] = [away.public_id]
    canned = CannedRationale.objects.create(
        name="Log", text="The log says so.", written_by=filer, written_at=NOON
    )
    world.ids["rationales"] = [canned.public_id]
    kept = SavedFilter.objects.create(owner=filer, name="Mine", query="", created_at=NOON)
    world.ids["lists"] = [kept.public_id]
    key = ApiToken.objects.create(
        owner=filer, name=world.mark("closed", "token"), digest="0" * 64, created_at=NOON
    )
    world.ids["tokens"] = [key.public_id]
    world.ids["documents"] = list(Publication.objects.values_list("sha256", flat=True))
    world.ids["notices"] = [row.public_id for row in Notice.objects.order_by("pk")]
    said = "@ines @kwame @sara " + world.mark("closed", "comment")
    comment = add_comment(
        world.closed_article.claims.filter(status="open")[0],
        actor=world.closed_article.created_by, now=NOON, body=said,
    )  # fmt: skip
    world.ids["comments"] = [comment.public_id]
    world.ids["sentences"] = ["0", "1"]
    world.ids["exports"] = [form for form in FORMS if form != "pdf-letter"]
