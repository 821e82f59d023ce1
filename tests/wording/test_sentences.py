"""What counts as a sentence of the desk's."""

from claims.wording.sentences import read_sentences

CODE = '''"""This docstring is for engineers."""
from django.utils.translation import gettext as _
def act(n, claim):
    """This one too, it is not said."""
    raise BadInput(f"Give at most {n} of {claim.kind.label}, 100% real.")
WORDS = ("a fragment", "A table has this sentence.", "SELECT everything from it.")
FRAME = "No suggestions here: {why}."
SAID = _("Translated where it stands.")
'''


def test_sentences_are_found_and_their_blanks_named(tmp_path):
    path = tmp_path / "room.py"
    path.write_text(CODE, encoding="utf-8")
    assert {word.english for word in read_sentences(path, "room.py")} == {
        "A table has this sentence.",
        "No suggestions here: %(why)s.",
        "Give at most %(n)s of %(label)s, 100%% real.",
    }
