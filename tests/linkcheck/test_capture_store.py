"""Bodies lie in the store whole, once, and under their own hash."""

import hashlib
from pathlib import Path

import pytest

from claims.linkcheck.capture_store import (
    CaptureLost,
    hash_body,
    keep_body,
    keep_pack,
    name_body,
    open_store,
    read_body,
)

BODY = b"The quay at Norrvik was widened by 14 metres in 2011. " * 400


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "evidence": {
            **settings.STORAGES["evidence"],
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    return tmp_path


def test_a_body_comes_back_as_it_was_kept():
    assert keep_body(BODY) == hashlib.sha256(BODY).hexdigest()
    assert read_body(hash_body(BODY)) == BODY
    assert read_body(keep_body(b"\x00\xff")) == b"\x00\xff"


def test_the_same_body_is_one_small_file(folder):
    keep_body(BODY)
    (file,) = [path for path in folder.rglob("*") if path.is_file()]
    first = file.stat()
    keep_body(BODY)
    assert [path for path in folder.rglob("*") if path.is_file()] == [file]
    assert file.stat().st_mtime_ns == first.st_mtime_ns
    assert first.st_size < len(BODY) / 20


def test_a_draft_left_by_a_kill_is_no_body(folder):
    place = folder / name_body(hash_body(BODY))
    place.parent.mkdir(parents=True)
    (place.parent / "abc.part").write_bytes(b"half")
    with pytest.raises(CaptureLost):
        read_body(hash_body(BODY))
    keep_body(BODY)
    assert read_body(hash_body(BODY)) == BODY


def test_a_body_that_was_tampered_with_is_refused(folder):
    sha256, other = keep_body(BODY), keep_body(b"another")
    (folder / name_body(sha256)).write_bytes((folder / name_body(other)).read_bytes())
    with pytest.raises(CaptureLost, match="is not what was kept"):
        read_body(sha256)
    (folder / name_body(other)).write_bytes(b"no zstd at all")
    with pytest.raises(CaptureLost, match="cannot be read"):
        read_body(other)


def test_another_storage_can_be_set(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "evidence": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    assert read_body(keep_body(BODY)) == BODY
    assert open_store().exists(name_body(hash_body(BODY)))


def test_a_pack_holds_many_bodies_and_gives_each_back_alone(folder):
    bodies = {hash_body(body): body for body in (BODY, b"another", b"\x00\xff")}
    places = keep_pack(bodies)
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1
    for sha256, body in bodies.items():
        assert read_body(sha256, place=places[sha256]) == body
    one, two = list(bodies)[:2]
    with pytest.raises(CaptureLost, match="is not what was kept"):
        read_body(one, place=places[two])
    assert keep_pack({}) == {}


def test_a_place_that_makes_no_sense_is_a_lost_body(folder):
    for place in ("packs/none.zst:0:10", "packs", "packs/none.zst:x:y"):
        with pytest.raises(CaptureLost):
            read_body(hash_body(BODY), place=place)


def test_a_body_of_the_first_layout_is_found(folder):
    sha256 = keep_body(BODY)
    deep = folder / sha256[:2] / sha256[2:4] / f"{sha256}.zst"
    deep.parent.mkdir()
    (folder / name_body(sha256)).rename(deep)
    assert read_body(sha256) == BODY
