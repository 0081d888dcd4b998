"""Names of certificates, tests and clearances as résumés write them, to the ids of the vocabulary where that is sure.

"Standard First Aid & CPR-C + AED" is one certificate of the vocabulary under other words. Never upward: a course
that prepares for a test is not the test, and a name with a word too many stays as it was written.
"""

import re
from collections.abc import Callable

from careerplan.interop.foreign import Words, fold, forms, outside

_ENDINGS = {
    "credentials": re.compile(r"\s+(certificate|certification|certified|training|course|card)$", re.IGNORECASE),
    "tests": re.compile(r"\s+(test|exam|examination)$", re.IGNORECASE),
    "clearances": re.compile(r"\s+(clearance|security clearance|status)$", re.IGNORECASE),
}
_CLEARED = re.compile(r"clearance|reliability|fiabilit|security level|status", re.IGNORECASE)
_ISSUER = (
    r"canadian red cross|red cross|st\.? john'?s? ambulance|heart (?:and|&) stroke(?: foundation)?|lifesaving society"
)
_ISSUERS = re.compile(
    rf"\b({_ISSUER}|blended|"
    r"recertification|recert|renewal|certificate|certification|certified|training|course|level|with|and)\b"
)
_HARMLESS = re.compile(
    rf"(?:by |from |with |through )?(?:the )?(?:{_ISSUER}|worksafebc)|blended|online|in person|recertification|recert|"
    r"renewal|renewed|level [abc]|canada|alberta|ab|british columbia|bc|manitoba|mb|new brunswick|nb|"
    r"newfoundland and labrador|nl|nova scotia|ns|northwest territories|nt|nunavut|nu|ontario|on|"
    r"prince edward island|pe|pei|quebec|qc|saskatchewan|sk|yukon|yt"
)
"""What in a parenthesis takes nothing from a name, and may be left out: who issued it, how, and where."""

_AID = re.compile(r"\b(?:(standard|intermediate|emergency|basic|advanced)\s+)?first[\s-]aid\b")
_CPR = re.compile(r"\bcpr(?:[\s/-]*(?:level\s*)?(a|b|c|hcp)\b)?")
_AED = re.compile(r"\baed\b")
_TURNED = re.compile(r"\bcpr\s*[/&+]\s*aed[\s-]*(?:level\s*)?([abc])\b")


def read_certificate(name: str, words: Words) -> list[str]:
    """Return the ids that a name surely means, more than one where it names several; none if it is not known."""
    harmless = _harmless(name, words)
    for form in forms(name, harmless):
        if found := words.known("credentials", form):
            return [found]
    for kept, ending in _ENDINGS.items():
        for form in forms(name, harmless):
            found = words.known("credentials", ending.sub("", form))
            if found and words.kept_in(found) == kept:
                return [found]
    return _first_aid(name, words)


def may_be_clearance(name: str, words: Words) -> bool:
    """Say whether a name such as "Level II" is that of a clearance but may be that of anything else."""
    found = words.known("credentials", name)
    return found is not None and words.kept_in(found) == "clearances" and not _CLEARED.search(name)


def _harmless(name: str, words: Words) -> Callable[[str], bool]:
    """Return what says of a parenthesis in ``name`` that it takes nothing from it, or names the same again."""
    own = words.known("credentials", outside(name))

    def harmless(text: str) -> bool:
        return bool(_HARMLESS.fullmatch(fold(text))) or (own is not None and words.known("credentials", text) == own)

    return harmless


def _first_aid(name: str, words: Words) -> list[str]:
    """Read first aid, CPR and AED in any order; any other word makes it unsure."""
    plain = re.sub(r"[()]", " ", name.casefold().replace("\u2019", "'"))
    text = _TURNED.sub(r"cpr \1 aed", plain).replace("level ", "")
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
