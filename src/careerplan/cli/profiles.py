"""What the commands on the profile share: asking, checking, comparing, saving."""

import copy
import sys
from collections.abc import Mapping
from pathlib import Path

from typer.exceptions import Abort

from careerplan.cli.answers import QUESTIONS, READ
from careerplan.cli.editor import edit_text, editing_text, keepable
from careerplan.cli.files import STDIN, write_file
from careerplan.cli.session import Session
from careerplan.cli.show import agree, hint, show, warn
from careerplan.errors import BadDataError, CareerplanError, UsageError
from careerplan.interop.profile_yaml import Fault, check_values, parse_profile, write_profile
from careerplan.person.profile import Profile
from careerplan.person.written import Plain, as_written, in_short
from careerplan.render.profile import Change, saved_view, say_faults
from careerplan.store.profiles import load_profile, save_profile

NOTHING_SAID = "Nothing was said, so no profile was begun."


# --- checking and saving


def never_ticked(session: Session) -> frozenset[str]:
    """Return the requirements whose ticks are never stored."""
    from careerplan.planning.qualification import check_of

    roles = session.catalog.roles.values()
    private = [(role.id, each.id) for role in roles for each in role.requirements if check_of(each) == "private"]
    return frozenset(name for role, each in private for name in (each, f"{role}/{each}"))


def check_text(session: Session, path: Path, raw: bytes) -> Profile:
    """Return the profile that a text holds; all its faults are one error."""
    named = Path("stdin") if path == STDIN else path
    profile, problems = parse_profile(named, raw, session.today, never_ticked(session))
    if profile is None:
        if session.settings.output != "json" and len(problems) > 1:
            for line in say_faults(problems):
                print(line, file=sys.stderr)
        raise BadDataError(problems, "Nothing was changed. Mend what is named above, then try again.")
    return profile


def keep(session: Session, profile: Profile, summary: str) -> None:
    """Keep a checked profile; words that the catalog does not know are kept too, and named."""
    with session.store.atomic(summary) as connection:
        save_profile(connection, profile.model_dump_json(), session.today)
    unheard = unheard_words(session, as_written(profile.model_dump_json()))
    if unheard:
        warn(session, f"not a word of the catalog, so what it counts for stays unknown: {', '.join(unheard)}.")


def save(session: Session, said: Plain, summary: str, sentence: str, only: str | None = None) -> None:
    """Check what was said, keep it, and say what was understood; what cannot be is a usage error."""
    profile, faults = check_values(said, session.today, never_ticked(session))
    if profile is None:
        raise _as_usage(faults)
    document = profile.model_dump_json()
    if as_written(load_profile(session.store)) == as_written(document):
        sentence = "Nothing changed: your profile says so already."
    else:
        keep(session, profile, summary)
    shown = only.partition(".")[0] if only else None
    hints = ["Next: careerplan profile show   undo: careerplan undo"]
    show(session, saved_view(as_written(document), sentence, shown, hints))


def _as_usage(faults: list[Fault]) -> UsageError:
    told = "; ".join(f"{'.'.join(map(str, spot))}: {message}" for spot, message in faults)
    return UsageError(
        told if told.endswith("?") else f"{told}.",
        "Nothing was changed. See the keys: careerplan profile edit, or profile show",
    )


def unheard_words(session: Session, written: Mapping[str, object]) -> list[str]:
    """Return the words of a profile that the catalog's vocabulary does not have, each with its key."""
    from careerplan.planning.vocabulary import Kind, words_of

    catalog = session.catalog
    vocabulary = words_of(catalog)
    places: tuple[tuple[str, str, Kind], ...] = (
        ("education", "credential", "levels"),
        ("education", "field", "fields"),
        ("experience", "area", "areas"),
        ("credentials", "credential", "credentials"),
        ("tests", "test", "credentials"),
        ("clearances", "clearance", "credentials"),
    )
    found: dict[str, None] = {}
    for name, key, kind in places:
        for entry in _list(written[name]):
            told = entry.get(key)
            for word in told if isinstance(told, list) else [told]:
                if isinstance(word, str) and vocabulary.terms(kind) and vocabulary.known(kind, word) is None:
                    found[f"{word} ({name})"] = None
    targets = (str(each["role"]) for each in _list(written["targets"]))
    found |= dict.fromkeys(f"{each} (targets)" for each in targets if each not in catalog.roles)
    return list(found)


def _list(value: object) -> list[Plain]:
    return value if isinstance(value, list) else []


# --- beginning


def may_replace(session: Session, *, replace: bool) -> bool:
    """Say whether a new profile may be begun: there is none, or the user wants it replaced."""
    if replace or load_profile(session.store) is None:
        return True
    if session.settings.interactive:
        if agree(session, "You have a profile already. Begin a new one in its place?"):
            return True
        hint(session, "Nothing was changed. Change one key: careerplan profile set KEY VALUE")
        return False
    message = "You have a profile already, and it was left as it is."
    raise UsageError(message, "Add --replace to begin anew, or change one key: careerplan profile set KEY VALUE")


def answer_all(session: Session, given: Mapping[str, str | list[str]]) -> Plain:
    """Return the values of a new profile: from the flags, and on a terminal from questions for the rest."""
    said, wrong = {}, []
    for question in QUESTIONS:
        if question.key in given:
            try:
                said[question.key] = question.value(session, given[question.key])
            except CareerplanError as error:
                wrong.append(error)
    if len(wrong) > 1:
        raise UsageError(" ".join(each.message for each in wrong), " ".join(each.hint for each in wrong))
    if wrong:
        raise wrong[0]
    if session.settings.interactive:
        said |= _interview(session, given)
    if not said:
        raise UsageError(
            NOTHING_SAID, "Run it on a terminal, or say something: careerplan profile init --lives-in CA-ON"
        )
    return said


def _interview(session: Session, given: Mapping[str, object]) -> Plain:
    print("A few questions; Enter skips one. Records, health and credit are never asked nor stored.", file=sys.stderr)
    said: Plain = {}
    for question in QUESTIONS:
        while question.key not in given and question.key not in said:
            print(f"{question.ask} [{question.example}] ", end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            if not line:
                raise Abort
            if not line.strip():
                break
            try:
                value = question.value(session, line.strip())
                _, faults = check_values(said | {question.key: value}, session.today)
                if faults:
                    raise _as_usage(faults)
                said[question.key] = value
            except CareerplanError as error:
                print(f"  {error.message} {error.hint}", file=sys.stderr)
    return said


# --- changing


def set_key(session: Session, key: str, text: str) -> Plain:
    """Return the profile's values with ``key``, which may be dotted, set to what ``text`` says."""
    said = copy.deepcopy(as_written(load_profile(session.store)))
    path = _path(key)
    question = READ.get(path[0]) if len(path) == 1 else None
    value: object
    if question is not None and not text.startswith(("{", "[")):
        value = question.value(session, text)
    else:
        value = _yaml_value(key, text)
    holder = _holder(said, path, key, make=True)
    if isinstance(holder, list):
        holder[int(path[-1])] = value
    elif isinstance(holder, dict):
        holder[path[-1]] = value
    return said


def unset_key(session: Session, key: str) -> Plain:
    """Return the profile's values without ``key``; where it was not set, they are as before."""
    said = copy.deepcopy(as_written(load_profile(session.store)))
    path = _path(key)
    if path[0] not in said:
        raise _as_usage(check_values({path[0]: None}, session.today)[1])
    holder = _holder(said, path, key, make=False)
    if isinstance(holder, list) and path[-1].isdigit() and int(path[-1]) < len(holder):
        del holder[int(path[-1])]
    elif isinstance(holder, dict):
        holder.pop(path[-1], None)
    if not said.get("citizenship"):  # no country left: unknown again
        said["citizenship"] = None
    return said


def _path(key: str) -> list[str]:
    """Split a dotted key; what stands below declared and ticks is one word, whatever it holds."""
    first, dot, rest = key.replace("-", "_", key.count("-") if "." not in key else 0).partition(".")
    return [first, *([rest] if first in {"declared", "ticks"} else rest.split("."))] if dot else [first]


def _holder(said: Plain, path: list[str], key: str, *, make: bool) -> object:
    """Return the mapping or list in which the last word of ``path`` stands."""
    value: object = said
    for number, word in enumerate(path[:-1]):
        if isinstance(value, list):
            value = value[int(word)] if word.isdigit() and int(word) < len(value) else None
        elif isinstance(value, dict):
            if make and number == 0 and value.get(word) is None and word in {"declared", "ticks", "citizenship"}:
                value[word] = {}
            value = value.get(word)
    last = path[-1]
    fits = isinstance(value, dict) or (isinstance(value, list) and last.isdigit() and int(last) < len(value))
    if make and not fits:
        message = f"There is no '{key}' to set."
        raise UsageError(message, f"Set the whole of it: careerplan profile set {path[0]} VALUE")
    return value


def _yaml_value(key: str, text: str) -> object:
    from careerplan.catalog.yamlfile import read_yaml

    if text.lower() == "none" and "." not in key:
        return []
    file = read_yaml(Path(key), text.encode())
    if file.problems:
        message = f"{key}: {file.problems[0].message}."
        raise UsageError(message, "Write the value as in YAML; quote text that holds a colon.")
    return file.content


# --- editing


def edit_profile(session: Session) -> None:
    """Let the user edit the profile as YAML; a text with faults is kept, and the next edit begins from it."""
    draft = session.settings.places.data / "profile-draft.yaml"
    short = in_short(as_written(load_profile(session.store)))
    begun = editing_text(write_profile(short), list(short))
    if draft.is_file():
        hint(session, f"This begins from the text kept in {draft}. To begin from your profile, empty it.")
        begun = draft.read_text(encoding="utf-8", errors="replace")
    after = edit_text(begun)
    if not after.strip() or (after == begun and not draft.is_file()):
        draft.unlink(missing_ok=True)
        why = "The text is as it was" if after.strip() else "The text was empty"
        show(session, saved_view(as_written(load_profile(session.store)), f"{why}: nothing was changed.", ""))
        return
    try:
        profile = check_text(session, draft, after.encode())
    except BadDataError as error:
        raise BadDataError(error.problems, _keep_draft(draft, after)) from None
    draft.unlink(missing_ok=True)
    save(session, as_written(profile.model_dump_json()), "edited the profile", "Saved your profile.")


def _keep_draft(draft: Path, text: str) -> str:
    """Keep a text that has faults, without what is never stored; return what to say about it."""
    kept = keepable(text, draft)
    again = "Nothing was changed. Mend it: careerplan profile edit"
    if kept is None:
        draft.unlink(missing_ok=True)
        return f"{again}. The text was not kept, because it names what is never stored."
    write_file(draft, kept, replace=True)
    return f"{again}, which begins from your text, kept in {draft}."


# --- what an import changes


def compare(session: Session, profile: Profile) -> Change:
    """Return how a profile differs from the one there is."""
    before = in_short(as_written(load_profile(session.store)))
    after = in_short(as_written(profile.model_dump_json()))
    return Change(before, after)
