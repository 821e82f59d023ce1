import gzip
import re

from django.urls import reverse

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


def read(client, address: str) -> bytes:
    answer = client.get(address, headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    return gzip.decompress(answer.content)


def test_pages_are_compressed_and_their_token_is_masked_anew(client, editor, article):
    client.force_login(editor)
    address = reverse("article", args=[article.public_id])
    first, second = (TOKEN.search(read(client, address)) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first[1] != second[1]


def test_who_does_not_ask_gets_plain_words(client, editor, article):
    client.force_login(editor)
    answer = client.get(reverse("home"))
    assert "Content-Encoding" not in answer
    assert b"<html" in answer.content
