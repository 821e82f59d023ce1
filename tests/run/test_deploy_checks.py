"""What the deployment check asks of single sign-on."""

import pytest
from django.core.checks import run_checks

from factcheck.deploy_checks import PLAIN_PROVIDER, check_single_sign_on


def set_up(settings, address: str) -> None:
    settings.DEBUG, settings.SINGLE_SIGN_ON = False, "The Paper’s sign-on"
    app = {"provider_id": "sso", "settings": {"server_url": address}}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}


@pytest.mark.parametrize(
    "address", ["http://id.paper.example", "id.paper.example", "https:"]
)
def test_a_provider_without_https_is_refused_by_the_name_of_the_setting(settings, address):
    set_up(settings, address)
    (found,) = check_single_sign_on(None)
    assert found.id == PLAIN_PROVIDER
    assert "DESK_OIDC_SERVER" in found.msg
    assert address in found.msg
    assert "https://" in str(found.hint)


def test_a_provider_with_https_and_no_provider_are_let_be(settings):
    set_up(settings, "https://id.paper.example/realms/desk")
    assert check_single_sign_on(None) == []
    set_up(settings, "http://id.paper.example")
    settings.SINGLE_SIGN_ON = ""
    assert check_single_sign_on(None) == []


def test_while_developing_the_provider_may_be_at_hand_without_https(settings):
    set_up(settings, "http://127.0.0.1:9000")
    settings.DEBUG = True
    assert check_single_sign_on(None) == []


def test_the_check_is_one_of_those_before_a_deployment_alone(settings):
    set_up(settings, "http://id.paper.example")
    asked = {
        deploy: run_checks(include_deployment_checks=deploy) for deploy in (True, False)
    }
    found = {deploy: [row.id for row in rows] for deploy, rows in asked.items()}
    assert PLAIN_PROVIDER in found[True]
    assert PLAIN_PROVIDER not in found[False]
