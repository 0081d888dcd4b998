"""Editing a text in the user's own editor; a text with faults is kept as a draft, what is private never is."""

import os
import re
import shlex
import subprocess
import tempfile
from pathlib import Path

from careerplan.errors import UsageError
from careerplan.interop.profile_yaml import is_private, private_keys

HEAD = """\
# Your profile. A key that is left out is unknown; an empty list means "none".
# Dates are 2027-04-30, 2027-04 or 2027. Nothing about records, health or credit is ever stored.
"""
EXAMPLES = {
    "name": "Sample Person",
    "birth_date": "2001-04-12",
    "citizenship": "citizen     (or permanent-resident, work-permit, other, none)",
    "lives_in": "CA-ON",
    "works_in": "[CA, CA-ON]     (CA is the federal service)",
    "languages": "[{language: en, level: fluent}]     (basic, intermediate, advanced, fluent)",
    "education": "[{credential: diploma, field: police foundations, expected: 2027-04}]     (or completed)",
    "experience": "[{area: youth services, from: 2024-01, to: null, hours_per_week: 20, paid: true}]",
    "credentials": "[{credential: first-aid-standard, issued: 2025-05-01, expires: 2028-05-01}]",
    "driving": '[{class: "5", jurisdiction: CA-BC, expires: 2029-04-12}]',
    "tests": "[{test: copat, passed: 2026-09-01}]",
    "clearances": "[{clearance: enhanced-reliability, granted: 2026-02-01}]",
    "declared": "{shift-work: true, relocate: false}",
    "targets": "[correctional-officer]",
    "hours_per_week": "4",
}
_WITHOUT = "Set one, for example EDITOR=nano, or: careerplan profile export FILE, then profile import FILE --apply"
_KEYS = re.compile(r"""["']?([^\W\d][\w .-]*?)["']?\s*:(?:\s|$)""")
_TAKEN_OUT = "# taken out: such things are never stored"


def editing_text(text: str, keys: list[str]) -> str:
    """Return what the editor shows: the profile, then an example of each key it does not have."""
    missing = [f"# {key}: {example}" for key, example in EXAMPLES.items() if key not in keys]
    tail = ["", "# What is not known yet, with examples:", *missing] if missing else []
    return HEAD + "\n".join([*([text.rstrip()] if keys else []), *tail]) + "\n"


def edit_text(text: str, name: str = "profile.yaml", again: str = "careerplan profile edit") -> str:
    """Return ``text`` as the user left it in the editor named by VISUAL or EDITOR.

    It stands in a file ``name`` that nobody else can read; ``again`` is the command to try once more.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command or not command.strip():
        message = "No editor is named: neither VISUAL nor EDITOR is set."
        raise UsageError(
            message,
            _WITHOUT if name == "profile.yaml" else f"Set one, for example EDITOR=nano, and then: {again}",
        )
    with tempfile.TemporaryDirectory(prefix="careerplan-") as folder:
        path = Path(folder) / name
        path.touch(mode=0o600)
        path.write_text(text, encoding="utf-8", newline="\n")
        try:
            done = subprocess.run([*shlex.split(command), str(path)], check=False)  # noqa: S603 - the user's choice
            after = path.read_bytes().decode("utf-8", "replace") if not done.returncode else ""
        except (OSError, ValueError) as error:
            message = f"The editor '{command}' could not be used: {error}."
            raise UsageError(message, "Set VISUAL or EDITOR to an editor that is installed.") from error
    if done.returncode:
        message = f"The editor '{command}' ended with {done.returncode}, so nothing was changed."
        raise UsageError(message, f"Edit again: {again}")
    return after


def keepable(text: str, path: Path) -> str | None:
    """Return a text without its lines on what is never stored, each line else where it was; None if that fails."""
    kept: list[str] = []
    within: int | None = None
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip())
        if within is not None and (not line.strip() or depth > within or line.lstrip().startswith("- ")):
            kept.append(_TAKEN_OUT)
            continue
        within = depth if any(map(is_private, _KEYS.findall(line))) else None
        kept.append(line if within is None else _TAKEN_OUT)
    clean = "\n".join(kept) + "\n"
    from careerplan.catalog.yamlfile import read_yaml

    readable = read_yaml(path, text.encode()).content is not None
    if clean.count(_TAKEN_OUT) > text.count(_TAKEN_OUT) and not readable:
        return None
    return None if private_keys(path, clean.encode()) else clean
