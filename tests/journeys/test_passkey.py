"""A passkey is made in the account and opens the door without a password."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.picturing import shoot

pytestmark = pytest.mark.journey
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plug_in(page: Page) -> None:
    """Give the browser a device that makes passkeys, as WebAuthn's test driver does."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def confirm(page: Page) -> None:
    """Give the password where the account asks for it once more."""
    if "reauthenticate" in page.url:
        page.locator("input[type=password]").fill("pw-for-tests-1")
        page.get_by_role("button", name="Go on").click()


def test_a_passkey_opens_the_door(desk, enter, reviewer):
    page = enter(reviewer)
    plug_in(page)
    page.goto(f"{desk}/account/")
    page.get_by_role("link", name="Second factor and passkeys").click()
    shoot(page, "passkey-1-factors")
    page.goto(f"{desk}/account/second-factor/webauthn/add/")
    confirm(page)
    page.locator("input[name=name]").fill("This laptop")
    page.locator("input[name=passwordless]").check()
    shoot(page, "passkey-2-add")
    page.get_by_role("button", name="Add").click()
    page.wait_for_url(lambda url: "webauthn/add" not in url)
    page.goto(f"{desk}/account/second-factor/webauthn/")
    expect(page.get_by_text("This laptop", exact=True)).to_be_visible()
    shoot(page, "passkey-3-list")

    page.goto(f"{desk}/")
    page.locator("details.person > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/account/login/**")
    shoot(page, "passkey-4-door")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{desk}/")
    expect(page.locator("summary.me")).to_be_visible()
