"""Tools at the REST door."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from claims.models import ApiToken, User


@pytest.fixture
def make_token() -> Callable[..., str]:
    """Give the secret of a fresh key."""

    def make(owner: User, *, may_write: bool = True, **more) -> str:
        secret, digest = ApiToken.make_secret()
        ApiToken.objects.create(
            owner=owner,
            name="a tool",
            digest=digest,
            may_write=may_write,
            created_at=timezone.now(),
            **more,
        )
        return secret

    return make


@pytest.fixture
def connect(make_token) -> Callable[..., APIClient]:
    """Give a client that acts as a person, by token."""

    def act_as(owner: User, **more) -> APIClient:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {make_token(owner, **more)}")
        return client

    return act_as
