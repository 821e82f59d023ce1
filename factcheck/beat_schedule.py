"""What the desk does by itself, and how often. Every task is safe to run twice."""

from typing import Any

import environ

Entry = dict[str, Any]


def every(task: str, seconds: float, *, expires: int) -> Entry:
    """Give an entry: a task that has waited for `expires` seconds is dropped unrun."""
    return {"task": task, "schedule": seconds, "options": {"expires": expires}}


def make_schedule(env: environ.Env) -> dict[str, Entry]:
    """Give beat's table, its paces as the environment sets them."""
    evidence, notices = "claims.evidence.tasks", "claims.notices.tasks"
    dispatch = env.float("DESK_DISPATCH_SECONDS", default=10.0)
    seal = env.float("DESK_SEAL_SECONDS", default=3600.0)
    shelf = env.float("DESK_SHELF_SECONDS", default=900.0)
    mail = env.float("DESK_MAIL_SECONDS", default=15.0)
    return {
        "claim-due-sources": every(f"{evidence}.dispatch_due", dispatch, expires=30),
        "sum-up-outcomes": every(f"{evidence}.sum_up_outcomes", 3600.0, expires=3600),
        "read-imports": every("claims.intake.tasks.sweep_imports", 60.0, expires=60),
        "read-files": every(f"{evidence}.sweep_files", 300.0, expires=300),
        "seal-the-trail": every("claims.workflow.tasks.seal_trail", seal, expires=3600),
        "drop-once-keys": every(
            "claims.workflow.tasks.drop_once_keys", 3600.0, expires=3600
        ),
        "watch-shelf-life": every(
            "claims.verdicts.tasks.watch_shelf_life", shelf, expires=900
        ),
        "send-notices": every(f"{notices}.send_mails", mail, expires=30),
        "send-digests": every(f"{notices}.send_daily", 900.0, expires=900),
        "watch-deadlines": every(f"{notices}.watch_deadlines", 300.0, expires=300),
        "beat-the-heart": every(f"{evidence}.beat_heart", 10.0, expires=30),
    }
