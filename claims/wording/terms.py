"""The terms that sentences are put together from, and codes that pages show as words."""

import ast
from collections.abc import Iterator
from pathlib import Path

from claims.models import Claim, Evidence, OutcomeClass
from claims.verdicts.policies import RISKS
from claims.wording.reasons import REASONS
from claims.wording.saying import CONTEXT
from claims.wording.templates import Word
from claims.workflow.permissions import ACTS, ROLES, TIES
from claims.workflow.transitions import STEPS

TRAIL = ("write_trail", "write_article_trail")
# Sentences that are written around others, too short to be found as such.
FRAMES = (
    "Claim %(number)s: %(detail)s",
    ", or is %(role)s or above,",
    "%(one)s is on the team already.",
    "%(one)s is not on the team.",
    "Version %(number)s: “%(was)s” became “%(words)s”.",
    "Version %(number)s: “%(was)s” became “%(words)s” (%(facts)s).",
    "Only a %(role)s may %(words)s.",
    "It takes %(words)s.",
    "Asked by a link: %(question)s",
    "A reader asked: %(words)s",
    "Some characters could not be read: check them.",
    "1 picture left out.",
    "%(n)s pictures left out.",
    "1 insertion",
    "%(n)s insertions",
    "1 deletion",
    "%(n)s deletions",
    "1 footnote",
    "%(n)s footnotes",
    "1 endnote",
    "%(n)s endnotes",
    "1 comment",
    "%(n)s comments",
    "a query waits for its answer.",
    "new words wait to be put in.",
    "n, low and high are numbers.",
    "low is above high.",
    "mod is one of %(words)s.",
    "Corrected by a person",
    "Kind given by a person",
    "read so before it was corrected",
    "a few words",
    "every kind",
    "every risk",
    "open to everybody",
    "restricted",
    "moved",
    "changed",
    "inserted",
    "deleted",
)

# The scale that a new newsroom begins with; its own words are left as it wrote them.
SCALE = (
    "True",
    "Mostly true",
    "Half true",
    "Mostly false",
    "False",
    "Unverifiable",
    "Opinion",
    "Rests on reporter only",
    "The evidence supports it as written.",
    "Right in substance; a detail wants care.",
    "Partly right, or right and misleading.",
    "A grain of truth, wrong in substance.",
    "The evidence contradicts it.",
    "No evidence decides it either way.",
    "A judgement, not a checkable fact.",
    "Known from the reporter alone.",
)


def list_terms() -> Iterator[Word]:
    """Yield the terms of the desk's tables."""
    acts = {*TIES.values(), *ROLES, *(act.words for act in ACTS.values()), *FRAMES}
    steps = {step.act for step in STEPS} | set(ACTS)
    codes = {*steps, *Claim.Status.values, *OutcomeClass.values}
    for words in (*REASONS, *SCALE, *RISKS, *Evidence.Stance.values):
        yield Word(words, "", CONTEXT, "claims/wording/terms.py")
    for term in sorted(acts | {code.replace("_", " ") for code in codes}):
        yield Word(term, "", CONTEXT, "claims/workflow/permissions.py")


def read_acts(path: Path, name: str) -> Iterator[Word]:
    """Yield the acts that a file writes into the trail, as words."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        called = getattr(node, "func", None)
        if isinstance(called, ast.Name) and called.id in TRAIL:
            for given in node.args[1:2]:  # type: ignore[attr-defined]  # a call has them
                if isinstance(given, ast.Constant):
                    yield Word(str(given.value).replace("_", " "), "", CONTEXT, name)
