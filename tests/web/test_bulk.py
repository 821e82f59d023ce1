"""The queue's boxes, its saved lists, its order, and stepping through it."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Claim, SavedFilter
from claims.web.urgency import Urgency, rank_claims
from tests.steps import cite


@pytest.mark.parametrize(
    ("urgency", "score"),
    [
        (Urgency(0, 2, None), 1),
        (Urgency(0, 0, None), 3),
        (Urgency(1, 1, 72), 8),
        (Urgency(0, 5, 73), 1),
        (Urgency(2, 0, 24), 36),
        (Urgency(0, 1, 4), 12),
        (Urgency(0, 3, 0), 8),
        (Urgency(0, 3, -50), 8),
    ],
)
def test_urgency_is_the_product_of_its_factors(urgency, score):
    assert urgency.score == urgency.risk * urgency.gap * urgency.haste == score


def test_the_most_urgent_comes_first_with_its_factors(
    article, open_claim, editor, reviewer, sign_in
):
    other = article.claims.exclude(pk=open_claim.pk).first()
    Claim.objects.filter(pk=other.pk).update(status="open", risk=["legal", "deaths"])
    cite(open_claim, reviewer)
    ranked = rank_claims(Claim.objects.filter(status="open"), now=timezone.now())
    assert [key for key, _ in ranked] == [other.pk, open_claim.pk]
    page = sign_in(editor).get(reverse("queue"), {"tab": "unassigned"}).content.decode()
    assert page.index(other.public_id) < page.index(open_claim.public_id)
    assert "risk 3 × gap 3 × haste 1" in page


def choose(article, n: int) -> list[str]:
    return [one.public_id for one in article.claims.order_by("number")[:n]]


def test_all_of_a_page_are_chosen_at_once(article, editor, sign_in):
    page = sign_in(editor)
    shown = page.get(reverse("queue"), {"tab": "found"}).content.decode()
    [listed] = re.findall(r'name="shown" value="([^"]+)"', shown)
    assert set(listed.split()) == set(article.claims.values_list("public_id", flat=True))
    given = {"all-shown": "1", "shown": listed, "act": "keep", "back": "tab=found"}
    preview = page.post(reverse("queue-bulk"), given).content.decode()
    assert f"{article.claims.count()} of {article.claims.count()} would" in preview
    assert preview.count('name="claim"') == article.claims.count()
    assert not article.claims.filter(status="open").exists()


def test_chosen_claims_are_previewed_then_done(article, editor, sign_in):
    page, chosen = sign_in(editor), choose(article, 3)
    given = {"claim": chosen, "act": "dismiss", "reason": "Not ours.", "back": "tab=found"}
    preview = page.post(reverse("queue-bulk"), given)
    shown = preview.content.decode()
    assert "3 of 3 would be changed." in shown
    assert "The reason would be: Not ours." in shown
    assert shown.count('data-state="detected"') == 3
    assert not article.claims.filter(status="dismissed").exists()
    done = page.post(reverse("queue-bulk"), given | {"sure": "1"})
    assert done.url.startswith(reverse("queue") + "?tab=found&done=")
    assert article.claims.filter(status="dismissed").count() == 3


def test_an_act_without_its_field_and_a_viewer_are_refused(
    article, editor, viewer, sign_in
):
    given = {"claim": choose(article, 1), "act": "dismiss"}
    answer = sign_in(editor).post(reverse("queue-bulk"), given)
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "This act needs it." in shown
    assert f'name="claim" value="{given["claim"][0]}" checked' in shown
    assert 'name="reason"' in shown
    given |= {"reason": "So.", "sure": "1"}
    answer = sign_in(viewer).post(reverse("queue-bulk"), given)
    assert answer.status_code == 409
    assert not article.claims.filter(status="dismissed").exists()


def test_a_list_is_saved_found_again_and_forgotten(editor, chief, sign_in):
    page = sign_in(editor)
    query = "tab=found&kind=money&evil=%3Cscript%3E"
    page.post(reverse("filter-save"), {"name": "Money found", "query": query})
    row = SavedFilter.objects.get()
    assert (row.query, row.shared) == ("tab=found&kind=money", False)
    assert "Money found" in page.get(reverse("queue")).content.decode()
    assert "Money found" not in sign_in(chief).get(reverse("queue")).content.decode()
    SavedFilter.objects.update(shared=True)
    assert "Money found" in sign_in(chief).get(reverse("queue")).content.decode()
    drop = reverse("filter-drop", args=[row.public_id])
    assert sign_in(chief).post(drop).status_code == 404
    assert sign_in(editor).post(drop).status_code == 302
    assert not SavedFilter.objects.exists()


def test_a_claim_opened_from_a_list_leads_on_within_it(article, editor, sign_in):
    page = sign_in(editor)
    address, seen = reverse("queue") + "?tab=found&kind=quantity", []
    first = page.get(address).content.decode()
    link = re.search(r'class="qquote"[^>]*><a href="([^"]+)"', first)
    while link:
        seen.append(link[1].split("/")[2])
        body = page.get(link[1].replace("&amp;", "&")).content.decode()
        assert "Back to the list" in body
        link = re.search(r'<a href="([^"]+)" data-act="next"', body)
    wanted = article.claims.filter(kind="quantity").values_list("public_id", flat=True)
    assert sorted(seen) == sorted(wanted)
    assert len(seen) >= 1


def test_flags_are_set_on_the_claims_page(open_claim, reviewer, sign_in):
    address = reverse("claim-risks", args=[open_claim.public_id])
    page = sign_in(reviewer)
    page.post(address, {"risks": ["legal", "deaths"]})
    assert Claim.objects.get(pk=open_claim.pk).risk == ["deaths", "legal"]
    page.post(address, {})
    assert Claim.objects.get(pk=open_claim.pk).risk == []
