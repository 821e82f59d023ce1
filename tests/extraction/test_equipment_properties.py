"""What holds of equipment in any text at all."""

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.equipment import find_equipment
from claims.extraction.found import Draft, Found

PIECES = st.sampled_from(
    """F-16 C/Ds Tu-160 Boeing 737 MAX 8 the The USS HMS Cole (DDG-67) ( ) `` '' “ ” -class
    destroyer Javelin missiles Leopard 2A6s M1A2 Abrams Type 45 U-552 Å é́ \u2011 – \ufffc 𝔉
    \u0301 שלום Merlin helicopters A320neo Mk-1A s 's / . , \n \u00a0""".split(" ")
)
TEXTS = st.one_of(
    st.text(max_size=120),
    st.lists(PIECES, max_size=25).map(" ".join),
    st.lists(PIECES, max_size=25).map("".join),
)


def find(text: str) -> list[Found]:
    """The equipment in `text`."""
    return find_equipment(Draft(text, None))


@settings(deadline=None)  # the first example of a run reads the tables
@given(TEXTS)
def test_spans_lie_inside_the_text_in_order_and_apart(text: str) -> None:
    at = 0
    for one in find(text):
        assert at <= one.start < one.end <= len(text)
        at = one.end


@settings(deadline=None)  # the first example of a run reads the tables
@given(TEXTS)
def test_a_span_neither_begins_nor_ends_with_a_space(text: str) -> None:
    for one in find(text):
        words = text[one.start : one.end]
        assert words == words.strip()


@settings(deadline=None)  # the first example of a run reads the tables
@given(TEXTS)
def test_every_claim_says_what_it_is_and_why(text: str) -> None:
    for one in find(text):
        assert one.kind == "equipment"
        assert one.value["name"]
        assert one.value["class"]
        assert one.reason
        assert 0 < one.confidence <= 1


@settings(deadline=None)  # the first example of a run reads the tables
@given(TEXTS)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert find(text) == find(text)


@settings(deadline=None)  # the first example of a run reads the tables
@given(TEXTS)
def test_what_is_masked_is_never_found_again(text: str) -> None:
    draft = Draft(text, None)
    first = find_equipment(draft)
    draft.mask([(one.start, one.end) for one in first])
    again = find_equipment(draft)
    assert not any(
        one.start < other.end and other.start < one.end for one in first for other in again
    )
