"""What must hold on the desk after every act, whoever did it."""

from claims.models import Anchor, Article, Review, TrailEntry
from claims.verdicts.blockers import find_blockers
from claims.workflow.transitions import find_step
from tests.conftest import NOON


class SoundDesk:
    """The invariants of one article; each run starts with a new one."""

    def __init__(self, article: Article) -> None:
        """Begin with the trail unread."""
        self.article = article
        self.read = 0
        self.last: dict[str, str] = {}

    def fresh(self) -> Article:
        """The article as stored now."""
        return Article.objects.select_related("current").get(pk=self.article.pk)

    def check(self) -> None:
        """Look at everything."""
        self.the_trail_tells_every_step()
        self.nothing_cleared_is_open()
        self.nobody_judges_their_own()
        self.every_claim_has_one_place_in_the_current_text()

    def the_trail_tells_every_step(self) -> None:
        """No claim took a step that the table does not have; the last led to its status.

        Only entries since the last look are read: the trail is append-only.
        """
        chain = TrailEntry.objects.filter(chain=self.article.public_id, seq__gt=self.read)
        for entry in chain.order_by("seq"):
            self.read = entry.seq
            if entry.subject.startswith("claim:") and "status" in entry.after:
                now = entry.after["status"]
                was = entry.before.get("status", now)
                assert was == now or find_step(was, now), f"{was}, {now}: {entry.action}"
                self.last[entry.subject] = now
        for key, status in self.article.claims.values_list("public_id", "status"):
            assert self.last.get(f"claim:{key}", status) == status

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
