"""Claims are numbers, sources are letters: the keys of an article's margin."""

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
        .values("source_id", "source__kind")
        .annotate(first=Min("pk"))
        .order_by("first")
    )
    letters: dict[int, str] = {}
    at = 0
    for row in cited:
        if row["source__kind"] == Source.Kind.NOTES:
            letters[row["source_id"]] = "R"
            continue
        letters[row["source_id"]] = write_letter(at)
        at += 1
    return letters


def write_letter(index: int) -> str:
    """Give A … Z without R (kept for the reporter's notes), then AA, AB … by position."""
    alphabet = "ABCDEFGHIJKLMNOPQSTUVWXYZ"
    first, last = divmod(index, len(alphabet))
    return (write_letter(first - 1) if first else "") + alphabet[last]
