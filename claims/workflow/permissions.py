"""Who may do what, in which state, to whose work: the whole table, as data. Pure.

Every service asks it by `access.require`, and every door shows by it what to offer; no
door has a rule of its own. docs/roles.md is written from it.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

ROLES = ("viewer", "reviewer", "editor", "chief")
STATES = (
    "detected", "open", "in_review", "second_review", "disputed", "decided", "published",
    "recheck", "dismissed",
)  # fmt: skip
LIVE = tuple(state for state in STATES if state != "dismissed")
ALL = STATES

# What ties a person to a claim.
TIES = {
    "filed": "brought the article in",
    "made": "marked the claim",
    "reviewed": "handed in a review of this round",
    "holds": "has taken up a review of this round",
    "cited": "cited the source",
    "asked": "asked the query",
    "corrected": "made the correction",
    "did": "did it",
    "outside": "is not on the restricted article’s team",
}


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `role` is the lowest that may; `states` those of the claim it is open in.

    `barred` are ties that forbid it, with the words to say; `needs` are ties of which one
    must hold, unless the person has `freely` or a role above.
    """

    name: str
    words: str
    role: str
    states: tuple[str, ...] = ()
    barred: dict[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    freely: str = ""
    clearance: bool = False


OWN_WORK = "Nobody reviews a claim of an article they brought in or wrote."
REVIEWERS = {
    "filed": OWN_WORK,
    "made": OWN_WORK,
    "reviewed": "The second review needs another person than the first.",
}
PARTIES = {
    "filed": "Nobody adjudicates a claim of an article they brought in.",
    "made": "Nobody adjudicates a claim they marked themselves.",
    "reviewed": "A third person must adjudicate: one of the reviews is yours.",
}
OUTSIDE = "This article is restricted, and you are not on its team."

CLAIM_ACTS = (
    Act("keep", "keep a claim", "editor", ("detected",)),
    Act("dismiss", "dismiss a claim", "editor", ("detected", "open")),
    Act("restore", "restore a claim", "editor", ("dismissed",)),
    Act("correct_claim", "correct a claim", "editor", ("detected", "open")),
    Act("cite_source", "cite a source", "reviewer", LIVE),
    Act("log_contact", "write the contact log", "reviewer", ALL, clearance=True),
    Act("mark_reporter", "write the contact log", "reviewer", ALL, clearance=True),
    Act("raise_query", "raise a query", "reviewer", LIVE),
    Act("flag_risks", "flag a risk", "reviewer", LIVE),
    Act("assign", "assign reviewers", "editor", ("open", "second_review")),
    Act("reassign", "give a review to somebody else", "editor",
        ("open", "in_review", "second_review")),
    Act("start_review", "review a claim", "reviewer", ("open", "second_review"), REVIEWERS),
    Act("submit_review", "review a claim", "reviewer", ("in_review", "second_review"),
        {"filed": OWN_WORK, "made": OWN_WORK}, ("holds",)),
    Act("release", "review a claim", "reviewer", ("in_review", "second_review"),
        needs=("holds",), freely="editor"),
    Act("withdraw_review", "review a claim", "reviewer", ("second_review",),
        needs=("reviewed",)),
    Act("open_round", "review a claim", "reviewer", ("recheck",),
        {"filed": OWN_WORK, "made": OWN_WORK}),
    Act("adjudicate", "adjudicate", "editor", ("disputed",), PARTIES),
    Act("publish", "publish a claim", "editor", ("decided",)),
    Act("withdraw", "withdraw a claim", "editor", ("published",)),
    Act("ask_correction", "ask for a correction of a claim", "editor",
        ("decided", "published")),
    Act("dismiss_alarm", "dismiss an alarm", "editor", ("recheck",)),
)  # fmt: skip
DESK_ACTS = (
    Act("submit_article", "bring in an article", "editor"),
    Act("revise_article", "bring in a new version", "editor"),
    Act("add_claim", "add a claim", "editor"),
    Act("comment", "comment", "reviewer"),
    Act("set_deadline", "set a deadline", "editor"),
    Act("waive_sentence", "waive a sentence or open it again", "editor"),
    Act("apply_answers", "put answers into the text", "editor"),
    Act("accept_cut", "accept a cut", "editor"),
    Act("clear_article", "clear an article", "editor"),
    Act("override_clearance", "clear over what is left open", "chief"),
    Act(
        "set_team",
        "say who works on a restricted article",
        "editor",
        needs=("filed",),
        freely="chief",
    ),
    Act(
        "withdraw_evidence",
        "withdraw a source",
        "reviewer",
        needs=("cited",),
        freely="editor",
    ),
    Act(
        "answer_query",
        "answer a query",
        "viewer",
        barred={"asked": "You asked this: somebody else answers it, or you withdraw it."},
        needs=("filed",),
        freely="editor",
    ),
    Act(
        "withdraw_query", "withdraw a query", "reviewer", needs=("asked",), freely="editor"
    ),
    Act("undo_edit", "undo a correction", "editor", needs=("corrected",)),
    Act("undo_act", "undo an act", "reviewer", needs=("did",)),
    Act("ask_check", "ask for a check", "reviewer"),
    Act("choose_passage", "choose the passage of a source", "reviewer"),
    Act("describe_source", "describe a source", "reviewer"),
    Act("set_rationale", "set canned rationales", "chief"),
    Act("record_absence", "say when they are away", "reviewer"),
    Act("record_others_absence", "say that somebody else is away", "editor"),
    Act("invite_expert", "invite an outside expert", "editor"),
    Act("withdraw_invitation", "withdraw an invitation", "editor"),
    Act("settle_request", "settle a reader’s request", "editor"),
    Act("set_policy", "set policy", "chief"),
)
ACTS = {act.name: act for act in (*CLAIM_ACTS, *DESK_ACTS)}


def has_role(role: str, wanted: str) -> bool:
    """Say whether `role` is `wanted` or above."""
    return ROLES.index(role) >= ROLES.index(wanted)


def find_objection(
    name: str, role: str, ties: AbstractSet[str] = frozenset(), *, cleared: bool = False
) -> str:
    """Say why a person of `role` may not do the act, whatever the state; "" if they may."""
    act = ACTS[name]
    if not has_role(role, act.role):
        if act.role == ROLES[-1]:
            return f"Only a {act.role} may {act.words}."
        article = "an" if act.role[0] in "aeiou" else "a"
        return f"Only {article} {act.role} or above may {act.words}."
    if "outside" in ties:
        return OUTSIDE
    if act.clearance and not cleared:
        return "The contact log needs clearance."
    return next((words for tie, words in act.barred.items() if tie in ties), "")


def is_open_to(
    name: str,
    role: str,
    state: str,
    ties: AbstractSet[str] = frozenset(),
    *,
    cleared: bool = False,
) -> bool:
    """Say whether the act may be done to a claim in `state`; other rules may yet stand."""
    act = ACTS[name]
    if find_objection(name, role, ties, cleared=cleared):
        return False
    if act.states and state not in act.states:
        return False
    if act.freely and has_role(role, act.freely):
        return True
    return not act.needs or bool(ties & set(act.needs))
