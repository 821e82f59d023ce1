"""Questions put together once a person still give what stands now, and only to them."""

import pytest

from claims.models import Article, Claim, Role, User
from claims.models.article import open_to
from claims.models.prepared import count_each


def list_seen(user: User) -> "list[int]":
    return sorted(open_to(user).values_list("pk", flat=True))


@pytest.mark.parametrize("role", Role.values)
def test_what_is_open_follows_team_restriction_and_role(article, make_person, role):
    person, other = make_person("one", role), make_person("two", role)
    for _turn in range(2):
        for restricted, team in ((False, ()), (True, ()), (True, (person,)), (True, ())):
            Article.objects.filter(pk=article.pk).update(restricted=restricted)
            article.team.set(team)
            for user in (person, other):
                is_open = not restricted or user in team or role == Role.CHIEF
                assert list_seen(user) == ([article.pk] if is_open else [])
                assert Article.objects.visible_to(user).exists() == is_open
    Article.objects.filter(pk=article.pk).update(restricted=True)
    person.role = Role.CHIEF
    assert list_seen(person) == [article.pk]
    person.is_active = False
    assert list_seen(person) == []


def test_a_count_follows_the_rows_the_person_and_their_role(article, make_person):
    def list_them(user: User):
        return Claim.objects.visible_to(user).order_by()

    def list_none(user: User):
        return list_them(user).filter(number__lt=0)

    def count_for(*given: User, most: int | None = None) -> list[int]:
        counts = [count_each((list_them, list_none), one, most=most) for one in given]
        assert [none for _, none in counts] == [0] * len(given)
        return [number for number, _ in counts]

    person, other = make_person("one", Role.VIEWER), make_person("two", Role.VIEWER)
    number = article.claims.count()
    assert count_for(person) == [number]
    assert count_for(person, most=3) == [3]
    Article.objects.filter(pk=article.pk).update(restricted=True)
    assert count_for(person) == [0]
    article.team.add(person)
    assert count_for(person, other) == [number, 0]
    other.role = Role.CHIEF
    assert count_for(other) == [number]
