"""Keys to the REST door."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from claims.models import ApiToken, User


@pytest.fixture
def make_key() -> Callable[[User], str]:
    """Give the secret of a fresh key that may read only."""

    def make(owner: User) -> str:
        secret, digest = ApiToken.make_secret()
        ApiToken.objects.create(
            owner=owner, name="a tool", digest=digest, created_at=timezone.now()
        )
        return secret

    return make
