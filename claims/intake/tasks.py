"""Background work of the intake desk: ids in, rows out, safe to run twice."""

from celery import shared_task
from django.utils import timezone

from claims.intake.import_queue import send_import


@shared_task(acks_late=True)
def read_import(key: int) -> str:
    """Read an import, then file it or leave it to be looked at; gives its state."""
    from claims.intake.import_work import run_import  # readers weigh on workers without

    return run_import(key, now=timezone.now())


@shared_task(acks_late=True)
def sweep_imports() -> int:
    """Drop old imports, and send out those whose worker is gone; gives how many."""
    from claims.intake.import_work import drop_old, list_forgotten  # as above

    now = timezone.now()
    drop_old(now=now)
    forgotten = list_forgotten(now=now)
    for key in forgotten:
        send_import(key)
    return len(forgotten)
