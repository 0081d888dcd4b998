"""Words by which a résumé says that something is not held, or not yet: failed, expired, incomplete, in progress.

They count anywhere in a name; words that are part of real names as well ("current affairs") only at its end, at
the end of a parenthesis, or before a comma.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

Kind = Literal["not held", "unfinished", "under way"]

_WORDS: dict[Kind, tuple[str, ...]] = {
    "not held": (
        "failed", "unsuccessful(?:ly)?", "denied", "refused", "rejected", "declined", "revoked", "rescinded", "expired",
        "lapsed", "cancell?ed", "invalid(?:ated)?", "out[ -]of[ -]date", "outdated", "no longer (?:valid|held|current)",
        "(?:not|never) (?:passed|held|granted|obtained|valid|current|awarded|renewed|earned)",
        "did(?: not|n['\u2019]t) pass",
        "échouée?s?", "refusée?s?", "rejetée?s?", "révoquée?s?", "expirée?s?", "périmée?s?", "échue?s?", "annulée?s?",
        "(?:non|pas) (?:obtenue?|réussie?|valide|accordée?|renouvelée?|détenue?)", "plus valide",
    ),
    "unfinished": (
        "incomplete", "uncompleted?", "unfinished", "(?:not|never) (?:completed?|finished|graduated|conferred)",
        "did(?: not|n['\u2019]t) (?:complete|finish|graduate)", "without (?:completing|finishing|graduating|a degree)",
        "withdrew", "withdrawn", "dropped[ -]out", "left early", "discontinued", "abandoned", "interrupted",
        "attempted", "partial(?:ly complet(?:ed?|ion)| completion)", "all but dissertation",
        "inachevée?s?", "incomplet|incomplète", "non[ -](?:terminée?|complétée?|achevée?|finie?)", "abandonnée?s?",
        "interrompue?s?", "tentée?s?", "sans diplôme",
    ),
    "under way": (
        "in[ -]pro(?:gress|cess)", "on[ -]?going", "under[ -]?way", "currently", "current students?", "pending",
        "expected", "anticipated", "booked", "scheduled", "awaiting", "upcoming", r"not yet \w+", "still studying",
        "to be (?:completed|taken|written|confirmed|determined|obtained|granted)", "(?:now|currently) enroll?ed",
        "enroll?ed in", "working (?:towards?|on)", "pursuing", "applied for",
        "en cours(?! d['\u2019])", "actuellement", "en attente", "prévue?s?", "attendue?s?", "réservée?s?",
        "planifiée?s?", "à venir", "en voie d(?:e|['\u2019])", "à (?:compléter|terminer)", "pas encore",
    ),
}  # fmt: skip
_LAST_WORDS: dict[Kind, tuple[str, ...]] = {
    "not held": ("fail", "suspended", "void", "terminated", "échec", "suspendue?", "caduc|caduque"),
    "unfinished": ("partial", "partielle?", "abandon"),
    "under way": ("current", "present", "planned", "candidate", "enroll?ed", "submitted", "actuelle?", "inscrite?",
                  "candidate?"),
}  # fmt: skip
"""Words that say so only where they stand last."""

_STRIPPED = " ,;:/-\u2013\u2014"


def _pattern(kind: Kind) -> str:
    """Return the pattern of a kind's words, whose accents may be missing."""
    last = rf"(?:{'|'.join(_LAST_WORDS[kind])})(?=\s*(?:[)\],;.]|$))"
    whole = rf"(?<!\w)(?:(?:{'|'.join(_WORDS[kind])})(?!\w)|{last})"
    return whole.replace("é", "[ée]").replace("è", "[èe]").replace("à", "[àa]")


_PATTERNS = {kind: re.compile(_pattern(kind), re.IGNORECASE) for kind in _WORDS}
_ANY = re.compile("|".join(map(_pattern, _WORDS)), re.IGNORECASE)
_BRACKET = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


@dataclass(frozen=True)
class Standing:
    """What a name says of whether it is held; ``word`` is how, with all of the parenthesis in which it stands."""

    kind: Kind
    word: str


def read_standing(text: str) -> tuple[str, Standing | None]:
    """Return a name without the words that say it is not surely held, and what they say; of several the worst."""
    said = unicodedata.normalize("NFC", text)
    kind, match = next(
        ((kind, found) for kind, each in _PATTERNS.items() if (found := each.search(said))), (None, None)
    )
    if kind is None or match is None:
        return text, None
    around = (each for each in _BRACKET.finditer(said) if each.start() < match.start() < each.end())
    word = next((each[1].strip() for each in around), match[0])
    said = _BRACKET.sub(lambda bracket: " " if _ANY.search(bracket[0]) else bracket[0], said)
    return " ".join(_ANY.sub(" ", said).split()).strip(_STRIPPED), Standing(kind, word)


def worse(first: Standing | None, second: Standing | None) -> Standing | None:
    """Return the one of two that leaves less."""
    order = list(_WORDS)
    return min(filter(None, (first, second)), key=lambda each: order.index(each.kind), default=None)
