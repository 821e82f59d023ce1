import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import override_settings

NO_REDIS = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:1/0",
    }
}


def test_the_process_says_it_is_alive_without_any_service(client):
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready_once_a_worker_has_left_its_heartbeat(client):
    cache.set("heartbeat", "now", timeout=60)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["down"]) == (200, [])


@pytest.mark.django_db
def test_a_silent_worker_is_named(client):
    cache.delete("heartbeat")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["down"]) == (503, ["worker"])


@pytest.mark.django_db
@override_settings(CACHES=NO_REDIS)
def test_a_missing_redis_is_named(client):
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["down"] == ["redis", "worker"]


@pytest.mark.django_db
def test_a_missing_database_is_named(client, monkeypatch):
    def fail(*_args):
        raise OperationalError("no server")

    monkeypatch.setattr("claims.web.health.connection.cursor", fail)
    cache.set("heartbeat", "now", timeout=60)
    assert client.get("/readyz").json()["down"] == ["database"]
