"""Quotations and who is quoted."""

from claims.extraction.found import Draft, Found
from claims.extraction.quotes.cues import Voice
from claims.extraction.quotes.lexicon import read_lexicon
from claims.extraction.quotes.marks import Piece, read_paragraphs
from claims.extraction.quotes.names import index_names
from claims.extraction.quotes.speakers import Reader

__all__ = ["find_quotes"]

AHEAD = 12  # paragraphs one quotation may run on before its speaker is named

REASONS = {
    "quote.before": "The words before the marks say who speaks",
    "quote.after": "The words behind the marks say who speaks",
    "quote.inverted": "The verb and its speaker follow the marks",
    "quote.according": "“According to” names the speaker",
    "quote.passive": "The speaker stands behind “by”",
    "quote.colon": "A name and a colon stand before the marks",
    "quote.joined": "The sentence goes on with the speaker it began with",
    "quote.carried": "The speaker is carried over from the sentence before",
    "quote.continued": "The speaker is carried over from the paragraph before",
    "quote.subject": "No verb of speech; the sentence's subject is taken as speaker",
    "quote.unattributed": "A whole sentence in quotation marks, with nobody named",
}


def find_quotes(draft: Draft) -> list[Found]:
    """Quoted words, marks left out, one result for each piece and paragraph, in order.

    The value is {"speaker", "verb"}; the speaker is the fullest name in the article, the
    noun phrase of somebody unnamed, or "" when the text does not tell. Scare quotes and
    titles that nobody speaks are left out.
    """
    paragraphs = read_paragraphs(draft.text)
    if not any(paragraph.pieces for paragraph in paragraphs):
        return []
    lexicon = read_lexicon(draft.language)
    reader = Reader(
        text=draft.text,
        starts=[start for start, _ in draft.sentences],
        names=index_names(draft.text, lexicon),
        lexicon=lexicon,
    )
    found = []
    for at, paragraph in enumerate(paragraphs):
        before = paragraphs[at - 1] if at else None
        heard = reader.read_paragraph(
            paragraph, before, paragraphs[at + 1 : at + 1 + AHEAD]
        )
        found += [make_quote(piece, voice) for piece, voice in heard]
    return found


def make_quote(piece: Piece, voice: Voice) -> Found:
    """The result for one piece."""
    confidence = voice.confidence if piece.closed else voice.confidence * 0.95
    return Found(
        start=piece.start,
        end=piece.end,
        kind="quote",
        value={"speaker": voice.speaker, "verb": voice.verb},
        rule=voice.rule,
        confidence=round(confidence, 3),
        reason=REASONS[voice.rule],
        parts={"speaker": voice.speaker, "verb": voice.verb},
    )
