"""The living style page."""

import pytest

from claims.evidence.health import FOLDED
from claims.models import Claim
from claims.web.shapes import VERDICTS

pytestmark = pytest.mark.django_db


def test_every_state_verdict_and_health_is_shown(client, settings):
    settings.DEBUG = True
    page = client.get("/styleguide/").content.decode()
    for status in Claim.Status.values:
        assert f'class="state" data-state="{status}"' in page
        assert f'data-claim="1" data-state="{status}"' in page
    assert all(f'data-v="{mark}"' in page for mark in VERDICTS)
    assert all(f'data-h="{health.mark}"' in page for health in FOLDED.values())


def test_a_newsroom_s_desk_has_no_style_page(client, settings):
    settings.DEBUG = settings.DEMO = False
    assert client.get("/styleguide/").status_code == 404
