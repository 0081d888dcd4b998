"""Reading packs, which may come from a stranger: plain files only, so many and so large, and nothing else."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from careerplan.catalog.load import (
    MAX_BYTES,
    MAX_FILES,
    MAX_TOTAL,
    builtin_folder,
    check_files,
    read_packs,
    read_state,
    read_whole,
)
from careerplan.errors import BadDataError, Problem, StoreError

SOUND = "questions: []\n"


def write(path: Path, text: str = SOUND) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def sized(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def faults(place: Path) -> tuple[Problem, ...]:
    with pytest.raises(BadDataError) as raised:
        read_packs(place)
    return raised.value.problems


def names(place: Path) -> list[str]:
    return [file.path.relative_to(place).as_posix() for file in read_packs(place)]


def test_no_folder_holds_no_packs(tmp_path: Path) -> None:
    assert read_packs(tmp_path / "packs") == []
    assert read_packs(tmp_path) == []


def test_packs_are_read_in_order_of_their_path_folders_below_included(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "deep/er/c.yaml", "deep.yaml"):
        write(tmp_path / name)

    assert names(tmp_path) == ["a.yml", "b.yaml", "deep/er/c.yaml", "deep.yaml"]


def test_a_pack_is_what_the_file_holds_and_marked_as_one(tmp_path: Path) -> None:
    path = write(tmp_path / "own.yaml", "questions: []  # Ünterwegs\n")

    assert read_packs(tmp_path) == [(path, "questions: []  # Ünterwegs\n".encode(), True)]


@pytest.mark.parametrize("name", [".hidden.yaml", "notes.txt", "own.yaml~", "own.yaml.bak", ".yaml", "yaml"])
def test_hidden_files_and_files_of_another_kind_are_passed_over(tmp_path: Path, name: str) -> None:
    write(tmp_path / "own.yaml")
    write(tmp_path / name, "rolls: []\n")

    assert names(tmp_path) == ["own.yaml"]


def test_a_folder_may_be_called_like_a_pack(tmp_path: Path) -> None:
    write(tmp_path / "own.yaml" / "inside.yaml")

    assert names(tmp_path) == ["own.yaml/inside.yaml"]


def test_one_file_may_be_named_whatever_it_is_called(tmp_path: Path) -> None:
    path = write(tmp_path / "draft.txt")

    assert [file.path for file in read_packs(path)] == [path]


@pytest.mark.parametrize("target", ["secret.yaml", "nowhere.yaml", "own.yaml", "packs/linked.yaml"])
def test_a_link_is_refused_wherever_it_leads(tmp_path: Path, target: str) -> None:
    write(tmp_path / "secret.yaml", "private: yes\n")
    packs = tmp_path / "packs"
    write(packs / "own.yaml")
    link = packs / "linked.yaml"
    link.symlink_to(packs / target if target == "own.yaml" else tmp_path / target)

    (fault,) = faults(packs)

    assert (fault.file, fault.line) == (link, 1)
    assert "a link" in fault.message
    assert "private" not in str(fault)


def test_a_link_named_by_itself_is_refused_too(tmp_path: Path) -> None:
    link = tmp_path / "linked.yaml"
    link.symlink_to(write(tmp_path / "own.yaml"))

    assert [fault.file for fault in faults(link)] == [link]


@pytest.mark.parametrize("name", ["elsewhere", "elsewhere.yaml"])
def test_a_link_to_a_folder_is_refused_and_nothing_in_it_is_read(tmp_path: Path, name: str) -> None:
    write(tmp_path / "private" / "diary.yaml", "rolls: []\n")
    packs = tmp_path / "packs"
    write(packs / "own.yaml")
    (packs / name).symlink_to(tmp_path / "private")

    assert [fault.file for fault in faults(packs)] == [packs / name]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no FIFOs here")
def test_a_fifo_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    fifo = tmp_path / "pipe.yaml"
    os.mkfifo(fifo)

    assert [(fault.file, fault.message) for fault in faults(tmp_path)] == [(fifo, "no plain file")]
    assert [(fault.file, fault.message) for fault in faults(fifo)] == [(fifo, "no plain file")]


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="there is no such device here")
def test_a_device_is_refused() -> None:
    assert [fault.message for fault in faults(Path("/dev/zero"))] == ["no plain file"]


def test_all_that_is_wrong_is_told_at_once_with_what_to_do(tmp_path: Path) -> None:
    write(tmp_path / "sound.yaml")
    for name in ("one.yaml", "two.yml", "three"):
        (tmp_path / name).symlink_to(tmp_path)

    with pytest.raises(BadDataError) as raised:
        read_packs(tmp_path)

    assert [problem.file.name for problem in raised.value.problems] == ["one.yaml", "three", "two.yml"]
    assert raised.value.hint == "Make it a plain file that can be read, or move it out of the folder."
    assert raised.value.exit_code == 4


def test_as_many_files_as_allowed_and_not_one_more(tmp_path: Path) -> None:
    for number in range(MAX_FILES):
        write(tmp_path / f"{number:04}.yaml")
    assert len(read_packs(tmp_path)) == MAX_FILES

    write(tmp_path / "one-more.yaml")

    (fault,) = faults(tmp_path)
    assert fault.file.name == "one-more.yaml"
    assert f"more than {MAX_FILES}" in fault.message


def test_files_that_are_no_packs_do_not_count(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 1):
        (tmp_path / f"{number}.txt").touch()
    write(tmp_path / "own.yaml")

    assert names(tmp_path) == ["own.yaml"]


def test_all_packs_together_may_be_so_large_and_no_larger(tmp_path: Path) -> None:
    for number in range(10):
        sized(tmp_path / f"{number}.yaml", MAX_TOTAL // 10)
    assert len(read_packs(tmp_path)) == 10

    sized(tmp_path / "a-last-straw.yaml", 1)
    sized(tmp_path / "b-never-read.yaml", MAX_BYTES)

    (fault,) = faults(tmp_path)
    assert fault.file.name == "a-last-straw.yaml"
    assert f"larger than {MAX_TOTAL:,} bytes together" in fault.message


def test_of_a_file_that_is_too_large_only_so_much_is_read_that_it_is_found_to_be(tmp_path: Path) -> None:
    sized(tmp_path / "huge.yaml", 1_000 * MAX_BYTES)

    files = read_packs(tmp_path)

    assert [len(file.raw) for file in files] == [MAX_BYTES + 1]
    (fault,) = check_files(files)[1]
    assert f"larger than {MAX_BYTES:,} bytes" in fault.message


def test_a_whole_catalog_reads_seeds_first_and_then_what_is_general(tmp_path: Path) -> None:
    for name in ("data/roles/ca.yaml", "data/roles.yaml", "data/activities.yaml", "seeds/seed-1.yaml", "data/note.txt"):
        write(tmp_path / name)

    files = read_whole(tmp_path)

    assert [file.path.relative_to(tmp_path).as_posix() for file in files] == [
        "seeds/seed-1.yaml",
        "data/activities.yaml",
        "data/roles.yaml",
        "data/roles/ca.yaml",
    ]
    assert not any(file.pack for file in files)


ROLES = ("roles.yaml", "vocabulary.yaml")


def state(place: Path) -> tuple[list[str], list[str], list[str]]:
    """Return which files of a state of the data stand at a place, which packs, and which built-in folders it takes."""
    files = read_state(place)
    here = [file.path.relative_to(place).as_posix() for file in files if file.path.is_relative_to(place)]
    built_in = {file.path.parent.name for file in files if file.path.is_relative_to(builtin_folder())}
    return here, [file.path.name for file in files if file.pack], sorted(built_in)


def test_a_whole_catalog_is_a_state_of_the_data_and_takes_nothing_built_in(tmp_path: Path) -> None:
    for name in ("data/roles.yaml", "data/vocabulary.yaml", "data/roles/ca.yaml", "seeds/seed.yaml"):
        write(tmp_path / name)

    assert state(tmp_path) == (
        ["seeds/seed.yaml", "data/roles.yaml", "data/vocabulary.yaml", "data/roles/ca.yaml"],
        [],
        [],
    )


def test_a_data_folder_alone_takes_the_built_in_documents(tmp_path: Path) -> None:
    for name in ROLES:
        write(tmp_path / name)

    assert state(tmp_path) == (["roles.yaml", "vocabulary.yaml"], [], ["seeds"])


@pytest.mark.parametrize("missing", ROLES)
def test_anything_else_is_a_pack_over_the_built_in_data(tmp_path: Path, missing: str) -> None:
    for name in {*ROLES, "own.yaml"} - {missing}:
        write(tmp_path / name)

    here, packs, built_in = state(tmp_path)

    assert here == packs == sorted({*ROLES, "own.yaml"} - {missing})
    assert built_in == ["data", "roles", "seeds"]


# What file modes keep out. Root may read all, so for a moment it is nobody: outside the folder of pytest's, which is
# closed to others.

NOBODY = 65534
needs_modes = pytest.mark.skipif(not hasattr(os, "seteuid"), reason="there are no file modes here")


@pytest.fixture
def open_place() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@contextmanager
def closed(path: Path, mode: int = 0o000) -> Iterator[None]:
    """Close a place to ordinary users, and be one."""
    before = stat.S_IMODE(path.stat().st_mode)
    path.chmod(mode)
    own = os.geteuid()
    try:
        if own == 0:
            os.seteuid(NOBODY)
        yield
    finally:
        os.seteuid(own)
        path.chmod(before)


@needs_modes
@pytest.mark.parametrize("mode", [0o000, 0o311])
def test_a_folder_that_cannot_be_looked_into_is_never_taken_for_an_empty_one(open_place: Path, mode: int) -> None:
    packs = write(open_place / "packs" / "own.yaml").parent

    with closed(packs, mode), pytest.raises(StoreError) as raised:
        read_packs(packs)

    assert str(packs) in raised.value.message
    assert "Permission denied" in raised.value.message
    assert raised.value.exit_code == 5


@needs_modes
def test_a_folder_below_that_cannot_be_looked_into_is_named(open_place: Path) -> None:
    write(open_place / "packs" / "own.yaml")
    below = write(open_place / "packs" / "below" / "more.yaml").parent

    with closed(below), pytest.raises(StoreError, match="packs/below cannot be read"):
        read_packs(open_place / "packs")


@needs_modes
@pytest.mark.parametrize("name", ["packs", "packs/own.yaml", "nothing"])
def test_what_stands_in_a_closed_folder_is_not_taken_for_absent(open_place: Path, name: str) -> None:
    home = open_place / "home"
    write(home / "packs" / "own.yaml")

    with closed(home), pytest.raises(StoreError):
        read_packs(home / name)


@needs_modes
def test_a_file_that_cannot_be_read_is_a_fault_of_that_file(open_place: Path) -> None:
    path = write(open_place / "own.yaml")

    with closed(path):
        (fault,) = faults(open_place)

    assert fault.file == path
    assert fault.message == "cannot be read: Permission denied"
