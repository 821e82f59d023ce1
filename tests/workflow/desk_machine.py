"""Everybody at the desk doing anything, in any order; and what must hold throughout."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from claims.errors import DeskError
from claims.evidence import cite_source, withdraw_evidence
from claims.intake import add_claim, read_pasted
from claims.intake.answers import apply_answers
from claims.intake.versions import revise_article
from claims.models import (
    Article,
    Claim,
    Evidence,
    Query,
    Rating,
    User,
)
from claims.publishing import publish_claim, withdraw_publication
from claims.verdicts import (
    adjudicate,
    bulk,
    open_round,
    release_claim,
    start_review,
    submit_review,
    withdraw_review,
)
from claims.verdicts.absences import end_absence, find_absence, record_absence
from claims.verdicts.clearance import accept_cut, clear_article
from claims.verdicts.coverage import unwaive_sentence, waive_sentence
from claims.verdicts.policies import set_policy
from claims.verdicts.queries import answer_query, raise_query, withdraw_query
from claims.verdicts.reassigning import reassign_review
from claims.verdicts.risks import flag_risks
from claims.verdicts.shelf import expire_verdicts
from claims.verdicts.undoing import find_last_act, undo_act
from claims.workflow import dismiss_alarms, move_claim
from claims.workflow.policy import Needs
from claims.workflow.verification import find_break
from tests.conftest import NOON
from tests.steps import LATER, alarm
from tests.workflow.sound_desk import SoundDesk

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
        self.article = Article.objects.earliest("pk")
        self.people = {user.username: user for user in User.objects.all()}
        self.serial = 0
        self.changed = True
        self.sound = SoundDesk(self.article)

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

    @rule(who=PEOPLE, place=PLACES)
    def take_back(self, who: str, place: int) -> None:
        """Withdraw a citation."""
        rows = list(Evidence.objects.standing())
        if rows:
            row = rows[place % len(rows)]
            self.attempt(withdraw_evidence, row, who=who, reason="A hoax.")

    @rule(who=PEOPLE, place=PLACES)
    def cite_again(self, who: str, place: int) -> None:
        """Cite another page."""
        self.serial += 1
        url = f"https://site{self.serial}.example/log"
        self.attempt(cite_source, self.pick(place), who=who, url=url)

    @rule(who=PEOPLE, sources=st.integers(0, 2), two=st.booleans())
    def tighten(self, who: str, sources: int, two: bool) -> None:
        """Set the general policy, tighter or looser."""
        needs = Needs(min_sources=sources, two_reviewers=two, shelf_days=365)
        self.attempt(set_policy, who=who, needs=needs, reason="Because.")

    @rule(who=PEOPLE, whom=PEOPLE, place=PLACES, why=st.sampled_from(["", "Ill."]))
    def give_on(self, who: str, whom: str, place: int, why: str) -> None:
        """Give a review to somebody else."""
        person = self.people[whom]
        self.attempt(reassign_review, self.pick(place), who=who, person=person, reason=why)

    @rule(who=PEOPLE, whom=PEOPLE)
    def be_away(self, who: str, whom: str) -> None:
        """Say that somebody is away, or back."""
        person, day = self.people[whom], LATER.date()
        absence = find_absence(person, day)
        if absence is None:
            days = {"starts_on": day, "ends_on": day}
            self.attempt(record_absence, person, who=who, **days)
        else:
            self.attempt(end_absence, absence, who=who)

    @rule(who=PEOPLE, risk=st.sampled_from(["legal", "deaths"]), place=PLACES)
    def flag(self, who: str, risk: str, place: int) -> None:
        """Flag a risk."""
        self.attempt(flag_risks, self.pick(place), who=who, risks=[risk])

    @rule(who=PEOPLE, to=st.sampled_from(["open", "dismissed"]))
    def move_many(self, who: str, to: str) -> None:
        """Keep or dismiss all that were found, as one act."""
        found = list(self.article.claims.filter(status="detected").order_by("pk"))
        act = bulk.keep() if to == "open" else bulk.dismiss("No.")
        if found:
            self.attempt(bulk.act_on_all, found, act, who=who)

    @rule(who=PEOPLE, other=PEOPLE)
    def undo(self, who: str, other: str) -> None:
        """Undo one's own last act, or try somebody else's."""
        entry = find_last_act(self.article, self.people[other])
        if entry is not None:
            self.attempt(undo_act, entry, who=who)

    @rule(who=PEOPLE)
    def undo_own(self, who: str) -> None:
        """Undo one's own last act."""
        self.undo(who=who, other=who)

    @rule()
    def let_a_year_pass(self) -> None:
        """Verdicts expire; the desk’s clock goes back to where it was."""
        with transaction.atomic():
            self.changed |= expire_verdicts(now=NOON + timedelta(days=400)) > 0

    @rule(who=PEOPLE, start=st.integers(0, 40))
    def mark(self, who: str, start: int) -> None:
        """Make a claim by hand."""
        self.attempt(add_claim, self.fresh(), who=who, start=start, end=start + 9)

    @invariant()
    def the_desk_is_sound(self) -> None:
        """What must hold holds after each act that was done."""
        if self.changed:
            self.sound.check()
        self.changed = False
