"""Comments on sentences of earlier texts, brought to where these sentences stand now."""

from collections import Counter
from collections.abc import Iterable

from claims.models import Article, Comment, Sentence
from claims.workflow.coverage import Unit, fold_sentence


def list_units(article: Article) -> list[Unit]:
    """Give the current version's sentences, without what no page of many shows."""
    rows = Sentence.objects.filter(version=article.current_id).order_by("index")
    return [Unit(*row) for row in rows.values_list(*Unit.__slots__)]


def follow_sentences(
    article: Article, keys: Iterable[int], units: Iterable[Unit]
) -> dict[int, Unit]:
    """Give, by key of a sentence, where it stands in the current text.

    A sentence of an earlier text stands where the same words are; where these are there
    twice, at the nearest. Those whose words are gone are left out. No query while all are
    of the current text.
    """
    now = {one.pk: one for one in units}
    found = {key: now[key] for key in keys if key in now}
    strays = set(keys) - set(found)
    if not strays or article.current is None:
        return found
    places: dict[str, list[Unit]] = {}
    for one in now.values():
        words = fold_sentence(article.current.text[one.start : one.end])
        places.setdefault(words, []).append(one)
    for row in Sentence.objects.filter(pk__in=strays).select_related("version"):
        same = places.get(fold_sentence(row.version.text[row.start : row.end]), [])
        if same:
            found[row.pk] = min(same, key=lambda one: abs(one.index - row.index))
    return found


def find_place(comment: Comment) -> Unit | None:
    """Give where the comment's sentence stands now; None where its words are gone."""
    key = comment.sentence_id
    if key is None:
        return None
    return follow_sentences(comment.article, [key], list_units(comment.article)).get(key)


def list_same(article: Article, sentence: Sentence) -> list[int]:
    """Give the keys of the sentence and of its earlier selves that are commented on."""
    said = Comment.objects.filter(article=article, sentence__isnull=False)
    keys = {key for key in said.values_list("sentence_id", flat=True) if key}
    found = follow_sentences(article, keys, list_units(article))
    same = {key for key, one in found.items() if one.pk == sentence.pk}
    return sorted({sentence.pk, *same})


def bring_forward(
    article: Article, counted: Counter[int], units: Iterable[Unit]
) -> Counter[int]:
    """Give numbers by sentence of the current text from numbers by any sentence."""
    found = follow_sentences(article, list(counted), units)
    moved: Counter[int] = Counter()
    for key, n in counted.items():
        if key in found:
            moved[found[key].pk] += n
    return moved
