"""Templates as files: the user's own in place of the built-in ones, read as a stranger's."""

from pathlib import Path

import pytest

from careerplan.catalog.templates import (
    CHANNELS,
    MAX_BYTES,
    MAX_FILES,
    TemplateFolder,
    builtin_templates,
    templates_near,
)
from careerplan.errors import BadDataError, NotFoundError, StoreError


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def refusal(own: Path, name: str) -> str:
    with pytest.raises(BadDataError) as raised:
        TemplateFolder(own).read(name)
    assert raised.value.exit_code == 4
    assert raised.value.hint
    return raised.value.message.removeprefix(f"{own}/")


def test_without_a_folder_of_ones_own_there_are_the_built_in_ones(tmp_path: Path) -> None:
    folder = TemplateFolder(tmp_path / "none")
    assert "thank-you" in folder.names()
    assert not folder.read("thank-you").own


def test_a_file_of_the_same_name_takes_the_place_of_the_built_in_one(own: Path) -> None:
    (own / "thank-you.txt").write_text("mine", encoding="utf-8")
    folder = TemplateFolder(own)
    assert folder.read("thank-you").text == "mine"
    assert folder.read("thank-you").own
    assert folder.read("thank-you", builtin=True).text == (builtin_templates() / "thank-you.txt").read_text("utf-8")
    assert folder.names().count("thank-you") == 1


def test_a_file_of_another_name_is_one_more(own: Path) -> None:
    (own / "after-a-tour.txt").write_text("mine", encoding="utf-8")
    assert "after-a-tour" in TemplateFolder(own).names()
    assert TemplateFolder(own).find("after") == "after-a-tour"


def test_what_does_not_end_in_txt_or_begins_with_a_dot_is_none(own: Path) -> None:
    for name in ("thank-you.txt~", "thank-you.md", ".thank-you.txt"):
        (own / name).write_text("mine", encoding="utf-8")
    assert not TemplateFolder(own).is_own("thank-you")


def test_an_exact_name_comes_before_longer_ones() -> None:
    folder = TemplateFolder(Path("none"))
    assert folder.find("thank-you") == "thank-you"
    assert folder.find("app") == "application-enquiry"
    with pytest.raises(NotFoundError, match="No template is called 'thanks'"):
        folder.find("thanks")
    with pytest.raises(NotFoundError):
        folder.read("../../../etc/passwd")


def test_the_head_is_read_from_the_first_comment(own: Path) -> None:
    (own / "own.txt").write_text("{#\n  title: Mine: short\nevidence: a, b\nnot a line\n#}\n{# title: no #}", "utf-8")
    assert TemplateFolder(own).read("own").head == {"title": "Mine: short", "evidence": "a, b"}


def test_windows_line_ends_and_a_mark_at_the_beginning_are_no_text(own: Path) -> None:
    (own / "own.txt").write_bytes("\ufefféa\r\nb".encode())
    assert TemplateFolder(own).read("own").text == "éa\nb"


# --- what is refused


def test_a_link_is_refused_even_to_a_sound_file(own: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (own / "own.txt").symlink_to(tmp_path / "secret")
    assert refusal(own, "own").startswith("own.txt:1:(file): a link")


def test_a_link_that_leads_nowhere_and_a_folder_are_refused(own: Path) -> None:
    (own / "own.txt").symlink_to("nowhere")
    (own / "event.txt").mkdir()
    assert "a link" in refusal(own, "own")
    assert "no plain file" in refusal(own, "event")


@pytest.mark.parametrize("size", [0, 1, 10 * MAX_BYTES])
def test_what_is_too_large_is_refused_and_not_read_whole(own: Path, size: int) -> None:
    (own / "own.txt").write_bytes(b"a" * MAX_BYTES)
    assert len(TemplateFolder(own).read("own").text) == MAX_BYTES
    (own / "own.txt").write_bytes(b"a" * (MAX_BYTES + size + 1))
    assert refusal(own, "own") == f"own.txt:1:(file): larger than {MAX_BYTES:,} bytes"


def test_what_is_not_utf_8_is_refused_with_its_line(own: Path) -> None:
    (own / "own.txt").write_bytes("one\ntwo\nré".encode("latin-1"))
    assert refusal(own, "own") == "own.txt:3:(file): not UTF-8 text"


@pytest.mark.parametrize("name", ["Thank You", "a..b", "thank_you", "thänk", "-", "a--b"])
def test_a_name_that_is_hard_to_type_is_refused(own: Path, name: str) -> None:
    (own / f"{name}.txt").write_text("mine", encoding="utf-8")
    assert "small letters, digits and hyphens" in refusal(own, name)


def test_a_folder_full_of_files_is_refused(own: Path) -> None:
    for number in range(MAX_FILES + 1):
        (own / f"t{number}.txt").touch()
    with pytest.raises(BadDataError, match="more than 200 templates"):
        TemplateFolder(own).names()


def test_a_folder_that_cannot_be_listed_is_an_error_and_not_empty(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(StoreError, match=r"cannot be read: Permission denied"):
        templates_near(own.parent / "packs" / "own.yaml")


def test_a_rule_may_use_the_built_in_ones_and_those_beside_its_folder(own: Path) -> None:
    (own / "after-a-tour.txt").write_text("mine", encoding="utf-8")
    near = templates_near(own.parent / "packs" / "own.yaml")
    assert {"after-a-tour", "thank-you"} <= near
    assert "after-a-tour" not in templates_near(own / "elsewhere" / "packs" / "own.yaml")


def test_the_ways_are_those_a_template_has_forms_for() -> None:
    assert CHANNELS == ("email", "linkedin", "phone")
