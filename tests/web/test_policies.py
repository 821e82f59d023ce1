"""Policies and the agreement report as pages."""

from django.urls import reverse
from django.utils import timezone

from claims.models import Policy

from .steps import decide

GIVEN = {"kind": "money", "min_sources": "2", "two_reviewers": "on", "reason": "Courts."}


def test_a_chief_sets_a_policy_by_form_and_others_only_read(client, chief, editor):
    client.force_login(editor)
    assert "Set a policy" not in client.get(reverse("policies")).content.decode()
    assert client.post(reverse("policies"), GIVEN).status_code == 409
    client.force_login(chief)
    assert client.post(reverse("policies"), GIVEN | {"reason": ""}).status_code == 409
    assert client.post(reverse("policies"), GIVEN).status_code == 302
    assert Policy.objects.get(kind="money").min_sources == 2
    assert "2 sources" in client.get(reverse("policies")).content.decode()


def test_the_report_is_empty_before_any_round_and_counts_then(
    client, viewer, open_claim, reviewer, second_reviewer
):
    client.force_login(viewer)
    assert "No finished round yet" in client.get(reverse("agreement")).content.decode()
    decide(open_claim, reviewer, second_reviewer)
    page = client.get(reverse("agreement")).content.decode()
    assert "kwame and sara" in page
    assert "not defined" in page
    assert "100 %" in page
    assert "(21 – 100)" in page, "the interval of one round of one"
    assert "April 2024" in page or f"{timezone.localtime():%B %Y}" in page
    later = client.get(reverse("agreement") + "?since=2999-01-01").content.decode()
    assert "kwame and sara" not in later
    assert client.get(reverse("agreement") + "?since=soon").status_code == 200
