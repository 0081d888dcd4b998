"""Names of certificates, tests and clearances as résumés write them, to the ids of the vocabulary where that is sure.

"Standard First Aid & CPR-C + AED" is one certificate of the vocabulary under other words. Never upward: a course
that prepares for a test is not the test, and a name with a word too many stays as it was written.
"""

import re
from collections.abc import Iterator

from careerplan.interop.foreign import Words

_ENDINGS = {
    "credentials": re.compile(r"\s+(certificate|certification|certified|training|course|card)$", re.IGNORECASE),
    "tests": re.compile(r"\s+(test|exam|examination)$", re.IGNORECASE),
    "clearances": re.compile(r"\s+(clearance|security clearance|status)$", re.IGNORECASE),
}
_CLEARED = re.compile(r"clearance|reliability|fiabilit|security level|status", re.IGNORECASE)
_ISSUERS = re.compile(
    r"\b(canadian red cross|red cross|st\.? john'?s? ambulance|heart (and|&) stroke( foundation)?|lifesaving society|"
    r"blended|recertification|recert|renewal|certificate|certification|certified|training|course|level|with|and)\b"
)
_AID = re.compile(r"\b(?:(standard|intermediate|emergency|basic|advanced)\s+)?first[\s-]aid\b")
_CPR = re.compile(r"\bcpr(?:[\s/-]*(?:level\s*)?(a|b|c|hcp)\b)?")
_AED = re.compile(r"\baed\b")
_TURNED = re.compile(r"\bcpr\s*[/&+]\s*aed[\s-]*(?:level\s*)?([abc])\b")


def read_certificate(name: str, words: Words) -> list[str]:
    """Return the ids that a name surely means, more than one where it names several; none if it is not known."""
    for form in _forms(name):
        if found := words.known("credentials", form):
            return [found]
    for kept, ending in _ENDINGS.items():
        for form in _forms(name):
            found = words.known("credentials", ending.sub("", form))
            if found and words.kept_in(found) == kept:
                return [found]
    return _first_aid(name, words)


def may_be_clearance(name: str, words: Words) -> bool:
    """Say whether a name such as "Level II" is that of a clearance but may be that of anything else."""
    found = words.known("credentials", name)
    return found is not None and words.kept_in(found) == "clearances" and not _CLEARED.search(name)


def _forms(name: str) -> Iterator[str]:
    bare = re.sub(r"\s*\([^)]*\)", "", name).strip(" ,;-\u2013")
    for each in dict.fromkeys((name, bare)):
        yield each
        yield each.replace(".", "")
        yield each.replace("\u2019", "'")


def _first_aid(name: str, words: Words) -> list[str]:
    """Read first aid, CPR and AED in any order; any other word makes it unsure."""
    text = _TURNED.sub(r"cpr \1 aed", name.casefold().replace("\u2019", "'")).replace("level ", "")
    aid, cpr, aed = _AID.search(text), _CPR.search(text), _AED.search(text)
    rest = text
    for pattern in (_AID, _CPR, _AED):
        rest = pattern.sub(" ", rest, count=1)
    rest = _ISSUERS.sub(" ", rest)
    if not (aid or cpr) or re.search(r"\w", rest):
        return []
    heart = f"cpr {cpr[1] or ''}".strip() if cpr else ""
    kind = f"{aid[1] or ''} first aid".strip() if aid else ""
    return _whole(kind, heart, "aed" if aed else "", words)


def _whole(kind: str, heart: str, aed: str, words: Words) -> list[str]:
    """Return one certificate for all parts where there is one, else one each; none if a part is not known."""
    pair = " with ".join(filter(None, (heart, aed)))
    one = words.known("credentials", f"{kind} with {heart} and {aed}" if kind and heart and aed else "")
    one = one or words.known("credentials", " with ".join(filter(None, (kind, pair))))
    if one:
        return [one]
    parts = [kind, pair] if words.known("credentials", pair) else [kind, heart, aed]
    found = [words.known("credentials", each) for each in parts if each]
    return [each for each in found if each] if all(found) else []
