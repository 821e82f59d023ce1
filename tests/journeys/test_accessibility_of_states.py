"""axe on what the pages of test_accessibility.py do not show: empty, locked and refused.

The bodies come from the desk itself; the browser is handed each under 200, since it notes
every refusal in its console, where nothing may stand.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.test import Client
from django.urls import reverse

from claims.models import Preference
from claims.publishing import publish_claim
from claims.verdicts import start_review
from tests.conftest import NOON
from tests.journeys.test_accessibility import fulfill, list_in_both_looks
from tests.steps import cite, hand_in, review

pytestmark = pytest.mark.journey
WIDTHS = {"en": 1440, "es": 390}


@pytest.fixture
def list_faults(desk, open_browser) -> Callable[[dict[str, str], str], dict[str, object]]:
    """Give what axe minds in each body, by its name, in a language and its width."""

    def look(shown: dict[str, str], language: str) -> dict[str, object]:
        page = open_browser(viewport={"width": WIDTHS[language], "height": 900}).new_page()
        # Nobody is signed in here whose presence the desk would take.
        page.route("**/presence/", lambda route: route.fulfill(status=204))
        faults: dict[str, list[Any]] = {}
        for name, body in shown.items():
            page.route(f"**/shown/{name}/", partial(fulfill, body=body))
            page.goto(f"{desk}/shown/{name}/")
            assert page.locator("html").get_attribute("lang") == language, name
            assert page.locator("h1").count() == 1, name
            faults[name] = list_in_both_looks(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults[name].append("scrolls sideways")
        return {name: found for name, found in faults.items() if found}

    return look


def read_body(answer, wanted: int = 200) -> str:
    """Give the page that was answered with the status `wanted`."""
    assert answer.status_code == wanted, answer
    return str(answer.content.decode())


def enter(person, language: str) -> Client:
    """Sign in by password, and once more, so that the account may be changed."""
    Preference.objects.create(person=person, language=language)
    client = Client()
    given = {"login": person.username, "password": "pw-for-tests-1"}
    client.post(reverse("account_login"), given)
    client.post(reverse("account_reauthenticate"), given)
    return client


def list_door(language: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before the door: the pages, and the refusals."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for name in ("account_login", "account_reset_password", "account_reset_password_done"):
        yield name, read_body(client.get(reverse(name)))
    yield "signup", read_body(client.get(reverse("account_signup")))
    wrong = {"login": "nobody", "password": "no"}
    yield "wrong-password", read_body(client.post(reverse("account_login"), wrong))
    no_address = {"email": "no address"}
    answer = client.post(reverse("account_reset_password"), no_address)
    yield "no-address", read_body(answer)


def list_account(person, language: str) -> Iterator[tuple[str, str]]:
    """Yield the pages of an account without and with a second factor."""
    client = enter(person, language)
    totp = reverse("mfa_activate_totp")
    yield "totp", read_body(client.get(totp))
    yield "totp-refused", read_body(client.post(totp, {"code": "000000"}))
    short = {"oldpassword": "no", "password1": "123", "password2": "124"}
    change = reverse("account_change_password")
    yield "password-refused", read_body(client.post(change, short))
    key = Authenticator.objects.create(
        user=person, type="webauthn", data={"name": "This laptop", "credential": {}}
    )
    yield "key-remove", read_body(client.get(reverse("mfa_remove_webauthn", args=[key.pk])))
    key.delete()
    TOTP.activate(person, generate_totp_secret())
    RecoveryCodes.activate(person)
    for name in (
        "mfa_view_recovery_codes",
        "mfa_deactivate_totp",
        "account_reauthenticate",
    ):
        yield name, read_body(client.get(reverse(name)))
    wrong = {"password": "no"}
    yield "again-refused", read_body(client.post(reverse("account_reauthenticate"), wrong))
    door = Client()
    door.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    given = {"login": person.username, "password": "pw-for-tests-1"}
    yield (
        "second-factor",
        read_body(door.post(reverse("account_login"), given, follow=True)),
    )


def test_the_door_and_the_account_break_no_rule_of_axe(list_faults, viewer):
    shown = dict([*list_door("es"), *list_account(viewer, "es")])
    assert list_faults(shown, "es") == {}


def test_a_desk_without_anything_in_it_breaks_no_rule_of_axe(list_faults, editor):
    client = enter(editor, "en")
    names = ("home", "queue", "sources", "notices")
    shown = {name: read_body(client.get(reverse(name))) for name in names}
    assert list_faults(shown, "en") == {}


def test_refused_forms_break_no_rule_of_axe(
    list_faults, open_claim, reviewer, second_reviewer, chief
):
    web, desk = enter(reviewer, "es"), enter(chief, "es")
    at = partial(reverse, args=[open_claim.public_id])
    start_review(open_claim, actor=reviewer, now=NOON)
    wrong = web.get(reverse("search"), {"q": "status:opne before:never"})
    shown = {
        "article": read_body(desk.post(reverse("article-new"), {"body": ""}), 422),
        "search": read_body(wrong),
        "verdict": read_body(web.post(at("review-submit"), {"rationale": ""}), 409),
    }
    cite(open_claim, reviewer)
    hand_in(open_claim, reviewer)
    review(open_claim, second_reviewer)
    publish_claim(open_claim, actor=chief, now=NOON)
    wordless = {"reason": " "}
    shown["correction"] = read_body(desk.post(at("claim-correction"), wordless), 409)
    asked = f"{at('check-ask')}?lang=es"
    shown["request"] = read_body(Client().post(asked, {"wrong": ""}), 409)
    assert list_faults(shown, "es") == {}
