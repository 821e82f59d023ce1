"""Handing an import to a worker, in a file that workers load without any reader."""

from celery import current_app


def send_import(key: int) -> None:
    """Queue the reading, ahead of links; a later sweep makes up for a queue away."""
    current_app.send_task(
        "claims.intake.tasks.read_import", (key,), retry=False, expires=600, priority=0
    )
