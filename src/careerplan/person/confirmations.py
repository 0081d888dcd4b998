"""What the user checked of a role's requirement: an overlay with its date, which never outranks a cited source."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Confirmation:
    """What was said of a requirement on a day, and its source: an address, or who said it."""

    id: int
    role: str
    requirement: str
    day: dt.date
    says: str
    source: str
