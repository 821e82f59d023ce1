import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey


def test_the_api_docs_open_under_the_content_policy(desk, open_browser):
    page = open_browser().new_page()  # complains of anything the console says
    page.goto(f"{desk}/api/docs/")
    expect(page.get_by_text("/api/v1/articles/", exact=True).first).to_be_visible()
