"""What the house refuses, in words a journalist can act on and codes a tool can match."""

from collections.abc import Mapping, Sequence


class DeskError(Exception):
    """A refusal: nothing was written.

    `code` is stable and part of the API; `detail` is for people and names the fix;
    `field` names the input at fault, where there is one; `extra` is JSON-ready context
    (an existing article's id, the list of unmet rules).
    """

    code = "refused"

    def __init__(
        self,
        detail: str,
        *,
        field: str = "",
        code: str = "",
        extra: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.code = code or type(self).code
        self.extra = dict(extra or {})


class BadInput(DeskError):
    """What was handed in cannot be used as it is; `field` says which part of it."""

    code = "bad_input"


class NotAllowed(DeskError):
    """The actor's role or relation to the claim forbids the act."""

    code = "not_allowed"


class TransitionRefused(DeskError):
    """The wanted status does not follow the claim's status, or a rule is unmet."""

    code = "transition_refused"


class ClaimChanged(DeskError):
    """Somebody else moved or edited the record first; read it again and decide anew."""

    code = "claim_changed"


class KeyReused(DeskError):
    """A request's key came with other words before."""

    code = "idempotency_key_reused"


class AlreadyDone(DeskError):
    """The same request was done before, and its answer is not shown again."""

    code = "already_done"


class DuplicateArticle(DeskError):
    """The same text is already on the desk; `extra["article"]` is its public id."""

    code = "duplicate_article"


class PolicyUnmet(DeskError):
    """Rules stand against the act; `extra["unmet"]` lists each as {code, detail}."""

    code = "policy_unmet"

    def __init__(self, unmet: Sequence[Mapping[str, object]], *, detail: str = "") -> None:
        words = detail or " ".join(str(rule["detail"]) for rule in unmet)
        super().__init__(words, extra={"unmet": [dict(rule) for rule in unmet]})
