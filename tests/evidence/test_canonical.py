"""What a page names as its canonical address is kept, and tells copies from reports."""

import pytest
from django.utils import timezone

from claims.models import Policy, Source
from claims.workflow.requirements import find_unmet, name_host, name_origin
from tests.evidence.test_check_batch import run_due
from tests.linkcheck.server import answer
from tests.steps import cite

ELSEWHERE = "https://www.agency.example/2019/03/ships"


def write_page(words: str, *, head: str = "") -> bytes:
    return answer(
        f"<!doctype html><html lang='en'><title>Log</title>{head}<body><article>"
        f"<p>{words}</p><p>The log of the day is closed at midnight and signed by the "
        "master of the harbour, as every night.</p></article></body></html>"
    )


def link(address: str) -> str:
    return f'<link rel="canonical" href="{address}">'


def read_kept(row) -> str:
    return Source.objects.get(pk=row.source_id).canonical_url


def test_it_is_kept_while_the_page_is_unchanged_and_goes_with_it(site, cite_path):
    site.routes["/log"] = write_page("The ship came in.", head=link(ELSEWHERE))
    row = cite_path()
    for _again in range(2):
        assert run_due() == 1
        assert read_kept(row) == ELSEWHERE
    site.routes["/log"] = write_page("The ship came in at noon, said the pilot.")
    assert run_due() == 1
    assert read_kept(row) == ""


def test_a_path_is_kept_whole(site, cite_path):
    site.routes["/log"] = write_page("The ship came in.", head=link("/day/30"))
    row = cite_path()
    assert run_due() == 1
    assert read_kept(row) == site.url("/day/30")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://a.example/" + "x" * 2000, ""]
)
def test_what_is_no_web_address_is_not_kept(address, site, cite_path):
    site.routes["/log"] = write_page("The ship came in.", head=link(address))
    row = cite_path()
    assert run_due() == 1
    assert read_kept(row) == ""


def test_hosts_of_addresses():
    assert name_host(ELSEWHERE) == "agency.example"
    assert name_host("") == ""
    assert name_host("http://[") == ""


def test_two_sites_that_print_one_page_count_once(open_claim, reviewer):
    Policy.objects.filter(active=True).update(independent_secondary=2)
    rows = [
        cite(open_claim, reviewer, url=f"https://{name}.example/story")
        for name in ("harbour-post", "alder-times")
    ]
    sources = Source.objects.filter(pk__in=[row.source_id for row in rows])
    today = timezone.now().date()

    def list_codes() -> set[str]:
        return {unmet.code for unmet in find_unmet(open_claim, today=today)}

    assert "secondary_too_few" not in list_codes()
    sources.update(canonical_url=ELSEWHERE)
    assert name_origin(sources[0], "").home == "agency.example"
    assert "secondary_too_few" in list_codes()
