"""Which people a given event concerns."""

from datetime import datetime

from claims.models import Claim, NoticeEvent, Role, User
from claims.notices.telling import notify


def tell_holders(claim: Claim, *, event: NoticeEvent, key: str, now: datetime) -> int:
    """Tell whoever reviews or reviewed the claim of something nobody did."""
    return notify(
        to=(claim.reviewer, claim.second_reviewer),
        about=claim,
        event=event,
        key=key,
        now=now,
        actor=None,
    )


def tell_asked(
    claim: Claim, *, to: User | None, key: str, now: datetime, actor: User, message: str
) -> int:
    """Tell a person that they are asked to review the claim."""
    return notify(
        to=(to,),
        about=claim,
        event=NoticeEvent.ASSIGNED,
        key=key,
        now=now,
        actor=actor,
        message=message,
    )


def tell_second_needed(claim: Claim, *, review: int, now: datetime, actor: User) -> int:
    """Tell who is asked for the second review, or else who brought the article, that the
    first is in. What it rated is not said."""
    return notify(
        to=(claim.second_reviewer or claim.article.created_by,),
        about=claim,
        event=NoticeEvent.SECOND_NEEDED,
        key=f"review:{review}",
        now=now,
        actor=actor,
    )


def tell_disputed(claim: Claim, *, now: datetime, actor: User) -> int:
    """Tell every editor and chief who is no party that a third person must decide."""
    parties = {claim.reviewer_id, claim.second_reviewer_id, claim.created_by_id}
    parties.add(claim.article.created_by_id)
    able = User.objects.filter(is_active=True, role__in=(Role.EDITOR, Role.CHIEF))
    return notify(
        to=[one for one in able if one.pk not in parties],
        about=claim,
        event=NoticeEvent.DISPUTED,
        key=f"{claim.public_id}:{claim.round}",
        now=now,
        actor=actor,
    )
