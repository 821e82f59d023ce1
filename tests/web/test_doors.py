import pytest
from django.urls import reverse

from claims.models import Article

from .steps import cite_page

PAGES = ("home", "article-new", "queue", "sources")


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_sent_to_sign_in_and_back(client, name):
    answer = client.get(reverse(name))
    assert answer.status_code == 302
    assert answer.url == f"{reverse('account_login')}?next={reverse(name)}"


def test_a_stranger_reaches_no_article_claim_or_act(client, open_claim):
    for name, thing in (
        ("article", open_claim.article),
        ("claim", open_claim),
        ("claim-move", open_claim),
        ("review-start", open_claim),
    ):
        answer = client.post(reverse(name, args=[thing.public_id]))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


def test_outside_its_team_a_restricted_article_does_not_exist(client, reviewer, open_claim):
    cited = cite_page(open_claim, by=reviewer)
    Article.objects.filter(pk=open_claim.article_id).update(restricted=True)
    client.force_login(reviewer)
    for name, public_id in (
        ("article", open_claim.article.public_id),
        ("claim", open_claim.public_id),
        ("passage", cited.public_id),
        ("source-live", cited.source.public_id),
    ):
        assert client.get(reverse(name, args=[public_id])).status_code == 404
    start = client.post(reverse("review-start", args=[open_claim.public_id]))
    assert start.status_code == 404


def test_the_email_signs_in_as_well_as_the_user_name(client, reviewer):
    reviewer.set_password("walk-the-proof-9")
    reviewer.save()
    for login in (reviewer.username, reviewer.email):
        form = {"login": login, "password": "walk-the-proof-9"}
        answer = client.post(reverse("account_login"), form)
        assert (answer.status_code, answer.url) == (302, "/")
        client.post(reverse("account_logout"))


@pytest.mark.django_db
def test_a_wrong_password_is_said_and_the_name_kept(client):
    form = {"login": "vera", "password": "no"}
    answer = client.post(reverse("account_login"), form)
    page = answer.content.decode()
    assert 'role="alert"' in page
    assert 'value="vera"' in page


@pytest.mark.django_db
def test_nobody_registers_by_themselves(client):
    before = client.get(reverse("account_signup")).content.decode()
    assert 'name="password1"' not in before


def test_pages_carry_a_strict_policy_and_no_inline_code(client, reviewer, open_claim):
    client.force_login(reviewer)
    for url in (
        reverse("home"),
        reverse("queue"),
        reverse("article", args=[open_claim.article.public_id]),
        reverse("claim", args=[open_claim.public_id]),
    ):
        answer = client.get(url)
        page = answer.content.decode()
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
        assert " style=" not in page
        assert " onclick=" not in page
        assert '<html lang="en"' in page


@pytest.mark.django_db
def test_a_missing_page_says_what_to_do(client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "start from the board" in answer.content.decode()
