"""Giving each quoted piece its speaker, from its sentence or from what came before."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from claims.extraction.quotes.cues import Voice, read_after, read_before
from claims.extraction.quotes.lexicon import Lexicon
from claims.extraction.quotes.marks import Paragraph, Piece
from claims.extraction.quotes.names import NameIndex
from claims.extraction.quotes.phrases import read_words
from claims.extraction.quotes.subjects import can_speak, lead_subject, name_speaker

REACH = 600  # how far a sentence's words are read on either side of a quotation


@dataclass(slots=True)
class Reader:
    """An article being read: its sentences' starts, its names, the last voice heard."""

    text: str
    starts: list[int]
    names: NameIndex
    lexicon: Lexicon
    last: Voice | None = None

    def read_paragraph(
        self,
        paragraph: Paragraph,
        before: Paragraph | None,
        following: Sequence[Paragraph],
    ) -> Iterator[tuple[Piece, Voice]]:
        """Each piece of `paragraph` with its voice; pieces without a claim are left out."""
        voices: list[Voice | None] = []
        for at, piece in enumerate(paragraph.pieces):
            around = self.frame_piece(paragraph, at)
            voice = self.hear_sentence(piece, around)
            if not piece.closed and (voice is None or not voice.speaker):
                voice = self.hear_ahead(following) or voice
            if voice is None or not voice.speaker:
                voice = self.carry_voice(
                    paragraph, at, around, voice, before=before, voices=voices
                )
            if voice and voice.speaker:
                voice = replace(voice, speaker=self.resolve_name(voice, piece.open))
            voices.append(voice)
            if voice is not None and self.is_claim(piece, voice, around):
                if voice.speaker:
                    self.last = voice
                yield piece, voice

    def hear_ahead(self, following: Sequence[Paragraph]) -> Voice | None:
        """The voice named where a quotation of several paragraphs ends."""
        for paragraph in following:
            if not paragraph.pieces or paragraph.pieces[0].open != paragraph.start:
                return None
            if paragraph.pieces[0].closed:
                voice = self.hear_sentence(
                    paragraph.pieces[0], self.frame_piece(paragraph, 0)
                )
                return voice if voice and voice.speaker else None
        return None

    def frame_piece(self, paragraph: Paragraph, at: int) -> "Frame":
        """The words of the piece's own sentence, before and behind it."""
        pieces = paragraph.pieces
        piece = pieces[at]
        left = pieces[at - 1].after if at else paragraph.start
        right = pieces[at + 1].open if at + 1 < len(pieces) else paragraph.end
        index = bisect_right(self.starts, piece.open) - 1
        start = max(left, self.starts[index] if index >= 0 else 0, piece.open - REACH)
        index = bisect_left(self.starts, piece.after)
        end = self.starts[index] if index < len(self.starts) else right
        if self.text[piece.end - 1] in "?!…" and not self.text[piece.after : end].strip():
            end = self.starts[index + 1] if index + 1 < len(self.starts) else right
        joined = at > 0 and start == left and not self.starts_between(left, piece.open)
        return Frame(start, min(end, right, piece.after + REACH), joined)

    def starts_between(self, start: int, end: int) -> bool:
        """True when a sentence starts from `start` up to and including `end`."""
        index = bisect_left(self.starts, start)
        return index < len(self.starts) and self.starts[index] <= end

    def hear_sentence(self, piece: Piece, around: "Frame") -> Voice | None:
        """The voice in the piece's own sentence."""
        ending = self.text[piece.end - 1 : piece.end]
        following = self.text[piece.after : piece.after + 1]
        adjacent = ending in ",?!…—–" or following == ","
        after = read_after(
            self.text, piece.after, around.end, self.lexicon, adjacent=adjacent
        )
        if after and ending in ",?!…—–":
            return after
        before = read_before(self.text, around.start, piece.open, self.lexicon)
        return before if before and before.speaker else after or before

    def carry_voice(
        self,
        paragraph: Paragraph,
        at: int,
        around: "Frame",
        cue: Voice | None,
        *,
        before: Paragraph | None,
        voices: list[Voice | None],
    ) -> Voice | None:
        """The voice from the words that came before the piece's sentence or clause."""
        piece = paragraph.pieces[at]
        verb = cue.verb if cue else ""
        lead = self.text[around.start : piece.open].strip(" \n\t,.:—–-…")
        if around.joined and voices[-1]:
            return replace(voices[-1], verb=verb or voices[-1].verb, rule="quote.joined")
        if lead:
            long = self.text.count(" ", piece.start, piece.end) >= 4
            return self.hear_lead(around.start, piece.open, verb) if long or verb else None
        if self.text[piece.after : around.end].strip(" .,;:\n"):
            return None
        return self.hear_back(paragraph, at, before=before, voices=voices)

    def hear_back(
        self,
        paragraph: Paragraph,
        at: int,
        *,
        before: Paragraph | None,
        voices: list[Voice | None],
    ) -> Voice:
        """The voice of a sentence that is nothing but a quotation."""
        piece = paragraph.pieces[at]
        left = paragraph.pieces[at - 1].after if at else paragraph.start
        index = bisect_left(self.starts, piece.open) - 1
        if index >= 0 and self.starts[index] >= left:
            found = self.hear_lead(self.starts[index], piece.open, "")
            if found:
                return replace(found, rule="quote.carried")
        if voices and voices[-1]:
            return replace(voices[-1], verb="", rule="quote.carried", confidence=0.85)
        if not at and before is not None:
            found = self.hear_paragraph(before)
            if found:
                return found
        return Voice("", "", "quote.unattributed", 0.5, piece.open)

    def hear_paragraph(self, before: Paragraph) -> Voice | None:
        """The voice that the paragraph before hands on."""
        if before.pieces and self.last and self.last.at >= before.start - 4000:
            return replace(self.last, verb="", rule="quote.continued", confidence=0.85)
        index = bisect_left(self.starts, before.end) - 1
        start = max(before.start, self.starts[index] if index >= 0 else 0)
        found = read_before(self.text, start, before.end, self.lexicon)
        if found and found.speaker:
            return replace(found, rule="quote.continued", confidence=0.75)
        return None

    def hear_lead(self, start: int, end: int, verb: str) -> Voice | None:
        """The subject of the sentence that begins at `start`, as a voice."""
        words = read_words(self.text, start, min(end, start + REACH))
        phrase = lead_subject(words, self.lexicon)
        if not can_speak(phrase, self.lexicon, strength="weak"):
            return None
        speaker = name_speaker(self.text, phrase, self.lexicon)
        return Voice(speaker, verb, "quote.subject", 0.7, start) if speaker else None

    def resolve_name(self, voice: Voice, at: int) -> str:
        """The fullest name the article has for the voice's speaker."""
        if voice.speaker in ("he", "she", "it", "they"):
            return self.resolve_pronoun(voice, at)
        return self.names.find_fullest(voice.speaker, at=at)

    def resolve_pronoun(self, voice: Voice, at: int) -> str:
        """Whom the pronoun means: the last subject or speaker whom it fits."""
        index = bisect_right(self.starts, min(voice.at, at)) - 1
        if voice.speaker in ("he", "she"):
            for back in range(index - 1, max(-1, index - 4), -1):
                name = self.names.find_before(
                    self.starts[back + 1], since=self.starts[back], pronoun=voice.speaker
                )
                if self.last and self.last.at >= self.starts[back]:
                    break
                if name:
                    return self.names.find_fullest(name, at=at)
        if self.last and self.names.fits(self.last.speaker, voice.speaker):
            return self.last.speaker
        name = self.names.find_before(voice.at, since=0, pronoun=voice.speaker)
        return self.names.find_fullest(name, at=at) if name else voice.speaker

    def is_claim(self, piece: Piece, voice: Voice, around: "Frame") -> bool:
        """False for scare quotes and titles: nobody is said to have spoken the words."""
        lead = self.text[max(around.start, piece.open - 12) : piece.open].lower().rstrip()
        if lead.endswith(("so-called", "dubbed the")):
            return False
        if voice.speaker:
            return True
        return self.text.count(" ", piece.start, piece.end) >= 3 and (
            self.text[piece.end - 1] in ".?!…,"
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """The piece's sentence: where it starts and ends outside the marks.

    `joined` is True when the sentence began with an earlier piece.
    """

    start: int
    end: int
    joined: bool
