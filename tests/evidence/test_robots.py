"""What robots.txt asks for in seconds."""

import pytest

from claims.evidence.robots import read_delay


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 7\n", 7.0),
        ("user-agent:*\r\ncrawl-delay : 2.5 # calm\r\n", 2.5),
        ("User-agent: a\nUser-agent: FactCheckDesk\nDisallow: /x\nCrawl-delay: 3", 3.0),
        ("User-agent: *\nCrawl-delay: 9\n\nUser-agent: factcheckdesk\nCrawl-delay: 1", 1.0),
        ("User-agent: other\nCrawl-delay: 30\n\nUser-agent: *\nDisallow:", 0.0),
        ("Crawl-delay: 5", 0.0),
        ("User-agent: *\nCrawl-delay: soon", 0.0),
        ("User-agent: *\nCrawl-delay: -4", 0.0),
        ("User-agent: *\nCrawl-delay: ٤", 0.0),
        ("<html>not a robots file</html>", 0.0),
        ("", 0.0),
    ],
)
def test_the_delay_is_that_of_the_group_for_the_desk(text, delay):
    assert read_delay(text.encode()) == delay
