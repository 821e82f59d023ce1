"""The letters of an article's sources, asked of the database or given to rows at hand."""

from claims.evidence.letters import key_evidence, key_sources
from claims.models import Evidence, Source
from tests.steps import cite


def test_rows_at_hand_get_the_letters_that_the_database_gives(article, editor):
    first, second, third, *_ = article.claims.order_by("number")
    for claim, page in ((second, "b"), (first, "a"), (third, "b"), (first, "c")):
        cite(claim, editor, url=f"https://harbour.example/{page}")
    notes = Source.objects.get(url__endswith="/a")
    Source.objects.filter(pk=notes.pk).update(kind=Source.Kind.NOTES)
    asked = key_sources(article, editor)
    rows = Evidence.objects.standing().filter(claim__article=article)
    for order in ("pk", "-pk"):
        assert key_evidence(rows.select_related("source").order_by(order)) == asked
    assert sorted(asked.values()) == ["A", "B", "R"]
    assert asked[notes.pk] == "R"
