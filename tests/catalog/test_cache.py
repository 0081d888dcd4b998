"""The compiled catalog on disk: used where it holds, rebuilt or done without everywhere else."""

import datetime as dt
import json
from pathlib import Path

import pytest

from careerplan.catalog.cache import load_cache, save_cache
from careerplan.catalog.catalog import Catalog, open_catalog
from careerplan.catalog.files import CatalogFile
from careerplan.catalog.load import SECTIONS, Compiled, DataFile, content_key
from careerplan.frozen import record_json

PACK = """\
sources:
  - {id: own-page, title: "Tab\\there, line\\nbreak, \\u2028 and \\u0085 too", publisher: null, kind: other}
roles:
  - id: guard
    title: Guard
    occupation: guard
    summary: {text: Guards, sources: [own-page]}
activities:
  - id: own-visit
    title: Visit
    theme: event
    channel: offline
    hours: 2
    value: 1
    steps: [Go]
    why: [{text: It helps, sources: [own-page]}]
events:
  - id: own-fair
    name: A fair
    kind: fair
    activity: own-visit
    next: 2027-05-01
    summary: {text: A fair, sources: [own-page]}
"""
TITLE = "Tab\there, line\nbreak, \u2028 and \u0085 too"
KEY = "k" * 32


def compiled(**texts: str) -> Compiled:
    records: dict[str, dict[str, str]] = {kind: {} for kind in SECTIONS.values()}
    records["role"] = {name: json.dumps({"id": name, "title": text}) for name, text in texts.items()}
    return Compiled(records, ("guard",))


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "own.yaml").write_text(PACK, encoding="utf-8")
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def cache_file(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


def everything(catalog: Catalog) -> list[object]:
    """Return every record of every kind in plain values."""
    shelves = (
        catalog.sources,
        catalog.roles,
        catalog.organizations,
        catalog.events,
        catalog.activities,
        catalog.rules,
        catalog.questions,
    )
    return [list(catalog.main_roles), *([record_json(each) for each in shelf.values()] for shelf in shelves)]


def test_a_cache_gives_back_what_was_saved(cache: Path) -> None:
    saved = compiled(guard="Guard", warden="Bewährung \u2028\t\n")

    save_cache(cache, KEY, saved)

    assert load_cache(cache, KEY) == saved


def test_another_key_is_another_catalog(cache: Path) -> None:
    save_cache(cache, KEY, compiled(guard="Guard"))

    assert load_cache(cache, KEY[:-1]) is None


def test_a_second_save_replaces_the_first_and_leaves_nothing_else(cache: Path) -> None:
    save_cache(cache, KEY, compiled(guard="Guard"))
    save_cache(cache, KEY, compiled(guard="Guard", warden="Warden"))

    assert load_cache(cache, KEY) == compiled(guard="Guard", warden="Warden")
    assert len(list(cache.iterdir())) == 1


def test_a_cache_of_another_version_is_not_used(cache: Path) -> None:
    save_cache(cache, KEY, compiled(guard="Guard"))
    path = cache_file(cache)
    header, _, body = path.read_bytes().partition(b"\n")
    stated = json.loads(header)
    for field in ("version", "format", "digest"):
        path.write_bytes(json.dumps({**stated, field: "0.0.1"}).encode() + b"\n" + body)
        assert load_cache(cache, KEY) is None
    path.write_bytes(json.dumps(stated).encode() + b"\n" + body)
    assert load_cache(cache, KEY) == compiled(guard="Guard")


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\n",
        b"\x80\x04\x95\x00.",
        b"null\n",
        b"[]\n",
        b"{}\n",
        b'"main_roles"\n',
        b'{"main_roles": 5}\n',
        b'{"main_roles": null}\nrole\n',
        b"\xff\xfe\x00\n\xff",
        b"[" * 100_000,
    ],
)
def test_garbage_is_no_cache(cache: Path, garbage: bytes) -> None:
    save_cache(cache, KEY, compiled(guard="Guard"))
    cache_file(cache).write_bytes(garbage)

    assert load_cache(cache, KEY) is None


def test_a_cache_cut_off_anywhere_is_no_cache(cache: Path) -> None:
    save_cache(cache, KEY, compiled(guard="Guard"))
    path = cache_file(cache)
    whole = path.read_bytes()

    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert load_cache(cache, KEY) is None, length


def test_a_cache_with_one_changed_byte_is_no_cache(cache: Path) -> None:
    save_cache(cache, KEY, compiled(guard="Guard"))
    path = cache_file(cache)
    path.write_bytes(path.read_bytes().replace(b"Guard", b"Gourd"))

    assert load_cache(cache, KEY) is None


def test_the_cache_is_text_that_anyone_can_read(cache: Path, packs: Path) -> None:
    open_catalog(packs, cache)

    header, *lines = cache_file(cache).read_text(encoding="utf-8").removesuffix("\n").split("\n")
    records = [line.split("\t") for line in lines]

    assert json.loads(header)["format"] == "careerplan.catalog/1"
    assert {len(record) for record in records} == {3}
    assert {kind for kind, _, _ in records} == set(SECTIONS.values())
    assert all(json.loads(text)["id"] == name for _, name, text in records)


def test_the_second_opening_uses_the_cache_and_finds_the_same_records(cache: Path, packs: Path) -> None:
    first = everything(open_catalog(packs, cache))
    written = cache_file(cache).stat()

    second = everything(open_catalog(packs, cache))

    used = cache_file(cache).stat()
    assert second == first
    assert (used.st_ino, used.st_mtime_ns) == (written.st_ino, written.st_mtime_ns)


def test_a_record_read_back_is_what_its_model_makes_of_it(cache: Path, packs: Path) -> None:
    open_catalog(packs, cache)
    catalog = open_catalog(packs, cache)

    for section in SECTIONS:
        read_back = [record_json(each) for each in getattr(catalog, section).values()]
        modelled = CatalogFile.model_validate({section: read_back})
        assert read_back == modelled.model_dump(mode="json")[section], section
        for back, model in zip(getattr(catalog, section).values(), getattr(modelled, section), strict=True):
            own_fields = {name: getattr(model, name) for name in type(model).model_fields}
            days = {name: value for name, value in own_fields.items() if isinstance(value, dt.date)}
            assert {name: getattr(back, name) for name in days} == days
    assert catalog.events["own-fair"].next == dt.date(2027, 5, 1)


def test_a_record_read_back_cannot_be_changed(cache: Path, packs: Path) -> None:
    role = open_catalog(packs, cache).roles["guard"]

    for record in (role, role.summary):
        with pytest.raises(AttributeError):
            setattr(record, "text", "Sleeps")  # noqa: B010 - a checker would refuse it, a run must as well
    assert isinstance(role.summary.sources, tuple)
    with pytest.raises(AttributeError):
        _ = role.colour  # type: ignore[attr-defined]


def test_text_of_every_kind_survives_the_cache(cache: Path, packs: Path) -> None:
    fresh = open_catalog(packs, cache).sources["own-page"].title
    cached = open_catalog(packs, cache).sources["own-page"].title

    assert fresh == cached == TITLE


def test_the_key_changes_with_any_name_or_content() -> None:
    files = [("a.yaml", b"x"), ("b.yaml", b"y")]
    others = [
        [],
        [("a.yaml", b"x")],
        [("a.yaml", b"x"), ("b.yaml", b"z")],
        [("a.yaml", b"x"), ("c.yaml", b"y")],
        [("b.yaml", b"y"), ("a.yaml", b"x")],
        [("a.yaml", b"xb.yaml"), ("", b"y")],
        [("a.yamlx", b""), ("b.yaml", b"y")],
    ]

    keys = [content_key(DataFile(Path(name), raw, pack=True) for name, raw in each) for each in [files, *others]]

    assert len(set(keys)) == len(keys)
    assert keys[0] == content_key(DataFile(Path(name), raw, pack=False) for name, raw in files)


@pytest.mark.parametrize("damage", [b"", b"garbage\n", b'{"key": 1}\n', b"\x80\x04."])
def test_a_damaged_cache_is_rebuilt(cache: Path, packs: Path, damage: bytes) -> None:
    sound = everything(open_catalog(packs, cache))
    whole = cache_file(cache).read_bytes()
    cache_file(cache).write_bytes(damage)

    assert everything(open_catalog(packs, cache)) == sound
    assert cache_file(cache).read_bytes() == whole


def test_half_a_cache_is_rebuilt(cache: Path, packs: Path) -> None:
    sound = everything(open_catalog(packs, cache))
    whole = cache_file(cache).read_bytes()
    cache_file(cache).write_bytes(whole[: len(whole) // 2])

    assert everything(open_catalog(packs, cache)) == sound
    assert cache_file(cache).read_bytes() == whole


def test_a_changed_pack_is_seen(cache: Path, packs: Path) -> None:
    assert open_catalog(packs, cache).roles["guard"].title == "Guard"

    (packs / "own.yaml").write_text(PACK.replace("title: Guard", "title: Gourd"), encoding="utf-8")

    assert open_catalog(packs, cache).roles["guard"].title == "Gourd"


def test_a_new_and_a_removed_pack_are_seen(cache: Path, packs: Path) -> None:
    open_catalog(packs, cache)
    more = packs / "deeper" / "more.yml"
    more.parent.mkdir()
    more.write_text("questions:\n  - {id: own-question, group: Own, text: Why?}\n", encoding="utf-8")

    assert "own-question" in open_catalog(packs, cache).questions
    more.unlink()
    assert "own-question" not in open_catalog(packs, cache).questions


def test_a_cache_folder_that_cannot_be_made_is_done_without(tmp_path: Path, packs: Path, cache: Path) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way", encoding="utf-8")

    assert everything(open_catalog(packs, blocked)) == everything(open_catalog(packs, cache))
    assert everything(open_catalog(packs, blocked / "below")) == everything(open_catalog(packs, cache))
    assert blocked.read_text(encoding="utf-8") == "in the way"


def test_a_cache_file_that_cannot_be_replaced_is_done_without(packs: Path, cache: Path) -> None:
    sound = everything(open_catalog(packs, cache))
    path = cache_file(cache)
    path.unlink()
    (path / "inside").mkdir(parents=True)  # holds for root as well, whom no permission stops

    assert everything(open_catalog(packs, cache)) == sound
    assert list(cache.iterdir()) == [path]
