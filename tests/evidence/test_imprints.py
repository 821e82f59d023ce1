"""What the first visit fills in of a source, and that people's words stay."""

from datetime import date

from claims.evidence.descriptions import describe_source
from claims.models import Source
from tests.conftest import NOON
from tests.evidence.test_check_batch import run_due
from tests.linkcheck.server import answer

HEAD = (
    '<meta property="og:site_name" content="{publisher}">'
    '<meta property="article:published_time" content="2019-03-{day}T08:00:00Z">'
)


def write_page(publisher: str, day: int, words: str) -> bytes:
    head = HEAD.format(publisher=publisher, day=day)
    return answer(
        f"<!doctype html><html lang='en'><title>Log</title>{head}<body><article>"
        f"<p>{words}</p><p>The log of the day is closed at midnight and signed by the "
        "master of the harbour, as every night.</p></article></body></html>"
    )


def test_publisher_and_day_come_with_the_first_visit(site, cite_path):
    site.routes["/log"] = write_page("Port Alder", 29, "The ship came in at noon.")
    row = cite_path()
    assert run_due() == 1
    source = Source.objects.get(pk=row.source_id)
    assert (source.publisher, source.published_on) == ("Port Alder", date(2019, 3, 29))


def test_what_a_person_wrote_outlives_a_visit_that_reads_otherwise(
    site, cite_path, reviewer
):
    site.routes["/log"] = write_page("Port Alder", 29, "The ship came in at noon.")
    row = cite_path()
    describe_source(row.source, actor=reviewer, now=NOON, title="Mine", publisher="Desk")
    assert run_due() == 1
    source = Source.objects.get(pk=row.source_id)
    assert (source.title, source.publisher) == ("Mine", "Desk")
    assert source.published_on == date(2019, 3, 29)
