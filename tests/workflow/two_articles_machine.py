"""The desk's machine with a second article beside the first, shut to some at times."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from claims.models import Article, TrailEntry
from claims.verdicts import bulk
from claims.verdicts.teams import CHANGES, Change, change_team
from claims.verdicts.undoing import find_last_act, undo_act
from tests.workflow.desk_machine import PEOPLE, DeskMachine
from tests.workflow.sound_desk import SoundDesk


class TwoArticlesMachine(DeskMachine):
    """What is done to claims of both at once, and undone after one was restricted."""

    def __init__(self) -> None:
        """Start with nothing of the second article's trail read."""
        super().__init__()
        self.beside = Article.objects.latest("pk")
        self.beside_sound = SoundDesk(self.beside)
        self.read = TrailEntry.objects.filter(chain=self.beside.public_id).count()

    @rule(who=PEOPLE, whom=PEOPLE, change=st.sampled_from(CHANGES))
    def change_the_team(self, who: str, whom: str, change: Change) -> None:
        """Restrict the second article or open it, let somebody in or out."""
        person, why = self.people[whom], "Because."
        self.attempt(
            change_team, self.beside, who=who, change=change, person=person, reason=why
        )

    @rule(who=PEOPLE, risk=st.sampled_from(["legal", "safety"]))
    def label_in_both(self, who: str, risk: str) -> None:
        """Flag a claim of each as one act, as the queue of `who` offers them."""
        seen = Article.objects.visible_to(self.people[who])
        chosen = [
            claim
            for article in seen.filter(pk__in=(self.article.pk, self.beside.pk))
            for claim in article.claims.exclude(status="dismissed").order_by("pk")[:1]
        ]
        if chosen:
            self.attempt(bulk.act_on_all, chosen, bulk.label(risk), who=who)

    @rule(who=PEOPLE, risk=st.sampled_from(["legal", "safety"]))
    def shut_out(self, who: str, risk: str) -> None:
        """Shut one article after an act on both, and try to undo it: rare by chance."""
        self.label_in_both(who=who, risk=risk)
        self.nobody_writes_where_they_may_not_read()
        self.change_the_team(who="ines", whom=who, change="restrict")
        self.undo_own(who=who)

    @rule(who=PEOPLE)
    def undo_beside(self, who: str) -> None:
        """Undo one's own last act in the second article, or of both."""
        entry = find_last_act(self.beside, self.people[who])
        if entry is not None:
            self.attempt(undo_act, entry, who=who)

    @invariant()
    def nobody_writes_where_they_may_not_read(self) -> None:
        """Each new entry of the second article is by somebody whom it is open to."""
        new = TrailEntry.objects.filter(chain=self.beside.public_id, seq__gt=self.read)
        entries = list(new.select_related("actor").order_by("seq"))
        for entry in entries:
            self.read = entry.seq
            if entry.actor is not None:
                seen = Article.objects.visible_to(entry.actor)
                assert seen.filter(pk=self.beside.pk).exists(), entry.action
        if entries:
            self.beside_sound.check()
