from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.evidence.files import read_file_text
from claims.models import Evidence
from tests.conftest import NOON
from tests.evidence.test_files import PDF, PNG, file_it
from tests.steps import cite


def url(name, thing):
    return reverse(name, args=[thing.public_id])


def upload(client, claim, body, name="manifest.pdf", **more):
    given = {"cite-kind": "web", "cite-stance": "supports", **more}
    given["cite-file"] = SimpleUploadedFile(name, body, "text/html")
    return client.post(url("evidence-add", claim), given)


def test_a_file_is_handed_in_and_saved_again(client, reviewer, open_claim):
    client.force_login(reviewer)
    assert upload(client, open_claim, PDF).status_code == 302
    row = Evidence.objects.get(claim=open_claim)
    page = client.get(url("claim", open_claim)).content.decode()
    assert "manifest.pdf" in page
    answer = client.get(url("source-file", row.source))
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_page_dressed_as_a_pdf_is_refused_and_what_was_typed_stays(
    client, reviewer, open_claim
):
    client.force_login(reviewer)
    answer = upload(client, open_claim, b"<html>", **{"cite-note": "From the office."})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "neither a PDF nor an image" in page
    assert "From the office." in page


def test_a_source_without_a_file_has_none_to_save(client, reviewer, open_claim):
    client.force_login(reviewer)
    assert (
        client.get(url("source-file", cite(open_claim, reviewer).source)).status_code == 404
    )


def test_a_confidential_file_is_not_there_without_clearance(
    client, reviewer, chief, open_claim
):
    row = file_it(open_claim, chief, PNG, "secret.png", confidential=True)
    client.force_login(reviewer)
    assert client.get(url("source-file", row.source)).status_code == 404
    client.force_login(chief)
    assert client.get(url("source-file", row.source)).content == PNG


def test_sentences_are_ticked_without_javascript(client, reviewer, open_claim):
    row = file_it(open_claim, reviewer)
    client.force_login(reviewer)
    assert "background" in client.get(url("passage", row)).content.decode()
    read_file_text(row.source_id, now=NOON)
    page = client.get(url("passage", row))
    words = {line: key for key, line, _ in page.context["lines"]}
    key = words["The manifest lists 240 soldiers."]
    given = {"sentence": key, "seen": page.context["seen_name"], "locator": "p. 1"}
    assert client.post(url("passage", row), given).status_code == 302
    row.refresh_from_db()
    assert (row.passage, row.locator) == ("The manifest lists 240 soldiers.", "p. 1")
    assert row.passage_state == "found"


def test_ticks_in_an_older_copy_are_refused_and_the_locator_stays(
    client, reviewer, open_claim
):
    row = file_it(open_claim, reviewer)
    read_file_text(row.source_id, now=NOON)
    client.force_login(reviewer)
    given = {"sentence": "0-5", "seen": "another", "locator": "page 7"}
    answer = client.post(url("passage", row), given)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "A newer copy" in page
    assert "page 7" in page


def test_viewers_read_the_text_and_change_nothing(client, viewer, reviewer, open_claim):
    row = file_it(open_claim, reviewer)
    read_file_text(row.source_id, now=NOON)
    client.force_login(viewer)
    assert "Cite this passage" not in client.get(url("passage", row)).content.decode()
    assert client.post(url("passage", row), {"passage": "No."}).status_code == 409


def test_title_and_date_are_put_right(client, reviewer, viewer, open_claim):
    source = cite(open_claim, reviewer).source
    client.force_login(reviewer)
    given = {"title": "The log", "publisher": "Port", "published_on": "2019-03-30"}
    assert client.post(url("source-describe", source), given).status_code == 302
    source.refresh_from_db()
    assert source.title == "The log"
    wrong = given | {"published_on": "soon", "title": "Kept words"}
    answer = client.post(url("source-describe", source), wrong)
    assert answer.status_code == 409
    assert "Kept words" in answer.content.decode()
    client.force_login(viewer)
    assert client.post(url("source-describe", source), given).status_code == 409
