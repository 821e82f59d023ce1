"""Notes of an article without an address become sources on the claims of their sentence."""

from collections.abc import Sequence
from datetime import datetime

from claims.intake.links import sentence_at
from claims.intake.reading import Note
from claims.models import Anchor, Evidence, Sentence, Source, User

LONGEST_NAME = 200
LONGEST_NOTE = 5_000
KINDS = {"comment": Source.Kind.NOTES}  # remarks are the reporter's; other notes cite
SAID = {
    "footnote": "From a footnote of the article.",
    "endnote": "From an endnote of the article.",
    "comment": "From a comment in the article.",
}


def cite_notes(
    notes: Sequence[Note],
    sentences: Sequence[Sentence],
    anchors: Sequence[Anchor],
    *,
    actor: User,
    now: datetime,
) -> None:
    """Cite each note, as context, on the claims of its sentence.

    A footnote or endnote is a document, a comment the reporter's own notes. Equal notes
    are one source. A note whose sentence has no claim is left out.
    """
    by_sentence: dict[int | None, list[Anchor]] = {}
    for anchor in anchors:
        by_sentence.setdefault(anchor.sentence_id, []).append(anchor)
    wanted: dict[tuple[str, str], dict[int, None]] = {}
    for note in notes:
        sentence = sentence_at(sentences, note.start)
        claims = by_sentence.get(sentence.pk, ()) if sentence else ()
        key = (note.kind, note.words[:LONGEST_NOTE])
        wanted.setdefault(key, {}).update((one.claim_id, None) for one in claims)
    cited = {key: claims for key, claims in wanted.items() if claims}
    sources = Source.objects.bulk_create(
        [
            Source(
                kind=KINDS.get(kind, Source.Kind.DOCUMENT),
                title=shorten(words),
                details=words,
                created_by=actor,
                created_at=now,
            )
            for kind, words in cited
        ]
    )
    Evidence.objects.bulk_create(
        [
            Evidence(
                claim_id=claim,
                source=source,
                stance=Evidence.Stance.CONTEXT,
                note=SAID[kind],
                added_by=actor,
                added_at=now,
            )
            for source, ((kind, _), claims) in zip(sources, cited.items(), strict=True)
            for claim in claims
        ]
    )


def shorten(words: str) -> str:
    """Give the words as a title."""
    return words if len(words) <= LONGEST_NAME else words[: LONGEST_NAME - 1] + "…"
