"""No page holds words that only English readers understand."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import get_language_info

ROOT = Path(settings.LOCALE_PATHS[0]).parent
NAMED = ("title", "aria-label", "placeholder", "alt", "data-none", "data-some")
# Names, units and codes that are the same in every language.
SAME = set(
    "API ID URL PDF CSV JSON WARC ClaimReview HTML Atom HTTP text html Enter Ctrl Esc "
    "Shift Alt Tab Swagger UI rel noindex nofollow width device initial scale light dark "
    "no referrer color scheme".split()
)
# Seen while developing only, pages of the demonstration's own site, the API's English docs.
APART = {"styleguide/styleguide.html", "demo/page.html", "api/docs.html"}
PAGES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if str(path.relative_to(ROOT / "templates")) not in APART
]
BLOCK = re.compile(r"{%-?\s*blocktranslate.*?endblocktranslate.*?%}", re.DOTALL)
CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)


class Words(HTMLParser):
    """Collects the words of a page and of the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "code", "kbd"):
            self.inside.append(tag)
        self.found += [value or "" for name, value in attrs if name in NAMED]

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, text):
        if not self.inside:
            self.found.append(text)


def find_bare(html: str) -> list[str]:
    """Give the words of a template that stand outside its translated parts."""
    html = re.sub(r"{% comment %}.*?{% endcomment %}", "", html, flags=re.DOTALL)
    words = Words()
    words.feed(CODE.sub(" ", BLOCK.sub(" ", html)))
    found = [word for text in words.found for word in re.findall(r"[A-Za-z]{3,}", text)]
    return [word for word in found if word not in SAME]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_template_holds_no_untranslated_words(page):
    assert find_bare(page.read_text(encoding="utf-8")) == []


def test_bare_words_are_found_wherever_they_stand():
    page = (
        '<p title="Bare title">{% translate "Not this" %} bare words {{ nor.this }}</p>'
        "<code>nor this</code>{% blocktranslate %}nor {{ this }}{% endblocktranslate %}"
    )
    assert find_bare(page) == ["Bare", "title", "bare", "words"]


def test_every_language_is_named_in_itself():
    for code, name in settings.LANGUAGES:
        assert get_language_info(code)["name_local"].casefold() == name.casefold()
