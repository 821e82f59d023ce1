"""Everybody at the desk doing anything, in any order; and what must hold throughout."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from claims.errors import DeskError
from claims.intake import add_claim, read_pasted
from claims.intake.answers import apply_answers
from claims.intake.versions import revise_article
from claims.models import Anchor, Article, Claim, Query, Rating, Review, TrailEntry, User
from claims.publishing import publish_claim, withdraw_publication
from claims.verdicts import (
    adjudicate,
    open_round,
    release_claim,
    start_review,
    submit_review,
    withdraw_review,
)
from claims.verdicts.blockers import find_blockers
from claims.verdicts.clearance import accept_cut, clear_article
from claims.verdicts.coverage import unwaive_sentence, waive_sentence
from claims.verdicts.queries import answer_query, raise_query, withdraw_query
from claims.workflow import dismiss_alarms, move_claim
from claims.workflow.transitions import find_step
from claims.workflow.verification import find_break
from tests.conftest import NOON
from tests.steps import LATER, alarm

PEOPLE = st.sampled_from(["ines", "otto", "cato", "kwame", "sara", "vera"])
PLACES = st.integers(0, 6)
CODES = st.sampled_from(["true", "false", "opinion", "unverifiable"])
WORDS = (
    ("240", "260"), ("260", "240"), ("before dark", "before sunset"),
    ("“We unloaded", "Nobody was hurt. “We unloaded"), ("Two An-26", "Three An-26"),
    ("The flight cost", "They say the flight cost"), (" with 240 soldiers", ""),
)  # fmt: skip

COVERS: list[Callable[..., Any]] = [waive_sentence, unwaive_sentence]


class DeskMachine(RuleBasedStateMachine):
    """One article; six people of four roles. Refusals are fine, broken rules are not."""

    def __init__(self) -> None:
        """Start every run from the same rows."""
        super().__init__()
        self.saved = transaction.atomic()
        self.saved.__enter__()
        self.article = Article.objects.get()
        self.people = {user.username: user for user in User.objects.all()}
        self.serial = 0
        self.changed = True

    def teardown(self) -> None:
        """The whole trail holds; put the rows back."""
        assert find_break(self.article.public_id) == ""
        transaction.set_rollback(True)
        self.saved.__exit__(None, None, None)

    def attempt(self, act: Callable[..., Any], *given: Any, who: str, **more: Any) -> None:
        """Do it, or be refused and leave nothing behind."""
        try:
            with transaction.atomic():
                act(*given, actor=self.people[who], now=LATER, **more)
        except DeskError:
            return
        self.changed = True

    def pick(self, place: int) -> Claim:
        """One of the claims, as stored now."""
        rows = list(self.article.claims.order_by("number"))
        return rows[place % len(rows)]

    def fresh(self) -> Article:
        """The article as stored now."""
        return Article.objects.select_related("current").get(pk=self.article.pk)

    @rule(who=PEOPLE, place=PLACES, to=st.sampled_from(Claim.Status.values))
    def move(self, who: str, place: int, to: str) -> None:
        """Ask for any status by hand."""
        self.attempt(move_claim, self.pick(place), who=who, to=to, note="Because.")

    @rule(
        who=PEOPLE,
        place=PLACES,
        act=st.sampled_from(
            [start_review, start_review, open_round, release_claim, withdraw_review]
        ),
    )
    def review(self, who: str, place: int, act: Callable[..., Any]) -> None:
        """Take up, let go, take back."""
        self.attempt(act, self.pick(place), who=who)

    @rule(
        who=PEOPLE,
        place=PLACES,
        code=CODES,
        act=st.sampled_from([submit_review, submit_review, adjudicate]),
    )
    def judge(self, who: str, place: int, code: str, act: Callable[..., Any]) -> None:
        """Hand in a verdict."""
        rating = Rating.objects.get(code=code)
        day = date(2019, 3, 30)
        self.attempt(
            act, self.pick(place), who=who, rating=rating, rationale="So.", as_of=day
        )

    @rule(place=PLACES, code=CODES)
    def check_through(self, place: int, code: str) -> None:
        """Two reviewers bring an open claim to a verdict: the common path, often."""
        for who in ("kwame", "sara"):
            self.attempt(start_review, self.pick(place), who=who)
            self.judge(who=who, place=place, code=code, act=submit_review)

    @rule(place=PLACES)
    def change_a_page(self, place: int) -> None:
        """A cited page changes."""
        self.serial += 1
        alarm(self.pick(place), content=f"{self.serial:064d}")
        self.changed = True

    @rule(
        who=PEOPLE,
        place=PLACES,
        act=st.sampled_from(
            [dismiss_alarms, accept_cut, publish_claim, withdraw_publication]
        ),
    )
    def explain(self, who: str, place: int, act: Callable[..., Any]) -> None:
        """Acts on a claim that need a reason."""
        self.attempt(act, self.pick(place), who=who, reason="Because.")

    @rule(who=PEOPLE, place=PLACES, act=st.sampled_from(COVERS))
    def cover(self, who: str, place: int, act: Callable[..., Any]) -> None:
        """Waive a sentence or open it."""
        current = self.fresh().current
        assert current is not None
        rows = list(current.sentences.all())
        self.attempt(act, rows[place % len(rows)], who=who, reason="No fact.")

    @rule(who=PEOPLE)
    def settle_all(self, who: str) -> None:
        """Dismiss what can be dismissed and waive the rest."""
        for claim in self.article.claims.filter(status__in=("detected", "open")):
            self.attempt(move_claim, claim, who=who, to="dismissed", note="No.")
        current = self.fresh().current
        for row in current.sentences.all() if current else ():
            self.attempt(waive_sentence, row, who=who, reason="No fact.")

    @rule(who=PEOPLE, why=st.sampled_from(["", "The lawyer read it."]))
    def clear(self, who: str, why: str) -> None:
        """Clear, or try to override."""
        self.attempt(clear_article, self.fresh(), who=who, override_reason=why)

    @rule(who=PEOPLE, words=st.sampled_from(WORDS))
    def revise(self, who: str, words: tuple[str, str]) -> None:
        """Bring in a new version."""
        article = self.fresh()
        text = article.current.text.replace(*words, 1) if article.current else ""
        self.attempt(revise_article, article, read_pasted(text), who=who)

    @rule(who=PEOPLE, place=PLACES, words=st.sampled_from([None, "", "some soldiers"]))
    def ask(self, who: str, place: int, words: str | None) -> None:
        """Raise a query."""
        self.attempt(
            raise_query, self.pick(place), who=who, question="Sure?", replacement=words
        )

    @rule(
        who=PEOPLE,
        place=PLACES,
        choice=st.sampled_from(["accept", "stet", "changed", "attributed", "withdraw"]),
    )
    def answer(self, who: str, place: int, choice: str) -> None:
        """Answer one or take it back."""
        rows = list(Query.objects.all())
        if rows and choice == "withdraw":
            self.attempt(withdraw_query, rows[place % len(rows)], who=who)
        elif rows:
            self.attempt(
                answer_query,
                rows[place % len(rows)],
                who=who,
                choice=choice,
                answer="Because.",
                own_words="a few men",
                attributed_to="the harbour office",
            )

    @rule(who=PEOPLE)
    def apply(self, who: str) -> None:
        """Put the answers in."""
        self.attempt(apply_answers, self.fresh(), who=who)

    @rule(who=PEOPLE, start=st.integers(0, 40))
    def mark(self, who: str, start: int) -> None:
        """Make a claim by hand."""
        self.attempt(add_claim, self.fresh(), who=who, start=start, end=start + 9)

    @invariant()
    def the_desk_is_sound(self) -> None:
        """What must hold holds after each act that was done."""
        if self.changed:
            self.every_step_is_in_the_table()
            self.the_trail_ends_where_the_claims_are()
            self.nothing_cleared_is_open()
            self.nobody_judges_their_own()
            self.every_claim_has_one_place_in_the_current_text()
        self.changed = False

    def every_step_is_in_the_table(self) -> None:
        """No claim ever took a step that the table does not have."""
        subject = TrailEntry.objects.filter(subject__startswith="claim:")
        for entry in subject.filter(before__has_key="status", after__has_key="status"):
            was, now = entry.before["status"], entry.after["status"]
            assert find_step(was, now), f"{was} became {now} by {entry.action}"

    def the_trail_ends_where_the_claims_are(self) -> None:
        """Each claim's last step led to its status."""
        last: dict[str, str] = {}
        chain = TrailEntry.objects.filter(chain=self.article.public_id)
        for entry in chain.order_by("seq"):
            if entry.subject.startswith("claim:") and "status" in entry.after:
                last[entry.subject] = entry.after["status"]
        for claim in self.article.claims.all():
            assert last.get(f"claim:{claim.public_id}", claim.status) == claim.status

    def nothing_cleared_is_open(self) -> None:
        """A cleared article has no blocker that a chief did not set aside."""
        article = self.fresh()
        if article.status == Article.Status.CLEARED:
            assert find_blockers(article, today=NOON.date()) == []

    def nobody_judges_their_own(self) -> None:
        """Reviewers brought neither article nor claim, and no round has one twice."""
        seen: set[tuple[int, int, int]] = set()
        rows = Review.objects.filter(withdrawn_at__isnull=True)
        for row in rows.select_related("claim__article", "reviewer"):
            if row.part != Review.Part.ADJUDICATION:
                wrote = (row.claim.article.created_by_id, row.claim.created_by_id)
                assert row.reviewer_id not in wrote
            key = (row.claim_id, row.round, row.reviewer_id)
            assert key not in seen
            seen.add(key)

    def every_claim_has_one_place_in_the_current_text(self) -> None:
        """Exactly one current anchor, in the current version, on the words it quotes."""
        current = self.fresh().current
        rows = Anchor.objects.filter(claim__article=self.article, is_current=True)
        assert len(rows) == self.article.claims.count()
        for anchor in rows:
            assert current is not None
            assert anchor.version_id == current.pk
            if anchor.start is not None:
                assert current.text[anchor.start : anchor.end] == anchor.quote
