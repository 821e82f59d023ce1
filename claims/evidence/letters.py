"""Claims are numbers, sources are letters: the keys of an article's margin."""

from collections.abc import Iterable

from django.db.models import Min

from claims.models import Article, Evidence, Source, User


def key_sources(article: Article, user: User) -> dict[int, str]:
    """Give the letter of each source cited in `article` that `user` may know of, by pk.

    In the order of first citation; the reporter's own notes are R. One query.
    """
    cited = (
        Evidence.objects.visible_to(user)
        .standing()
        .filter(claim__article=article)
        .values_list("source_id", "source__kind")
        .annotate(first=Min("pk"))
        .order_by("first")
    )
    return give_letters((source, kind) for source, kind, _first in cited)


def key_evidence(rows: Iterable[Evidence]) -> dict[int, str]:
    """Give what `key_sources` gives, of the standing evidence of an article that somebody
    may see, in any order, with its sources at hand. No query."""
    in_order = sorted(rows, key=lambda row: row.pk)
    return give_letters(dict.fromkeys((row.source_id, row.source.kind) for row in in_order))


def give_letters(cited: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Give a letter to each (key, kind) of a source, each once, in the order given."""
    letters: dict[int, str] = {}
    at = 0
    for source, kind in cited:
        if kind == Source.Kind.NOTES:
            letters[source] = "R"
            continue
        letters[source] = write_letter(at)
        at += 1
    return letters


def write_letter(index: int) -> str:
    """Give A … Z without R (kept for the reporter's notes), then AA, AB … by position."""
    alphabet = "ABCDEFGHIJKLMNOPQSTUVWXYZ"
    first, last = divmod(index, len(alphabet))
    return (write_letter(first - 1) if first else "") + alphabet[last]
