"""The policies of the newsroom, read for one claim."""

from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import urlsplit

from claims.models import Claim, Evidence, PageText, Policy, Source
from claims.workflow.independence import Origin, read_credit
from claims.workflow.policy import Cited, Needs, Unmet, combine, list_unmet

NO_TEXTS: Mapping[str, str] = {}


def find_needs(claim: Claim) -> Needs:
    """Give what the active policies ask of `claim` (one query)."""
    return choose_needs(claim, Policy.objects.filter(active=True))


def choose_needs(claim: Claim, policies: Iterable[Policy]) -> Needs:
    """Give what those of `policies` that apply to the claim's kind and risks ask of it."""
    return combine(
        Needs(
            min_sources=row.min_sources,
            primary_required=row.primary_required,
            independent_secondary=row.independent_secondary,
            two_reviewers=row.two_reviewers,
            capture_days=row.capture_days,
            locator_required=row.locator_required,
            shelf_days=row.shelf_days,
        )
        for row in policies
        if row.kind in ("", claim.kind) and (not row.risk or row.risk in claim.risk)
    )


def find_unmet(claim: Claim, *, today: date) -> list[Unmet]:
    """Give the rules that `claim`'s standing evidence does not meet; three queries."""
    rows = list(Evidence.objects.standing().filter(claim=claim).select_related("source"))
    needs = find_needs(claim)
    texts = find_texts(rows) if needs.independent_secondary else {}
    return weigh_evidence(needs, rows, today=today, texts=texts)


def find_texts(rows: Iterable[Evidence]) -> dict[str, str]:
    """Give the texts that the sources of `rows` were last seen with, by their hash."""
    hashes = {row.source.text_sha256 for row in rows} - {""}
    kept = PageText.objects.filter(sha256__in=hashes)
    return dict(kept.values_list("sha256", "text")) if hashes else {}


def weigh_evidence(
    needs: Needs,
    rows: Iterable[Evidence],
    *,
    today: date,
    texts: Mapping[str, str] = NO_TEXTS,
) -> list[Unmet]:
    """Give the rules that evidence `rows`, with their sources loaded, do not meet.

    `texts` are of their sources, by hash; they tell copies from independent reports.
    """
    cited = [
        Cited(
            stance=row.stance,
            is_primary=row.source.is_primary,
            has_locator=bool(row.locator),
            seen_on=row.passage_seen_at.date() if row.passage_seen_at else None,
            origin=name_origin(row.source, texts.get(row.source.text_sha256, "")),
        )
        for row in rows
    ]
    return list_unmet(needs, cited, today=today)


def name_origin(source: Source, text: str) -> Origin:
    """Give where a source's words come from; what is no page counts by its publisher."""
    host = source.host.removeprefix("www.")
    site = host or source.publisher.strip().casefold() or source.public_id
    credit = read_credit(source.publisher, text)
    return Origin(site, credit, text, home=name_host(source.canonical_url))


def name_host(url: str) -> str:
    """Give the host of an address as sources have it, without www; "" for none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # brackets that hold no address
        return ""
    return host.removeprefix("www.")
