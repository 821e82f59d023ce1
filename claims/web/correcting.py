"""The forms that correct a claim, and what the pages need to offer them."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.errors import BadInput
from claims.intake.editing import EDITABLE
from claims.intake.undo import find_last_edit
from claims.models import Anchor, Article, Claim, ClaimEdit, Kind, Role, User
from claims.verdicts.repeats import seat_claim
from claims.verdicts.undoing import find_last_act
from claims.web.forms import DeskForm
from claims.web.undoing import offer_undo

NEAR = 12  # neighbours offered for merging


class EditForm(DeskForm):
    """What every correction carries: which reading of the claim it was made on, and why."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=2000)


class ValueForm(EditForm):
    """The reading in words, or the number of another reading in the claim's list."""

    mirrors: ClassVar = {"reading": "words"}

    words = forms.CharField(label=_("Read it as"), required=False, max_length=500)
    reading = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


class KindForm(EditForm):
    """Another kind."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)


class SpanForm(EditForm):
    """Other words of the text, exactly as they stand there."""

    mirrors: ClassVar = {"quote": "words"}

    words = forms.CharField(
        label=_("Words"), strip=True, max_length=4000, widget=forms.Textarea({"rows": 2})
    )


class SplitForm(EditForm):
    """The parts, one a line, each word for word from the claim."""

    parts = forms.CharField(
        label=_("Parts, one a line"), max_length=8000, widget=forms.Textarea({"rows": 3})
    )


class MergeForm(EditForm):
    """The neighbour to merge it with."""

    other = forms.ChoiceField(label=_("Merge with"))


class MakeForm(DeskForm):
    """Words of the article to make a claim of; `start` tells which, where they recur."""

    words = forms.CharField(label=_("Words"), max_length=4000)
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("As the rules read it")), *Kind.choices],
    )
    start = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


def describe_editing(claim: Claim, user: User) -> dict[str, Any]:
    """Give what the claim's page needs: empty forms, and one's own last edit of it."""
    able = user.ranks(Role.EDITOR)
    last = find_last_edit(claim.article, user) if able else None
    undo = {"last_edit": last if last and last.claim_id == claim.pk else None}
    if not able or claim.status not in EDITABLE:
        return {"may_edit": False, **undo}
    near = list_near(claim)
    initial = {"revision": claim.revision, "words": claim.quote, "kind": claim.kind}
    merge = MergeForm(initial=initial, auto_id="merge_form-%s")
    offer_near(merge, near)
    return {
        "may_edit": True,
        "near": near,
        "value_form": ValueForm(
            initial={"revision": claim.revision}, auto_id="value_form-%s"
        ),
        "kind_form": KindForm(initial=initial, auto_id="kind_form-%s"),
        "span_form": SpanForm(initial=initial, auto_id="span_form-%s"),
        "split_form": SplitForm(
            initial=initial | {"parts": claim.quote}, auto_id="split_form-%s"
        ),
        "merge_form": merge,
        **undo,
    }


def describe_marking(article: Article, user: User) -> dict[str, Any]:
    """Give what the article's page needs: the form to make a claim, the edit to undo."""
    if not user.ranks(Role.EDITOR):
        return {}
    return {"make_form": MakeForm(auto_id="make-%s"), **describe_last(article, user)}


def describe_last(article: Article, user: User) -> dict[str, Any]:
    """Give what the reader did last in the article, where it can be taken back: an act, or
    else a correction, which only then can be the newer of the two."""
    act = offer_undo(find_last_act(article, user), user)
    return {"last_act": act, "last_edit": None if act else find_last_edit(article, user)}


def offer_near(form: MergeForm, near: list[Claim]) -> None:
    """Set the choices of the neighbour."""
    field = form.fields["other"]
    if isinstance(field, forms.ChoiceField):
        field.choices = [(one.public_id, f"{one.number}: {one.quote[:80]}") for one in near]


def list_near(claim: Claim) -> list[Claim]:
    """Give editable claims that overlap the claim or touch it, in reading order."""
    anchor, version = claim.anchor, claim.article.current
    if anchor is None or version is None or anchor.start is None:
        return []
    start, end = anchor.start, anchor.end or 0
    places = (
        Anchor.objects.filter(is_current=True, claim__article=claim.article)
        .filter(claim__status__in=EDITABLE)
        .filter(start__lte=end + 4, end__gte=max(0, start - 4))
        .exclude(claim=claim.pk)
    )
    rows = places.select_related("claim").order_by("start")[:NEAR]
    return [seat_claim(one, claim.article) for one in rows]


def find_words(text: str, words: str, *, near: int, low: int = 0) -> tuple[int, int]:
    """Give the span of `words` in `text` from `low` on, the one nearest to `near`.

    Raises:
        BadInput: they do not stand there word for word.
    """
    line = words.strip()
    at = [] if not line else list(iterate(text, line, low))
    if not at:
        raise BadInput("These words do not stand there word for word.", field="words")
    start = min(at, key=lambda one: abs(one - near))
    return start, start + len(line)


def iterate(text: str, words: str, low: int) -> Any:
    """Yield every place of `words` in `text` from `low` on."""
    at = text.find(words, low)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def cut_parts(claim: Claim, lines: str) -> list[tuple[int, int]]:
    """Give the spans of the lines within the claim's words, each after the one before.

    Raises:
        BadInput: a line does not stand there.
    """
    anchor, version = claim.anchor, claim.article.current
    if anchor is None or version is None or anchor.start is None:
        raise BadInput("Its words are no longer in the text.", field="parts")
    spans, at = [], anchor.start
    for line in filter(None, (one.strip() for one in lines.splitlines())):
        start = version.text.find(line, at, anchor.end or 0)
        if start < 0:
            start = version.text.find(line, anchor.start, anchor.end or 0)
        if start < 0:
            raise BadInput(f"“{line}” does not stand in the claim.", field="parts")
        spans.append((start, start + len(line)))
        at = start + len(line)
    return spans


def find_own_edit(public_id: str, key: int, user: User) -> ClaimEdit | None:
    """Give the edit of an article that `user` made; None where there is none."""
    return ClaimEdit.objects.filter(
        pk=key, by=user, claim__article__public_id=public_id
    ).first()
