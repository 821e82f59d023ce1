"""Whether the process lives, and whether the desk can work."""

from django.core.cache import cache
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


@never_cache
@require_safe
def say_alive(_request: HttpRequest) -> HttpResponse:
    """Answer 200 as long as the process answers at all."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def say_ready(_request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, Redis and a worker are there; else 503, naming them."""
    redis_up, worker_up = look_for_heartbeat()
    parts = {"database": has_database(), "redis": redis_up, "worker": worker_up}
    down = [name for name, up in parts.items() if not up]
    words = {name: "up" if up else "down" for name, up in parts.items()}
    answer = {"ready": not down, "down": down, **words}
    return JsonResponse(answer, status=503 if down else 200)


def has_database() -> bool:
    """Say whether the database answers a query."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True


def look_for_heartbeat() -> tuple[bool, bool]:
    """Say whether Redis answers, and whether a worker wrote its heartbeat lately.

    The worker's task writes the key "heartbeat" with a time to live, so that it goes away
    by itself when no worker runs.
    """
    try:
        return True, cache.get("heartbeat") is not None
    except RedisError:
        return False, False
