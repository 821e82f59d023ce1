"""Who has a page open, and who is typing there: kept in Redis, forgotten within a minute.

A courtesy, never a lock: what two people save meets in `claims.workflow.lost_updates`.
"""

import time

import redis
from django.conf import settings
from redis.exceptions import RedisError

LASTS_S = 45  # without a word from somebody's page they have left
WAIT_S = 0.5  # Redis slower than this: nobody is seen, and nobody waits


def note_presence(place: str, person: int, *, editing: bool) -> dict[int, bool]:
    """Note that a person (key) is at a place; gives who else is, and whether they type.

    `place` is a word of the desk's own, such as "claim:" and a public id. Gives {} while
    Redis is away.
    """
    name = f"presence:{place}"
    now = time.time()
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=WAIT_S, socket_connect_timeout=WAIT_S
    )
    try:
        with client, client.pipeline(transaction=True) as batch:
            batch.zremrangebyscore(name, "-inf", now - LASTS_S)
            batch.zrem(name, f"{person}:{int(not editing)}")
            batch.zadd(name, {f"{person}:{int(editing)}": now})
            batch.expire(name, LASTS_S)
            batch.zrange(name, 0, -1)
            members = batch.execute()[-1]
    except RedisError:
        return {}
    pairs = (member.decode().split(":") for member in members)
    return {int(key): how == "1" for key, how in pairs if int(key) != person}
