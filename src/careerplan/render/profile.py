"""The profile on a screen: what is known by group, what is unknown and why that matters; what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from careerplan.person.written import in_short, unknown_keys
from careerplan.render.safe import one_line
from careerplan.render.view import Cell, Gap, Grid, Heading, Json, Line, Part, Rows, Said, Screen, View
from careerplan.render.words import place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from careerplan.errors import Problem

GROUPS = {
    "About you": ("birth_date", "citizenship", "lives_in", "languages"),
    "What you bring": ("education", "experience", "credentials", "driving", "tests", "clearances"),
    "What you said": ("declared", "ticks"),
    "What you aim at": ("targets", "works_in", "starts", "hours_per_week"),
}
LABELS = {
    "name": "Name",
    "birth_date": "Born",
    "citizenship": "Standing",
    "lives_in": "Lives in",
    "works_in": "Would work in",
    "languages": "Languages",
    "education": "Education",
    "experience": "Experience",
    "credentials": "Certificates",
    "driving": "Driving licence",
    "tests": "Tests",
    "clearances": "Clearances",
    "declared": "Answers",
    "ticks": "Ticked off",
    "targets": "Roles",
    "starts": "Could start",
    "hours_per_week": "Hours a week",
    "incomplete": "Not complete",
}
WHY = {
    "birth_date": "what roles ask about age stays open",
    "citizenship": "what roles ask about citizenship and the right to work stays open",
    "lives_in": "what roles ask about residence stays open, and so does where a diploma counts",
    "works_in": "no role can be preferred for its place",
    "languages": "what roles ask about languages stays open",
    "education": "what roles ask about education stays open",
    "experience": "what roles ask about experience stays open",
    "credentials": "what roles ask about first aid and other certificates stays open",
    "driving": "what roles ask about a driving licence stays open",
    "tests": "what roles ask about fitness and other tests stays open",
    "clearances": "what roles ask about clearances stays open",
    "targets": "the default role is checked and planned for",
    "hours_per_week": "plans assume 4 hours a week",
}
_ENDINGS = {
    "completed": "completed",
    "expected": "expected",
    "left": "left unfinished",
    "issued": "from",
    "passed": "passed",
    "granted": "granted",
    "booked": "booked for",
    "expires": "expires",
}


def profile_view(written: Mapping[str, object], hints: Sequence[str] = ()) -> View:
    """Return a profile, given under its written names with every key, and what it does not say."""
    short, unknown = in_short(written), unknown_keys(written)

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        parts: list[Part] = [Heading(str(short.get("name") or "Your profile"))]
        if not short:
            parts.append(Line("Nothing is known of you yet."))
        for title, keys in GROUPS.items():
            rows = [_row(key, short) for key in keys if key in short]
            parts += [Gap(), Heading(title, 2), Grid(("", ""), rows, frozenset({1}))] if rows else []
        if unknown:
            why = [(Said(LABELS[key], "dim"), key, WHY[key]) for key in unknown]
            parts += [Gap(), Heading("Not known", 2), Grid(("", "Key", "So"), why, frozenset({2}))]
        return parts

    def table() -> Rows:
        known = [(key, "known", value) for key, value in _leaves(short, "")]
        return Rows(("key", "state", "value"), [*known, *((key, "unknown", "") for key in unknown)])

    return View("profile", lambda: {"profile": dict(written), "unknown": unknown}, screen, table, hints)


def saved_view(written: Mapping[str, object], sentence: str, only: str | None, hints: Sequence[str] = ()) -> View:
    """Return what was saved: all that is known, or one key; ``only`` is empty for nothing."""
    short = in_short(written)
    keys = [key for key in LABELS if key in short and only in {None, key}]

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        rows = [_row(key, short) for key in keys]
        return [Line(sentence), *([Grid(("", ""), rows, frozenset({1}))] if rows else [])]

    def table() -> Rows:
        return Rows(("message",), [[sentence], *([f"{key}: {'; '.join(say(key, short[key]))}"] for key in keys)])

    def document() -> Json:
        return {"profile": dict(written), "unknown": unknown_keys(written)}

    return View("profile-saved", document, screen, table, hints)


def text_view(text: str) -> View:
    """Return a text as it is, in every output."""
    return View("profile-text", dict, lambda _: [], raw=text)


def _row(key: str, short: Mapping[str, object]) -> tuple[Cell, Cell]:
    incomplete = short.get("incomplete")
    more = ("(and perhaps more)",) if isinstance(incomplete, list) and key in incomplete else ()
    return Said(LABELS[key], "dim"), (*say(key, short[key]), *more)


def say(key: str, value: object) -> tuple[str, ...]:
    """Return what a key holds as one reads it, a line an entry."""
    if key in {"lives_in", "works_in"}:
        return (", ".join(_say_place(each) for each in (value if isinstance(value, list) else [value])) or "none",)
    if key == "languages" and isinstance(value, list):
        return (", ".join(f"{each['language']} ({each['level']})" for each in value) or "none",)
    if isinstance(value, list):
        return tuple(_entry(key, each) for each in value) or ("none",)
    if isinstance(value, dict):
        return tuple(f"{name}: {_entry(key, each)}" for name, each in value.items()) or ("none",)
    return (f"{value:g}" if isinstance(value, float) else str(value),)


def _say_place(code: object) -> str:
    name = place(str(code))
    return f"{name} ({code})" if name != code else name


def _entry(key: str, entry: object) -> str:
    if isinstance(entry, bool):
        return "yes" if entry else "no"
    if not isinstance(entry, dict):
        return str(entry)
    if key == "experience":
        return _job(entry)
    words = list(_words(entry))
    return ", ".join(words)


def _words(entry: Mapping[str, object]) -> Iterator[str]:
    """Yield what an entry says, its dates with a word on what happened then."""
    for name, value in entry.items():
        if value is None:
            continue
        if name in {"credential", "test", "clearance", "role", "status", "school"}:
            yield str(value)
        elif name == "class":
            yield f"class {value}"
        elif name == "field":
            yield f"in {_several(value)}"
        elif name in {"jurisdiction", "country"}:
            yield _say_place(value)
        elif isinstance(value, bool):
            yield f"{name}: {'yes' if value else 'no'}"
        elif isinstance(value, dict):
            yield f"{name.replace('_', ' ')}: {'; '.join(f'{key} {_several(each)}' for key, each in value.items())}"
        else:
            number = f"{value:g}" if isinstance(value, float) else str(value)
            yield f"{_ENDINGS.get(name, name.replace('_', ' '))} {number}"


def _job(job: Mapping[str, object]) -> str:
    what = _several(job["area"]) if not job.get("title") else f"{job['title']} ({_several(job['area'])})"
    hours = job.get("hours_per_week")
    parts = [
        what,
        str(job["employer"]) if job.get("employer") else "",
        f"{job['from']} to {job.get('to') or 'now'}",
        f"{hours:g} hours a week" if isinstance(hours, int | float) else "",
        "" if job.get("paid", True) else "unpaid",
    ]
    return ", ".join(filter(None, parts))


def _several(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _leaves(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Yield every value with its dotted key; an empty list or mapping is one of its own."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None or not value:
        if path:
            yield path, "none" if inner is not None else _leaf(value)
        return
    for key, each in inner:
        yield from _leaves(each, f"{path}.{key}" if path else str(key))


def _leaf(value: object) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else f"{value:g}" if isinstance(value, float) else str(value)


# --- what an import changes


@dataclass(frozen=True)
class Change:
    """A profile before and after, each in its short form."""

    before: Mapping[str, object]
    after: Mapping[str, object]

    def keys(self, kind: str) -> list[str]:
        """Return the keys that are new, changed, removed or unchanged."""
        kinds = {key: self._kind(key) for key in LABELS if key in self.before or key in self.after}
        return [key for key, each in kinds.items() if each == kind]

    def _kind(self, key: str) -> str:
        if key not in self.before:
            return "new"
        if key not in self.after:
            return "removed"
        return "unchanged" if self.before[key] == self.after[key] else "changed"

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        return self.before != self.after

    def sentence(self) -> str:
        """Return how much is new, changed and removed."""
        counts = {kind: len(self.keys(kind)) for kind in ("new", "changed", "removed", "unchanged")}
        return ", ".join(f"{count} {kind}" for kind, count in counts.items()) + "."


def import_view(change: Change, *, applied: bool) -> View:
    """Return what an import changes, or would change."""
    kinds = ("new", "changed", "removed")
    done = "Taken over" if applied else "Only a preview"
    sentence = f"{done}: {change.sentence()}" if change.any else "Nothing changed: your profile says so already."
    rows = [
        (kind, LABELS[key], "; ".join(say(key, (change.before if kind == "removed" else change.after)[key])))
        for kind in kinds
        for key in change.keys(kind)
    ]

    def screen(width: int | None) -> Screen:  # noqa: ARG001 - lines wrap at any width
        grid = [Grid(("", "", ""), rows, frozenset({2}))] if rows else []
        return [Line(sentence), *grid]

    def document() -> Json:
        keys = {kind: change.keys(kind) for kind in (*kinds, "unchanged")}
        none: Json = {name: [] for name in ("entries", "differing", "skipped", "noted", "notes")}
        return {"format": "careerplan", "applied": applied and change.any, **keys, **none}

    hints = ["undo: careerplan undo"] if applied else ["To take it over: add --apply"]
    return View(
        "profile-import", document, screen, lambda: Rows(("change", "key", "value"), rows), hints if rows else ()
    )


def say_faults(problems: Sequence[Problem]) -> list[str]:
    """Return every fault on a line of its own."""
    return [one_line(str(each)) for each in problems]
