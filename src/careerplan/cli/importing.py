"""Importing a profile from a file: our YAML takes its place, a résumé or a LinkedIn export is merged into it."""

import io
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, NoReturn, cast

from careerplan.cli.files import STDIN, read_file, write_file
from careerplan.cli.profiles import check_text, compare, keep, never_ticked
from careerplan.cli.session import Session
from careerplan.cli.show import agree, hint, show
from careerplan.errors import BadDataError, NotFoundError, Problem
from careerplan.interop.foreign import Kind, Reading, Understood, several
from careerplan.interop.json_resume import FORMAT as RESUME
from careerplan.interop.json_resume import KNOWN_SECTIONS, Check, is_json_resume, read_resume
from careerplan.interop.json_resume_writing import write_resume
from careerplan.interop.json_tree import NotJsonError, read_json
from careerplan.interop.languages import language_code
from careerplan.interop.linkedin import FORMAT as LINKEDIN
from careerplan.interop.linkedin import read_export
from careerplan.interop.linkedin_files import (
    MAX_MEMBER,
    MAX_MEMBERS,
    Bundle,
    UnreadableError,
    add_file,
    open_zip,
    read_table,
)
from careerplan.interop.profile_yaml import check_values, write_profile
from careerplan.person.merging import Known, Offered, merge
from careerplan.person.profile import Profile
from careerplan.person.written import ORDER, as_written, in_short
from careerplan.places import PLACES
from careerplan.render.actions import done_view
from careerplan.render.importing import Imported, merge_view
from careerplan.render.profile import Change, import_view, text_view
from careerplan.store.profiles import load_profile

if TYPE_CHECKING:
    from careerplan.planning.vocabulary import Vocabulary

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_AGAIN = "Nothing was changed."


def import_profile(session: Session, path: Path, given: str | None, *, apply: bool) -> None:
    """Preview what a file says of the person, and take it over where ``apply`` is true or the user agrees."""
    source = _open(path, given)
    if isinstance(source, bytes):
        book = _read_text(session, path, source, given)
        if book is None:
            _replace(session, path, source, apply=apply)
            return
    elif given not in {None, LINKEDIN}:
        _refuse(path, "a zip or a folder, which only LinkedIn exports are", "Leave out --from, or name one file.")
    else:
        book = _read_bundle(session, path, source)
    _merge(session, path, book, apply=apply)


def _replace(session: Session, path: Path, raw: bytes, *, apply: bool) -> None:
    """Take a profile in YAML in place of the one there is."""
    profile = check_text(session, path, raw)
    change = compare(session, profile)
    if not apply and change.any:
        apply = agree(session, f"{change.sentence()} Take this over?")
    if apply and change.any:
        keep(session, profile, "imported the profile")
    show(session, import_view(change, applied=apply))


# --- reading


def _open(path: Path, given: str | None) -> bytes | Bundle:
    """Return what a file holds; the files of a LinkedIn export where it is a zip or a folder."""
    kind = stat.S_IFIFO if path == STDIN else _kind_of(path)
    if kind == stat.S_IFDIR:
        return _open_folder(path)
    raw = read_file(path) if path == STDIN else _start_of(path)
    zipped = raw[:4] in _ZIP or (given == LINKEDIN and raw[:2] == b"PK")
    if zipped and (kind == stat.S_IFREG or path == STDIN or len(raw) <= MAX_MEMBER):
        try:
            if kind != stat.S_IFREG:
                return open_zip(io.BytesIO(raw))
            with path.open("rb") as file:
                return open_zip(file)
        except UnreadableError as error:
            _refuse(path, str(error), "Ask LinkedIn for the archive again, or unpack it and name its folder.")
    if len(raw) > MAX_MEMBER:
        _refuse(path, f"larger than {MAX_MEMBER:,} bytes, which no profile is", "Name the file of one person.")
    return raw


def _kind_of(path: Path) -> int:
    """Return what kind of file it is; a pipe that a shell handed over is one, any other could keep us waiting."""
    with _opening(path):
        kind = stat.S_IFMT(path.stat().st_mode)
    handed_over = path.is_relative_to("/dev/fd") or path.is_relative_to("/proc") or path == Path("/dev/stdin")
    if kind not in {stat.S_IFREG, stat.S_IFDIR} and not handed_over:
        _refuse(path, "neither a file nor a folder", "To read from a pipe, name it as -")
    return kind


def _start_of(path: Path) -> bytes:
    """Return the beginning of a file, one byte more than is read of any."""
    with _opening(path), path.open("rb") as file:
        return file.read(MAX_MEMBER + 1)


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError:
        raise NotFoundError(what="file", query=str(path)) from None
    except OSError as error:
        _refuse(path, f"cannot be read: {error.strerror}", "Name a file that you may read.")


def _open_folder(folder: Path) -> Bundle:
    """Return the files of an unpacked export, without following links."""
    bundle = Bundle()
    try:
        for name, path in _files_in(folder):
            if path.is_file() and not path.is_symlink():
                add_file(bundle, name, path.stat().st_size, partial(_opened, path))
            else:
                bundle.others.append(f"{name} (a link)" if path.is_symlink() else name)
    except OSError as error:
        _refuse(folder, f"cannot be read: {error.strerror}", "Name a folder that you may read.")
    return bundle


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


def _files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files below a folder by their names in it, in order; too many are none of an export."""
    waiting, count = [folder], 0
    while waiting:
        for path in sorted(waiting.pop().iterdir()):
            count += 1
            if count > MAX_MEMBERS:
                _refuse(folder, f"holds more than {MAX_MEMBERS:,} files", "Name the folder of the export itself.")
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)
            else:
                yield path.relative_to(folder).as_posix(), path


def _read_text(session: Session, path: Path, raw: bytes, given: str | None) -> Understood | None:
    """Return what one file says, in the format it is in; None for a profile of ours."""
    name = "stdin" if path == STDIN else path.name
    table = name.lower().endswith(".csv") or (given is None and _is_table(name, raw))
    if given == LINKEDIN or (given is None and table):
        return _read_bundle(session, path, Bundle({name: raw}))
    if given == "yaml":
        return None
    try:
        document, twice = read_json(raw)
    except NotJsonError as error:
        if given == RESUME or re.search(rb'"(basics|work|certificates)"\s*:', raw[:100_000]):
            _refuse(
                path, str(error), "A JSON Resume is a JSON object with sections such as basics, work and education."
            )
        return None
    if not isinstance(document, dict) or (given is None and not is_json_resume(document)):
        if given is None and isinstance(document, dict) and set(document) & set(ORDER):
            return None
        if given is None and document in ({}, None):
            return None
        seen = several(map(str, document), 12) if isinstance(document, dict) else "no sections"
        known = ", ".join(sorted(KNOWN_SECTIONS))
        _refuse(path, f"no profile in a format that is known (seen: {seen or 'nothing'})", f"JSON Resume has {known}.")
    book = read_resume(document, _reading(session), _checker(session))
    book.noted += twice
    return book


def _is_table(name: str, raw: bytes) -> bool:
    """Say whether a text begins with the header of a file of LinkedIn."""
    return raw.lstrip()[:1] not in {b"{", b"["} and read_table(name, raw[:200_000])[0] is not None


def _read_bundle(session: Session, path: Path, bundle: Bundle) -> Understood:
    try:
        return read_export(bundle, _reading(session))
    except UnreadableError as error:
        advice = "It reads Profile, Positions, Education, Certifications, Languages and Volunteering.csv."
        if "connect" in str(error).lower():
            advice += " Connections are other people: see careerplan contacts --help"
        _refuse(path, str(error), advice)


def _refuse(path: Path, message: str, advice: str) -> NoReturn:
    file = Path("stdin") if path == STDIN else path
    raise BadDataError([Problem(file, 1, "(file)", message)], f"{_AGAIN} {advice}")


# --- what the readers have to know


@dataclass(frozen=True)
class _CatalogWords:
    """The vocabulary of the catalog, as the readers ask for it."""

    vocabulary: "Vocabulary"

    def known(self, kind: Kind, word: str) -> str | None:
        """Return the id of a word; None if it is not known."""
        return self.vocabulary.known(kind, word)

    def kept_in(self, credential: str) -> str:
        """Return the list that holds a credential."""
        return self.vocabulary.credentials[credential].kept_in

    def label(self, kind: Kind, term: str) -> str | None:
        """Return how a word is said, by its id; None where the id will do, or is not known."""
        found = self.vocabulary.terms(kind).get(term)
        return found.label if found else None


def _reading(session: Session) -> Reading:
    from careerplan.planning.vocabulary import words_of

    catalog = session.catalog
    words = words_of(catalog)
    return Reading(_CatalogWords(words), PLACES, session.today)


def _checker(session: Session) -> Check:
    """Return what judges plain values as a profile."""
    private = never_ticked(session)
    return lambda values: check_values(values, session.today, private)


# --- merging


def _merge(session: Session, path: Path, book: Understood, *, apply: bool) -> None:
    """Show what a file would add to the profile, and add it where that is wanted."""
    before = as_written(load_profile(session.store))
    check = _checker(session)
    merged = merge(before, _sound(book, check), _known(session))
    profile, faults = check(merged.values)
    if profile is None:  # each entry was checked on its own, so it is the profile there was that has faults today
        told = [Problem(Path("profile"), 1, ".".join(map(str, spot)), message) for spot, message in faults]
        raise BadDataError(told, f"{_AGAIN} Mend your profile first: careerplan profile edit")
    change = Change(in_short(before), in_short(as_written(profile.model_dump_json())))
    imported = Imported(book.format, str(path), change, merged.outcomes, book.skipped, book.noted, tuple(book.notes))
    _settle(session, imported, profile, apply=apply)


def _settle(session: Session, imported: Imported, profile: Profile, *, apply: bool) -> None:
    """Keep what is new if that is wanted; somebody at a terminal sees the preview before they are asked."""
    new = imported.change.any
    asked = not apply and new and session.settings.interactive
    seen = asked and session.settings.output == "table"
    if seen:
        show(session, merge_view(imported, applied=False, hinted=False))
    if asked:
        apply = agree(session, f"{imported.sentence()} Take this over?")
    if apply and new:
        _keep(session, profile, imported.format)
    if seen:
        hint(session, *(["Taken over."] if apply else []), *imported.hints(applied=apply))
    else:
        show(session, merge_view(imported, applied=apply))


def _keep(session: Session, profile: Profile, source: str) -> None:
    from careerplan.store.profiles import save_profile

    with session.store.atomic(f"imported {source} into the profile") as connection:
        save_profile(connection, profile.model_dump_json(), session.today)


def _known(session: Session) -> Known:
    words = _reading(session).words

    def known(kind: str, word: str) -> str | None:
        return language_code(word) if kind == "languages" else words.known(cast("Kind", kind), word)

    return known


def _sound(book: Understood, check: Check) -> Offered:
    """Return the offers that a profile can hold; what it refuses is reported and left out."""
    kept = []
    for offer in book.offers:
        entry = isinstance(offer.value, dict) and offer.key not in {"citizenship", "declared", "ticks"}
        _, faults = check({offer.key: [offer.value] if entry else offer.value})
        for spot, message in faults:
            book.skip(offer.row, str(spot[-1] if spot else offer.key), f"{message}; it is left out")
        kept += [] if faults else [offer]
    return Offered(tuple(kept), frozenset(book.whole), tuple(book.incomplete))


# --- export


def export_profile(session: Session, file: Path | None, given: str | None, *, force: bool) -> None:
    """Write the profile as YAML or as a JSON Resume, to stdout or to a file that nobody else may read."""
    document = load_profile(session.store)
    written = as_written(document)
    resume = given == RESUME or (given is None and file is not None and file.suffix.lower() == ".json")
    words = _reading(session).words if resume else None
    text = write_resume(written, PLACES, words.label) if words else write_profile(in_short(written))
    if document is None:
        hint(session, "You have no profile yet. Begin: careerplan profile init")
    elif resume:
        hint(
            session, "Before you send it to anybody: under meta.careerplan it holds your whole profile. Take that out."
        )
    if file is None or file == STDIN:
        show(session, text_view(text))
        return
    write_file(file.expanduser(), text, replace=force)
    show(session, done_view([f"Wrote your profile to {file}."], {"file": str(file)}, "profile-exported"))
