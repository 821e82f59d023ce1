"""The galley sheet printed from the browser."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.steps import decide

pytestmark = pytest.mark.journey


def test_a_print_has_every_claim_number_once(
    desk, enter, editor, reviewer, second_reviewer, open_claim
):
    decide(open_claim, reviewer, second_reviewer)
    article = open_claim.article
    page = enter(editor)
    page.goto(f"{desk}/articles/{article.public_id}/")
    page.get_by_role("link", name="Galley").click()
    content = page.pdf(format="A4", prefer_css_page_size=True)
    text = "\n".join(one.extract_text() for one in PdfReader(BytesIO(content)).pages)
    numbers = sorted(int(found) for found in re.findall(r"\[(\d+)[^\]\d]*\]", text))
    assert numbers == sorted(article.claims.values_list("number", flat=True))
    assert "Take it along" not in text


def test_every_file_is_handed_over_to_be_saved(desk, enter, editor, article):
    page = enter(editor)
    page.goto(f"{desk}/articles/{article.public_id}/galley/")
    for name, ending in (("PDF, A4", ".pdf"), ("Word with comments", ".docx")):
        with page.expect_download() as started:
            page.get_by_role("link", name=name).click()
        assert started.value.suggested_filename.endswith(ending)
        assert started.value.failure() is None
