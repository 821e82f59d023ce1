"""Two people at one claim: they see each other, and the second save meets the first."""

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from tests.journeys.picturing import shoot

pytestmark = pytest.mark.journey


def test_two_people_see_each_other_and_lose_nothing(desk, enter, editor, chief, open_claim):
    url = f"{desk}/claims/{open_claim.public_id}/"
    ines, cato = enter(editor), enter(chief)
    ines.goto(url)
    ines.get_by_text("Re-mark the words…").click()
    ines.locator("#span_form-reason").fill("The whole figure.")
    cato.goto(url)
    told = cato.locator("#presence-told")
    expect(told).to_have_text(f"{editor.name} is editing this.")
    cato.locator("details:has-text('Correct the reading…') > summary").first.click()
    cato.locator("#value_form-words").fill("240 people")

    ines.locator("details:has-text('Correct the reading…') > summary").first.click()
    ines.locator("#value_form-words").fill("250")
    ines.locator("#risks_form-risks_0").check()
    ines.get_by_role("button", name="Set flags").click()
    expect(ines.locator(".timeline").first).to_contain_text("Flag risks")
    expect(ines.locator("#value_form-words")).to_have_value("250")  # typed, not sent yet
    ines.locator("#value_form-words").press("Enter")
    expect(ines.locator(".readings").first).to_contain_text("250")

    cato.locator("#value_form-words").press("Enter")
    both = cato.locator("table.both")
    expect(both.locator(".differs")).to_contain_text(["250"])
    expect(both).to_contain_text("240 people")
    expect(cato.locator("#value_form-words")).to_have_value("240 people")
    shoot(cato, "two-people-both")
    assert Claim.objects.get(pk=open_claim.pk).value["n"] == 250
    cato.locator("#value_form-words").press("Enter")
    expect(cato.locator("table.both")).to_have_count(0)
    assert Claim.objects.get(pk=open_claim.pk).value["n"] == 240
