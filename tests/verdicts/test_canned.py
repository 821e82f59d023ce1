import pytest

from claims.errors import BadInput, ClaimChanged, NotAllowed
from claims.models import CannedRationale, TrailEntry
from claims.verdicts.canned import list_canned, retire_rationale, write_rationale
from tests.conftest import NOON


def write(by, name="Log", text="The log says so.", **more):
    return write_rationale(actor=by, now=NOON, name=name, text=text, **more)


def test_a_change_is_a_new_version_and_the_old_one_is_kept(chief, ratings):
    first = write(chief)
    second = write(chief, text="The log counts them.", rating=ratings["true"],
                   replaces=first)  # fmt: skip
    assert list(list_canned()) == [second]
    assert second.version == 2
    assert CannedRationale.objects.count() == 2
    entry = TrailEntry.objects.filter(action="set_rationale").latest("seq")
    assert (entry.before["text"], entry.after["rating"]) == ("The log says so.", "true")


def test_only_the_chief_writes_and_retires(editor, chief):
    with pytest.raises(NotAllowed):
        write(editor)
    row = write(chief)
    with pytest.raises(NotAllowed):
        retire_rationale(row, actor=editor, now=NOON)


def test_two_changes_of_one_wording_meet(chief):
    first = write(chief)
    write(chief, text="Another.", replaces=first)
    with pytest.raises(ClaimChanged):
        write(chief, text="A third.", replaces=first)
    assert not CannedRationale.objects.filter(text="A third.").exists()


def test_retired_once_and_its_name_is_free_again(chief):
    row = write(chief)
    retire_rationale(row, actor=chief, now=NOON)
    with pytest.raises(ClaimChanged):
        retire_rationale(row, actor=chief, now=NOON)
    assert write(chief).version == 1


@pytest.mark.parametrize(
    ("name", "text", "field"),
    [("", "So.", "name"), ("x" * 81, "So.", "name"), ("Log", " ", "text")],
)
def test_a_wording_needs_a_name_and_words(chief, name, text, field):
    with pytest.raises(BadInput) as refused:
        write(chief, name, text)
    assert refused.value.field == field


def test_one_name_is_one_wording(chief):
    write(chief)
    with pytest.raises(BadInput, match="has this name"):
        write(chief, text="Another.")
