"""Promises as they are given on the command line: a text that may end with the day, or a day beside it."""

import re
from collections.abc import Sequence

from careerplan.cli.interactions import Promised
from careerplan.cli.session import Session
from careerplan.clock import parse_day, say
from careerplan.errors import UsageError
from careerplan.person.followups import I_OWE, THEY_OWE

_BY = re.compile(r"^(?P<what>.+?)[\s,]+by\s+(?P<day>[^,]+?)\s*[.!]?$", re.IGNORECASE | re.DOTALL)


def promised(session: Session, mine: Sequence[str], theirs: Sequence[str], by: str | None) -> list[Promised]:
    """Return the promises given; ``by`` is the day of those of mine that name none, else of theirs."""
    if by is not None and not (mine or theirs):
        message = "--by says by when a promise is due, and there is no promise."
        raise UsageError(message, 'For example: --i-owe "send my résumé" --by friday')
    day = None if by is None else parse_day(by, session.today)
    found = [_read(session, I_OWE, each) for each in mine] + [_read(session, THEY_OWE, each) for each in theirs]
    whose = I_OWE if mine else THEY_OWE
    found = [Promised(each.trigger, each.text, each.by or (day if each.trigger == whose else None)) for each in found]
    for each in found:
        if each.by is not None and each.by < session.today:
            message = f"'{each.text}' cannot be due on {say(each.by)}, which is past."
            raise UsageError(message, "Give a day from today on, for example: by friday.")
    return found


def _read(session: Session, trigger: str, text: str) -> Promised:
    """Read a promise whose text may end with its day: send my résumé by friday."""
    if ends := _BY.match(text):
        try:
            return Promised(trigger, ends["what"].strip(), parse_day(ends["day"], session.today))
        except UsageError:  # "by" that is no day: by e-mail
            pass
    return Promised(trigger, text)
